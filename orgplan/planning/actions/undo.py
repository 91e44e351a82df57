"""Taking back in plans: each write leaves how lines, events and places stood; used once, never over others' words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.audit.actions import audited, nothing_changed, record
from orgplan.core.editing import RefusedError
from orgplan.events.actions import make_part_of
from orgplan.events.models import Event
from orgplan.events.rules import NO_BASIS, Basis
from orgplan.planning.actions.pairs import decide_pair
from orgplan.planning.actions.plans import place_events, take_events, take_out
from orgplan.planning.actions.suggestions import dismiss_event
from orgplan.planning.actions.undo_lines import after_lines, before_lines, put_lines_back
from orgplan.planning.models import (
    EventSuggestion,
    PairVerdict,
    Plan,
    PlanItem,
    PlanLine,
    PlanReturn,
    PlanSection,
    PlanUndo,
    StepKind,
)
from orgplan.planning.rules.states import LineState, Verdict

_KEPT_FOR = timedelta(days=1)
"""Steps hold names; nobody takes back what was done the day before by a button."""


@dataclass(frozen=True, slots=True)
class PutBack:
    """How many rows stand as before, and for each other one a sentence why not."""

    done: int
    left: Sequence[str] = ()


@audited
def with_undo(*, plan: Plan, lines: Iterable[PlanLine], act: Callable[[], object], by: User) -> PlanUndo:
    """Carry out an action of planning over the lines and keep how they and their events stood."""
    befores = before_lines([line.pk for line in lines])
    made = act()
    kept = after_lines(befores)
    if isinstance(made, PlanReturn):
        kept["return"] = made.pk
    nothing_changed()  # the entries are those of the action
    return _keep(StepKind.LINES, plan, kept, by)


@audited
def compare_with_undo(
    *, plan: Plan, first: PlanLine, second: PlanLine, verdict: Verdict, by: User
) -> tuple[PlanUndo | None, str]:
    """Decide what two lines are to each other; return the step, or None and why it cannot be taken back."""
    events = [each.event for each in (first, second) if each.event]
    joins = verdict == Verdict.SAME and {first.state, second.state} == {LineState.ACCEPTED}
    if joins and len({each.pk for each in events}) > 1:
        decide_pair(first=first, second=second, verdict=verdict, by=by)
        return None, _(
            "Two recorded events became one, and the second is gone: this cannot be undone by a button. "
            "Record it anew where it was an error; the history of the first shows what was joined."
        )
    keys = sorted((first.pk, second.pk))
    was = PairVerdict.objects.filter(first=keys[0], second=keys[1]).values_list("verdict", flat=True).first()
    parts = [[each.pk, each.part_of_id] for each in events]
    pair = decide_pair(first=first, second=second, verdict=verdict, by=by)
    kept = {"pair": keys, "was": was, "is": str(pair.verdict), "parts": parts}
    return _keep(StepKind.PAIR, plan, kept, by), ""


@audited
def dismiss_with_undo(*, plan: Plan, line: PlanLine, event: Event, by: User) -> PlanUndo:
    """Say that the line and the recorded event are different, as `dismiss_event` does."""
    dismiss_event(line, event=event, by=by)
    return _keep(StepKind.DISMISSED, plan, {"line": line.pk, "event": event.pk}, by)


@audited
def place_with_undo(
    *,
    plan: Plan,
    events: Sequence[Event],
    section: PlanSection | None,
    reason: str = "",
    basis: Basis | None = None,
    by: User,
) -> tuple[int, PlanUndo]:
    """Put the events into the plan and its section as `place_events` does; return how many came, and the step."""
    stood = dict(plan.items.filter(event__in=events).values_list("event", "section"))
    came = place_events(plan=plan, events=events, section=section, reason=reason, basis=basis, by=by)
    kept = {
        "came": [each.pk for each in events if each.pk not in stood],
        "moved": [[key, old] for key, old in stood.items() if section and old != section.pk],
        "section": section.pk if section else None,
    }
    return came, _keep(StepKind.PLACED, plan, kept, by)


@audited
def fill_with_undo(*, plan: Plan, act: Callable[[], int], by: User) -> tuple[int, PlanUndo]:
    """Take events in from elsewhere by the given action; return how many it says it took, and the step."""
    stood = set(plan.items.values_list("event", flat=True))
    taken = act()
    came = [key for key in plan.items.values_list("event", flat=True) if key not in stood]
    nothing_changed()  # the entries are those of the action
    return taken, _keep(StepKind.PLACED, plan, {"came": came, "moved": [], "section": None}, by)


@audited
def take_out_with_undo(item: PlanItem, *, reason: str, basis: Basis | None = None, by: User) -> PlanUndo:
    """Take the event out of the plan as `take_out` does; its section is remembered."""
    plan, kept = item.plan, {"event": item.event_id, "section": item.section_id}
    take_out(item, reason=reason, basis=basis, by=by)
    return _keep(StepKind.TAKEN_OUT, plan, kept, by)


@audited
def put_back(step: PlanUndo, *, by: User) -> PutBack:
    """Put back what nobody changed since; RefusedError where nothing is left to put back, with the reason."""
    step = PlanUndo.objects.select_for_update(of=("self",)).select_related("plan").get(pk=step.pk)
    if step.used_at:
        raise RefusedError(_("It was taken back already."))
    done = _INVERSES[StepKind(step.kind)](step.plan, step.befores, by)
    if not done.done:
        raise RefusedError(" ".join(done.left))
    step.used_at = timezone.now()
    step.save(update_fields=["used_at"])
    nothing_changed()  # the entries are those of the actions beneath
    return done


def _lines_back(plan: Plan, kept: Mapping[str, Any], by: User) -> PutBack:
    done, left = put_lines_back(plan=plan, kept=kept, by=by)
    return PutBack(done, left)


def _pair_back(plan: Plan, kept: Mapping[str, Any], by: User) -> PutBack:
    lines = PlanLine.objects.select_related("event").in_bulk(kept["pair"])
    pair = PairVerdict.objects.filter(first=kept["pair"][0], second=kept["pair"][1], verdict=kept["is"]).first()
    if pair is None or len(lines) != len(kept["pair"]):
        return PutBack(0, [_("Somebody decided on this pair otherwise since; the page shows how it stands.")])
    if kept["was"]:
        decide_pair(first=pair.first, second=pair.second, verdict=Verdict(kept["was"]), by=by)
    else:
        record(pair.first, before={"pair": kept["is"], "with": str(pair.second)}, after={"pair": None, "with": None})
        pair.delete()
    events = Event.objects.in_bulk([event for event, _whole in kept["parts"]])
    for key, whole in kept["parts"]:
        if key in events and events[key].part_of_id != whole:
            make_part_of(events[key], whole=Event.objects.filter(pk=whole).first() if whole else None, by=by)
    return PutBack(1)


def _suggested_again(plan: Plan, kept: Mapping[str, Any], by: User) -> PutBack:
    rows = EventSuggestion.objects.filter(plan=plan, line=kept["line"], event=kept["event"], is_dismissed=True)
    found = rows.select_related("line", "event").first()
    if found is None:
        return PutBack(0, [_("The suggestion is no longer there: look for duplicates anew.")])
    found.is_dismissed = False
    found.save(update_fields=["is_dismissed"])
    record(found.line, before={"pair": "different", "with": str(found.event)}, after={"pair": None, "with": None})
    return PutBack(1)


def _places_back(plan: Plan, kept: Mapping[str, Any], by: User) -> PutBack:
    reason, basis = _ground(by)
    came = list(plan.items.filter(event__in=kept["came"]).select_related("plan", "event", "section"))
    there = [item for item in came if kept["section"] in {None, item.section_id}]
    left = [
        _("“%(title)s” was moved to another section since.") % {"title": each.event}
        for each in came
        if each not in there
    ]
    for item in there:
        take_out(item, reason=reason, basis=basis, by=by)
    moved = 0
    for event, section in kept["moved"]:
        rows = plan.items.filter(event=event, section=kept["section"])
        moved += rows.update(section=PlanSection.objects.filter(pk=section).first() if section else None)
    if moved:
        record(plan, after={"put there": moved}, reason=reason)
    if not there and not moved and not left:
        left = [_("The events have left the plan since.")]
    return PutBack(len(there) + moved, left)


def _taken_in_again(plan: Plan, kept: Mapping[str, Any], by: User) -> PutBack:
    event = Event.objects.kept().filter(pk=kept["event"]).first()
    if event is None:
        return PutBack(0, [_("The event is no longer on record, or lies in the basket.")])
    reason, basis = _ground(by)
    section = plan.sections.filter(pk=kept["section"] or 0).first()
    if not take_events(plan=plan, events=[event], section=section, reason=reason, basis=basis, by=by):
        return PutBack(0, [_("The event stands in the plan again already.")])
    return PutBack(1)


_INVERSES: dict[StepKind, Callable[[Plan, Mapping[str, Any], User], PutBack]] = {
    StepKind.LINES: _lines_back,
    StepKind.PAIR: _pair_back,
    StepKind.DISMISSED: _suggested_again,
    StepKind.PLACED: _places_back,
    StepKind.TAKEN_OUT: _taken_in_again,
}


def _ground(by: User) -> tuple[str, Basis]:
    return _("What was done a moment ago is taken back."), Basis(str(by)) or NO_BASIS


def _keep(kind: StepKind, plan: Plan, kept: Mapping[str, Any], by: User) -> PlanUndo:
    PlanUndo.objects.filter(made_at__lt=timezone.now() - _KEPT_FOR).delete()
    return PlanUndo.objects.create(user=by, plan=plan, kind=kind, befores=kept)
