"""Filters of planning's lists that people keep under a name: how many rows each finds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.planning.models import Plan
from orgplan.planning.policy import can_see_consolidation
from orgplan.planning.queries.consolidation import filter_of, filtered, lines_of, undecided
from orgplan.planning.rules.states import PlanKind


def count_plans(user: User, query: Mapping[str, str]) -> tuple[int, bool]:
    """Return how many city plans the filter finds; the number is whole."""
    plans = Plan.objects.visible_to(user).filter(unit__isnull=True)
    kind = query.get("kind", "")
    return (plans.filter(kind=kind) if kind in PlanKind.values else plans).count(), False


def count_lines(user: User, query: Mapping[str, str]) -> tuple[int, bool]:
    """Return how many lines the filter finds in the consolidation in work; the number is whole."""
    plan = nearest_plan(user, timezone.localdate())
    if plan is None or not can_see_consolidation(user):
        return 0, False
    return filtered(lines_of(plan, user), filter_of(query), undecided(plan)).count(), False


def nearest_plan(user: User, today: date) -> Plan | None:
    """Return the city plan whose lines come in now: the month that begins next, else the latest plan."""
    plans = Plan.objects.visible_to(user).filter(unit__isnull=True)
    coming = plans.filter(kind=PlanKind.MONTH, starts_on__gt=today).order_by("starts_on").first()
    return coming or plans.order_by("-starts_on", "ends_on").first()
