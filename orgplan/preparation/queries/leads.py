"""Real leads of a template's steps: how long before past events they were done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from orgplan.events.models import EventTemplate
from orgplan.events.rules import EventState
from orgplan.preparation.models import Step
from orgplan.preparation.queries.plan import days_of, span_of
from orgplan.preparation.rules.kinds import Anchor, OffsetUnit, StepState
from orgplan.preparation.rules.leads import Lead, lead_of, real_offset
from orgplan.preparation.rules.schedule import Span, anchor_day
from orgplan.worktime import WorkingCalendar

_SOME_DAY = date(2025, 9, 17)
"""A Wednesday without holidays around: by it the order of a ladder is found, whatever its steps hang on."""
_EVENTS_READ = 20
_STEPS_READ = 4_000


def steps_of_template(template: EventTemplate) -> list[Step]:
    """Return the ladder of the template, the earliest before the event first; one query."""
    steps = list(Step.objects.filter(template=template).select_related("unit", "person", "after"))
    days = days_of(steps, Span(_SOME_DAY, _SOME_DAY))
    return sorted(
        steps, key=lambda each: (days.get(each.pk, _SOME_DAY), each.anchor == Anchor.END, each.position, each.pk)
    )


def leads_of(steps: Sequence[Step]) -> dict[int, Lead]:
    """Return planned and real leads by the key of the template's step; two queries.

    A step that hung on another one is measured from the day on which that one was really done.
    """
    origins = {each.pk: each for each in steps}
    held = Step.objects.filter(origin__in=origins, event__state=EventState.HELD).order_by("-event__first_day")
    events = list(dict.fromkeys(held.values_list("event", flat=True)[:_STEPS_READ]))[:_EVENTS_READ]
    rows: dict[int, list[Step]] = defaultdict(list)
    for row in Step.objects.filter(event__in=events).select_related("event"):
        rows[row.event_id].append(row)
    real: dict[int, list[int]] = defaultdict(list)
    for found in rows.values():
        for origin, offset in _real(found, origins):
            real[origin].append(offset)
    return {key: lead_of(each.offset, real[key]) for key, each in origins.items()}


def _real(steps: Sequence[Step], origins: dict[int, Step]) -> list[tuple[int, int]]:
    event = steps[0].event
    span = span_of(event) if event else None
    days = dict(days_of(steps, span))
    if span is None or not days:
        return []
    days |= {each.pk: each.done_on for each in steps if each.done_on}
    calendar = WorkingCalendar.bundled()
    found = []
    for each in steps:
        template = origins.get(each.origin_id or 0)
        if template is None or each.state != StepState.DONE or each.done_on is None or each.anchor != template.anchor:
            continue
        unit = OffsetUnit(template.offset_unit)
        found.append((template.pk, real_offset(anchor_day(each.planned, span, days), each.done_on, unit, calendar)))
    return found
