"""When the office works: its hours by year, as people set them, and the minutes of a day that count as office time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from orgplan.worktime.calendar import WorkingCalendar
from orgplan.worktime.model import DayKind, UnknownYearError

_HOUR = 60
_FRIDAY, _SATURDAY = 4, 5
_SHORTER = 60
"""By how many minutes the eve of a holiday is shorter: article 95 of the Labour Code."""

Spans = tuple[tuple[int, int], ...]
"""Stretches of a day in minutes from midnight, in order."""


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When the office opens and closes, on Fridays (None: as usual) and for lunch (None: it is not counted off).

    On a shortened day it closes an hour earlier.
    """

    opens: time = time(8, 30)
    closes: time = time(17, 30)
    friday: time | None = None
    lunch: tuple[time, time] | None = None

    @property
    def minutes(self) -> int:
        """Return the length of a usual working day without its lunch."""
        return sum(until - since for since, until in self.spans(_minutes(self.closes)))

    def spans(self, closes: int) -> Spans:
        """Return the stretches of office time of a day that ends at `closes`, in minutes from midnight."""
        opens = _minutes(self.opens)
        parts = [(opens, closes)]
        if self.lunch:
            away, back = (_minutes(each) for each in self.lunch)
            parts = [(opens, min(away, closes)), (min(max(back, opens), closes), closes)]
        return tuple((since, until) for since, until in parts if since < until)

    @property
    def words(self) -> str:
        """Return «с 08:30 до 17:30, в пятницу до 16:30, обед с 12:30 до 13:30»."""
        said = f"с {self.opens:%H:%M} до {self.closes:%H:%M}"
        if self.friday and self.friday != self.closes:
            said += f", в пятницу до {self.friday:%H:%M}"
        if self.lunch:
            said += f", обед с {self.lunch[0]:%H:%M} до {self.lunch[1]:%H:%M}"
        return said


@dataclass(frozen=True, slots=True)
class OfficeYears:
    """The office hours by the year from which they hold; before the first year, and without any, the usual ones."""

    by_year: Mapping[int, OfficeHours] = field(default_factory=dict)

    def of(self, day: date) -> OfficeHours:
        """Return the hours of the latest year that is not after the day's."""
        known = [year for year in self.by_year if year <= day.year]
        return self.by_year[max(known)] if known else OfficeHours()

    def spans(self, day: date, calendar: WorkingCalendar) -> Spans:
        """Return the office time of the day, empty on a day off; an unknown year has Saturdays and Sundays off."""
        kind = _kind(day, calendar)
        return () if kind is DayKind.OFF else self.of(day).spans(self._closes(day, kind))

    def on(self, day: date, calendar: WorkingCalendar) -> tuple[time, time]:
        """Return when the office opens and closes on the day; on a day off as if it were a working one."""
        closes = self._closes(day, _kind(day, calendar))
        return self.of(day).opens, time(*divmod(closes, _HOUR))

    def _closes(self, day: date, kind: DayKind) -> int:
        hours = self.of(day)
        closes = _minutes(hours.friday if hours.friday and day.weekday() == _FRIDAY else hours.closes)
        return closes - (_SHORTER if kind is DayKind.SHORTENED else 0)

    def outside_words(self, day: date, at: time, calendar: WorkingCalendar) -> str:
        """Return «рабочий день до 16:30» or «рабочий день с 08:30» for an hour outside of office time, else ""."""
        spans = self.spans(day, calendar)
        if not spans:
            return ""
        opens, closes = spans[0][0], spans[-1][1]
        if _minutes(at) > closes:
            return f"рабочий день до {_clock(closes)}"
        return f"рабочий день с {_clock(opens)}" if _minutes(at) < opens else ""


USUAL = OfficeYears()


def _kind(day: date, calendar: WorkingCalendar) -> DayKind:
    try:
        return calendar.kind(day)
    except UnknownYearError:
        return DayKind.OFF if day.weekday() >= _SATURDAY else DayKind.WORKING


def _minutes(clock: time) -> int:
    return clock.hour * _HOUR + clock.minute


def _clock(minutes: int) -> str:
    return f"{minutes // _HOUR:02}:{minutes % _HOUR:02}"
