"""What becomes of each of the chosen instructions, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from orgplan.accounts.models import User
from orgplan.instructions.models import Instruction
from orgplan.instructions.queries.ladder import performers_told
from orgplan.instructions.queries.rules import working_calendar
from orgplan.instructions.rules.chosen import Shift, extended, reminder_refusal, removal_refusal

MOST = 500
"""So many instructions at most are worked on at once."""


@dataclass(frozen=True, slots=True)
class ChosenRow:
    """One instruction of the preview: what becomes of it, or why it stays; `due_on` is the new term."""

    instruction: Instruction
    words: str = ""
    note: str = ""
    refusal: str = ""
    due_on: date | None = None


def chosen_instructions(user: User, keys: Sequence[int]) -> list[Instruction]:
    """Return the chosen instructions with what letters and rows name, by their terms; one more than `MOST` at most."""
    rows = Instruction.objects.visible_to(user).filter(pk__in=keys)
    full = rows.select_related("unit", "unit__parent", "person", "giver", "curator", "level__controller")
    return list(
        full.prefetch_related("co_performers__unit", "co_performers__person").order_by("due_on", "pk")[: MOST + 1]
    )


def extension_rows(rows: Sequence[Instruction], shift: Shift, today: date) -> list[ChosenRow]:
    """Return the new term of each."""
    calendar, found = working_calendar(), []
    for row in rows:
        new = extended(row.state, row.due_on, shift, today=today, calendar=calendar)
        words = f"{row.due_on:%d.%m.%Y} → {new.due_on:%d.%m.%Y}" if new.due_on else ""
        found.append(ChosenRow(row, words, new.note, new.refusal, new.due_on))
    return found


def reminder_rows(rows: Sequence[Instruction], today: date) -> list[ChosenRow]:
    """Return whom a reminder tells of each; three queries."""
    found = []
    for each in performers_told(rows, today):
        row, names = each.instruction, ", ".join(told.name for told in each.told)
        refusal = reminder_refusal(row.state)
        if not refusal and not names:
            refusal = "некому: исполнитель не назван, а у подразделения нет адреса почты."
        silent = [told.name for told in each.told if not told.email and told.user is None]
        note = f"адреса почты нет: {', '.join(silent)}; письмо останется в исходящих." if silent else ""
        found.append(ChosenRow(row, "" if refusal else f"письмо: {names}", "" if refusal else note, refusal))
    return found


def removal_rows(rows: Sequence[Instruction]) -> list[ChosenRow]:
    """Return which leave control: those whose report waits."""
    found = []
    for row in rows:
        refusal = removal_refusal(row.state)
        done = f"отчёт от {row.done_on:%d.%m.%Y} принят, снято с контроля" if row.done_on else ""
        found.append(ChosenRow(row, "" if refusal else done, refusal=refusal))
    return found
