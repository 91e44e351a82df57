"""Reads of the calendar: its filter, what stands in it, whose day is how full."""

from orgplan.calendar.queries.entries import Entry, entries_after, entries_between
from orgplan.calendar.queries.filtering import CalendarFilter, calendar_filter, count_coming
from orgplan.calendar.queries.leaders import Leader, leaders_of
from orgplan.calendar.queries.loads import loads_between
from orgplan.calendar.queries.marks import Mark
from orgplan.calendar.queries.meetings import meetings_between
from orgplan.calendar.queries.standing import Standing, standing_of

__all__ = [
    "CalendarFilter",
    "Entry",
    "Leader",
    "Mark",
    "Standing",
    "calendar_filter",
    "count_coming",
    "entries_after",
    "entries_between",
    "leaders_of",
    "loads_between",
    "meetings_between",
    "standing_of",
]
