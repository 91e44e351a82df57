"""All quotas of coming events, what the reader's unit is asked for, and how many answers are awaited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.accounts.policy import has_role
from orgplan.accounts.queries.standing import CountOfUser, count_of
from orgplan.accounts.rules import Role
from orgplan.directory.queries import own_unit_key
from orgplan.events.rules import EventState
from orgplan.quotas.models import Quota, QuotaShare
from orgplan.quotas.queries.page import quota_of
from orgplan.quotas.rules.filling import Answer, Fill, answer_of, fill_of

STANDING = (EventState.DRAFT, EventState.PLANNED)
ASKING = Q(
    promised=None,
    asked_at__isnull=False,
    quota__event__deleted_at=None,
    quota__event__state__in=STANDING,
)
"""A share whose body was asked and has not answered, of an event that stands."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A quota in the list: how far it is filled, whether its day for answers is over."""

    quota: Quota
    fill: Fill
    is_late: bool


def listed_quotas(user: User, *, today: date, past: bool = False) -> list[Listed]:
    """Return the quotas of coming events, or of the last hundred that are over, the nearest first; three queries."""
    over = Q(event__last_day__lt=today)
    rows = quota_of(user)
    if past:
        rows = rows.filter(over).order_by("-event__first_day", "pk")[:100]
    else:
        rows = rows.exclude(over).filter(event__state__in=STANDING)
        rows = rows.order_by(F("event__first_day").asc(nulls_last=True), "due_on", "pk")[:300]
    found = []
    for quota in rows:
        fill = fill_of(each.fact for each in quota.shares.all())
        found.append(Listed(quota, fill, is_late=quota.due_on < today and fill.unanswered > 0))
    return found


@dataclass(frozen=True, slots=True)
class OwnShare:
    """What the reader's unit is asked for, and how it stands with it."""

    share: QuotaShare
    answer: Answer


def own_shares(user: User, today: date) -> list[OwnShare]:
    """Return what the reader's unit is asked for at coming events, the first to answer first; one query."""
    unit = own_unit_key(user)
    if unit is None:
        return []
    rows = QuotaShare.objects.filter(unit=unit, asked_at__isnull=False, quota__event__state__in=STANDING)
    rows = rows.filter(quota__event__deleted_at=None).exclude(quota__event__last_day__lt=today)
    rows = rows.select_related("quota__event").order_by("quota__due_on", "pk")
    return [OwnShare(each, answer_of(each.fact, is_asked=True, due_on=each.quota.due_on, today=today)) for each in rows]


def quotas_to_answer(user: User) -> int:
    """Return how many requests for people wait for the reader's unit; for the department, those whose day is over."""
    if not has_role(user, Role.DEPARTMENT, Role.COORDINATOR):
        return 0
    return count_of(user, QUOTAS_TO_ANSWER)


def _to_answer() -> Combinable:
    today = timezone.localdate()
    waiting = QuotaShare.objects.filter(ASKING, quota__event__last_day__gte=today)
    own = waiting.filter(unit__memberships__user=OuterRef("pk"))
    return Case(
        When(role=Role.DEPARTMENT, then=_number(waiting.filter(quota__due_on__lt=today))),
        When(role=Role.COORDINATOR, then=_number(own)),
        default=Value(0),
        output_field=IntegerField(),
    )


def _number(rows: object) -> Combinable:
    counted = rows.order_by().values("promised").annotate(found=Count("pk", distinct=True)).values("found")  # type: ignore[attr-defined]
    return Coalesce(Subquery(counted), Value(0), output_field=IntegerField())


QUOTAS_TO_ANSWER = CountOfUser("quotas_to_answer", _to_answer)
