"""Operations on resources: what the city has, what events need, where it will not do."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.authentication import ApiRequest, TokenFor
from orgplan.api.endpoints.schemas import REFUSALS, Key, Named, Page
from orgplan.api.endpoints.shapes import named
from orgplan.api.paging import PageQuery, page_of
from orgplan.resources.models import Need, Resource, StockEntry
from orgplan.resources.queries import overview
from orgplan.resources.queries.demand import ShownShortage
from orgplan.resources.rules.demand import Supplied, stock_on
from orgplan.resources.rules.kinds import NeedState, Use

router = Router(tags=["resources"])
_READ = TokenFor(TokenScope.READ_EVENTS)


class StockOut(Schema):
    """So much more is there from a day on, until a day or for good; below nought: so much less."""

    amount: int
    since: date
    until: date | None
    words: str


class ResourceOut(Schema):
    """Something that events need by number. `stock_today` is what is there today by its entries."""

    id: int
    edition: int
    name: str
    measure: str
    use: Use
    keeper: Named | None
    lead_days: int = Field(description="Working days before the event by which it is asked for.")
    note: str
    is_active: bool
    stock_today: int
    stock: list[StockOut]


class NeedOut(Schema):
    """So much of a resource for an event; `promised` is what its keeper answered."""

    id: int
    edition: int
    event: UUID
    resource: Named
    measure: str
    amount: int
    days_before: int
    days_after: int
    state: NeedState
    promised: int | None
    answer: str
    note: str


class NeedQuery(Schema):
    """What of the needs to give."""

    resource: Key | None = None
    event: UUID | None = None
    state: NeedState | None = None


class NeedingOut(Schema):
    """An event that takes the resource; of a strange unit neither title nor days are told."""

    title: str
    when: str
    amount: int
    state: NeedState


class ShortageOut(Schema):
    """Days in a row on which a resource is short: the most that is missing, and whose needs meet."""

    resource: Named
    measure: str
    first: date
    last: date
    short: int
    events: list[NeedingOut]


class ShortagesOut(Schema):
    """The shortages from today to `until`: so far ahead as the office looks (a setting, usually six weeks)."""

    since: date
    until: date
    items: list[ShortageOut]


@router.get("/resources", response={200: Page[ResourceOut], **REFUSALS}, auth=_READ, summary="What the city has")
def list_resources(request: ApiRequest, paging: PageQuery) -> dict[str, Any]:
    """Resources with their stock, in the order in which they were recorded."""
    as_of, today = timezone.now(), timezone.localdate()
    stock = Prefetch("stock", queryset=StockEntry.objects.visible_to(request.auth.user))
    rows = Resource.objects.visible_to(request.auth.user).select_related("keeper").prefetch_related(stock)
    items, following = page_of(rows, paging)
    return {"items": [_resource(each, today) for each in items], "next": following, "as_of": as_of}


def _resource(row: Any, today: date) -> dict[str, Any]:
    entries = list(row.stock.all())
    plain = ("edition", "name", "measure", "use", "lead_days", "note", "is_active")
    return {name: getattr(row, name) for name in plain} | {
        "id": row.pk,
        "keeper": named(row.keeper),
        "stock_today": stock_on([Supplied(row.pk, each.amount, each.since, each.until) for each in entries], today),
        "stock": [{name: getattr(each, name) for name in ("amount", "since", "until", "words")} for each in entries],
    }


@router.get("/needs", response={200: Page[NeedOut], **REFUSALS}, auth=_READ, summary="What events need")
def list_needs(request: ApiRequest, wanted: Query[NeedQuery], paging: PageQuery) -> dict[str, Any]:
    """Needs of events that are not in the basket, in the order in which they were asked for."""
    as_of, found = timezone.now(), Q()
    for name, field in (("resource", "resource"), ("event", "event__uid"), ("state", "state")):
        if (value := getattr(wanted, name)) is not None:
            found &= Q(**{field: value})
    rows = Need.objects.visible_to(request.auth.user).filter(found, event__deleted_at=None, event__isnull=False)
    items, following = page_of(rows.select_related("event", "resource"), paging)
    return {"items": [_need(each) for each in items], "next": following, "as_of": as_of}


def _need(row: Any) -> dict[str, Any]:
    plain = ("edition", "amount", "days_before", "days_after", "state", "promised", "answer", "note")
    resource = {"id": row.resource.pk, "name": row.resource.name}
    shown = {name: getattr(row, name) for name in plain}
    return shown | {"id": row.pk, "event": row.event.uid, "resource": resource, "measure": row.resource.measure}


@router.get("/shortages", response={200: ShortagesOut, **REFUSALS}, auth=_READ, summary="What will not do")
def list_shortages(request: ApiRequest) -> dict[str, Any]:
    """Where all events together need more than there is, the earliest first."""
    today = timezone.localdate()
    found = overview(request.auth.user, today)
    return {"since": today, "until": found.last, "items": [_shortage(each) for each in found.shortages]}


def _shortage(row: ShownShortage) -> dict[str, Any]:
    short = {name: getattr(row.shortage, name) for name in ("first", "last", "short")}
    events = [{name: getattr(each, name) for name in ("title", "when", "amount", "state")} for each in row.events]
    resource = {"id": row.resource.pk, "name": row.resource.name}
    return short | {"resource": resource, "measure": row.resource.measure, "events": events}
