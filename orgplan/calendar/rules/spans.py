"""Which days a view shows, and which day is before and after them."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

WEEK = 7
QUARTER = 3
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
"""Days that an address may name: nobody plans outside them, and no step leads out of what a date can hold."""


class View(TextChoices):
    """How much time is shown, and in which form; the value stands in the address."""

    DAY = "day", _("Day: leaders")
    WEEK = "week", _("Week: leaders")
    HOURS = "hours", _("Week by hours")
    MONTH = "month", _("Month view")
    QUARTER = "quarter", _("Quarter view")
    YEAR = "year", _("Year and load")
    LIST = "list", _("List view")
    VENUES = "venues", _("Venues: day")
    VENUE_WEEK = "venue-week", _("Venues: week")


_OF_A_DAY = frozenset({View.DAY, View.VENUES, View.LIST})
_OF_A_WEEK = frozenset({View.WEEK, View.HOURS, View.VENUE_WEEK})
_MONTHS = {View.MONTH: 1, View.QUARTER: QUARTER, View.YEAR: 12}


def monday_of(day: date) -> date:
    """Return the Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def window(view: View, day: date) -> tuple[date, date]:
    """Return the first and last day, both inclusive, that the view shows around the day."""
    if view in _OF_A_DAY:
        return day, day
    if view in _OF_A_WEEK:
        return monday_of(day), monday_of(day) + timedelta(days=WEEK - 1)
    size = _MONTHS[view]
    first = date(day.year, (day.month - 1) // size * size + 1, 1)
    return first, _shifted(first, size) - timedelta(days=1)


def stepped(view: View, day: date, by: int) -> date:
    """Return a day in the view's window so many windows later; the day of the month is kept where there is one."""
    if view in _OF_A_DAY:
        found = day + timedelta(days=by)
    elif view in _OF_A_WEEK:
        found = day + timedelta(days=WEEK * by)
    else:
        found = _shifted(day, _MONTHS[view] * by)
    return min(max(found, FIRST_DAY), LAST_DAY)


def _shifted(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def weeks_of(first: date, last: date) -> list[date]:
    """Return the Mondays of the weeks that hold the days from first to last."""
    start = monday_of(first)
    return [start + timedelta(days=shift) for shift in range(0, (last - start).days + 1, WEEK)]


def days_of(first: date, last: date) -> list[date]:
    """Return the days from first to last, both inclusive."""
    return [first + timedelta(days=shift) for shift in range((last - first).days + 1)]


def is_sane(day: date) -> bool:
    """Tell whether an address may name the day."""
    return FIRST_DAY <= day <= LAST_DAY
