"""Calendars as text: a feed with what left it, one event, the days of a page of the calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.calendar.queries import CalendarFilter
from orgplan.feeds.actions.reading import memory_of, note_told
from orgplan.feeds.models import Feed
from orgplan.feeds.queries.notes import MOST, Found, Told, event_of, found_notes, notes_of_feed, standing_on
from orgplan.feeds.rules import memory as remembering
from orgplan.feeds.rules.addresses import COLOURS, FeedKind
from orgplan.feeds.rules.memory import Left, Memory, remembered
from orgplan.feeds.rules.writing import Note, Sheet, calendar_text

REFRESH = "PT1H"
"""How often programs are asked to look again; many look more seldom."""


def conditions_of(feed: Feed, today: date) -> str:
    """Return under which conditions the feed is told, besides what history knows: who, by which filter, which day."""
    asked = blake2b(f"{feed.asked}|{settings.ADDRESS}|{settings.TIME_ZONE}".encode(), digest_size=8).hexdigest()
    return f"1:{feed.edition}:{feed.beginning}:{feed.user.role}:{today.isoformat()}:{asked}"


def is_unchanged(feed: Feed, today: date) -> bool:
    """Tell whether nothing can differ from what was told last; asks the database nothing (`queries.feed_at` did)."""
    is_stale: bool = getattr(feed, "is_stale", True)
    return bool(feed.content_tag) and not is_stale and feed.told_as == conditions_of(feed, today)


def feed_text(feed: Feed, *, address: str, now: datetime) -> str:
    """Return the feed's calendar as its owner may see it now, and remember what was told."""
    today = timezone.localdate(now)
    since = today - timedelta(days=feed.days_back)
    found, before = notes_of_feed(feed, since), memory_of(feed)
    told = {note.uid: remembering.Told(note.sequence, note.last) for note in found.notes}
    after = remembered(before, told, since=since, now=now)
    notes = [_numbered(note, after) for note in found.notes] if after.ahead else list(found.notes)
    notes += [_called_off(uid, each) for uid, each in after.left.items()]
    text = calendar_text(_sheet(feed, found, address), notes)
    tag = blake2b(text.encode(), digest_size=16).hexdigest()
    note_told(feed, tag=tag, told_as=conditions_of(feed, today), memory=after if after != before else None, now=now)
    return text


def _numbered(note: Note, memory: Memory) -> Note:
    ahead = memory.ahead.get(note.uid, 0)
    return note._replace(sequence=note.sequence + ahead) if ahead else note


def _called_off(uid: str, left: Left) -> Note:
    """Return the note of what left: it says only that it is off, nothing of what became of it."""
    return Note(
        uid=uid,
        sequence=left.sequence,
        changed_at=left.at.astimezone(UTC),
        first=left.day,
        last=left.day,
        summary=_("No longer in this calendar"),
        status="CANCELLED",
        is_busy=False,
    )


def _sheet(feed: Feed, found: Found, address: str) -> Sheet:
    words = _("%s. Events are changed in the system, not in this calendar.") % settings.ADMINISTRATION
    words = f"{words}{_cut_words(found)}"
    return Sheet(feed.name, words, settings.TIME_ZONE, COLOURS[FeedKind(feed.kind)], address, REFRESH)


def _cut_words(found: Found) -> str:
    return " " + _("Only the first %d entries are shown: narrow the filter.") % MOST if found.is_cut else ""


def event_text(user: User, pk: int) -> str | None:
    """Return the event as a calendar of its own; None where it has no day."""
    notes = found_notes(event_of(user, pk), Told(with_people=True, with_series=True)).notes
    if not notes:
        return None
    return calendar_text(Sheet(notes[0].summary, settings.ADMINISTRATION, settings.TIME_ZONE), notes)


def days_text(user: User, wanted: CalendarFilter, days: tuple[date, date], name: str) -> str:
    """Return what the calendar's page shows on the days, both inclusive; meetings by rule are not in it."""
    first, last = days
    found = found_notes(wanted.found(user).filter(pk__in=standing_on(first, last).values("event")), Told())
    notes = [note for note in found.notes if note.first <= last and note.last >= first]
    words = f"{settings.ADMINISTRATION}.{_cut_words(found)}"
    return calendar_text(Sheet(name, words, settings.TIME_ZONE), notes)


def headers_of_file(name: str) -> Mapping[str, str]:
    """Return the headers with which a calendar is put down as a file."""
    return {"Content-Disposition": f'attachment; filename="{name}.ics"', "Content-Type": "text/calendar; charset=utf-8"}
