"""Operations on preparation: steps of an event read and marked as done, templates with their ladders read."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from ninja.decorators import decorate_view
from pydantic import Field

from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.authentication import ApiRequest, TokenFor
from orgplan.api.endpoints.schemas import REFUSALS, WRITE_REFUSALS, Day, Key, Named, Page, Strict, Text
from orgplan.api.endpoints.shapes import named
from orgplan.api.idempotency import once
from orgplan.api.paging import PageQuery, page_of
from orgplan.api.problems import ProblemError
from orgplan.directory.queries import own_unit_key
from orgplan.events.models import Event, EventTemplate
from orgplan.events.rules import EventKind
from orgplan.preparation.actions import Proof, finish_step
from orgplan.preparation.models import Step
from orgplan.preparation.policy import can_finish
from orgplan.preparation.queries.mine import is_named
from orgplan.preparation.rules.kinds import Anchor, OffsetUnit, StepState

router = Router(tags=["preparation"])
_READ, _WRITE = TokenFor(TokenScope.READ_EVENTS), TokenFor(TokenScope.WRITE_EVENTS)


class LadderStepOut(Schema):
    """A step of a template: how its day is counted; `after` is the key of the step from which it is counted."""

    id: int
    title: str
    anchor: Anchor
    after: int | None
    offset: int
    offset_unit: OffsetUnit
    counted: str = Field(description="The same in words: «за 30 рабочих дней до начала».")
    unit: Named | None
    document: str
    is_essential: bool


class StepOut(LadderStepOut):
    """A step of an event's preparation. `first_due_on` is its day by the first plan."""

    edition: int
    event: UUID
    due_on: date | None
    pinned_on: date | None
    first_due_on: date | None
    person: str
    state: StepState
    is_late: bool
    done_on: date | None
    done_by: str
    proof: str
    skipped_why: str


class EventTemplateOut(Schema):
    """A template of events; it is protected: the unit that keeps it changes it."""

    id: int
    name: str
    kind: EventKind
    owner: Named
    is_active: bool
    steps: list[LadderStepOut]


class StepQuery(Schema):
    """What of the steps to give; days of the term are inclusive."""

    state: StepState | None = None
    unit: Key | None = None
    due_since: Day | None = None
    due_until: Day | None = None


class StepDoneIn(Strict):
    """The step is done; `edition` is the one that was read."""

    edition: Annotated[int, Field(ge=1, le=2**31 - 1)]
    done_on: Day
    proof: Text = Field("", max_length=500, description="What shows it, in words.")


def _ladder(step: Step) -> dict[str, Any]:
    plain = ("title", "anchor", "offset", "offset_unit", "counted", "is_essential")
    known = {name: getattr(step, name) for name in plain}
    return known | {"id": step.pk, "after": step.after_id, "unit": named(step.unit), "document": step.paper}


def _shape(step: Step, today: date) -> dict[str, Any]:
    assert step.event is not None, "only steps of events travel so"
    plain = ("edition", "due_on", "pinned_on", "state", "done_on", "done_by", "skipped_why")
    return _ladder(step) | {
        **{name: getattr(step, name) for name in plain},
        "event": step.event.uid,
        "first_due_on": step.baseline_on,
        "person": str(step.person) if step.person else "",
        "is_late": step.is_late(today),
        "proof": step.proof_words or step.proof_name,
    }


def _steps(request: ApiRequest) -> Any:
    return Step.objects.visible_to(request.auth.user).kept().select_related("event", "unit", "person", "after")


@router.get("/steps", response={200: Page[StepOut], **REFUSALS}, auth=_READ, summary="Steps of preparation")
def list_steps(request: ApiRequest, wanted: Query[StepQuery], paging: PageQuery) -> dict[str, Any]:
    """Steps of all events in the order in which they were planned."""
    found = Q()
    for name, field in (
        ("state", "state"),
        ("unit", "unit"),
        ("due_since", "due_on__gte"),
        ("due_until", "due_on__lte"),
    ):
        if (value := getattr(wanted, name)) is not None:
            found &= Q(**{field: value})
    return _page(_steps(request).filter(found), paging)


@router.get(
    "/events/{uuid:event_id}/steps", response={200: Page[StepOut], **REFUSALS}, auth=_READ, summary="Steps of an event"
)
def list_steps_of_event(request: ApiRequest, event_id: UUID, paging: PageQuery) -> dict[str, Any]:
    """The plan of an event's preparation, as far as the holder of the token sees it."""
    event = get_object_or_404(Event.objects.visible_to(request.auth.user), uid=event_id)
    return _page(_steps(request).filter(event=event), paging)


def _page(rows: Any, paging: Any) -> dict[str, Any]:
    as_of, today = timezone.now(), timezone.localdate()
    items, following = page_of(rows, paging)
    return {"items": [_shape(each, today) for each in items], "next": following, "as_of": as_of}


@router.post(
    "/steps/{int:plan_step_id}/done",
    response={200: StepOut, **WRITE_REFUSALS},
    auth=_WRITE,
    summary="Mark a step as done",
)
@decorate_view(once)
def mark_step_done(request: ApiRequest, plan_step_id: Key, sent: StepDoneIn) -> dict[str, Any]:
    """Mark a step as done on a day, with what shows it in words."""
    step, user = get_object_or_404(_steps(request), pk=plan_step_id), request.auth.user
    may = can_finish(
        user,
        unit_id=own_unit_key(user),
        owner_id=step.event.owner_id,
        step_unit_id=step.unit_id,
        is_named=is_named(user, step),
    )
    if not may:
        raise PermissionDenied(_("A step is marked by the unit that answers for it and by those who change the event."))
    if sent.edition != step.edition:
        raise ProblemError(409, "changed", _("The step was changed meanwhile: read it again."))
    finish_step(step, done_on=sent.done_on, today=timezone.localdate(), proof=Proof(sent.proof), by=user)
    return _shape(get_object_or_404(_steps(request), pk=plan_step_id), timezone.localdate())


@router.get(
    "/event-templates", response={200: Page[EventTemplateOut], **REFUSALS}, auth=_READ, summary="Templates of events"
)
def list_event_templates(request: ApiRequest, paging: PageQuery) -> dict[str, Any]:
    """Templates with the ladders of their steps, in the order in which they were recorded."""
    as_of = timezone.now()
    items, following = page_of(_templates(request), paging)
    return {"items": [_template(each) for each in items], "next": following, "as_of": as_of}


@router.get(
    "/event-templates/{int:template_id}",
    response={200: EventTemplateOut, **REFUSALS},
    auth=_READ,
    summary="One template of events",
)
def show_event_template(request: ApiRequest, template_id: Key) -> dict[str, Any]:
    """One template."""
    return _template(get_object_or_404(_templates(request), pk=template_id))


def _templates(request: ApiRequest) -> Any:
    rows = EventTemplate.objects.visible_to(request.auth.user).select_related("owner")
    return rows.prefetch_related("steps__unit", "steps__after")


def _template(template: EventTemplate) -> dict[str, Any]:
    plain = {name: getattr(template, name) for name in ("name", "kind", "is_active")}
    steps = [_ladder(each) for each in template.steps.all()]
    return plain | {"id": template.pk, "owner": named(template.owner), "steps": steps}
