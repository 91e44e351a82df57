"""Operations on events."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from ninja.decorators import decorate_view
from pydantic import Field

from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.authentication import ApiRequest, TokenFor
from orgplan.api.endpoints.facts import changed_facts, facts_from, programmes_from
from orgplan.api.endpoints.schemas import (
    REFUSALS,
    WRITE_REFUSALS,
    EventChangeIn,
    EventOut,
    Key,
    Moment,
    NewEvent,
    Page,
    Text,
)
from orgplan.api.endpoints.shapes import event_shape
from orgplan.api.endpoints.undo import tell_undo
from orgplan.api.idempotency import once
from orgplan.api.paging import PageQuery, moment, page_of
from orgplan.api.queries import OVERLAP, events_for, removed_since
from orgplan.core.lookups import search_key, words_of
from orgplan.directory.queries import own_unit_key
from orgplan.events.actions import Wanted, change_with_undo, create_with_undo
from orgplan.events.actions.programmes import put_into_programmes
from orgplan.events.models import Event
from orgplan.events.policy import can_create, can_edit
from orgplan.events.queries.programmes import InProgramme
from orgplan.events.rules import EventKind, EventState, Level

router = Router(tags=["events"])
_READ, _WRITE = TokenFor(TokenScope.READ_EVENTS), TokenFor(TokenScope.WRITE_EVENTS)


class EventQuery(Schema):
    """What of the events to give."""

    since: date | None = Field(None, description="The event lasts on this day or later.")
    until: date | None = Field(None, description="The event begins on this day or earlier.")
    updated_since: Moment | None = Field(
        None, description="Written since; then those in the basket are given too, with `deleted_at`."
    )
    unit: Key | None = None
    kind: EventKind | None = None
    level: Level | None = None
    state: EventState | None = None
    programme: Key | None = None
    q: Text = Field("", max_length=200, description="Words of the title or place.")


class RemovedOut(Schema):
    """An event that was deleted for good."""

    id: UUID
    removed_at: datetime


@router.get("/events", response={200: Page[EventOut], **REFUSALS}, auth=_READ, summary="List events")
def list_events(request: ApiRequest, wanted: Query[EventQuery], paging: PageQuery) -> dict[str, Any]:
    """Events in the order in which they were last written, so that pages stay whole while others write."""
    as_of = timezone.now() - OVERLAP
    in_basket = wanted.updated_since is not None
    rows = Event.objects.visible_to(request.auth.user, deleted=None if in_basket else False).filter(_conditions(wanted))
    if wanted.unit:
        rows = rows.of_unit(wanted.unit)
    if wanted.programme:
        rows = rows.filter(InProgramme().condition(request.auth.user, str(wanted.programme)))
    whole = events_for(request.auth.user, deleted=in_basket)
    items, following = page_of(rows, paging, by="changed_at", read=moment, whole=whole)
    return {"items": [event_shape(each) for each in items], "next": following, "as_of": as_of}


def _conditions(wanted: EventQuery) -> Q:
    found = Q()
    if wanted.since:
        found &= Q(last_day__gte=wanted.since) | Q(last_day__isnull=True)
    if wanted.until:
        found &= Q(first_day__lte=wanted.until)
    if wanted.updated_since:
        found &= Q(changed_at__gte=wanted.updated_since)
    for name in ("kind", "level", "state"):
        if value := getattr(wanted, name):
            found &= Q(**{name: value})
    for word in words_of(wanted.q):
        if key := search_key(word):
            found &= Q(search_key__contains=key)
    return found


@router.get("/events/removed", response={200: Page[RemovedOut], **REFUSALS}, auth=_READ, summary="Deleted for good")
def list_removed(request: ApiRequest, since: Moment, paging: PageQuery) -> dict[str, Any]:  # noqa: ARG001 -- the library gives it
    """Identities of events that left the basket for good, for those who keep copies."""
    as_of = timezone.now() - OVERLAP
    items, following = page_of(removed_since(since), paging, by="removed_at", read=moment)
    return {
        "items": [{"id": each.uid, "removed_at": each.removed_at} for each in items],
        "next": following,
        "as_of": as_of,
    }


@router.get("/events/{uuid:event_id}", response={200: EventOut, **REFUSALS}, auth=_READ, summary="One event")
def show_event(request: ApiRequest, response: HttpResponse, event_id: UUID) -> dict[str, Any]:
    """One event; its edition is to be given with a change."""
    return _tagged(_found(request, event_id), response)


@router.post("/events", response={201: EventOut, **WRITE_REFUSALS}, auth=_WRITE, summary="Record an event")
@decorate_view(once)
def record_event(request: ApiRequest, response: HttpResponse, event: NewEvent) -> Status[Any]:
    """Record a new event; with `Idempotency-Key` a repeated request records nothing twice."""
    user = request.auth.user
    if not can_create(user):
        raise PermissionDenied(_("Events are recorded by the department, the protocol service and unit coordinators."))
    facts = facts_from(event, user)
    _refuse_stranger(request, facts.owner.pk)
    made, step = create_with_undo(facts=replace(facts, state=EventState(event.state)), by=user)
    if event.programmes:
        put_into_programmes(made, programmes=programmes_from(event.programmes, user), by=user)
    tell_undo(response, step)
    made = events_for(user, deleted=False).get(pk=made.pk)
    response["Location"] = f"{request.path}/{made.uid}"
    return Status(201, _tagged(made, response))


@router.patch("/events/{uuid:event_id}", response={200: EventOut, **WRITE_REFUSALS}, auth=_WRITE, summary="Change")
@decorate_view(once)
def alter_event(
    request: ApiRequest,
    response: HttpResponse,
    event_id: UUID,
    change: EventChangeIn,
) -> dict[str, Any]:
    """Change what is named, over the edition that was read. Nothing is mailed by a change of a program."""
    event = _found(request, event_id)
    _refuse_stranger(request, event.owner_id)
    facts = changed_facts(event, change, request.auth.user)
    _refuse_stranger(request, facts.owner.pk)
    basis = change.basis.as_rule if change.basis else None
    user = request.auth.user
    programmes = None if change.programmes is None else programmes_from(change.programmes, user)
    wanted = [Wanted(event, facts, change.edition)]
    step = change_with_undo(wanted=wanted, programmes=programmes, reason=change.reason, basis=basis, by=user)
    tell_undo(response, step)
    return _tagged(_found(request, event_id), response)


def _found(request: ApiRequest, event_id: UUID) -> Event:
    return get_object_or_404(events_for(request.auth.user, deleted=False), uid=event_id)


def _tagged(event: Event, response: HttpResponse) -> dict[str, Any]:
    response["ETag"] = f'"{event.edition}"'
    return event_shape(event)


def _refuse_stranger(request: ApiRequest, owner_id: int) -> None:
    if not can_edit(request.auth.user, unit_id=own_unit_key(request.auth.user), owner_id=owner_id):
        raise PermissionDenied(_("This event belongs to another unit."))
