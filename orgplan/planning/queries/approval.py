"""Where events stand in approved plans, and the rule of a kind of plan."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from orgplan.planning.models import ApprovalRule, PlanItem, PlanVersion, VersionPoint


def points_of_events(events: Iterable[int]) -> list[VersionPoint]:
    """Return where the events stand in the latest version of each city plan that still holds them; one query."""
    later = PlanVersion.objects.filter(plan=OuterRef("version__plan"), number__gt=OuterRef("version__number"))
    held = PlanItem.objects.filter(plan=OuterRef("version__plan"), event=OuterRef("event"))
    points = VersionPoint.objects.filter(Exists(held), ~Exists(later), event__in=list(events))
    return list(points.select_related("version__plan").defer("version__rows").order_by("version__plan__starts_on"))


def rule_of(kind: str) -> ApprovalRule:
    """Return the rule for plans of the kind: the stored one, else one with the defaults, not saved."""
    return ApprovalRule.objects.filter(kind=kind).first() or ApprovalRule(kind=kind)
