"""Recurring work of the room: calendars from outside, pre-bookings that run out."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.accounts.sealing import BrokenSealError, unseal
from orgplan.audit.actions import System
from orgplan.availability import wire
from orgplan.availability.actions.bookings import expire_bookings
from orgplan.availability.actions.calendars import note_problem, note_unchanged, store_reading, window_now
from orgplan.availability.models import IncomingCalendar
from orgplan.availability.rules.incoming import UnreadableCalendarError, read_calendar_text
from orgplan.availability.rules.kinds import CalendarState
from orgplan.jobs.jobs import JobContext

READER = System("Чтение календарей")
MOST_AT_ONCE = 20
"""So many calendars are read in one turn: each may take half a minute, and other work waits."""


def read_calendars(context: JobContext) -> None:
    """Recurring: read the calendars whose time has come; one that fails holds up no other."""
    due = IncomingCalendar.objects.filter(state=CalendarState.ACTIVE, due_at__lte=timezone.now())
    for calendar in due.exclude(sealed_address="").select_related("layer", "person").order_by("due_at")[:MOST_AT_ONCE]:
        context.check_stopped()
        read_calendar(calendar)


def end_old_bookings(context: JobContext) -> None:
    """Recurring: end pre-bookings that nobody approved in time."""
    expire_bookings(now=timezone.now(), by=context.by)


def read_calendar(calendar: IncomingCalendar) -> None:
    """Read one calendar and write what came of it."""
    try:
        address = unseal(calendar.sealed_address)
    except BrokenSealError:
        said = _("The signing key of the installation was changed: give the address of the calendar anew.")
        note_problem(calendar, said, timezone.now())
        return
    # Once a day it is read whole: what repeats without an end goes on into further days.
    is_fresh = calendar.read_at is not None and timezone.localdate(calendar.read_at) == timezone.localdate()
    fetched = wire.fetch(address, calendar.tag if is_fresh else "")
    if fetched.problem:
        note_problem(calendar, fetched.problem, timezone.now())
    elif fetched.content is None:
        note_unchanged(calendar, timezone.now())
    else:
        _take(calendar, fetched.content, fetched.tag)


def _take(calendar: IncomingCalendar, content: bytes, tag: str) -> None:
    try:
        reading = read_calendar_text(content, window_now())
    except UnreadableCalendarError as error:
        note_problem(calendar, str(error), timezone.now())
    else:
        store_reading(calendar, reading=reading, tag=tag, by=READER)
