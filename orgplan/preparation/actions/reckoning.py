"""Counting days anew, within a running action."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from orgplan.events.models import Event
from orgplan.preparation.models import Step
from orgplan.preparation.queries.plan import days_of, span_of

_BATCH = 250


def reckon(*events: Event) -> list[Step]:
    """Count the days of all steps of the events anew; return those whose day is another now, with the old one.

    Done and skipped steps move too: they are the plan. Two queries and one for each 250 steps that moved; each step
    has its earlier day as `was_due`.
    """
    steps: dict[int, list[Step]] = defaultdict(list)
    for step in Step.objects.filter(event__in=[each.pk for each in events]).select_related("unit", "person"):
        steps[step.event_id].append(step)
    moved: list[Step] = []
    for event in events:
        moved += _moved(steps[event.pk], event)
    if moved:
        Step.objects.bulk_update(moved, ["due_on"], batch_size=_BATCH)
    return moved


def _moved(steps: Sequence[Step], event: Event) -> list[Step]:
    days = days_of(steps, span_of(event))
    found = []
    for step in steps:
        day = days.get(step.pk) or step.pinned_on
        if step.due_on != day:
            step.was_due, step.due_on = step.due_on, day
            found.append(step)
    return found
