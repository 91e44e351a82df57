"""The plan of a programme's events as data: its fields under English and Russian names, with an invented sample."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from orgplan.documents.rules.kinds import FormField, FormKind

ROW_FIELDS = (
    FormField("number", "номер", "Номер строки по порядку"),
    FormField("section", "раздел", "Название раздела; стоит только у первой строки раздела, у остальных пусто"),
    FormField("when", "когда", "Дата и время словами плана: «12 августа 2026 года, 14:00»", required=True),
    FormField("title", "мероприятие", "Наименование мероприятия", required=True),
    FormField("place", "место", "Место проведения"),
    FormField("responsible", "ответственный", "Ответственные, каждый с новой строки, с отметкой «(по согласованию)»"),
)
FIELDS = (
    FormField("title", "заголовок", "Заголовок целиком: «План мероприятий программы «…» на 2026 год»"),
    FormField("heading", "вид_документа", "Первое слово заголовка: «План»"),
    FormField("subject", "о_чём", "Остаток заголовка: «мероприятий программы «…» на 2026 год»"),
    FormField("annex", "приложение", "«Приложение к распоряжению … № …»; пусто, где акта нет"),
    FormField("draft", "проект", "Да, пока документ не утверждён: {% if проект %}ПРОЕКТ{% endif %}"),
    FormField("approver_post", "утвердил_должность", "Должность того, кто утверждает"),
    FormField("approver_line", "утвердил_подпись", "Строка подписи с именем: «____________ О. О. Образцов»"),
    FormField("approved_line", "утвердил_дата", "Дата утверждения: пустые графы, их заполняют от руки"),
    FormField("curator", "куратор", "Куратор программы: должность и имя"),
    FormField("units", "подразделения", "Ответственные подразделения через запятую"),
    FormField("rows", "строки", "Мероприятия по разделам", ROW_FIELDS, required=True),
    FormField("signer_post", "подписал_должность", "Должность того, кто подписывает"),
    FormField("signer_name", "подписал_имя", "Инициалы и фамилия того, кто подписывает"),
    FormField("footer", "колонтитул", "Время печати — для нижнего колонтитула"),
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
