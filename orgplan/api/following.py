"""What messages to programs tell of: by the shapes of the interface (seam «webhook_sources»)."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Schema
from ninja.responses import NinjaJSONEncoder

from orgplan.accounts.models import User
from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.endpoints.clashes import AcceptedOut, accepted_shapes
from orgplan.api.endpoints.feeds import FeedOut, feed_shape
from orgplan.api.endpoints.instructions import InstructionOut, instruction_shape
from orgplan.api.endpoints.scheduling import SearchOut, search_shapes
from orgplan.api.endpoints.schemas import EventOut, PlanOut
from orgplan.api.endpoints.shapes import event_shape, plan_shape
from orgplan.api.endpoints.venues import BookingOut, booking_shapes
from orgplan.api.queries import bookings_for, events_for, plans_for
from orgplan.audit.models import Entry
from orgplan.availability.models import VenueBooking
from orgplan.clashes.models import AcceptedClash
from orgplan.events.models import Event
from orgplan.feeds.models import Feed
from orgplan.instructions.models import Instruction
from orgplan.planning.models import Plan
from orgplan.scheduling.models import MonthSearch
from orgplan.webhooks.queries.sources import Source, Topic

_GIVEN = frozenset(("instructions.give_instruction", "instructions.give_instructions", "minutes.give_points"))
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
    if "plan_version" in entry.after:
        return "plan.approved"
    if "published" in entry.after:
        return "plan.published" if entry.after["published"] else "plan.unpublished"
    return "plan.changed"


def clash_topic(entry: Entry) -> str:
    """Return the topic of an entry about an accepted clash."""
    return "clash.accepted" if entry.after.get("accepted") else "clash.reopened"


def month_topic(entry: Entry) -> str | None:
    """Return the topic of an entry about a month that is sorted out; that it was asked for tells nothing yet."""
    if entry.verb == "scheduling.keep_proposal":
        return "proposal.ready"
    return "proposal.accepted" if entry.verb == "scheduling.accept_moves" else None


_OF_BOOKING = {
    "availability.book_venue": "booking.asked",
    "availability.approve_booking": "booking.approved",
    "availability.refuse_booking": "booking.refused",
    "availability.withdraw_booking": "booking.withdrawn",
    "availability.expire_bookings": "booking.expired",
}


def booking_topic(entry: Entry) -> str | None:
    """Return the topic of an entry about a claim on a hall."""
    return _OF_BOOKING.get(entry.verb)


def feed_topic(entry: Entry) -> str:
    """Return the topic of an entry about a calendar subscription."""
    if entry.after.get("revoked_at"):
        return "feed.closed"
    return "feed.opened" if entry.verb == "feeds.subscribe_to_calendar" else "feed.changed"


def instruction_topic(entry: Entry) -> str:
    """Return the topic of an entry about an instruction."""
    if entry.after.get("state") == "removed":
        return "instruction.removed"
    if "due_on" in entry.before:
        return "instruction.term"
    return "instruction.given" if entry.verb in _GIVEN else "instruction.changed"


def _instructions_seen(user: User, keys: Collection[str]) -> dict[str, str]:
    rows = Instruction.objects.visible_to(user).filter(pk__in=keys).order_by()
    return {str(key): str(key) for key in rows.values_list("pk", flat=True)}


def _instruction_told(user: User, key: str) -> dict[str, Any] | None:
    rows = Instruction.objects.visible_to(user).select_related("unit", "person", "level")
    row = rows.prefetch_related("co_performers__unit").filter(pk=key).first()
    return _as_json(InstructionOut, instruction_shape(row, timezone.localdate())) if row else None


def _events_seen(user: User, keys: Collection[str]) -> dict[str, str]:
    rows = Event.objects.visible_to(user, deleted=None).filter(pk__in=keys)
    return {str(key): str(uid) for key, uid in rows.order_by().values_list("pk", "uid")}


def _plans_seen(user: User, keys: Collection[str]) -> dict[str, str]:
    rows = Plan.objects.visible_to(user).filter(pk__in=keys).order_by()
    return {str(key): str(key) for key in rows.values_list("pk", flat=True)}


def _clashes_seen(user: User, keys: Collection[str]) -> dict[str, str]:
    rows = AcceptedClash.objects.visible_to(user).filter(pk__in=keys).order_by()
    return {str(key): str(key) for key in rows.values_list("pk", flat=True)}


def _bookings_seen(user: User, keys: Collection[str]) -> dict[str, str]:
    rows = VenueBooking.objects.visible_to(user).filter(pk__in=keys).order_by()
    return {str(key): str(key) for key in rows.values_list("pk", flat=True)}


def _feeds_seen(user: User, keys: Collection[str]) -> dict[str, str]:
    rows = Feed.objects.visible_to(user).filter(pk__in=keys).order_by()
    return {str(key): str(key) for key in rows.values_list("pk", flat=True)}


def _months_seen(user: User, keys: Collection[str]) -> dict[str, str]:
    rows = MonthSearch.objects.visible_to(user).filter(pk__in=keys).order_by()
    return {str(key): str(key) for key in rows.values_list("pk", flat=True)}


def _event_told(user: User, key: str) -> dict[str, Any] | None:
    event = events_for(user, deleted=True).filter(pk=key).first()
    return _as_json(EventOut, event_shape(event)) if event else None


def _plan_told(user: User, key: str) -> dict[str, Any] | None:
    plan = plans_for(user).filter(pk=key).first()
    return _as_json(PlanOut, plan_shape(plan)) if plan else None


def _clash_told(user: User, key: str) -> dict[str, Any] | None:
    row = AcceptedClash.objects.visible_to(user).filter(pk=key).first()
    return _as_json(AcceptedOut, accepted_shapes(user, [row])[0]) if row else None


def _booking_told(user: User, key: str) -> dict[str, Any] | None:
    booking = bookings_for(user).filter(pk=key).first()
    return _as_json(BookingOut, booking_shapes(user, [booking])[0]) if booking else None


def _feed_told(user: User, key: str) -> dict[str, Any] | None:
    feed = Feed.objects.visible_to(user).filter(pk=key).first()
    return _as_json(FeedOut, feed_shape(feed)) if feed else None


def _month_told(user: User, key: str) -> dict[str, Any] | None:
    search = MonthSearch.objects.visible_to(user).filter(pk=key).first()
    return _as_json(SearchOut, search_shapes(user, [search])[0]) if search else None


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
CLASHES = Source(
    object_kind="clashes.acceptedclash",
    name="clash",
    path="/api/v1/clashes/accepted/",
    topics=(
        Topic("clash.accepted", _("clash is accepted with a reason"), TokenScope.READ_CLASHES),
        Topic("clash.reopened", _("accepted clash counts again"), TokenScope.READ_CLASHES),
    ),
    topic_of=clash_topic,
    seen=_clashes_seen,
    tell=_clash_told,
)
BOOKINGS = Source(
    object_kind="availability.venuebooking",
    name="booking",
    path="/api/v1/bookings/",
    topics=(
        Topic("booking.asked", _("hall is asked for"), TokenScope.READ_BOOKINGS),
        Topic("booking.approved", _("hall is given"), TokenScope.READ_BOOKINGS),
        Topic("booking.refused", _("hall is refused"), TokenScope.READ_BOOKINGS),
        Topic("booking.withdrawn", _("claim on a hall is taken back"), TokenScope.READ_BOOKINGS),
        Topic("booking.expired", _("claim on a hall ran out"), TokenScope.READ_BOOKINGS),
    ),
    topic_of=booking_topic,
    seen=_bookings_seen,
    tell=_booking_told,
)
FEEDS = Source(
    object_kind="feeds.feed",
    name="feed",
    path="/api/v1/feeds/",
    topics=(
        Topic("feed.opened", _("calendar subscription is opened"), TokenScope.FEEDS),
        Topic("feed.changed", _("calendar subscription or its address is changed"), TokenScope.FEEDS),
        Topic("feed.closed", _("calendar subscription is closed"), TokenScope.FEEDS),
    ),
    topic_of=feed_topic,
    seen=_feeds_seen,
    tell=_feed_told,
)
MONTHS = Source(
    object_kind="scheduling.monthsearch",
    name="month",
    path="/api/v1/scheduling/",
    topics=(
        Topic("proposal.ready", _("proposal for a month is ready"), TokenScope.SCHEDULING),
        Topic("proposal.accepted", _("lines of a proposal are accepted"), TokenScope.SCHEDULING),
    ),
    topic_of=month_topic,
    seen=_months_seen,
    tell=_month_told,
)
INSTRUCTIONS = Source(
    object_kind="instructions.instruction",
    name="instruction",
    path="/api/v1/instructions/",
    topics=(
        Topic("instruction.given", _("instruction is put on control"), TokenScope.READ_INSTRUCTIONS),
        Topic("instruction.changed", _("what stands in an instruction is changed"), TokenScope.READ_INSTRUCTIONS),
        Topic("instruction.term", _("term of an instruction is changed"), TokenScope.READ_INSTRUCTIONS),
        Topic("instruction.removed", _("instruction is removed from control"), TokenScope.READ_INSTRUCTIONS),
    ),
    topic_of=instruction_topic,
    seen=_instructions_seen,
    tell=_instruction_told,
)
