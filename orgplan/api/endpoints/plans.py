"""Operations on plans."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from ninja.decorators import decorate_view
from ninja.params.functions import Query as QueryParam
from pydantic import Field

from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.authentication import ApiRequest, TokenFor
from orgplan.api.endpoints.schemas import (
    REFUSALS,
    WRITE_REFUSALS,
    BasisIn,
    Key,
    LineOut,
    Moment,
    Page,
    PlanEventIn,
    PlanOut,
    PlanRowOut,
    Reason,
    Text,
    VersionOut,
)
from orgplan.api.endpoints.shapes import line_shape, plan_shape, row_shapes, version_shape
from orgplan.api.idempotency import once
from orgplan.api.paging import PageQuery, moment, page_of
from orgplan.api.problems import Problem, ProblemError
from orgplan.api.queries import OVERLAP, plans_for, uids_of
from orgplan.events.models import Event
from orgplan.events.rules import Basis
from orgplan.planning.actions.plans import take_events, take_out
from orgplan.planning.models import Plan, PlanLine, PlanVersion
from orgplan.planning.policy import can_consolidate
from orgplan.planning.queries.plans import PlanRow, places_of, rows_in, version_rows
from orgplan.planning.rules.states import LineState, PlanKind, PlanState

router = Router(tags=["plans"])
_READ, _WRITE = TokenFor(TokenScope.READ_PLANS), TokenFor(TokenScope.WRITE_PLANS)


class PlanQuery(Schema):
    """What of the plans to give."""

    kind: PlanKind | None = None
    state: PlanState | None = None
    period: Text = Field("", max_length=30, description="A code: 2026, 2026-Q3, 2026-08, 2026-W32.")
    unit: Key | None = None
    city: bool = Field(default=False, description="Only plans of the whole city.")
    updated_since: Moment | None = None


class RowPage(Schema):
    """A window of a plan's rows in print order. `next` is the place to begin the next window from, or null."""

    items: list[PlanRowOut]
    total: int
    next: int | None


@router.get("/plans", response={200: Page[PlanOut], **REFUSALS}, auth=_READ, summary="List plans")
def list_plans(request: ApiRequest, wanted: Query[PlanQuery], paging: PageQuery) -> dict[str, Any]:
    """Plans in the order in which they were last written."""
    as_of = timezone.now() - OVERLAP
    found = Q()
    for name in ("kind", "state", "unit"):
        if value := getattr(wanted, name):
            found &= Q(**{name: value})
    if wanted.period:
        found &= Q(period_code=wanted.period)
    if wanted.city:
        found &= Q(unit__isnull=True)
    rows = plans_for(request.auth.user).filter(found)
    if wanted.updated_since:
        rows = rows.filter(Q(changed_at__gte=wanted.updated_since))
    items, following = page_of(rows, paging, by="changed_at", read=moment)
    return {"items": [plan_shape(each) for each in items], "next": following, "as_of": as_of}


@router.get("/plans/{int:plan_id}", response={200: PlanOut, **REFUSALS}, auth=_READ, summary="One plan")
def show_plan(request: ApiRequest, plan_id: Key) -> dict[str, Any]:
    """One plan, without its rows."""
    return plan_shape(_found(request, plan_id))


@router.get(
    "/plans/{int:plan_id}/rows",
    response={200: RowPage, 409: Problem, **REFUSALS},
    auth=_READ,
    summary="Rows as they stand",
)
def list_rows(
    request: ApiRequest,
    plan_id: Key,
    start: int = QueryParam(0, ge=0, le=1_000_000),
    limit: int = QueryParam(100, ge=1, le=500),
) -> dict[str, Any]:
    """Rows of a city plan from the facts as they are now."""
    plan = _city(request, plan_id)
    places = places_of(plan)
    window = [each.item for each in places[start : start + limit]]
    rows = rows_in(plan, plan.items.filter(pk__in=window))
    return _window(list(rows.values()), start, limit, len(places))


@router.get(
    "/plans/{int:plan_id}/versions", response={200: list[int], **REFUSALS}, auth=_READ, summary="Numbers of versions"
)
def list_versions(request: ApiRequest, plan_id: Key) -> list[int]:
    """Numbers of the approved versions, the latest first."""
    return list(_found(request, plan_id).versions.values_list("number", flat=True))


@router.get(
    "/plans/{int:plan_id}/versions/{int:number}",
    response={200: VersionOut, **REFUSALS},
    auth=_READ,
    summary="A version as it was approved",
)
def show_version(request: ApiRequest, plan_id: Key, number: Key) -> dict[str, Any]:
    """An approved version with all its rows; it never changes."""
    versions = PlanVersion.objects.visible_to(request.auth.user).filter(plan=_found(request, plan_id))
    version = get_object_or_404(versions, number=number)
    rows = version_rows(version)
    return version_shape(version, row_shapes(rows, uids_of(row.event for row in rows)))


@router.get("/plans/{int:plan_id}/lines", response={200: Page[LineOut], **REFUSALS}, auth=_READ, summary="Lines")
def list_lines(request: ApiRequest, plan_id: Key, paging: PageQuery, state: LineState | None = None) -> dict[str, Any]:
    """Lines of a unit's plan, or of all units for the period of a city plan, as far as the holder may see them."""
    as_of = timezone.now() - OVERLAP
    plan = _found(request, plan_id)
    lines = PlanLine.objects.visible_to(request.auth.user).select_related("plan__unit", "event")
    of_plan = {"plan": plan} if plan.unit_id else {"plan__period_code": plan.period_code, "plan__unit__isnull": False}
    rows = lines.filter(**of_plan, **({"state": state} if state else {}))
    items, following = page_of(rows, paging)
    return {"items": [line_shape(each) for each in items], "next": following, "as_of": as_of}


@router.post("/plans/{int:plan_id}/rows", response={204: None, **WRITE_REFUSALS}, auth=_WRITE, summary="Take in")
@decorate_view(once)
def take_in(request: ApiRequest, plan_id: Key, row: PlanEventIn) -> Status[Any]:
    """Take a recorded event into a city plan; an approved one asks for a reason and a basis (422 ground-needed)."""
    plan = _for_work(request, plan_id)
    event = Event.objects.visible_to(request.auth.user).filter(uid=row.event).first()
    if event is None:
        raise ProblemError(409, "no-such-record", _("body.event: there is no such event."))
    section = plan.sections.filter(title=row.section).first() if row.section else None
    if row.section and section is None:
        raise ProblemError(409, "no-such-record", _("body.section: the plan has no such section."))
    take_events(
        plan=plan, events=[event], section=section, reason=row.reason, basis=_basis(row.basis), by=request.auth.user
    )
    return Status(204, None)


@router.post(
    "/plans/{int:plan_id}/rows/{uuid:event_id}/take-out",
    response={204: None, **WRITE_REFUSALS},
    auth=_WRITE,
    summary="Take out",
)
@decorate_view(once)
def leave_plan(request: ApiRequest, plan_id: Key, event_id: UUID, why: Reason) -> Status[Any]:
    """Take an event out of a city plan; it stays itself. An approved plan asks for a ground (422 ground-needed)."""
    plan = _for_work(request, plan_id)
    item = get_object_or_404(plan.items.select_related("event", "plan"), event__uid=event_id)
    take_out(item, reason=why.reason, basis=_basis(why.basis), by=request.auth.user)
    return Status(204, None)


def _basis(sent: BasisIn | None) -> Basis | None:
    return sent.as_rule if sent else None


def _found(request: ApiRequest, plan_id: int) -> Plan:
    return get_object_or_404(plans_for(request.auth.user), pk=plan_id)


def _city(request: ApiRequest, plan_id: int) -> Plan:
    plan = _found(request, plan_id)
    if plan.unit_id:
        raise ProblemError(409, "refused", _("A unit's plan has lines, not rows: ask for its lines."))
    return plan


def _for_work(request: ApiRequest, plan_id: int) -> Plan:
    plan = _city(request, plan_id)
    if not can_consolidate(request.auth.user):
        raise PermissionDenied(_("Only the organisational department works on the city plan."))
    return plan


def _window(rows: list[PlanRow], start: int, limit: int, total: int) -> dict[str, Any]:
    following = start + limit if start + limit < total else None
    return {"items": row_shapes(rows, uids_of(row.event for row in rows)), "total": total, "next": following}
