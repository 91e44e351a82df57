"""Which day a folder is for: the next working one, with the days off before it where something stands on them."""

from __future__ import annotations

from datetime import date, timedelta

from orgplan.worktime import WorkingCalendar

_DAY = timedelta(days=1)
MOST = 7
"""So many days ahead are offered."""


def next_folder_day(today: date, calendar: WorkingCalendar) -> date:
    """Return the next working day: on a Friday it is Monday; where the calendar ends, tomorrow."""
    try:
        return calendar.add(today, 1)
    except (LookupError, ValueError):
        return today + _DAY


def days_offered(today: date, calendar: WorkingCalendar) -> list[date]:
    """Return today and the days ahead up to the next working day, at least `MOST` days in all."""
    last = max(next_folder_day(today, calendar), today + (MOST - 1) * _DAY)
    return [today + number * _DAY for number in range((last - today).days + 1)]


def days_of_folder(today: date, calendar: WorkingCalendar) -> list[date]:
    """Return what the evening's folder holds: every day after today up to the next working one."""
    last = next_folder_day(today, calendar)
    return [today + number * _DAY for number in range(1, (last - today).days + 1)]
