"""Steps are written, done, skipped on purpose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, nothing_changed, record, record_many, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.directory.models import Person, Unit
from orgplan.events.parts import Source
from orgplan.events.rules.rewording import reworded
from orgplan.preparation.actions.reckoning import reckon
from orgplan.preparation.models import Step
from orgplan.preparation.queries.plan import of_source
from orgplan.preparation.rules.kinds import STEP_TRANSITIONS, Anchor, OffsetUnit, StepState
from orgplan.preparation.rules.schedule import CycleError, MissingAnchorError, order_of

_WRITTEN = (
    *("title", "unit", "person", "anchor", "after", "offset", "offset_unit", "on_working_day", "paper"),
    *("is_essential", "pinned_on"),
)
_MARKED = ("state", "done_on", "done_by", "proof_words", "proof_name", "skipped_why")
WORDED = {"title": 500, "paper": 300}
"""What of a step may name the event's day or place in words, and how long it may be."""
LARGEST_PROOF = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class StepFacts:
    """All that is written of a step; `offset` is negative before its anchor."""

    title: str
    unit: Unit | None = None
    person: Person | None = None
    anchor: Anchor = Anchor.START
    after: Step | None = None
    offset: int = -10
    offset_unit: OffsetUnit = OffsetUnit.WORKING
    on_working_day: bool = True
    paper: str = ""
    is_essential: bool = True
    pinned_on: date | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows that a step is done: words, a file, both or nothing."""

    words: str = ""
    file_name: str = ""
    content: bytes = b""


@audited
def plan_step(
    *, facts: StepFacts, source: Source | None = None, step: Step | None = None, edition: int = 0, by: Actor
) -> Step:
    """Record a step of the event or template, or write over the one of that edition; days are counted anew.

    RefusedError names the circle in which steps would hang on each other, or the step of another plan.
    """
    if step is None:
        assert source is not None, "a new step belongs to something"
        current = Step(**of_source(source), position=_next_position(source))
    else:
        current = take_edition(step, edition)
    before = state_of(current, *_WRITTEN) if step else {}
    for name in _WRITTEN:
        setattr(current, name, getattr(facts, name))
    if current.anchor != Anchor.STEP:
        current.after = None
    if current.template_id:
        current.pinned_on = None
    _refuse_impossible(current)
    current.save()
    if current.event:
        reckon(current.event)
        current.refresh_from_db()
    record(current, before=before, after=state_of(current, *_WRITTEN))
    return current


@audited
def reword_steps(steps: Sequence[Step], *, words: Mapping[str, str], by: Actor) -> int:
    """Put new words of day and place for old ones into steps; return how many read otherwise now."""
    entries = []
    for step in steps:
        before = state_of(step, *WORDED)
        for name, longest in WORDED.items():
            setattr(step, name, reworded(getattr(step, name), words)[:longest])
        if state_of(step, *WORDED) != before:
            step.edition += 1
            step.save(update_fields=[*WORDED, "edition"])
            entries.append((step, before, state_of(step, *WORDED)))
    if not entries:
        nothing_changed()
        return 0
    record_many(entries)
    return len(entries)


def _next_position(source: Source) -> int:
    return Step.objects.filter(**of_source(source)).count() + 1


def _refuse_impossible(step: Step) -> None:
    if step.anchor == Anchor.STEP and step.after is None:
        raise RefusedError(_("Choose the step from which “%(step)s” is counted.") % {"step": step.title})
    if step.after and (step.after.event_id, step.after.template_id) != (step.event_id, step.template_id):
        raise RefusedError(_("“%(step)s” belongs to another plan.") % {"step": step.after.title})
    others = Step.objects.filter(event=step.event_id, template=step.template_id).exclude(pk=step.pk or 0)
    try:
        order_of([*(each.planned for each in others), step.planned])
    except (CycleError, MissingAnchorError) as error:
        raise RefusedError(str(error)) from error


@audited
def remove_step(step: Step, *, by: Actor) -> None:
    """Remove a step; RefusedError names those that are counted from it."""
    hanging = list(Step.objects.filter(after=step).values_list("title", flat=True)[:3])
    if hanging:
        raise RefusedError(
            _("Other steps are counted from it: %(steps)s. Count them from the event first.")
            % {"steps": ", ".join(f"«{each}»" for each in hanging)}
        )
    record(step, before=state_of(step, "title", "unit", "due_on"), after={"title": None})
    step.delete()


@audited
def finish_step(step: Step, *, done_on: date, today: date, proof: Proof | None = None, by: Actor) -> Step:
    """Mark the step as done on the day, with what shows it; RefusedError for a day that has not come."""
    if done_on > today:
        raise RefusedError(_("The day has not come yet: a step is marked when it is done."))
    proof = proof or Proof()
    if len(proof.content) > LARGEST_PROOF:
        raise RefusedError(_("The file is larger than 20 MB: send a smaller one, or say in words where it lies."))
    current = _passed(step, "finish")
    before = state_of(current, *_MARKED) | {"state": StepState.PLANNED}
    current.done_on, current.done_at, current.done_by = done_on, timezone.now(), str(by)[:200]
    current.proof_words = proof.words[:500]
    if proof.content:
        current.proof_name = proof.file_name[:300]
        current.proof.save(proof.file_name, ContentFile(proof.content), save=False)
    current.save()
    record(current, before=before, after=state_of(current, *_MARKED))
    return current


@audited
def skip_step(step: Step, *, reason: str, by: Actor) -> Step:
    """Skip the step on purpose; what hangs on it is counted as before."""
    if not reason.strip():
        raise RefusedError(_("Say why the step is skipped: others will read the plan."))
    current = _passed(step, "skip")
    current.skipped_why = reason.strip()[:500]
    current.save()
    record(current, before={"state": StepState.PLANNED}, after=state_of(current, "state", "skipped_why"))
    return current


@audited
def reopen_step(step: Step, *, by: Actor) -> Step:
    """Put a done or skipped step back among those to be done; its proof stays."""
    current = _passed(step, "reopen")
    before: dict[str, Any] = state_of(step, "state", "done_on", "skipped_why")
    current.done_on, current.done_at, current.done_by, current.skipped_why = None, None, "", ""
    current.save()
    record(current, before=before, after=state_of(current, "state", "done_on", "skipped_why"))
    return current


def _passed(step: Step, verb: str) -> Step:
    """Lock the step and put it into the state to which the verb leads; RefusedError where it leads nowhere."""
    current: Step = Step.objects.select_for_update(of=("self",)).get(pk=step.pk)
    to = STEP_TRANSITIONS.get((StepState(current.state), verb))
    if to is None or current.event_id is None:
        raise RefusedError(
            _("Somebody was quicker: the step is “%(state)s” already.") % {"state": current.get_state_display()}
        )
    current.state = to
    current.edition += 1
    return current
