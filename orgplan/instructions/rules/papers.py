"""The report on execution discipline as data: its fields under English and Russian names, with an invented sample."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from orgplan.documents.rules.kinds import FormField, FormKind
from orgplan.documents.rules.requisites import PRINTED, SIGNATURE

_COUNTS = (
    FormField("total", "всего", "Поручений со сроком в периоде (N)", required=True),
    FormField("in_time", "в_срок", "Исполнено в первоначальный срок"),
    FormField("in_extended", "в_продлённый", "Исполнено в продлённый срок"),
    FormField("late", "с_нарушением", "Исполнено с нарушением срока"),
    FormField("awaiting", "не_принято", "Отчёт представлен, не принят"),
    FormField("overdue", "просрочено", "Просрочено на день отчёта"),
    FormField("extended", "продлено", "Продлено, срок не наступил"),
    FormField("ahead", "не_наступил", "Срок не наступил"),
    FormField("carried_out", "перенесено", "Срок перенесён за пределы периода (сверх N)"),
    FormField("share", "ко", "Ко, %"),
)
DISCIPLINE_FIELDS = (
    FormField("title", "заголовок", "Заголовок документа"),
    FormField("heading", "вид_документа", "Первое слово заголовка: «Отчёт»"),
    FormField("subject", "о_чём", "Остаток заголовка: за какой период"),
    FormField("basis", "на_день", "На какой день посчитано"),
    FormField(
        "units",
        "подразделения",
        "По подразделениям",
        (FormField("name", "имя", "Подразделение"), *_COUNTS),
        required=True,
    ),
    FormField("sources", "источники", "По источникам", (FormField("name", "имя", "Источник"), *_COUNTS)),
    FormField("formula", "формула", "Ко с расчётом: «Ко = 40 / 50 × 100 % = 80,0 %»"),
    FormField("timely", "своевременность", "Доля исполненных в первоначальный срок с расчётом"),
    FormField("definition", "пояснение", "Что считается в каждом столбце"),
    *SIGNATURE,
    PRINTED,
)
_SAMPLE_COUNTS = {
    "total": 50,
    "in_time": 30,
    "in_extended": 6,
    "late": 4,
    "awaiting": 2,
    "overdue": 5,
    "extended": 1,
    "ahead": 2,
    "carried_out": 3,
    "share": "80,0 %",
}
DISCIPLINE_SAMPLE: dict[str, Any] = {
    "title": "Отчёт об исполнительской дисциплине",
    "heading": "Отчёт",
    "subject": "об исполнительской дисциплине за 01.07.2026–30.09.2026",
    "basis": "по состоянию на 02.10.2026",
    "units": [{"name": "Департамент примеров"} | _SAMPLE_COUNTS],
    "sources": [{"name": "протокол совещания"} | _SAMPLE_COUNTS],
    "formula": "Ко = 40 / 50 × 100 % = 80,0 %",
    "timely": "Кс = 30 / 50 × 100 % = 60,0 %",
    "definition": "N — поручения со сроком в периоде, кроме отменённых.",
    "signer_post": "Начальник отдела организационной работы",
    "signer_name": "П. П. Примеров",
    "footer": "Напечатано 02.10.2026 10:15",
}
DISCIPLINE_FORM = FormKind("discipline", _("Report on execution discipline"), DISCIPLINE_FIELDS, DISCIPLINE_SAMPLE)

DEFINITION = (
    "N — поручения, срок которых приходится на период, кроме отменённых; n — исполненные из них: отчёт принят, "
    "поручение снято с контроля. Срок исполнения — день представления принятого отчёта. Исполненное в продлённый "
    "срок показано отдельно и в «исполнено в срок» не входит. Поручения, срок которых перенесён за пределы периода, "
    "показаны сверх N. Отвечает ответственный исполнитель (названный первым)."
)
