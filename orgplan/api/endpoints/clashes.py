"""Operations on clashes: what clashes, and what was accepted with a reason."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from ninja.decorators import decorate_view
from pydantic import Field

from orgplan.accounts.models import User
from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.authentication import ApiRequest, TokenFor
from orgplan.api.endpoints.schemas import REFUSALS, WRITE_REFUSALS, Day, Key, Moment, Named, Page, Strict, Text, Title
from orgplan.api.idempotency import once
from orgplan.api.paging import PageQuery, page_of, page_of_values
from orgplan.api.problems import Problem, ProblemError
from orgplan.api.queries import events_for, uids_seen
from orgplan.clashes.actions import accept_clash, take_back_acceptance
from orgplan.clashes.models import AcceptedClash
from orgplan.clashes.policy import can_accept
from orgplan.clashes.queries import ShownClash, clashes_of, clashes_over
from orgplan.clashes.rules.judging import Judged
from orgplan.clashes.rules.kinds import ClashLevel, Subject
from orgplan.clashes.rules.occupation import Taken
from orgplan.clashes.rules.words import NO_END
from orgplan.core.editing import RefusedError
from orgplan.events.models import Event

router = Router(tags=["clashes"])
_READ, _WRITE = TokenFor(TokenScope.READ_CLASHES), TokenFor(TokenScope.WRITE_CLASHES)
_LONGEST = timedelta(days=92)
_LETTERS = 32


class ClashQuery(Schema):
    """Which days, both inclusive, at most 92, and what of their clashes."""

    since: Day
    until: Day
    leader: Key | None = Field(None, description="Key of a person: only clashes over this time.")
    venue: Key | None = None
    level: ClashLevel | None = None
    subject: Subject | None = None
    state: Literal["open", "accepted", "all"] = "open"


class SideOut(Schema):
    """One of the two events. `event` is null where the holder may not see it; then the title does not say it either."""

    event: UUID | None
    title: str
    start: datetime
    end: datetime


class AcceptanceOut(Schema):
    """Why a clash stays, who says so."""

    id: int
    reason: str
    by: str
    at: datetime


class ClashOut(Schema):
    """A clash of two events, or of an event with a time that is not free (`second` null).

    `id` stays as long as both events stand where they stand; moved, they clash anew.
    """

    id: str
    subject: Subject
    level: ClashLevel
    sentence: str
    why: str = Field(description="What the rule says that decides about the level.")
    person: Named | None
    venue: Named | None
    minutes: int = Field(description="How many minutes are missing.")
    first: SideOut
    second: SideOut | None
    closed_since: datetime | None = Field(description="Since when the time is not free, where no event stands there.")
    closed_until: datetime | None = Field(description="Until when; null where nobody knows.")
    accepted: AcceptanceOut | None


class AcceptedOut(Schema):
    """A clash as it was accepted; it counts as long as its events stand as they stood."""

    id: int
    subject: Subject
    first: UUID | None
    second: UUID | None
    sentence: str
    reason: str
    by: str
    at: datetime


class AcceptIn(Strict):
    """Which clash of the event stays, and why."""

    clash: Text = Field(min_length=1, max_length=64, description="`id` of the clash.")
    reason: Title = Field(min_length=1, max_length=500)


@router.get(
    "/clashes", response={200: Page[ClashOut], 409: Problem, **REFUSALS}, auth=_READ, summary="Clashes of a period"
)
def list_clashes(request: ApiRequest, wanted: Query[ClashQuery], paging: PageQuery) -> dict[str, Any]:
    """Clashes of the days as far as the holder sees one of their events, in order of time; computed when asked for."""
    as_of, user = timezone.now(), request.auth.user
    if not timedelta(0) <= wanted.until - wanted.since <= _LONGEST:
        raise ProblemError(
            409, "refused", _("Clashes are given for at most 92 days, and the last is not before the first.")
        )
    found = clashes_over(user, wanted.since, wanted.until, leader=wanted.leader, venue=wanted.venue)
    items, following = page_of_values([each for each in found if _fits(each, wanted)], paging, by=_place)
    return {"items": clash_shapes(user, items), "next": following, "as_of": as_of}


def _fits(shown: ShownClash, wanted: ClashQuery) -> bool:
    return (
        (not wanted.level or shown.clash.level == wanted.level)
        and (not wanted.subject or shown.clash.subject == wanted.subject)
        and (wanted.state == "all" or shown.is_open == (wanted.state == "open"))
    )


def _place(shown: ShownClash) -> str:
    return f"{shown.clash.first.start:%Y-%m-%dT%H:%M} {clash_id(shown.clash)}"


@router.get("/clashes/accepted", response={200: Page[AcceptedOut], **REFUSALS}, auth=_READ, summary="Accepted clashes")
def list_accepted(request: ApiRequest, paging: PageQuery, updated_since: Moment | None = None) -> dict[str, Any]:
    """What was accepted with a reason, in the order in which it was, as far as the holder sees both events."""
    as_of, user = timezone.now(), request.auth.user
    rows = AcceptedClash.objects.visible_to(user)
    if updated_since:
        rows = rows.filter(accepted_at__gte=updated_since)
    items, following = page_of(rows, paging)
    return {"items": accepted_shapes(user, items), "next": following, "as_of": as_of}


@router.get(
    "/clashes/accepted/{int:accepted_id}",
    response={200: AcceptedOut, **REFUSALS},
    auth=_READ,
    summary="One accepted clash",
)
def show_accepted(request: ApiRequest, accepted_id: Key) -> dict[str, Any]:
    """One clash as it was accepted."""
    user = request.auth.user
    row: AcceptedClash = get_object_or_404(AcceptedClash.objects.visible_to(user), pk=accepted_id)
    return accepted_shapes(user, [row])[0]


@router.delete(
    "/clashes/accepted/{int:accepted_id}",
    response={204: None, **WRITE_REFUSALS},
    auth=_WRITE,
    summary="Let a clash count again",
)
def take_back(request: ApiRequest, accepted_id: Key) -> Status[Any]:
    """Take the acceptance back: the clash counts again, and history keeps both."""
    _refuse_others(request.auth.user)
    accepted: AcceptedClash = get_object_or_404(AcceptedClash.objects.visible_to(request.auth.user), pk=accepted_id)
    take_back_acceptance(accepted, by=request.auth.user)
    return Status(204, None)


@router.get(
    "/events/{uuid:event_id}/clashes",
    response={200: list[ClashOut], **REFUSALS},
    auth=_READ,
    summary="Clashes of an event",
)
def list_clashes_of(request: ApiRequest, event_id: UUID) -> list[dict[str, Any]]:
    """Clashes of one event in order of time, accepted ones too; a draft's as if it stood."""
    user = request.auth.user
    return clash_shapes(user, clashes_of(user, _event(user, event_id)))


@router.post(
    "/events/{uuid:event_id}/clashes/accept",
    response={201: AcceptedOut, **WRITE_REFUSALS},
    auth=_WRITE,
    summary="Accept a clash",
)
@decorate_view(once)
def accept(request: ApiRequest, response: HttpResponse, event_id: UUID, sent: AcceptIn) -> Status[Any]:
    """Let a clash of the event stay, with a reason that stays beside it."""
    user = request.auth.user
    event = _event(user, event_id)
    _refuse_others(user)
    chosen = next((each for each in clashes_of(user, event) if clash_id(each.clash) == sent.clash), None)
    if chosen is None:
        raise RefusedError(_("This clash is no longer there: one of the events was changed."))
    made = accept_clash(chosen.clash, reason=sent.reason, by=user)
    response["Location"] = f"/api/v1/clashes/accepted/{made.pk}"
    return Status(201, accepted_shapes(user, [made])[0])


def _event(user: User, event_id: UUID) -> Event:
    return get_object_or_404(events_for(user, deleted=False), uid=event_id)


def _refuse_others(user: User) -> None:
    if not can_accept(user):
        raise PermissionDenied(_("Clashes are accepted by the organisational department and the protocol service."))


# Shapes


def clash_id(clash: Judged) -> str:
    """Return the name of the clash for programs: of its identity, whose keys of hidden events are nobody's business."""
    return hashlib.sha256(clash.identity.encode()).hexdigest()[:_LETTERS]


def clash_shapes(user: User, found: Sequence[ShownClash]) -> list[dict[str, Any]]:
    """Return the clashes as `ClashOut` has them; one query."""
    uids = uids_seen(user, {key for each in found for key in each.clash.events})
    return [_clash_shape(each, uids) for each in found]


def _clash_shape(shown: ShownClash, uids: dict[int, UUID]) -> dict[str, Any]:
    clash, accepted = shown.clash, shown.accepted
    over = {"id": clash.resource, "name": clash.resource_name}
    subject = clash.obstacle.subject if clash.obstacle else clash.subject
    ends = clash.obstacle.end if clash.obstacle else NO_END
    return {
        "id": clash_id(clash),
        "subject": clash.subject,
        "level": clash.level,
        "sentence": clash.sentence,
        "why": clash.ruling.words,
        "person": over if subject in (Subject.PERSON, Subject.TRAVEL) else None,
        "venue": over if subject == Subject.VENUE else None,
        "minutes": clash.minutes,
        "first": _side(clash.first, uids),
        "second": _side(clash.second, uids) if clash.second else None,
        "closed_since": zoned(clash.obstacle.start) if clash.obstacle else None,
        "closed_until": zoned(ends) if ends < NO_END else None,
        "accepted": _acceptance(accepted) if accepted else None,
    }


def _side(taken: Taken, uids: dict[int, UUID]) -> dict[str, Any]:
    return {
        "event": uids.get(taken.event),
        "title": taken.title,
        "start": zoned(taken.start),
        "end": zoned(taken.end),
    }


def zoned(wall_clock: datetime) -> datetime:
    """Return the moment of the city's wall-clock with its zone."""
    return timezone.make_aware(wall_clock)


def _acceptance(row: AcceptedClash) -> dict[str, Any]:
    return {"id": row.pk, "reason": row.reason, "by": row.accepted_by, "at": row.accepted_at}


def accepted_shapes(user: User, rows: Sequence[AcceptedClash]) -> list[dict[str, Any]]:
    """Return the rows as `AcceptedOut` has them; one query."""
    uids = uids_seen(user, {key for each in rows for key in (each.first_id, each.second_id) if key})
    return [
        _acceptance(each)
        | {
            "subject": each.subject,
            "first": uids.get(each.first_id),
            "second": uids.get(each.second_id or 0),
            "sentence": each.sentence,
        }
        for each in rows
    ]
