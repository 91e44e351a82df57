"""Operations on pins: events that no proposal moves."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from ninja.decorators import decorate_view

from orgplan.accounts.models import User
from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.authentication import ApiRequest, TokenFor
from orgplan.api.endpoints.schemas import REFUSALS, WRITE_REFUSALS, Page
from orgplan.api.idempotency import once
from orgplan.api.paging import PageQuery, page_of
from orgplan.api.queries import uids_seen
from orgplan.events.models import Event
from orgplan.scheduling.actions import pin_event, unpin_event
from orgplan.scheduling.models import Pin
from orgplan.scheduling.policy import can_schedule

router = Router(tags=["scheduling"])
_SCHEDULING = TokenFor(TokenScope.SCHEDULING)


class PinOut(Schema):
    """An event that no proposal moves; `event` is null where it lies in the basket."""

    event: UUID | None
    pinned_at: datetime
    pinned_by: str


@router.get("/pins", response={200: Page[PinOut], **REFUSALS}, auth=_SCHEDULING, summary="Pinned events")
def list_pins(request: ApiRequest, paging: PageQuery) -> dict[str, Any]:
    """Pinned events in the order in which they were pinned."""
    as_of = timezone.now()
    items, following = page_of(Pin.objects.visible_to(_checked(request)), paging)
    uids = uids_seen(request.auth.user, {each.event_id for each in items})
    return {"items": [_shape(each, uids.get(each.event_id)) for each in items], "next": following, "as_of": as_of}


@router.post(
    "/events/{uuid:event_id}/pin", response={200: PinOut, **WRITE_REFUSALS}, auth=_SCHEDULING, summary="Pin an event"
)
@decorate_view(once)
def pin(request: ApiRequest, event_id: UUID) -> dict[str, Any]:
    """Pin the event: no proposal moves it. One that is pinned already stays so."""
    return _shape(pin_event(_event(request, event_id), by=request.auth.user), event_id)


@router.post(
    "/events/{uuid:event_id}/unpin",
    response={204: None, **WRITE_REFUSALS},
    auth=_SCHEDULING,
    summary="Let proposals move an event again",
)
@decorate_view(once)
def unpin(request: ApiRequest, event_id: UUID) -> Status[Any]:
    """Let proposals move the event again; one that was not pinned stays so."""
    unpin_event(_event(request, event_id), by=request.auth.user)
    return Status(204, None)


def _checked(request: ApiRequest) -> User:
    if not can_schedule(request.auth.user):
        raise PermissionDenied(_("Months are sorted out by the department and the protocol service."))
    return request.auth.user


def _event(request: ApiRequest, event_id: UUID) -> Event:
    return get_object_or_404(Event.objects.visible_to(_checked(request)), uid=event_id)


def _shape(pin: Pin, event: UUID | None) -> dict[str, Any]:
    return {"event": event, "pinned_at": pin.pinned_at, "pinned_by": pin.pinned_by}
