"""By which day a paper is due, and which law holds on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from orgplan.preparation.rules.kinds import OffsetUnit
from orgplan.preparation.rules.wording import days_words
from orgplan.worktime import WorkingCalendar
from orgplan.worktime.reckoning import add_working_days, working_day_from

MOST_DAYS = 400


def due_before(start: date, days: int, unit: OffsetUnit, calendar: WorkingCalendar) -> date:
    """Return the last working day by which something is due so many days before `start`.

    Calendar days that end on a day off go back to the working day before: whoever receives the paper does not work on
    that day. Nought days: the day itself or the working day before it.
    """
    if unit == OffsetUnit.WORKING and days:
        return add_working_days(start, -days, calendar)
    return working_day_from(start - timedelta(days=days), calendar, back=True)


_SHORT = {OffsetUnit.WORKING: "раб.", OffsetUnit.CALENDAR: "кал."}


def before_words(days: int, unit: OffsetUnit) -> str:
    """Return «за 5 рабочих дней», «в день мероприятия»."""
    return f"за {days_words(days, unit)}" if days else "в день мероприятия"


def short_words(days: int, unit: OffsetUnit) -> str:
    """Return «за 5 раб. дн.» for the cell of a table."""
    return f"за {days} {_SHORT[unit]} дн.".replace(" ", "\N{NO-BREAK SPACE}") if days else "в день мероприятия"


@dataclass(frozen=True, slots=True)
class LawSpan:
    """A duty with the days on which its act is in force, both inclusive; None: open on that side."""

    key: int
    since: date | None = None
    until: date | None = None
    least_people: int | None = None

    def holds_on(self, day: date, people: int | None) -> bool:
        """Tell whether an event of the day is under it; where nobody said how many come, it is."""
        in_force = (self.since is None or self.since <= day) and (self.until is None or day <= self.until)
        return in_force and (self.least_people is None or people is None or people >= self.least_people)


def duties_on(spans: Iterable[LawSpan], day: date, people: int | None) -> list[int]:
    """Return the duties under which an event of the day is, in their order: an old event keeps the old law."""
    return [each.key for each in spans if each.holds_on(day, people)]
