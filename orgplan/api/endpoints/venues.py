"""Operations on halls: claims of events with the owner's decision, halls that are closed with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
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
from orgplan.api.endpoints.schemas import REFUSALS, WRITE_REFUSALS, Key, Moment, Named, Page, Strict, Text, Title
from orgplan.api.endpoints.shapes import named
from orgplan.api.idempotency import once
from orgplan.api.paging import PageQuery, moment, page_of
from orgplan.api.problems import ProblemError
from orgplan.api.queries import OVERLAP, blockings_for, bookings_for, events_for, hours_of, uids_seen
from orgplan.availability.actions import (
    approve_booking,
    block_venue,
    book_venue,
    refuse_booking,
    remove_blocking,
    withdraw_booking,
)
from orgplan.availability.models import VenueBlocking, VenueBooking
from orgplan.availability.models.closed import naive
from orgplan.availability.policy import can_block_venue, can_decide_booking
from orgplan.availability.rules.kinds import BookingState
from orgplan.availability.rules.spans import Span
from orgplan.directory.models import Venue
from orgplan.directory.queries import own_unit_key
from orgplan.events.policy import can_edit

router = Router(tags=["venues"])
_READ, _WRITE = TokenFor(TokenScope.READ_BOOKINGS), TokenFor(TokenScope.WRITE_BOOKINGS)


class HoursOut(Schema):
    """A stretch in which a hall is kept, set-up and leaving included; `end` itself is free again."""

    start: datetime
    end: datetime


class BookingOut(Schema):
    """A claim of an event on a hall. `event` is null where the reader may not see the event."""

    id: int
    edition: int
    event: UUID | None
    venue: Named
    state: BookingState
    times: list[HoursOut]
    note: str
    asked_at: datetime
    asked_by: str
    expires_at: datetime = Field(description="Until then a claim that nobody decided about keeps the hall.")
    decided_at: datetime | None
    reason: str = Field(description="Why the hall was refused.")
    changed_at: datetime


class BookingQuery(Schema):
    """Which claims to give."""

    state: BookingState | None = None
    venue: Key | None = None
    event: UUID | None = None
    updated_since: Moment | None = Field(None, description="Written since.")


class BookingIn(Strict):
    """The event whose hall is asked for, at its hours, and a wish to the owner."""

    event: UUID
    note: Text = Field("", max_length=500)


class EditionIn(Strict):
    """The edition that was read: over a newer one nothing is written (409)."""

    edition: Key


class RefusalIn(EditionIn):
    """Why the hall is refused: the organiser reads it."""

    reason: Title = Field(min_length=1, max_length=500)


class BlockingOut(Schema):
    """A hall that nobody gets, and why; `end` itself is free again."""

    id: int
    venue: Named
    start: datetime
    end: datetime
    words: str


class BlockingQuery(Schema):
    """Which closed halls to give."""

    venue: Key | None = None
    since: Moment | None = Field(None, description="Closed at this moment or later.")


class BlockingIn(Strict):
    """A hall to close, with the reason that organisers read."""

    venue: Key
    start: Moment
    end: Moment
    words: Title = Field(min_length=1, max_length=300)


@router.get("/bookings", response={200: Page[BookingOut], **REFUSALS}, auth=_READ, summary="Claims on halls")
def list_bookings(request: ApiRequest, wanted: Query[BookingQuery], paging: PageQuery) -> dict[str, Any]:
    """Claims in the order in which they were last written; those of events in the basket are left out."""
    as_of = timezone.now() - OVERLAP
    rows = bookings_for(request.auth.user)
    rows = rows.filter(state=wanted.state) if wanted.state else rows
    rows = rows.filter(venue=wanted.venue) if wanted.venue else rows
    rows = rows.filter(event__uid=wanted.event) if wanted.event else rows
    rows = rows.filter(changed_at__gte=wanted.updated_since) if wanted.updated_since else rows
    items, following = page_of(rows, paging, by="changed_at", read=moment)
    return {"items": booking_shapes(request.auth.user, items), "next": following, "as_of": as_of}


@router.get("/bookings/{int:booking_id}", response={200: BookingOut, **REFUSALS}, auth=_READ, summary="One claim")
def show_booking(request: ApiRequest, response: HttpResponse, booking_id: Key) -> dict[str, Any]:
    """One claim; its edition is to be given with a decision."""
    return _tagged(request, response, booking_id)


@router.post("/bookings", response={201: BookingOut, **WRITE_REFUSALS}, auth=_WRITE, summary="Claim a hall")
@decorate_view(once)
def book(request: ApiRequest, response: HttpResponse, sent: BookingIn) -> Status[Any]:
    """Ask the owner for the event's hall at the event's hours; asked again, the claim waits anew."""
    user = request.auth.user
    event = get_object_or_404(events_for(user, deleted=False), uid=sent.event)
    if not can_edit(user, unit_id=own_unit_key(user), owner_id=event.owner_id):
        raise PermissionDenied(_("A hall is asked for by the unit that holds the event."))
    made = book_venue(event, note=sent.note.strip(), by=user)
    response["Location"] = f"{request.path}/{made.pk}"
    return Status(201, _tagged(request, response, made.pk))


@router.post(
    "/bookings/{int:booking_id}/approve", response={200: BookingOut, **WRITE_REFUSALS}, auth=_WRITE, summary="Give it"
)
@decorate_view(once)
def approve(request: ApiRequest, response: HttpResponse, booking_id: Key, sent: EditionIn) -> dict[str, Any]:
    """Give the hall; refused where it is promised to another event at these hours."""
    approve_booking(_to_decide(request, booking_id), edition=sent.edition, by=request.auth.user)
    return _tagged(request, response, booking_id)


@router.post(
    "/bookings/{int:booking_id}/refuse", response={200: BookingOut, **WRITE_REFUSALS}, auth=_WRITE, summary="Refuse it"
)
@decorate_view(once)
def refuse(request: ApiRequest, response: HttpResponse, booking_id: Key, sent: RefusalIn) -> dict[str, Any]:
    """Refuse the hall with a reason, also after it was promised."""
    found = _to_decide(request, booking_id)
    refuse_booking(found, reason=sent.reason, edition=sent.edition, by=request.auth.user)
    return _tagged(request, response, booking_id)


@router.post(
    "/bookings/{int:booking_id}/withdraw",
    response={200: BookingOut, **WRITE_REFUSALS},
    auth=_WRITE,
    summary="Take it back",
)
@decorate_view(once)
def withdraw(request: ApiRequest, response: HttpResponse, booking_id: Key, sent: EditionIn) -> dict[str, Any]:
    """Take a claim back; the hall is free for others."""
    found, user = _found(request, booking_id), request.auth.user
    if not can_edit(user, unit_id=own_unit_key(user), owner_id=found.event.owner_id):
        raise PermissionDenied(_("The claim belongs to the unit that holds the event."))
    withdraw_booking(found, edition=sent.edition, by=user)
    return _tagged(request, response, booking_id)


@router.get("/blockings", response={200: Page[BlockingOut], **REFUSALS}, auth=_READ, summary="Closed halls")
def list_blockings(request: ApiRequest, wanted: Query[BlockingQuery], paging: PageQuery) -> dict[str, Any]:
    """Halls that nobody gets, in the order in which they were closed. What was opened again is not there any more."""
    as_of = timezone.now()
    rows = blockings_for(request.auth.user)
    rows = rows.filter(venue=wanted.venue) if wanted.venue else rows
    rows = rows.filter(ends__gt=wanted.since) if wanted.since else rows
    items, following = page_of(rows, paging)
    return {"items": [_blocking_shape(each) for each in items], "next": following, "as_of": as_of}


@router.post("/blockings", response={201: BlockingOut, **WRITE_REFUSALS}, auth=_WRITE, summary="Close a hall")
@decorate_view(once)
def close(request: ApiRequest, response: HttpResponse, sent: BlockingIn) -> Status[Any]:
    """Close a hall; claims that stand already are told by their clashes, none is taken away."""
    user = request.auth.user
    venue = Venue.objects.visible_to(user).filter(pk=sent.venue).first()
    if venue is None:
        said = _("%(place)s: there is no row %(key)s.") % {"place": "body.venue", "key": sent.venue}
        raise ProblemError(409, "no-such-record", said)
    _refuse_strangers(request, venue)
    made = block_venue(venue, span=Span(naive(sent.start), naive(sent.end)), words=sent.words, by=user)
    response["Location"] = f"{request.path}/{made.pk}"
    return Status(201, _blocking_shape(made))


@router.delete(
    "/blockings/{int:blocking_id}", response={204: None, **REFUSALS, 409: WRITE_REFUSALS[409]}, auth=_WRITE,
    summary="Open a hall again",
)  # fmt: skip
def open_again(request: ApiRequest, blocking_id: Key) -> Status[Any]:
    """Open the hall again."""
    found: VenueBlocking = get_object_or_404(blockings_for(request.auth.user), pk=blocking_id)
    _refuse_strangers(request, found.venue)
    remove_blocking(found, by=request.auth.user)
    return Status(204, None)


def _refuse_strangers(request: ApiRequest, venue: Venue) -> None:
    user = request.auth.user
    if not can_block_venue(user, unit_id=own_unit_key(user), keeper_id=venue.owner_id):
        raise PermissionDenied(_("A hall is closed by the unit that keeps it."))


def _found(request: ApiRequest, booking_id: int) -> VenueBooking:
    found: VenueBooking = get_object_or_404(bookings_for(request.auth.user), pk=booking_id)
    return found


def _to_decide(request: ApiRequest, booking_id: int) -> VenueBooking:
    found, user = _found(request, booking_id), request.auth.user
    if not can_decide_booking(user, unit_id=own_unit_key(user), keeper_id=found.venue.owner_id):
        raise PermissionDenied(_("About this hall decides the unit that keeps it."))
    return found


def _tagged(request: ApiRequest, response: HttpResponse, booking_id: int) -> dict[str, Any]:
    found = _found(request, booking_id)
    response["ETag"] = f'"{found.edition}"'
    return booking_shapes(request.auth.user, [found])[0]


def booking_shapes(user: User, bookings: Sequence[VenueBooking]) -> list[dict[str, Any]]:
    """Return the claims as `BookingOut` has them; two queries."""
    hours = hours_of(bookings)
    uids = uids_seen(user, {each.event_id for each in bookings})
    plain = ("edition", "state", "note", "asked_at", "asked_by", "expires_at", "decided_at", "reason", "changed_at")
    return [
        {
            **{name: getattr(each, name) for name in plain},
            "id": each.pk,
            "event": uids.get(each.event_id),
            "venue": named(each.venue),
            "times": [{"start": _here(start), "end": _here(end)} for start, end in hours.get(each.pk, ())],
        }
        for each in bookings
    ]


def _blocking_shape(blocking: VenueBlocking) -> dict[str, Any]:
    return {
        "id": blocking.pk,
        "venue": named(blocking.venue),
        "start": _here(blocking.starts),
        "end": _here(blocking.ends),
        "words": blocking.words,
    }


def _here(moment: datetime) -> datetime:
    return timezone.localtime(moment)
