"""Operations on time: where an event may not begin, other times for it, times for several people, leaders' load."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from orgplan.accounts.models import User
from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.authentication import ApiRequest, TokenFor
from orgplan.api.endpoints.clashes import zoned
from orgplan.api.endpoints.schemas import REFUSALS, Day, Key, Named, Strict
from orgplan.api.problems import Problem, ProblemError
from orgplan.api.queries import events_for
from orgplan.calendar.queries.moving import closed_times, why_it_stays
from orgplan.clashes.policy import can_see_load
from orgplan.clashes.queries import Meeting, free_times, load_of, offers_of
from orgplan.clashes.rules.offers import Offer
from orgplan.directory.models import Person, Venue
from orgplan.directory.queries import leaders_on, own_unit_key
from orgplan.events.models import Event
from orgplan.events.policy import can_create, can_edit
from orgplan.events.rules import EventKind

router = Router(tags=["times"])
_READ = TokenFor(TokenScope.READ_CLASHES)
_LONGEST = timedelta(days=42)
Month = Annotated[str, Field(pattern=r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$", description="2026-08")]


class ClosedQuery(Schema):
    """Which days, both inclusive, at most 42."""

    since: Day
    until: Day


class ClosedOut(Schema):
    """The event may not begin later than `after` and earlier than `before`; both moments themselves are free."""

    after: datetime
    before: datetime
    is_firm: bool = Field(description="The rules forbid it; else they warn.")
    words: str


class ClosedTimesOut(Schema):
    """Where the event may not begin; `stays` says why it is not moved at all, and is empty where it may be."""

    stays: str
    closed: list[ClosedOut]


class OfferOut(Schema):
    """A free time, and why it is a good one."""

    start: datetime
    end: datetime
    why: list[str]


class MeetingQuery(Schema):
    """Who meets where, for how long, on which days: both inclusive, at most 42."""

    person: list[Key] = Field(default_factory=list, max_length=50)
    venue: Key | None = None
    minutes: int = Field(60, ge=5, le=24 * 60)
    kind: EventKind = EventKind.MEETING
    since: Day
    until: Day


class LoadQuery(Strict):
    """Which month, and whose; without keys of people all leaders'."""

    month: Month
    leader: list[Key] = Field(default_factory=list, max_length=50)


class LoadOut(Schema):
    """How much of a leader's month is taken. What runs at once counts once; an evening is one after office hours."""

    leader: Named
    post: str
    events: int
    minutes: int
    evenings: int
    days_off: int


@router.get(
    "/events/{uuid:event_id}/closed-times",
    response={200: ClosedTimesOut, 409: Problem, **REFUSALS},
    auth=_READ,
    summary="Where an event may not begin",
)
def list_closed(request: ApiRequest, event_id: UUID, wanted: Query[ClosedQuery]) -> dict[str, Any]:
    """Where the event, as long and with whom it stands, may not begin on the days, and why."""
    user = request.auth.user
    event = _to_move(user, event_id)
    _refuse_long(wanted.since, wanted.until)
    stays = why_it_stays(event)
    found = [] if stays else closed_times(user, event, wanted.since, wanted.until)
    rows = [
        {"after": zoned(each.after), "before": zoned(each.before), "is_firm": each.is_firm, "words": each.words}
        for each in found
    ]
    return {"stays": stays, "closed": rows}


@router.get(
    "/events/{uuid:event_id}/offers",
    response={200: list[OfferOut], **REFUSALS},
    auth=_READ,
    summary="Other times for an event",
)
def list_offers(request: ApiRequest, event_id: UUID) -> list[dict[str, Any]]:
    """The three best other times at which everybody and the venue are free; move the event to take one."""
    user = request.auth.user
    return _offers(offers_of(user, _to_move(user, event_id)))


@router.get(
    "/free-times",
    response={200: list[OfferOut], 409: Problem, **REFUSALS},
    auth=_READ,
    summary="Times for several people and a venue",
)
def list_free(request: ApiRequest, wanted: Query[MeetingQuery]) -> list[dict[str, Any]]:
    """The three best times at which these people and the venue are free, the road between included."""
    user = request.auth.user
    if not can_create(user):
        raise PermissionDenied(_("Times are looked for by those who record events."))
    _refuse_long(wanted.since, wanted.until)
    people = list(_known(Person.objects.visible_to(user), wanted.person, "query.person"))
    venues = list(_known(Venue.objects.visible_to(user), [wanted.venue] if wanted.venue else [], "query.venue"))
    if not people and not venues:
        raise ProblemError(409, "contradiction", _("Name people or a venue whose time is asked for."))
    meeting = Meeting(people, venues[0] if venues else None, wanted.minutes, wanted.kind)
    return _offers(free_times(user, meeting, wanted.since, wanted.until))


@router.get("/load", response={200: list[LoadOut], **REFUSALS}, auth=_READ, summary="Load of leaders in a month")
def show_load(request: ApiRequest, wanted: Query[LoadQuery]) -> list[dict[str, Any]]:
    """How much of each leader's month is taken, in the order of leaders."""
    if not can_see_load(request.auth.user):
        raise PermissionDenied(_("The load of leaders is for those who keep their calendars."))
    month = date.fromisoformat(f"{wanted.month}-01")
    posts = [each for each in leaders_on(month) if not wanted.leader or each.person_id in wanted.leader]
    loads = load_of({each.person_id for each in posts}, month)
    return [
        {"leader": {"id": each.person_id, "name": str(each.person)}, "post": each.title}
        | {name: value for name, value in asdict(loads[each.person_id]).items() if name in LoadOut.model_fields}
        for each in posts
    ]


def _to_move(user: User, event_id: UUID) -> Event:
    event: Event = get_object_or_404(events_for(user, deleted=False), uid=event_id)
    if not can_edit(user, unit_id=own_unit_key(user), owner_id=event.owner_id):
        raise PermissionDenied(_("This event belongs to another unit: ask it to move."))
    return event


def _refuse_long(first: date, last: date) -> None:
    if not timedelta(0) <= last - first <= _LONGEST:
        raise ProblemError(
            409, "refused", _("Times are given for at most 42 days, and the last is not before the first.")
        )


def _known(rows: QuerySet[Any], keys: Iterable[int], place: str) -> list[Any]:
    found = rows.in_bulk(list(keys))
    for key in keys:
        if key not in found:
            said = _("%(place)s: there is no row %(key)s.") % {"place": place, "key": key}
            raise ProblemError(409, "no-such-record", said)
    return list(found.values())


def _offers(found: Iterable[Offer]) -> list[dict[str, Any]]:
    return [{"start": zoned(each.start), "end": zoned(each.end), "why": list(each.why)} for each in found]
