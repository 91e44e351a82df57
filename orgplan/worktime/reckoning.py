"""Arithmetic over working days that does not stop at the last known year: beyond it, weekdays are working ones.

Plans reach further than decrees: a preparation begun for the year after next is counted and corrected later.
"""

from datetime import date, timedelta

from orgplan.worktime.calendar import WorkingCalendar
from orgplan.worktime.model import UnknownYearError

_SATURDAY = 5
_DAY = timedelta(days=1)


def is_working_day(day: date, calendar: WorkingCalendar) -> bool:
    """Tell a working day; in a year that the calendar does not know, any weekday."""
    try:
        return calendar.is_working(day)
    except UnknownYearError:
        return day.weekday() < _SATURDAY


def add_working_days(day: date, count: int, calendar: WorkingCalendar) -> date:
    """Return the `count`-th working day after `day`, before it where negative; nought gives `day` back."""
    try:
        return calendar.add(day, count)
    except UnknownYearError:
        return _walked(day, count, calendar)


def _walked(day: date, count: int, calendar: WorkingCalendar) -> date:
    step, left = (_DAY, count) if count > 0 else (-_DAY, -count)
    while left:
        day += step
        left -= is_working_day(day, calendar)
    return day


def count_working_days(start: date, end: date, calendar: WorkingCalendar) -> int:
    """Return the number of working days in the half-open range [start, end), negative where end is before start."""
    try:
        return calendar.between(start, end)
    except UnknownYearError:
        first, last = sorted((start, end))
        found = sum(is_working_day(first + _DAY * each, calendar) for each in range((last - first).days))
        return found if start <= end else -found


def working_day_from(day: date, calendar: WorkingCalendar, *, back: bool) -> date:
    """Return the day itself where it is a working one, else the nearest working day before or after it."""
    while not is_working_day(day, calendar):
        day += -_DAY if back else _DAY
    return day
