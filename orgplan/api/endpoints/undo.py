"""Operations that take the holder's own writes back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from ninja.decorators import decorate_view

from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.authentication import ApiRequest, TokenFor
from orgplan.api.endpoints.schemas import REFUSALS, WRITE_REFUSALS, Key, Page
from orgplan.api.idempotency import once
from orgplan.api.paging import PageQuery, page_of
from orgplan.events.actions import take_back
from orgplan.events.models import UndoStep

router = Router(tags=["events"])
_WRITE = TokenFor(TokenScope.WRITE_EVENTS)
HEADER = "Undo"
"""The header of an answer to a write: the address that takes it back."""


class UndoOut(Schema):
    """A write of the holder that can be taken back once; `used_at` says when it was."""

    id: int
    made_at: datetime
    used_at: datetime | None
    verb: str
    events: int


class TakenBackOut(Schema):
    """How many events stand as before; for each other one a sentence why not."""

    done: int
    left: list[str]


@router.get("/undo", response={200: Page[UndoOut], **REFUSALS}, auth=_WRITE, summary="What can be taken back")
def list_steps(request: ApiRequest, paging: PageQuery) -> dict[str, Any]:
    """The holder's own writes of events, on the pages too, in their order."""
    as_of = timezone.now()
    items, following = page_of(UndoStep.objects.visible_to(request.auth.user), paging)
    plain = ("made_at", "used_at", "verb")
    shapes = [
        {name: getattr(each, name) for name in plain} | {"id": each.pk, "events": len(each.befores)} for each in items
    ]
    return {"items": shapes, "next": following, "as_of": as_of}


@router.post("/undo/{int:step_id}", response={200: TakenBackOut, **WRITE_REFUSALS}, auth=_WRITE, summary="Take it back")
@decorate_view(once)
def undo(request: ApiRequest, step_id: Key) -> dict[str, Any]:
    """Put back what nobody changed since; refused (409) where nothing is left to take back."""
    step = get_object_or_404(UndoStep.objects.visible_to(request.auth.user), pk=step_id)
    done = take_back(step, by=request.auth.user)
    return {"done": done.done, "left": done.left}


def tell_undo(response: HttpResponse, step: UndoStep) -> None:
    """Say in a header where the write is taken back."""
    response[HEADER] = f"/api/v1/undo/{step.pk}"
