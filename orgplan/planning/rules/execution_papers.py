"""The report on execution as data: its fields under English and Russian names, with an invented sample."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from orgplan.documents.rules.kinds import FormField, FormKind
from orgplan.documents.rules.requisites import PRINTED, SIGNATURE

_ROW_FIELDS = (
    FormField("number", "номер", "Номер пункта в утверждённом плане; у добавленных пусто"),
    FormField("section", "раздел", "Название раздела; стоит только у первой строки раздела"),
    FormField("title", "мероприятие", "Наименование мероприятия", required=True),
    FormField("planned", "срок_план", "Срок по утверждённому плану", required=True),
    FormField("actual", "срок_факт", "Фактический срок или «перенесено на …»", required=True),
    FormField("state", "отметка", "Отметка о выполнении: «проведено в срок»", required=True),
    FormField("reason", "причина", "Причина и основание, примечание"),
    FormField("turnout", "явка", "Явка: ожидалась / фактическая"),
    FormField("responsible", "ответственный", "Ответственные, каждый с новой строки"),
)
_UNIT_FIELDS = (
    FormField("unit", "подразделение", "Подразделение"),
    FormField("total", "всего", "Строк плана"),
    FormField("held", "проведено", "Проведено, в срок и с переносом"),
    FormField("in_time", "в_срок", "Проведено в срок"),
    FormField("moved", "с_переносом", "Проведено с переносом"),
    FormField("ahead", "перенесено", "Перенесено или проведено не полностью"),
    FormField("cancelled", "отменено", "Отменено и не состоялось"),
    FormField("unreported", "без_отчёта", "Без отчёта"),
    FormField("share", "процент", "Проведено от всех строк, %"),
)
EXECUTION_FIELDS = (
    FormField("title", "заголовок", "Заголовок документа"),
    FormField("heading", "вид_документа", "Первое слово заголовка: «Отчёт»"),
    FormField("subject", "о_чём", "Остаток заголовка: о выполнении какого плана"),
    FormField("basis", "версии", "С какими утверждёнными редакциями сверено"),
    FormField("rows", "строки", "Строки плана и что с ними стало", _ROW_FIELDS, required=True),
    FormField("summary", "итог", "Итог словами"),
    FormField("formula", "формула", "Процент с расчётом: «42 / 50 × 100 = 84,0 %»"),
    FormField("units", "подразделения", "Итоги по подразделениям; пусто в отчёте одного подразделения", _UNIT_FIELDS),
    *SIGNATURE,
    PRINTED,
)
EXECUTION_SAMPLE: dict[str, Any] = {
    "title": "Отчёт о выполнении плана",
    "heading": "Отчёт",
    "subject": "о выполнении плана основных мероприятий Администрации города Образцова на август 2026 года",
    "basis": "август 2026 года: редакция 1, утверждена 25.07.2026",
    "rows": [
        {
            "number": "1",
            "section": "Заседания и совещания",
            "title": "Заседание комиссии по бюджету",
            "planned": "12 августа, 14:00",
            "actual": "19 августа",
            "state": "проведено с переносом",
            "reason": "Болезнь председателя",
            "turnout": "20 / 18",
            "responsible": "Примеров П. П.",
        }
    ],
    "summary": "Всего по плану: 1; проведено: 1.",
    "formula": "Выполнение: 1 / 1 × 100 = 100,0 %",
    "units": [
        {
            "unit": "Департамент примеров",
            "total": 1,
            "held": 1,
            "in_time": 0,
            "moved": 1,
            "ahead": 0,
            "cancelled": 0,
            "unreported": 0,
            "share": "100,0 %",
        }
    ],
    "signer_post": "Начальник отдела организационной работы",
    "signer_name": "П. П. Примеров",
    "footer": "Напечатано 03.09.2026 10:15",
}

EXECUTION_FORM = FormKind("execution", _("Report on the execution of a plan"), EXECUTION_FIELDS, EXECUTION_SAMPLE)
