"""How an event stands in the table of a plan on paper, whichever room prints the plan."""

from __future__ import annotations

from orgplan.documents.rules.kinds import FormField

EVENT_ROW = (
    FormField("number", "номер", "Номер строки по порядку"),
    FormField("section", "раздел", "Название раздела; стоит только у первой строки раздела, у остальных пусто"),
    FormField("when", "когда", "Дата и время словами плана: «12 августа 2026 года, 14:00»", required=True),
    FormField("title", "мероприятие", "Наименование мероприятия", required=True),
    FormField("place", "место", "Место проведения"),
    FormField("responsible", "ответственный", "Ответственные, каждый с новой строки, с отметкой «(по согласованию)»"),
)
