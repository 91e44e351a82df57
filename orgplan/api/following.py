"""Events and plans as messages to programs tell of them: by the shapes of the interface (seam «webhook_sources»)."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _
from ninja import Schema
from ninja.responses import NinjaJSONEncoder

from orgplan.accounts.models import User
from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.endpoints.schemas import EventOut, PlanOut
from orgplan.api.endpoints.shapes import event_shape, plan_shape
from orgplan.api.queries import events_for, plans_for
from orgplan.audit.models import Entry
from orgplan.events.models import Event
from orgplan.planning.models import Plan
from orgplan.webhooks.queries.sources import Source, Topic

_CREATIONS = frozenset(("events.create_event", "events.create_events"))


def event_topic(entry: Entry) -> str | None:
    """Return the topic of an entry about an event; emptying the basket tells nothing that was not told before."""
    if entry.verb == "events.empty_basket":
        return None
    if entry.after.get("deleted_at") or "merged into" in entry.after:
        return "event.deleted"
    return "event.created" if entry.verb in _CREATIONS else "event.changed"


def plan_topic(entry: Entry) -> str:
    """Return the topic of an entry about a plan."""
    if "version" in entry.after:
        return "plan.approved"
    if "published" in entry.after:
        return "plan.published" if entry.after["published"] else "plan.unpublished"
    return "plan.changed"


def _events_seen(user: User, keys: Collection[str]) -> dict[str, str]:
    rows = Event.objects.visible_to(user, deleted=None).filter(pk__in=keys)
    return {str(key): str(uid) for key, uid in rows.order_by().values_list("pk", "uid")}


def _plans_seen(user: User, keys: Collection[str]) -> dict[str, str]:
    rows = Plan.objects.visible_to(user).filter(pk__in=keys).order_by()
    return {str(key): str(key) for key in rows.values_list("pk", flat=True)}


def _event_told(user: User, key: str) -> dict[str, Any] | None:
    event = events_for(user, deleted=True).filter(pk=key).first()
    return _as_json(EventOut, event_shape(event)) if event else None


def _plan_told(user: User, key: str) -> dict[str, Any] | None:
    plan = plans_for(user).filter(pk=key).first()
    return _as_json(PlanOut, plan_shape(plan)) if plan else None


def _as_json(schema: type[Schema], shape: dict[str, Any]) -> dict[str, Any]:
    """Return what GET answers, as plain values."""
    told: dict[str, Any] = json.loads(json.dumps(schema.model_validate(shape).model_dump(), cls=NinjaJSONEncoder))
    return told


EVENTS = Source(
    object_kind="events.event",
    name="event",
    path="/api/v1/events/",
    topics=(
        Topic("event.created", _("event is recorded"), TokenScope.READ_EVENTS),
        Topic("event.changed", _("event is changed"), TokenScope.READ_EVENTS),
        Topic("event.deleted", _("event is deleted"), TokenScope.READ_EVENTS),
    ),
    topic_of=event_topic,
    seen=_events_seen,
    tell=_event_told,
)
PLANS = Source(
    object_kind="planning.plan",
    name="plan",
    path="/api/v1/plans/",
    topics=(
        Topic("plan.changed", _("plan is changed"), TokenScope.READ_PLANS),
        Topic("plan.approved", _("plan is approved"), TokenScope.READ_PLANS),
        Topic("plan.published", _("plan is published"), TokenScope.READ_PLANS),
        Topic("plan.unpublished", _("plan's publication is withdrawn"), TokenScope.READ_PLANS),
    ),
    topic_of=plan_topic,
    seen=_plans_seen,
    tell=_plan_told,
)
