"""Writes of the room."""

from django.utils.translation import gettext_noop

from orgplan.availability.actions.calendars import (
    CalendarFacts,
    read_soon,
    remove_calendar,
    resume_calendar,
    stop_calendar,
    store_reading,
    take_file,
    write_calendar,
)
from orgplan.availability.actions.layers import LayerFacts, add_times, remove_layer, remove_time, write_layer

__all__ = [
    "VERBS",
    "WORDS",
    "CalendarFacts",
    "LayerFacts",
    "add_times",
    "read_soon",
    "remove_calendar",
    "remove_layer",
    "remove_time",
    "resume_calendar",
    "stop_calendar",
    "store_reading",
    "take_file",
    "write_calendar",
    "write_layer",
]

VERBS = (
    gettext_noop("write layer"),
    gettext_noop("remove layer"),
    gettext_noop("add times"),
    gettext_noop("remove time"),
    gettext_noop("write calendar"),
    gettext_noop("stop calendar"),
    gettext_noop("resume calendar"),
    gettext_noop("read soon"),
    gettext_noop("remove calendar"),
    gettext_noop("take file"),
    gettext_noop("store reading"),
)
"""How the history names these actions."""

WORDS = (gettext_noop("closed times"), gettext_noop("venues"), gettext_noop("people"), gettext_noop("reading asked"))
"""What the history says was recorded, where it is no field."""
