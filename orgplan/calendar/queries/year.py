"""A year as a strip of days with their load."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from orgplan.accounts.models import User
from orgplan.calendar.queries.filtering import CalendarFilter
from orgplan.calendar.queries.loads import loads_between
from orgplan.calendar.queries.meetings import meetings_between
from orgplan.calendar.queries.month import is_day_off
from orgplan.calendar.queries.notes import notes_between
from orgplan.calendar.rules.load import Scale, scale_of
from orgplan.calendar.rules.spans import days_of


@dataclass(frozen=True, slots=True)
class YearDay:
    """A day of the strip: how many events, the step of its load, memorable dates."""

    day: date
    count: int
    step: int
    dates: str
    is_off: bool
    is_today: bool


@dataclass(frozen=True, slots=True)
class YearMonth:
    """A month of the strip and its sum."""

    first: date
    days: Sequence[YearDay]
    total: int


@dataclass(frozen=True, slots=True)
class YearPage:
    """The strip, and what its steps mean."""

    months: Sequence[YearMonth]
    scale: Scale
    total: int

    @property
    def is_bare(self) -> bool:
        """Tell whether nothing is found."""
        return not self.total


def year_page(user: User, wanted: CalendarFilter, days: tuple[date, date], today: date) -> YearPage:
    """Return the year; at most seven queries."""
    loads = loads_between(user, wanted, *days)
    meetings = meetings_between(user, wanted, *days, today)
    loads.update(entry.span.first for entry in meetings if not entry.is_off)
    notes = notes_between(user, *days)
    scale = scale_of(loads.values())
    by_month: defaultdict[date, list[YearDay]] = defaultdict(list)
    for day in days_of(*days):
        count = loads[day]
        by_month[day.replace(day=1)].append(
            YearDay(
                day,
                count,
                scale.step(count),
                "; ".join(note.words for note in notes.get(day, ())),
                is_day_off(day),
                day == today,
            )
        )
    months = [YearMonth(first, found, sum(each.count for each in found)) for first, found in by_month.items()]
    return YearPage(months, scale, sum(month.total for month in months))
