"""The paper «План мероприятий с участием Мэра» as data: its fields under English and Russian names, with a sample."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from orgplan.documents.rules.kinds import FormField, FormKind
from orgplan.planning.rules.papers import SIGNATURE_FIELDS, TITLE_FIELDS

_ROW_FIELDS = (
    FormField("section", "раздел", "Должность руководителя; стоит только у первой строки его таблицы, иначе пусто"),
    FormField("day", "день", "«12 августа, среда»; стоит только у первой строки дня", required=True),
    FormField("note", "отсутствие", "Кто в этот день отсутствует и кто исполняет обязанности; иначе пусто"),
    FormField("time", "время", "Время: «14:00–16:00»; у мероприятий без точного дня — срок словами", required=True),
    FormField("title", "мероприятие", "Наименование мероприятия; у строки об отсутствии пусто", required=True),
    FormField("place", "место", "Место проведения"),
    FormField("role", "участие", "«ведёт», «выступает», «участвует (по согласованию)»; в общей таблице — с именами"),
    FormField("company", "ответственные", "Ответственные и сопровождающие, каждый с новой строки"),
)
EXECUTIVE_FORM = FormKind(
    "executive_calendar",
    _("Plan of events with the Mayor's participation"),
    (
        *TITLE_FIELDS,
        FormField("rows", "строки", "Строки по дням и времени", _ROW_FIELDS, required=True),
        *SIGNATURE_FIELDS,
    ),
    {
        "title": "План мероприятий с участием Мэра города Образцова на 10–16 августа 2026 года",
        "heading": "План",
        "subject": "мероприятий с участием Мэра города Образцова на 10–16 августа 2026 года",
        "rows": [
            {
                "section": "Мэр города Образцова",
                "day": "12 августа, среда",
                "note": "Образцов О. О. отсутствует, исполняет обязанности Примеров П. П.",
                "time": "14:00–16:00",
                "title": "Заседание комиссии по бюджету",
                "place": "каб. 210",
                "role": "ведёт",
                "company": "Департамент финансов\nПримеров П. П. (выступает)",
            },
            {
                "section": "",
                "day": "",
                "note": "",
                "time": "18:00",
                "title": "Открытие фестиваля «Образцовые трубы»",
                "place": "парк культуры и отдыха",
                "role": "участвует (по согласованию)",
                "company": "Департамент культуры",
            },
        ],
        "signer_post": "Начальник отдела организационной работы",
        "signer_name": "П. П. Примеров",
        "footer": "Напечатано 07.08.2026 10:15",
    },
)
