"""How many claims on halls wait for the reader's word, and how many of the reader's own were refused."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.accounts.policy import has_role, may_decide
from orgplan.accounts.queries.standing import CountOfUser, count_of
from orgplan.accounts.rules import Role
from orgplan.availability.models import VenueBooking
from orgplan.availability.rules.kinds import BookingState


def claims_to_decide(user: User) -> int:
    """Return how many claims wait for this reader, as `can_decide_booking` says; none for those who decide nothing."""
    if not (has_role(user, Role.DEPARTMENT, Role.COORDINATOR) and may_decide(user)):
        return 0
    return count_of(user, CLAIMS_TO_DECIDE)


def claims_refused(user: User) -> int:
    """Return how many claims that the reader asked for were refused, of events to come that stand in the hall still."""
    return count_of(user, CLAIMS_REFUSED)


def _to_decide() -> Combinable:
    waiting = VenueBooking.objects.filter(state=BookingState.PREBOOKED, event__deleted_at=None)
    own = waiting.filter(venue__owner__memberships__user=OuterRef("pk"))
    return Case(
        When(role=Role.DEPARTMENT, then=_number(waiting)),
        When(role=Role.COORDINATOR, then=_number(own)),
        default=Value(0),
        output_field=IntegerField(),
    )


def _refused() -> Combinable:
    rows = VenueBooking.objects.filter(asker=OuterRef("pk"), state=BookingState.REFUSED, event__deleted_at=None)
    return _number(rows.filter(event__last_day__gte=timezone.localdate(), event__venue=F("venue")))


def _number(rows: QuerySet[Any]) -> Combinable:
    counted = rows.order_by().values("state").annotate(found=Count("pk", distinct=True)).values("found")
    return Coalesce(Subquery(counted), Value(0), output_field=IntegerField())


CLAIMS_TO_DECIDE = CountOfUser("claims_to_decide", _to_decide)
CLAIMS_REFUSED = CountOfUser("claims_refused", _refused)
