"""Events that keep people and halls, and the usual rules."""

from __future__ import annotations

from datetime import date, time

from orgplan.audit.actions import System
from orgplan.clashes.actions import lay_usual_norms
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import EventFacts, Participant, create_event
from orgplan.events.rules import EventKind, ParticipationKind
from orgplan.language.timing.model import Occurrence, Timing, TimingKind

BY = System("тест")
DAY = date(2026, 8, 12)


def at(hours, day=DAY, last=None):
    """A time such as «14:00–15:30» on the day."""
    start, _dash, end = hours.partition("–")
    ends = time.fromisoformat(end) if end else None
    return Timing(TimingKind.TIMED, (Occurrence(day, last or day, time.fromisoformat(start), ends),))


def event(title, hours, *people, day=DAY, taking="hosts", **more):
    """A standing event with these people."""
    facts = EventFacts(
        title=title,
        owner=more.pop("owner", None) or directory.unit(),
        timing=at(hours, day),
        participants=tuple(Participant(ParticipationKind(taking), each) for each in people),
        **({"kind": EventKind.MEETING} | more),
    )
    return create_event(facts=facts, by=BY)


def mayor(surname="Образцов"):
    """A person who holds the first leader's post."""
    person = directory.person(surname)
    directory.position(person, "Мэр города", leader_order=1)
    return person


def usual_rules():
    """Write the usual rules and minutes."""
    lay_usual_norms(by=BY)
