"""The city's plans of now and soon: who has sent, what waits; the week's plan and its print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from orgplan.accounts.models import User
from orgplan.planning.models import CollectingTerms, Plan, PlanVersion
from orgplan.planning.policy import can_consolidate
from orgplan.planning.queries.board import Board, boards_of
from orgplan.planning.queries.plans import in_plan
from orgplan.planning.rules.states import PlanKind, PlanState

_BOARDS = 3


@dataclass(frozen=True, slots=True)
class PlanDesk:
    """A city plan that is being worked on: its board of units, how many lines wait, how many events stand in it."""

    plan: Plan
    board: Board
    waiting: int
    events: int


@dataclass(frozen=True, slots=True)
class WeekPlan:
    """The plan of the week: how many events stand in it, the approved version, if there is one, that is printed."""

    plan: Plan
    events: int
    version: int | None


@dataclass(frozen=True, slots=True)
class PlansAhead:
    """The plans that the first screen tells of: those of this week and the next, and those under work."""

    weeks: list[WeekPlan]
    desks: list[PlanDesk]

    def __bool__(self) -> bool:
        return bool(self.weeks or self.desks)


def plans_ahead(user: User, today: date, now: datetime) -> PlansAhead:
    """Return the plans of this week and the next as far as the reader sees them, the boards for who consolidates.

    One query; for who consolidates those of the boards, and one more.
    """
    week = Q(kind=PlanKind.WEEK, starts_on__lte=today + timedelta(days=7))
    wanted = week | ~Q(state=PlanState.APPROVED) if can_consolidate(user) else week
    versions = PlanVersion.objects.filter(plan=OuterRef("pk")).order_by("-number")
    rows: list[Any] = list(
        Plan.objects.visible_to(user)
        .filter(wanted, unit__isnull=True, ends_on__gte=today)
        .annotate(item_count=in_plan(), version=Subquery(versions.values("pk")[:1]), ahead=_ahead())
        .order_by("starts_on", "-ends_on")
    )
    usual = CollectingTerms().ahead_days
    worked = [
        each
        for each in rows
        if each.state != PlanState.APPROVED and each.starts_on <= today + timedelta(days=each.ahead or usual)
    ]
    desks = _desks(worked[:_BOARDS], user, now) if can_consolidate(user) else []
    told = {desk.plan.pk for desk in desks}
    weeks = [each for each in rows if each.kind == PlanKind.WEEK and each.pk not in told]
    return PlansAhead([WeekPlan(each, each.item_count, each.version) for each in weeks[:2]], desks)


def _ahead() -> Subquery:
    return Subquery(CollectingTerms.objects.values("ahead_days")[:1])


def _desks(plans: list[Any], user: User, now: datetime) -> list[PlanDesk]:
    return [
        PlanDesk(plan, board, sum(row.lines.waiting for row in board.rows), plan.item_count)
        for plan, board in zip(plans, boards_of(plans, user, now), strict=True)
    ]
