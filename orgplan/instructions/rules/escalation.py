"""Who is told of a term, and when: the ladder from the performer to the giver. No clock: `today` is an argument."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from orgplan.instructions.rules.terms import DayMeasure
from orgplan.language.counts import counted
from orgplan.worktime import UnknownYearError, WorkingCalendar

STALE = timedelta(days=3)
"""A step that was missed for longer is not taken any more: a later one has come, or its words would be wrong."""


class Side(TextChoices):
    """On which side of the term a step stands."""

    BEFORE = "before", _("before the term")
    ON_DAY = "on_day", _("on the last day of the term")
    AFTER = "after", _("after the term")


class Rung(TextChoices):
    """Who is told."""

    PERFORMER = "performer", _("the responsible performer")
    CO_PERFORMERS = "co_performers", _("the co-performers")
    HEAD = "head", _("the head of the unit")
    CURATOR = "curator", _("the curator of the unit")
    GIVER = "giver", _("whoever gave the instruction")
    CONTROLLER = "controller", _("whoever controls it")


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the ladder: when it is taken, and whom it tells."""

    side: Side
    rung: Rung
    count: int = 0
    measure: DayMeasure = DayMeasure.WORKING

    @property
    def code(self) -> str:
        """Return the short name under which history knows that the step was taken: «before-3-working-performer»."""
        return f"{self.side}-{self.count}-{self.measure}-{self.rung}"

    @property
    def order(self) -> tuple[int, int]:
        """Return the place of the step on its way through the term: the longest before it first, the latest last."""
        sides = (Side.BEFORE, Side.ON_DAY, Side.AFTER)
        return sides.index(self.side), -self.count if self.side == Side.BEFORE else self.count

    @property
    def words(self) -> str:
        """Return «за 3 рабочих дня до срока», «в день срока», «через 1 рабочий день после срока»."""
        if self.side == Side.ON_DAY:
            return "в день срока"
        days = counted(self.count, "рабочий день" if self.measure == DayMeasure.WORKING else "календарный день")
        return f"за {days} до срока" if self.side == Side.BEFORE else f"через {days} после срока"


def taken_on(step: Step, due_on: date, calendar: WorkingCalendar) -> date:
    """Return the day on which the step is taken; calendar days where the year is not in the calendar."""
    if step.side == Side.ON_DAY:
        return due_on
    count = step.count if step.side == Side.AFTER else -step.count
    if step.measure == DayMeasure.WORKING:
        try:
            return calendar.add(due_on, count)
        except UnknownYearError:
            pass
    return due_on + timedelta(days=count)


def is_due(step: Step, due_on: date, today: date, calendar: WorkingCalendar) -> bool:
    """Tell whether the step is to be taken today: its day has come, not too long ago, and its words are still true."""
    day = taken_on(step, due_on, calendar)
    if not day <= today <= day + STALE:
        return False
    return step.side != Side.BEFORE or today < due_on or day == today
