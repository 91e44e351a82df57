"""How records become what travels."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone

from orgplan.directory.models import Unit, Venue
from orgplan.events.models import Event, Programme
from orgplan.events.rules import reading_period
from orgplan.language.timing.model import Timing
from orgplan.language.timing.reading import read_timing
from orgplan.language.timing.returning import rule_and_days_out
from orgplan.planning.models import Plan, PlanLine, PlanVersion
from orgplan.planning.queries.plans import PlanRow


def named(row: Unit | Venue | Programme | None) -> dict[str, Any] | None:
    """Return key and name of a row of a directory."""
    return {"id": row.pk, "name": row.name} if row else None


def timing_shape(timing: Timing) -> dict[str, Any]:
    """Return the time as `TimingOut` has it."""
    occurrences = [
        {"start": each.start, "end": each.end, "start_time": each.start_time, "end_time": each.end_time}
        for each in timing.occurrences
    ]
    rule, left_out = rule_and_days_out(timing.rrule or "")
    return {"kind": timing.kind, "occurrences": occurrences, "rrule": rule or None, "exdates": sorted(left_out)}


def event_shape(event: Event) -> dict[str, Any]:
    """Return the event as `EventOut` has it; its rows are expected to be prefetched (`WITH_FACTS`)."""
    plain = ("edition", "title", "kind", "level", "state", "when", "wording", "where", "place", "expected_turnout")
    return {
        **{name: getattr(event, name) for name in (*plain, "note", "created_at", "changed_at", "deleted_at")},
        "id": event.uid,
        "timing": timing_shape(event.timing),
        "venue": named(event.venue),
        "owner": named(event.owner),
        "co_owners": [named(unit) for unit in event.co_owners.all()],
        "part_of": event.part_of.uid if event.part_of else None,
        "programmes": [named(each) for each in event.programmes.all()],
        "participants": [
            {
                "kind": each.kind,
                "name": str(each),
                "person": each.person_id,
                "unit": each.unit_id,
                "organisation": each.organisation_id,
                "consent": each.consent,
            }
            for each in event.participations.all()
        ],
        "problems": _unread(event),
    }


def _unread(event: Event) -> list[str]:
    """Return what of the words of an event without a day could not be read."""
    if event.occurrences.all() or event.rrule or not event.wording:
        return []
    reading = read_timing(event.wording, reading_period(timezone.localdate()))
    return [each.text for each in reading.problems]


def plan_shape(plan: Plan) -> dict[str, Any]:
    """Return the plan as `PlanOut` has it; it comes from `api.queries.plans_for`."""
    return {
        **{name: getattr(plan, name) for name in ("title", "kind", "starts_on", "ends_on", "state")},
        "id": plan.pk,
        "period": plan.period_code,
        "unit": named(plan.unit),
        "versions": plan.version_count,  # type: ignore[attr-defined]  # by plans_for
        "changed_at": plan.changed_at,  # type: ignore[attr-defined]  # by plans_for
    }


def row_shapes(rows: Iterable[PlanRow], uids: dict[int, UUID]) -> list[dict[str, Any]]:
    """Return the rows as `PlanRowOut` has them; `uids` are those of the events still on record."""
    return [
        {
            **{name: getattr(row, name) for name in ("section", "title", "when", "place")},
            "event": uids.get(row.event),
            "responsible": list(row.responsible),
            "units": list(row.units),
        }
        for row in rows
    ]


def version_shape(version: PlanVersion, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the version as `VersionOut` has it."""
    plain = ("number", "title", "approved_on", "approver_name", "approver_post", "basis")
    return {**{name: getattr(version, name) for name in plain}, "rows": rows}


def line_shape(line: PlanLine) -> dict[str, Any]:
    """Return the line as `LineOut` has it."""
    return {
        **{name: getattr(line, name) for name in ("edition", "title", "date_text", "when", "place", "responsible")},
        "id": line.pk,
        "unit": named(line.plan.unit),
        "timing": timing_shape(line.timing),
        "state": line.state,
        "decline_reason": line.decline_reason,
        "event": line.event.uid if line.event else None,
        "problems": [each["text"] for each in line.problems],
    }
