"""An event as plain facts: what is written at once, read back, compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from orgplan.directory.models import Organisation, Person, Unit, Venue
from orgplan.events.models import Event
from orgplan.events.rules import Consent, EventKind, EventState, Level, ParticipationKind
from orgplan.language.timing.model import Timing, TimingKind


@dataclass(frozen=True, slots=True)
class Participant:
    """One participation to write: at least one of person, unit, organisation or wording."""

    kind: ParticipationKind
    person: Person | None = None
    unit: Unit | None = None
    organisation: Organisation | None = None
    wording: str = ""
    consent: Consent = Consent.NOT_NEEDED


@dataclass(frozen=True, slots=True)
class EventFacts:
    """All that is written of an event at once."""

    title: str
    owner: Unit
    timing: Timing = field(default_factory=lambda: Timing(TimingKind.UNSCHEDULED))
    wording: str = ""
    kind: EventKind = EventKind.OTHER
    level: Level = Level.CITY
    state: EventState = EventState.PLANNED
    venue: Venue | None = None
    place: str = ""
    note: str = ""
    part_of: Event | None = None
    co_owners: tuple[Unit, ...] = ()
    participants: tuple[Participant, ...] = ()
    expected_turnout: int | None = None


def facts_of(event: Event) -> EventFacts:
    """Return the event as it stands, to be written back with `dataclasses.replace`."""
    return EventFacts(
        title=event.title,
        owner=event.owner,
        timing=event.timing,
        wording=event.wording,
        kind=EventKind(event.kind),
        level=Level(event.level),
        state=EventState(event.state),
        venue=event.venue,
        place=event.place,
        note=event.note,
        expected_turnout=event.expected_turnout,
        part_of=event.part_of,
        co_owners=tuple(event.co_owners.all()),
        participants=tuple(
            Participant(
                ParticipationKind(each.kind),
                each.person,
                each.unit,
                each.organisation,
                each.wording,
                Consent(each.consent),
            )
            for each in event.participations.select_related("person", "unit", "organisation")
        ),
    )


def with_responsible(facts: EventFacts, more: Iterable[Participant]) -> EventFacts:
    """Return the facts with participants added whose words are not there yet."""
    known = {_key(each) for each in facts.participants}
    new = tuple(each for each in more if _key(each) not in known)
    return replace(facts, participants=facts.participants + new)


def _key(each: Participant) -> tuple[Any, ...]:
    words = each.wording.casefold().replace(" ", "").replace("ё", "е")
    return (each.kind, each.person, each.unit, each.organisation, words)
