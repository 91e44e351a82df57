"""Operations on the calendar: what stands between two moments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from orgplan.accounts.models import User
from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.authentication import ApiRequest, TokenFor
from orgplan.api.endpoints.schemas import REFUSALS, ClockTime, Key, Moment, Page, Text
from orgplan.api.paging import PageQuery, page_of_values
from orgplan.api.problems import Problem, ProblemError
from orgplan.api.queries import present_at, uids_seen
from orgplan.calendar.queries import CalendarFilter, Entry, entries_between, meetings_between
from orgplan.calendar.rules.pieces import last_day_of
from orgplan.events.models import Event
from orgplan.events.queries import EventFilter
from orgplan.events.rules import EventKind, EventState, Level, ParticipationKind
from orgplan.language.timing.model import TimingKind

router = Router(tags=["calendar"])
_READ = TokenFor(TokenScope.READ_EVENTS)
_LONGEST = timedelta(days=42)
"""As much as a month's sheet shows: six weeks."""


class CalendarQuery(Schema):
    """Which time, and what of it: the filter of the calendar."""

    since: Moment = Field(description="The time begins at this moment.")
    until: Moment = Field(description="It ends before this one, at most 42 days later.")
    leader: list[Key] = Field(default_factory=list, max_length=50, description="Keys of people; any of them is there.")
    unit: Key | None = None
    venue: Key | None = None
    kind: EventKind | None = None
    level: Level | None = None
    state: EventState | None = None
    district: Text = Field("", max_length=200)
    programme: UUID | None = Field(None, description="An event, and those that are its parts.")
    q: Text = Field("", max_length=200, description="Words of the title or place.")


class PresentOut(Schema):
    """Somebody whose time the event takes."""

    id: int
    name: str
    taking: ParticipationKind


class EntryOut(Schema):
    """One stretch of an event, or one meeting by rule (`event` null). Days are inclusive, times wall-clock."""

    event: UUID | None
    title: str
    kind: EventKind
    level: Level
    state: EventState
    exact: TimingKind = Field(description="How exactly the time is known; of a period and a last day nobody is busy.")
    start: date
    end: date
    start_time: ClockTime | None
    end_time: ClockTime | None
    venue: int | None
    where: str
    people: list[PresentOut]
    remark: str
    was: str | None = Field(description="When it was to be before it was moved last, in words.")


@router.get(
    "/calendar",
    response={200: Page[EntryOut], 409: Problem, **REFUSALS},
    auth=_READ,
    summary="What stands between two moments",
)
def show_calendar(request: ApiRequest, wanted: Query[CalendarQuery], paging: PageQuery) -> dict[str, Any]:
    """What stands in the calendar between two moments, in order of time: each stretch of an event is an entry.

    Meetings by rule stand there as long as no event was made of them, with their exceptions. What has no hours stands
    on its days.
    """
    as_of, user = timezone.now(), request.auth.user
    since, until = (timezone.localtime(each).replace(tzinfo=None) for each in (wanted.since, wanted.until))
    if not timedelta(0) < until - since <= _LONGEST:
        raise ProblemError(409, "refused", _("The calendar is given for at most 42 days, and ends after it begins."))
    asked, first, last = _filter(wanted, user), since.date(), until.date()
    found = entries_between(user, asked, first, last)
    found += meetings_between(user, asked, first, last, timezone.localdate())
    items, following = page_of_values([each for each in found if _shares(each, since, until)], paging, by=_place)
    return {"items": _shapes(user, items), "next": following, "as_of": as_of}


def _filter(wanted: CalendarQuery, user: User) -> CalendarFilter:
    whole = None
    if wanted.programme:
        whole = Event.objects.visible_to(user).filter(uid=wanted.programme).values_list("pk", flat=True).first()
        if whole is None:
            raise ProblemError(409, "no-such-record", _("query.programme: there is no such event."))
    events = EventFilter(
        words=wanted.q,
        unit=wanted.unit,
        venue=wanted.venue,
        district=wanted.district.strip(),
        kind=wanted.kind or "",
        level=wanted.level or "",
        state=wanted.state or "",
    )
    return CalendarFilter(events, tuple(dict.fromkeys(wanted.leader)), whole)


def _shares(entry: Entry, since: datetime, until: datetime) -> bool:
    """Tell whether the entry has a moment in the time; what has no hours has its days."""
    span = entry.span
    if not entry.is_clocked or span.start is None:
        return datetime.combine(span.first, time()) < until and datetime.combine(span.last, time.max) >= since
    begins = datetime.combine(span.first, span.start)
    ends = datetime.combine(last_day_of(span), span.end) if span.end else begins
    return begins < until and (ends > since or begins >= since)


def _place(entry: Entry) -> str:
    """Return the entry's place in the order of time; it tells it from every other."""
    span = entry.span
    begins = f"{span.start:%H:%M}" if span.start else "-"
    who = f"{entry.key:012}" if entry.key else entry.url
    return f"{span.first} {begins} {who} {span.last} {span.end or ''}"


def _shapes(user: User, entries: Collection[Entry]) -> list[dict[str, Any]]:
    keys = {each.key for each in entries if each.key}
    uids, there = uids_seen(user, keys), defaultdict(list)
    for event, person, name, taking in present_at(keys):
        there[event].append({"id": person, "name": name, "taking": taking})
    plain = ("title", "kind", "level", "state", "exact", "venue", "where", "remark", "was")
    return [
        {
            **{name: getattr(each, name) for name in plain},
            "event": uids.get(each.key),
            "start": each.span.first,
            "end": each.span.last,
            "start_time": each.span.start,
            "end_time": each.span.end,
            "people": there.get(each.key, []),
        }
        for each in entries
    ]
