"""The plain day walk that the calendar's arithmetic must equal: the contract, not an optimisation."""

from datetime import date, timedelta

from orgplan.worktime import WorkingCalendar

DAY = timedelta(days=1)


def walked_add(calendar: WorkingCalendar, day: date, count: int) -> date:
    """Step a day at a time until `abs(count)` working days have been met."""
    step = DAY if count > 0 else -DAY
    left = abs(count)
    while left:
        day += step
        left -= calendar.is_working(day)
    return day


def walked_between(calendar: WorkingCalendar, start: date, end: date) -> int:
    """Count the working days of [start, end) one by one."""
    return sum(calendar.is_working(start + DAY * offset) for offset in range((end - start).days))
