"""Tables of events."""

from orgplan.events.models.basket import BasketTerm, Tombstone
from orgplan.events.models.event import Event, EventQuerySet, Occurrence, Participation
from orgplan.events.models.outcome import Outcome
from orgplan.events.models.substitution import SubstitutionDecision
from orgplan.events.models.undo import UndoStep

__all__ = [
    "BasketTerm",
    "Event",
    "EventQuerySet",
    "Occurrence",
    "Outcome",
    "Participation",
    "SubstitutionDecision",
    "Tombstone",
    "UndoStep",
]
