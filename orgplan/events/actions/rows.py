"""From facts to rows of the tables, and the words of a row that history keeps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from orgplan.audit.actions import state_of
from orgplan.directory.models import Unit
from orgplan.events.actions.facts import EventFacts
from orgplan.events.models import Event, Occurrence, Participation
from orgplan.language.timing.model import Timing, TimingKind
from orgplan.language.timing.writing import write_timing

TEXT_FIELDS = ("title", "kind", "level", "state", "wording", "place", "note", "expected_turnout")
_SHOWN = (*TEXT_FIELDS, "owner", "venue", "part_of", "timing_kind", "rrule", "first_day", "last_day", "start_time")


def filled(event: Event, facts: EventFacts) -> Event:
    """Return the row with the facts in it, not yet saved."""
    for name in (*TEXT_FIELDS, "owner", "venue", "part_of"):
        setattr(event, name, getattr(facts, name))
    days = [day for each in facts.timing.occurrences for day in (each.start, each.end) if day]
    event.timing_kind = facts.timing.kind.value
    event.rrule = facts.timing.rrule or ""
    event.first_day, event.last_day = min(days, default=None), max(days, default=None)
    event.start_time = next((each.start_time for each in facts.timing.occurrences if each.start_time), None)
    event.one_stretch = _is_one_stretch(facts.timing)
    event.put_keys()
    return event


def _is_one_stretch(timing: Timing) -> bool:
    """Tell whether the first and last day say all: one occurrence, by no rule, not over midnight."""
    if len(timing.occurrences) != 1 or timing.rrule or timing.kind == TimingKind.RECURRING:
        return False
    (only,) = timing.occurrences
    runs_over = only.start == only.end and only.start_time and only.end_time and only.end_time < only.start_time
    return not runs_over


def occurrences_of(event: Event, facts: EventFacts) -> list[Occurrence]:
    """Return the rows of the event's days, not yet saved."""
    return [
        Occurrence(event=event, start=each.start, end=each.end, start_time=each.start_time, end_time=each.end_time)
        for each in facts.timing.occurrences
    ]


def participations_of(event: Event, facts: EventFacts) -> list[Participation]:
    """Return the rows of who takes part, not yet saved."""
    return [
        Participation(
            event=event,
            kind=each.kind,
            consent=each.consent,
            person=each.person,
            unit=each.unit,
            organisation=each.organisation,
            wording=each.wording,
            position=position,
        )
        for position, each in enumerate(facts.participants)
    ]


def co_owners_of(facts: EventFacts) -> list[Unit]:
    """Return the further units, the owner never among them."""
    return [unit for unit in facts.co_owners if unit.pk != facts.owner.pk]


def shown(event: Event, facts: EventFacts) -> dict[str, Any]:
    """Return what history keeps of the event, whose row holds the facts; no query."""
    taking_part = sorted(facts.participants, key=lambda each: each.kind)
    return state_of(event, *_SHOWN) | {
        "occurrences": write_timing(facts.timing) if facts.timing.occurrences else "",
        "participations": names(each.wording or each.person or each.unit or each.organisation for each in taking_part),
        "co_owners": names(co_owners_of(facts)),
    }


def names(things: Iterable[object]) -> list[str]:
    """Return the things as words."""
    return [str(thing) for thing in things]
