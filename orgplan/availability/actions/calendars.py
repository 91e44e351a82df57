"""Calendars from outside: ordering, stopping, and what the worker writes after reading one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.accounts.sealing import seal
from orgplan.audit.actions import Actor, audited, nothing_changed, record, state_of
from orgplan.availability.actions.layers import lay_calendar
from orgplan.availability.models import ClosedTime, IncomingCalendar, Layer
from orgplan.availability.rules.incoming import CalendarReading, UnreadableCalendarError, Window, read_calendar_text
from orgplan.availability.rules.kinds import CalendarState, next_calendar_state
from orgplan.availability.rules.spans import Span
from orgplan.clashes.rules.kinds import ClashLevel
from orgplan.core.editing import RefusedError, take_edition
from orgplan.directory.models import Person
from orgplan.webhooks.rules import is_address, is_inner

EVERY = timedelta(minutes=30)
LONGEST_PAUSE = timedelta(days=1)
DAYS_BACK, DAYS_AHEAD = 14, 400
"""So many days around today are read of a calendar: a plan reaches a year ahead."""
_READING = 20.0
"""Seconds for the reading of one calendar: one that repeats without sense holds up neither worker nor page."""
_BATCH = 500
_SHOWN = ("name", "person", "layer", "level", "host", "file_title", "state")


@dataclass(frozen=True, slots=True)
class CalendarFacts:
    """All that is written of a calendar; an empty address leaves the known one, `person` or `layer` is named."""

    name: str
    person: Person | None = None
    layer: Layer | None = None
    level: str = ClashLevel.WARN
    address: str = ""


def window_now() -> Window:
    """Return the days around today, by the city's clock; the reading that begins now has so many seconds."""
    today, end = timezone.localdate(), monotonic() + _READING
    zone = timezone.get_default_timezone()
    return Window(
        today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD), zone, lambda: monotonic() < end
    )


@audited
def write_calendar(
    *, facts: CalendarFacts, calendar: IncomingCalendar | None = None, edition: int = 0, by: Actor
) -> IncomingCalendar:
    """Order that a calendar be read; RefusedError for an address that is none or of an inner network."""
    if (facts.person is None) == (facts.layer is None):
        raise RefusedError(_("Say whose calendar it is: a leader’s, or that of a layer."))
    if facts.layer and IncomingCalendar.objects.filter(layer=facts.layer).exclude(pk=_key(calendar)).exists():
        raise RefusedError(_("This layer has a calendar already: change that one."))
    current = take_edition(calendar, edition) if calendar else IncomingCalendar()
    before = state_of(current, *_SHOWN) if calendar else {}
    current.name, current.person, current.layer, current.level = facts.name, facts.person, facts.layer, facts.level
    if facts.address:
        _put_address(current, facts.address)
    current.save()
    record(current, before=before, after=state_of(current, *_SHOWN))
    return current


def _key(calendar: IncomingCalendar | None) -> int | None:
    return calendar.pk if calendar else None


def _put_address(calendar: IncomingCalendar, said: str) -> None:
    address = said.strip()
    if address.lower().startswith("webcal://"):
        address = f"https://{address[9:]}"
    if not is_address(address):
        raise RefusedError(_("An address of a calendar begins with https:// or webcal:// and holds no password."))
    host = urlsplit(address).hostname or ""
    try:
        inner = is_inner(host, settings.WEBHOOKS_NETWORKS)
    except ValueError:  # a name, which is looked up when it is read
        inner = False
    if inner:
        raise RefusedError(_("The address is of an inner network: calendars are read from outside only."))
    calendar.sealed_address, calendar.host, calendar.tag = seal(address), host[:255], ""
    calendar.file_title, calendar.failures, calendar.problem = "", 0, ""
    calendar.due_at, calendar.state = timezone.now(), CalendarState.ACTIVE


@audited
def stop_calendar(calendar: IncomingCalendar, *, by: Actor) -> IncomingCalendar:
    """Read it no more; what was read stays until the calendar is removed."""
    return _pass(calendar, "stop")


@audited
def resume_calendar(calendar: IncomingCalendar, *, by: Actor) -> IncomingCalendar:
    """Read it again, at once."""
    return _pass(calendar, "resume")


def _pass(calendar: IncomingCalendar, verb: str) -> IncomingCalendar:
    current: IncomingCalendar = IncomingCalendar.objects.select_for_update().get(pk=calendar.pk)
    state = next_calendar_state(current.state, verb)
    if state is None:
        raise RefusedError(_("The calendar is in this state already: open the page again."))
    before = state_of(current, "state")
    current.state, current.due_at = state, timezone.now() if current.sealed_address else None
    current.save(update_fields=["state", "due_at"])
    record(current, before=before, after=state_of(current, "state"))
    return current


@audited
def read_soon(calendar: IncomingCalendar, *, by: Actor) -> None:
    """Ask the worker to read the calendar now, not at its next time."""
    if not calendar.sealed_address or calendar.state != CalendarState.ACTIVE:
        raise RefusedError(_("This calendar is not read by an address: choose a file, or let it be read again."))
    IncomingCalendar.objects.filter(pk=calendar.pk).update(due_at=timezone.now(), tag="")
    record(calendar, after={"reading asked": timezone.now()})


@audited
def remove_calendar(calendar: IncomingCalendar, *, by: Actor) -> None:
    """Forget the calendar, its address and the times that were read of it."""
    record(calendar, before=state_of(calendar, *_SHOWN), after={"name": None})
    calendar.delete()


@audited
def take_file(calendar: IncomingCalendar, *, content: bytes, file_title: str, by: Actor) -> CalendarReading:
    """Read the calendar from a file, once; RefusedError in words where it cannot be read, and what was known stays."""
    try:
        reading = read_calendar_text(content, window_now())
    except UnreadableCalendarError as error:
        raise RefusedError(str(error)) from error
    current = IncomingCalendar.objects.select_for_update().get(pk=calendar.pk)
    current.sealed_address, current.host, current.due_at, current.tag = "", "", None, ""
    current.file_title = file_title[:200]
    _store(current, reading)
    record(current, after={**state_of(current, "file_title", "count"), "read_at": current.read_at})
    return reading


@audited
def store_reading(calendar: IncomingCalendar, *, reading: CalendarReading, tag: str, by: Actor) -> None:
    """Write what the worker read; only what differs is told in the history."""
    current = IncomingCalendar.objects.select_for_update().get(pk=calendar.pk)
    known = {(each.span, each.words) for each in ClosedTime.objects.filter(calendar=current)}
    same = known == {(each, each.words) for each in reading.spans}
    before = state_of(current, "count")
    current.tag, current.due_at = tag, timezone.now() + EVERY
    _store(current, reading, is_same=same)
    if same:
        nothing_changed()
    else:
        record(current, before=before, after={**state_of(current, "count"), "read_at": current.read_at})


def _store(calendar: IncomingCalendar, reading: CalendarReading, *, is_same: bool = False) -> None:
    now = timezone.now()
    calendar.read_at = calendar.tried_at = now
    calendar.count, calendar.remarks = len(reading.spans), list(reading.remarks)
    calendar.problem, calendar.failures = "", 0
    calendar.save()
    if is_same:
        return
    if calendar.layer:
        lay_calendar(calendar.layer, reading.spans, calendar)
        return
    ClosedTime.objects.filter(calendar=calendar).delete()
    rows = [_row(calendar, span) for span in reading.spans]
    ClosedTime.objects.bulk_create(rows, batch_size=_BATCH)


def _row(calendar: IncomingCalendar, span: Span) -> ClosedTime:
    return ClosedTime(
        calendar=calendar,
        person=calendar.person,
        start=timezone.make_aware(span.start),
        end=timezone.make_aware(span.end),
        words=span.words,
        uid=span.uid,
    )


def note_unchanged(calendar: IncomingCalendar, now: datetime) -> None:
    """Write that the calendar is as it was: the machine's own bookkeeping, not audited."""
    IncomingCalendar.objects.filter(pk=calendar.pk).update(
        tried_at=now, read_at=now, due_at=now + EVERY, problem="", failures=0
    )


def note_problem(calendar: IncomingCalendar, problem: str, now: datetime) -> None:
    """Write why the calendar was not read; what is known stays, and the pause grows. Not audited, as above."""
    failures = min(calendar.failures + 1, 30_000)
    pause = min(EVERY * 2 ** min(failures, 8), LONGEST_PAUSE)
    IncomingCalendar.objects.filter(pk=calendar.pk).update(
        tried_at=now, due_at=now + pause, problem=problem[:500], failures=failures
    )
