"""The plan of a programme's events as data: its fields under English and Russian names, with an invented sample."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from orgplan.documents.rules.kinds import FormField, FormKind
from orgplan.documents.rules.requisites import PRINTED, SIGNATURE, STAMP_BY_HAND
from orgplan.events.rules.papers import event_row

FIELDS = (
    FormField("title", "заголовок", "Заголовок целиком: «План мероприятий программы «…» на 2026 год»"),
    FormField("heading", "вид_документа", "Первое слово заголовка: «План»"),
    FormField("subject", "о_чём", "Остаток заголовка: «мероприятий программы «…» на 2026 год»"),
    FormField("annex", "приложение", "«Приложение к распоряжению … № …»; пусто, где акта нет"),
    *STAMP_BY_HAND,
    FormField("curator", "куратор", "Куратор программы: должность и имя"),
    FormField("units", "подразделения", "Ответственные подразделения через запятую"),
    FormField("rows", "строки", "Мероприятия по разделам", event_row("12 августа 2026 года, 14:00"), required=True),
    *SIGNATURE,
    PRINTED,
)
SAMPLE: dict[str, Any] = {
    "title": "План мероприятий программы «Год примера в городе Образцове» на 2026 год",
    "heading": "План",
    "subject": "мероприятий программы «Год примера в городе Образцове» на 2026 год",
    "annex": "",
    "draft": True,
    "approver_post": "Мэр города Образцова",
    "approver_line": "____________ О. О. Образцов",
    "approved_line": "«___» ______________ 2026 г.",
    "curator": "О. О. Образцов",
    "units": "Департамент культуры, Департамент примеров",
    "rows": [
        {
            "number": 1,
            "section": "1. Открытие года",
            "when": "16 января 2026 года, 18:00",
            "title": "Торжественное открытие Года примера",
            "place": "Театр «Пример»",
            "responsible": "Департамент культуры\nТеатр «Пример» (по согласованию)",
        },
        {
            "number": 2,
            "section": "2. Выставки",
            "when": "2 марта – 30 апреля 2026 года",
            "title": "Выставка «Лучшие примеры»",
            "place": "городской музей",
            "responsible": "Департамент культуры",
        },
    ],
    "signer_post": "",
    "signer_name": "",
    "footer": "Напечатано 10.01.2026 09:00",
}
PROGRAMME_FORM = FormKind("programme_plan", _("Plan of a programme's events"), FIELDS, SAMPLE, form="plan")
