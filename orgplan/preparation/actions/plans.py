"""Plans as a whole: taken from elsewhere, moved with the event, fixed, pressed together, shortened."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, nothing_changed, record, record_many, state_of
from orgplan.core.editing import RefusedError
from orgplan.events.models import Event
from orgplan.events.parts import Source
from orgplan.events.rules.yearly import Shift
from orgplan.preparation.actions.reckoning import reckon
from orgplan.preparation.models import Step
from orgplan.preparation.queries.leads import leads_of
from orgplan.preparation.queries.plan import days_of, of_source, span_of
from orgplan.preparation.rules.kinds import StepState
from orgplan.preparation.rules.schedule import PlannedStep
from orgplan.preparation.rules.shortage import compressed, short_variant
from orgplan.worktime import WorkingCalendar

_COPIED = (
    *("title", "unit", "person", "anchor", "offset", "offset_unit", "on_working_day", "paper", "is_essential"),
    "position",
)
_HUNG = ("anchor", "after", "offset", "offset_unit", "on_working_day", "due_on")
_BATCH = 250


@audited
def copy_steps(*, source: Source, event: Event, shift: Shift | None, by: Actor) -> int:
    """Take the steps of an event or a template into the event, and fix its first plan; returns how many came.

    Done marks, proofs and reasons stay where they were; a pinned date goes along by working days. Steps that were
    skipped there come again: what was left out once for lack of time is asked anew.
    """
    rows = list(Step.objects.filter(**of_source(source)).select_related("unit", "person"))
    if not rows:
        nothing_changed()
        return 0
    made = {each.pk: _copy(each, event, shift) for each in rows}
    for each in rows:
        made[each.pk].anchor, made[each.pk].after = ("start", None) if each.after_id else (each.anchor, None)
    Step.objects.bulk_create(made.values(), batch_size=_BATCH)
    hung = [each for each in rows if each.after_id]
    for each in hung:
        made[each.pk].anchor, made[each.pk].after = each.anchor, made[each.after_id]
    Step.objects.bulk_update([made[each.pk] for each in hung], ["anchor", "after"], batch_size=_BATCH)
    reckon(event)
    _fix(event)
    record(event, after={"steps": len(made)})
    return len(made)


def _copy(step: Step, event: Event, shift: Shift | None) -> Step:
    pinned = None
    if step.pinned_on and shift:
        pinned = shift.by_working_days(step.pinned_on, WorkingCalendar.bundled())
    origin = step.pk if step.template_id else step.origin_id
    return Step(event=event, origin_id=origin, pinned_on=pinned, **{name: getattr(step, name) for name in _COPIED})


@audited
def follow_event(*, events: Sequence[Event], by: Actor) -> int:
    """Count the days of the events' steps anew, because the events moved; returns how many steps moved."""
    moved = reckon(*events)
    if not moved:
        nothing_changed()
        return 0
    record_many((each, {"due_on": each.was_due}, {"due_on": each.due_on}) for each in moved)
    return len(moved)


@audited
def pin_steps(*, days: Mapping[Step, date], by: Actor) -> None:
    """Pin steps to dates: they stand there whatever becomes of the event."""
    before = {step.pk: state_of(step, "pinned_on", "due_on") for step in days}
    for step, day in days.items():
        step.pinned_on = step.due_on = day
        step.edition += 1
    Step.objects.bulk_update(list(days), ["pinned_on", "due_on", "edition"], batch_size=_BATCH)
    reckon(*{step.event_id: step.event for step in days if step.event}.values())
    record_many((step, before[step.pk], state_of(step, "pinned_on", "due_on")) for step in days)


@audited
def fix_baseline(event: Event, *, by: Actor) -> int:
    """Fix the present plan as the first one, against which later moves are shown; returns how many steps it has."""
    count = _fix(event)
    if not count:
        raise RefusedError(_("There is nothing to fix yet: the plan has no steps with dates."))
    record(event, after={"baseline_on": count})
    return count


def _fix(event: Event) -> int:
    rows = list(Step.objects.filter(event=event, due_on__isnull=False))
    for each in rows:
        each.baseline_on = each.due_on
    Step.objects.bulk_update(rows, ["baseline_on"], batch_size=_BATCH)
    return len(rows)


def _planned(event: Event) -> tuple[dict[int, Step], list[PlannedStep], dict[int, date]]:
    rows = Step.objects.select_for_update(of=("self",)).filter(event=event)
    steps = {each.pk: each for each in rows}
    days = dict(days_of(list(steps.values()), span_of(event)))
    return steps, [each.planned for each in steps.values()], days


@audited
def compress_plan(event: Event, *, today: date, by: Actor) -> int:
    """Press the open steps into the time that is left, in their order; returns how many moved."""
    steps, planned, days = _planned(event)
    span = span_of(event)
    open_keys = {key for key, each in steps.items() if each.is_open}
    changed = compressed(planned, days, span, open_keys, today, WorkingCalendar.bundled()) if span and days else {}
    if not changed:
        raise RefusedError(_("There is nothing to press together: no step before the event is late."))
    before = {key: state_of(steps[key], *_HUNG) for key in changed}
    for key, each in changed.items():
        _hang(steps[key], each)
    rows = [steps[key] for key in changed]
    Step.objects.bulk_update(
        rows, ["anchor", "after", "offset", "offset_unit", "on_working_day", "edition"], batch_size=_BATCH
    )
    reckon(event)
    after = Step.objects.in_bulk(changed)
    record_many((after[key], before[key], state_of(after[key], *_HUNG)) for key in changed)
    return len(changed)


def _hang(step: Step, planned: PlannedStep) -> None:
    step.anchor, step.after, step.offset = planned.anchor, None, planned.offset
    step.offset_unit, step.on_working_day = planned.unit, planned.on_working_day
    step.edition += 1


@audited
def shorten_plan(
    event: Event, *, only: Collection[int] | None = None, reason: str, today: date, by: Actor
) -> list[str]:
    """Make it the short variant: skip what is not essential before the event, with the reason; returns the titles.

    `only`: skip just these late steps, essential or not, as somebody chose.
    """
    if not reason.strip():
        raise RefusedError(_("Say why the step is skipped: others will read the plan."))
    steps, planned, days = _planned(event)
    open_keys = {key for key, each in steps.items() if each.is_open and key in days}
    essential = {key for key, each in steps.items() if each.is_essential}
    if only is not None:
        keys: Collection[int] = [key for key in open_keys if key in only and days[key] < today]
    else:
        span = span_of(event)
        keys = short_variant(planned, days, essential, open_keys, span.start).skipped if span and days else ()
    if not keys:
        raise RefusedError(_("No step can be left out: all those before the event are essential. Press the plan."))
    rows = [steps[key] for key in keys]
    for each in rows:
        each.state, each.skipped_why = StepState.SKIPPED, reason.strip()[:500]
        each.edition += 1
    Step.objects.bulk_update(rows, ["state", "skipped_why", "edition"], batch_size=_BATCH)
    after: dict[str, Any] = {"state": StepState.SKIPPED, "skipped_why": reason.strip()[:500]}
    record_many((each, {"state": StepState.PLANNED, "skipped_why": ""}, after) for each in rows)
    return [each.title for each in rows]


@audited
def accept_lead(step: Step, *, by: Actor) -> Step:
    """Let the template say what past events showed: its offset becomes the median of the real ones."""
    current: Step = Step.objects.select_for_update(of=("self",)).get(pk=step.pk)
    lead = leads_of([current])[current.pk]
    if current.template_id is None or lead.suggested is None:
        raise RefusedError(_("Past events do not suggest another lead for this step."))
    before = state_of(current, "offset")
    current.offset = lead.suggested
    current.edition += 1
    current.save()
    record(current, before=before, after=state_of(current, "offset"))
    return current
