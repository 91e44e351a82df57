"""Operations on times that are not for events: layers of bans with their days, and what is closed day by day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from ninja.decorators import decorate_view
from pydantic import Field

from orgplan.accounts.models import User
from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.authentication import ApiRequest, TokenFor
from orgplan.api.endpoints.schemas import REFUSALS, WRITE_REFUSALS, Day, Key, Moment, Named, Page, Strict, Text
from orgplan.api.idempotency import once
from orgplan.api.paging import PageQuery, page_of, page_of_values
from orgplan.api.problems import Problem, ProblemError
from orgplan.availability.actions.layers import add_times, remove_time, spans_of
from orgplan.availability.models import Layer
from orgplan.availability.models.closed import LONGEST_WORDS, naive
from orgplan.availability.policy import can_keep_layers
from orgplan.availability.queries import Closed, closed_between
from orgplan.availability.rules.kinds import LayerKind, LayerScope
from orgplan.availability.rules.spans import Span
from orgplan.clashes.rules.kinds import ClashLevel
from orgplan.events.rules import EventKind

router = Router(tags=["availability"])
_READ, _WRITE = TokenFor(TokenScope.READ_CLASHES), TokenFor(TokenScope.WRITE_LAYERS)
_LONGEST = timedelta(days=42)


class LayerOut(Schema):
    """Days not for events: how much that matters, why in words, whom it concerns; `kinds`: only such events."""

    id: int
    edition: int
    name: str
    kind: LayerKind
    level: ClashLevel
    words: str
    scope: LayerScope
    districts: list[str]
    venues: list[Named]
    people: list[Named]
    kinds: list[EventKind]
    is_active: bool


class ClosedStretchOut(Schema):
    """A stretch of a layer; `end` itself is free again."""

    start: datetime
    end: datetime
    words: str


class ClosedStretchIn(Strict):
    """A stretch to close."""

    start: Moment
    end: Moment
    words: Text = Field("", max_length=LONGEST_WORDS)


class ClosedStretchesIn(Strict):
    """Stretches to close."""

    times: list[ClosedStretchIn] = Field(min_length=1, max_length=500)


class OpenIn(Strict):
    """A stretch to open again, as it was read."""

    start: Moment
    end: Moment


class AddedOut(Schema):
    """How many of the stretches are new; those that stood already were passed over."""

    added: int


class DaysQuery(Schema):
    """Which days, both inclusive, at most 42."""

    since: Day
    until: Day


class BanOut(Schema):
    """A layer on a day: its name with the hours, and why."""

    words: str
    why: str


class ClosedOfOut(Schema):
    """When somebody is busy, or a venue is shut, on a day; what keeps a leader is said to those who may read it."""

    id: int
    words: list[str]


class ClosedDayOut(Schema):
    """What is not free on a day."""

    day: date
    bans: list[BanOut]
    people: list[ClosedOfOut]
    venues: list[ClosedOfOut]


@router.get("/layers", response={200: Page[LayerOut], **REFUSALS}, auth=_READ, summary="Layers of bans")
def list_layers(request: ApiRequest, paging: PageQuery) -> dict[str, Any]:
    """Layers of bans: exams, elections, matches, road works."""
    as_of = timezone.now()
    rows = Layer.objects.visible_to(request.auth.user).prefetch_related("venues", "people")
    items, following = page_of(rows, paging)
    return {"items": [_layer_shape(each) for each in items], "next": following, "as_of": as_of}


@router.get(
    "/layers/{int:layer_id}/times",
    response={200: Page[ClosedStretchOut], **REFUSALS},
    auth=_READ,
    summary="Days of a layer",
)
def list_times(request: ApiRequest, layer_id: Key, paging: PageQuery) -> dict[str, Any]:
    """Stretches that the layer closes, in order of time, those gone by too."""
    as_of = timezone.now()
    spans = spans_of(_found(request, layer_id))
    items, following = page_of_values(spans, paging, by=_place)
    rows = [{"start": _zoned(each.start), "end": _zoned(each.end), "words": each.words} for each in items]
    return {"items": rows, "next": following, "as_of": as_of}


@router.post(
    "/layers/{int:layer_id}/times", response={200: AddedOut, **WRITE_REFUSALS}, auth=_WRITE, summary="Close times"
)
@decorate_view(once)
def close_times(request: ApiRequest, layer_id: Key, sent: ClosedStretchesIn) -> dict[str, Any]:
    """Close further stretches, all or none; those that stand already are passed over."""
    layer = _to_keep(request, layer_id)
    spans = [Span(naive(each.start), naive(each.end), each.words.strip()) for each in sent.times]
    return {"added": add_times(layer, spans=spans, by=request.auth.user)}


@router.post(
    "/layers/{int:layer_id}/times/open",
    response={204: None, **WRITE_REFUSALS},
    auth=_WRITE,
    summary="Open a time again",
)
@decorate_view(once)
def open_time(request: ApiRequest, layer_id: Key, sent: OpenIn) -> Status[Any]:
    """Open a stretch again, named by its beginning and end as they were read."""
    layer = _to_keep(request, layer_id)
    remove_time(layer, span=Span(naive(sent.start), naive(sent.end)), by=request.auth.user)
    return Status(204, None)


@router.get(
    "/closed-days",
    response={200: list[ClosedDayOut], 409: Problem, **REFUSALS},
    auth=_READ,
    summary="What is not free day by day",
)
def list_closed_days(request: ApiRequest, wanted: Query[DaysQuery]) -> list[dict[str, Any]]:
    """Bans, leaders busy by their own calendars and venues that are shut, by day; free days are left out."""
    if not timedelta(0) <= wanted.until - wanted.since <= _LONGEST:
        raise ProblemError(
            409, "refused", _("Times are given for at most 42 days, and the last is not before the first.")
        )
    found = closed_between(request.auth.user, wanted.since, wanted.until)
    days = {*found.bans, *(day for _person, day in found.people), *(day for _venue, day in found.venues)}
    return [_day_shape(found, day) for day in sorted(days)]


def _found(request: ApiRequest, layer_id: int) -> Layer:
    layer: Layer = get_object_or_404(Layer.objects.visible_to(request.auth.user), pk=layer_id)
    return layer


def _to_keep(request: ApiRequest, layer_id: int) -> Layer:
    layer, user = _found(request, layer_id), request.auth.user
    _refuse_others(user)
    return layer


def _refuse_others(user: User) -> None:
    if not can_keep_layers(user):
        raise PermissionDenied(_("Layers are kept by the department, the protocol service and the administrator."))


def _zoned(wall_clock: datetime) -> datetime:
    return timezone.make_aware(wall_clock)


def _place(span: Span) -> str:
    return f"{span.start.isoformat()}/{span.end.isoformat()}"


def _layer_shape(layer: Layer) -> dict[str, Any]:
    plain = ("edition", "name", "kind", "level", "words", "scope", "districts", "is_active")
    return {
        **{name: getattr(layer, name) for name in plain},
        "id": layer.pk,
        "venues": [{"id": each.pk, "name": each.name} for each in layer.venues.all()],
        "people": [{"id": each.pk, "name": str(each)} for each in layer.people.all()],
        "kinds": [each for each in layer.kinds if each in EventKind.values],
    }


def _day_shape(found: Closed, day: date) -> dict[str, Any]:
    return {
        "day": day,
        "bans": [{"words": each.words, "why": each.why} for each in found.bans.get(day, ())],
        "people": _of_day(found.people.items(), day),
        "venues": _of_day(found.venues.items(), day),
    }


def _of_day(rows: Iterable[tuple[tuple[int, date], list[str]]], day: date) -> list[dict[str, Any]]:
    return [{"id": key, "words": words} for (key, on), words in rows if on == day]
