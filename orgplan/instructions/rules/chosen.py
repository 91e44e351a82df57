"""What becomes of one of many instructions that were chosen together: its new term, or why it stays as it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from orgplan.instructions.rules.states import OPEN, InstructionState, next_state
from orgplan.instructions.rules.terms import DayMeasure, off_day_words
from orgplan.worktime import UnknownYearError, WorkingCalendar

LONGEST = 366
"""So many days at most a term is moved at once: a year; farther goes by naming the day."""


class Deed(TextChoices):
    """What is done with all of them."""

    EXTEND = "extend", _("extend the term")
    REMIND = "remind", _("remind the performers")
    REMOVE = "remove", _("take off control")


@dataclass(frozen=True, slots=True)
class Shift:
    """Another term for many: one day for all, or so many days after the term of each."""

    to: date | None = None
    days: int = 0
    measure: DayMeasure = DayMeasure.WORKING


@dataclass(frozen=True, slots=True)
class Extended:
    """A term that was moved, with what should be known about its day; or the sentence that says why it stays."""

    due_on: date | None = None
    note: str = ""
    refusal: str = ""


def extended(state: str, due_on: date, shift: Shift, *, today: date, calendar: WorkingCalendar) -> Extended:
    """Return the later term of an instruction.

    A day named for all stays as it is; a counted one that falls on a day off moves back, as every term does.
    """
    if next_state(state, "extend") is None:
        return Extended(refusal=f"{_STATES[InstructionState(state)]}: срок не меняют.")
    try:
        new = shift.to or _counted(due_on, shift, calendar)
    except UnknownYearError as error:
        return Extended(refusal=f"рабочие дни не сосчитать: {error.year} год не внесён в календарь.")
    if new <= due_on:
        return Extended(refusal=f"новый срок {new:%d.%m.%Y} не позже нынешнего, {due_on:%d.%m.%Y}.")
    if new < today:
        return Extended(refusal=f"новый срок {new:%d.%m.%Y} уже прошёл: назовите день позже.")
    return Extended(new, off_day_words(new, calendar))


def reminder_refusal(state: str) -> str:
    """Say why nobody is reminded of an instruction; empty where somebody is."""
    if state in OPEN:
        return ""
    return f"{_STATES[InstructionState(state)]}: напоминать не о чем."


def removal_refusal(state: str) -> str:
    """Say why an instruction stays on control; empty where its report waits: control is removed only with one."""
    if state == InstructionState.REPORTED:
        return ""
    if state in OPEN:
        return "отчёта об исполнении нет, а с контроля снимают только по отчёту."
    return f"{_STATES[InstructionState(state)]}."


def _counted(due_on: date, shift: Shift, calendar: WorkingCalendar) -> date:
    if shift.measure == DayMeasure.WORKING:
        return calendar.add(due_on, shift.days)
    day = due_on + timedelta(days=shift.days)
    earlier = calendar.previous_working(day)
    return earlier if earlier > due_on else calendar.next_working(day)


_STATES = {
    InstructionState.ON_EXECUTION: "поручение на исполнении",
    InstructionState.RETURNED: "поручение возвращено на доработку",
    InstructionState.REPORTED: "отчёт представлен и ждёт решения",
    InstructionState.REMOVED: "поручение уже снято с контроля",
    InstructionState.CANCELLED: "поручение отменено",
}
