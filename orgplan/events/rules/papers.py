"""How an event stands in the table of a plan on paper, whichever room prints the plan."""

from __future__ import annotations

from orgplan.documents.rules.kinds import FormField


def event_row(when: str) -> tuple[FormField, ...]:
    """Return the fields of a row; `when`: an example of its date and time in the words of that plan."""
    return (
        FormField("number", "номер", "Номер строки по порядку"),
        FormField("section", "раздел", "Название раздела; стоит только у первой строки раздела, у остальных пусто"),
        FormField("when", "когда", f"Дата и время словами плана: «{when}»", required=True),
        FormField("title", "мероприятие", "Наименование мероприятия", required=True),
        FormField("place", "место", "Место проведения"),
        FormField(
            "responsible", "ответственный", "Ответственные, каждый с новой строки, с отметкой «(по согласованию)»"
        ),
    )
