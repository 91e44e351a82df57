"""What became of events, as units and the department report it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from orgplan.audit.actions import Actor, audited, nothing_changed, record, record_many, state_of
from orgplan.core.editing import ChangedMeanwhileError, RefusedError
from orgplan.events.models import Event, Outcome
from orgplan.events.rules import EventState, OutcomeKind, wrong_outcome

_REPORTED = ("kind", "first_day", "last_day", "times", "turnout", "turnout_source", "note", "reason")
_REPORTABLE = (EventState.PLANNED, EventState.HELD)


@dataclass(frozen=True, slots=True)
class OutcomeFacts:
    """A report as it is written; days are inclusive."""

    kind: OutcomeKind
    first_day: date | None = None
    last_day: date | None = None
    times: int | None = None
    turnout: int | None = None
    turnout_source: str = ""
    note: str = ""
    reason: str = ""


@audited
def report_outcome(event: Event, *, facts: OutcomeFacts, edition: int, today: date, by: Actor) -> Outcome:
    """Write what became of the event over the report of that edition (0: there is none yet); the event's state follows.

    RefusedError where the report cannot be true, ChangedMeanwhileError where somebody else reported meanwhile.
    """
    if wrong := wrong_outcome(facts.kind, (facts.first_day, facts.last_day), facts.reason, today):
        raise RefusedError(str(wrong.label))
    event = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    outcome = Outcome.objects.filter(event=event).first()
    if outcome is not None and outcome.edition != edition:
        raise ChangedMeanwhileError(outcome)
    before = state_of(outcome, *_REPORTED) if outcome else {}
    outcome = _reported(outcome or Outcome(event=event, edition=0), facts, by)
    outcome.save()
    _follow_report(event, facts.kind)
    record(event, before=before, after=state_of(outcome, *_REPORTED), reason=facts.reason)
    return outcome


@audited
def report_held(*, events: Iterable[Event], today: date, by: Actor) -> list[Event]:
    """Report events as held on the days on which they stand; return those that were reported.

    An event without a day, not over yet or already reported is left as it is.
    """
    held = []
    waiting = Event.objects.filter(pk__in=[each.pk for each in events], outcome=None)
    for event in waiting.select_for_update(of=("self",)):
        facts = OutcomeFacts(OutcomeKind.HELD, event.first_day or event.last_day, event.last_day)
        if event.state in _REPORTABLE and not wrong_outcome(facts.kind, (facts.first_day, facts.last_day), "", today):
            _reported(Outcome(event=event, edition=0), facts, by).save()
            _follow_report(event, facts.kind)
            held.append(event)
    if not held:
        nothing_changed()
    record_many((event, {}, {"first_day": event.first_day, "last_day": event.last_day}) for event in held)
    return held


@audited
def take_back_outcomes(*, events: Iterable[Event], by: Actor) -> None:
    """Take reports back: the events are planned again and wait for a report."""
    outcomes = list(Outcome.objects.select_related("event").filter(event__in=[each.pk for each in events]))
    if not outcomes:
        nothing_changed()
    for outcome in outcomes:
        record(outcome.event, before=state_of(outcome, *_REPORTED), after=dict.fromkeys(_REPORTED))
        outcome.event.state = EventState.PLANNED
        outcome.event.edition += 1
        outcome.event.save(update_fields=["state", "edition", "changed_at"])
        outcome.delete()


def _reported(outcome: Outcome, facts: OutcomeFacts, by: Actor) -> Outcome:
    """Fill the report; what belongs to the other kind of outcome is dropped."""
    held = facts.kind == OutcomeKind.HELD
    values = asdict(facts) if held else {"kind": facts.kind, "reason": facts.reason, "note": facts.note}
    blank = asdict(OutcomeFacts(facts.kind))
    for name, value in (blank | values | ({"reason": ""} if held else {})).items():
        setattr(outcome, name, value)
    outcome.edition += 1
    outcome.reported_by = str(by)[:200]
    return outcome


def _follow_report(event: Event, kind: OutcomeKind) -> None:
    event.state = EventState.HELD if kind == OutcomeKind.HELD else EventState.NOT_HELD
    event.edition += 1
    event.save(update_fields=["state", "edition", "changed_at"])
