"""Writes of the room."""

from django.utils.translation import gettext_noop

from orgplan.availability.actions.bookings import (
    approve_booking,
    block_venue,
    book_venue,
    expire_bookings,
    refuse_booking,
    remove_blocking,
    withdraw_booking,
    write_terms,
)
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
    "approve_booking",
    "block_venue",
    "book_venue",
    "expire_bookings",
    "read_soon",
    "refuse_booking",
    "remove_blocking",
    "remove_calendar",
    "remove_layer",
    "remove_time",
    "resume_calendar",
    "stop_calendar",
    "store_reading",
    "take_file",
    "withdraw_booking",
    "write_calendar",
    "write_layer",
    "write_terms",
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
    gettext_noop("book venue"),
    gettext_noop("approve booking"),
    gettext_noop("refuse booking"),
    gettext_noop("withdraw booking"),
    gettext_noop("expire bookings"),
    gettext_noop("write terms"),
    gettext_noop("block venue"),
    gettext_noop("remove blocking"),
    gettext_noop("restore booking"),
)
"""How the history names these actions."""

WORDS = (
    gettext_noop("closed times"),
    gettext_noop("not restored"),
    gettext_noop("venues"),
    gettext_noop("people"),
    gettext_noop("reading asked"),
)
"""What the history says was recorded, where it is no field."""
