"""What one line says of an event, as facts to record."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.text import capfirst

from orgplan.directory.models import Person, Unit
from orgplan.events.actions.facts import EventFacts, Participant
from orgplan.events.queries.quick import QuickCard
from orgplan.events.rules import EventState, ParticipationKind


def facts_said(card: QuickCard, owner: Unit, chosen: Iterable[Person]) -> EventFacts:
    """Return the facts of the line; `chosen` says who is meant by each name that several people bear, in its order."""
    return EventFacts(
        title=capfirst(card.phrase.title),
        owner=owner,
        timing=card.phrase.timing,
        wording=card.when,
        state=EventState.PLANNED,
        venue=card.venue,
        place=card.place,
        participants=tuple(_participants(card, chosen)),
    )


def _participants(card: QuickCard, chosen: Iterable[Person]) -> list[Participant]:
    meant = iter(chosen)
    found: dict[tuple[ParticipationKind, object], Participant] = {}
    for named in card.named:
        person = next(meant) if named.is_open else next(iter(named.people), None)
        wording = "" if person else named.words
        found.setdefault((named.kind, person or wording), Participant(named.kind, person=person, wording=wording))
    return list(found.values())
