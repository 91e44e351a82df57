"""How a plan differs from a version, with the recorded reason and basis of each difference."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from orgplan.events.models import Change
from orgplan.planning.models import ItemChange, Plan, PlanVersion
from orgplan.planning.queries.plans import (
    Difference,
    FrozenRows,
    PlanRow,
    difference,
    difference_now,
    frozen_in,
    version_rows,
)
from orgplan.planning.rules.amendments import Amendment, Point, amendments, grounded


def point_of(row: PlanRow) -> Point:
    """Return the row as it is printed: the units stand for the responsible where nobody is named."""
    return Point(
        row.event, row.section, row.title, row.when, row.place, "\n".join(row.responsible) or ", ".join(row.units)
    )


def amendments_of(frozen: FrozenRows, difference: Difference) -> list[Amendment]:
    """Return the difference from frozen rows as passages."""
    numbers = {event: number for number, event in enumerate(frozen, start=1)}
    then = (*difference.removed, *(old for old, _new in difference.changed))
    now = (*(new for _old, new in difference.changed), *difference.added)
    points = {numbers[row.event]: point_of(row) for row in then}
    return amendments(points, [point_of(row) for row in now], last=len(frozen))


def amendments_since(version: PlanVersion, difference: Difference) -> list[Amendment]:
    """Return the difference from the version as passages, each with its ground; two queries. A gap has no reason."""
    made = amendments_of(frozen_in(version), difference)
    return grounded(made, _grounds(version, [each.key for each in made]))


def amendments_between(earlier: PlanVersion, later: PlanVersion) -> list[Amendment]:
    """Return what the later version changed in the earlier one."""
    return amendments_since(earlier, difference(version_rows(later), version_rows(earlier)))


def amendments_now(plan: Plan, version: PlanVersion) -> list[Amendment]:
    """Return how the plan as it stands differs from the version."""
    return amendments_since(version, difference_now(plan, frozen_in(version), version.created_at))


def _grounds(version: PlanVersion, keys: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Return reason and basis by event: of all that was recorded since the version, each said once, the latest last."""
    came = ItemChange.objects.filter(plan=version.plan_id, event_key__in=keys, made_at__gte=version.created_at)
    changes = Change.objects.filter(event__in=keys, made_at__gte=version.created_at, taken_back_by__isnull=True)
    said = [(each.made_at, each.event_key, each) for each in came]
    said += [(each.made_at, each.event_id, each) for each in changes.filter(takes_back__isnull=True) if each.event_id]
    found: dict[int, list[ItemChange | Change]] = {}
    for _moment, key, each in sorted(said, key=lambda row: row[0]):
        if each.reason:
            found.setdefault(key, []).append(each)
    return {
        key: (_joined(each.reason for each in rows), _joined(each.ground.words for each in rows))
        for key, rows in found.items()
    }


def _joined(words: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(each for each in words if each))
