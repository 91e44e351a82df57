"""Tables of events, by noun: the event with its days and participants, what was changed or proposed, the basket."""

from orgplan.events.models.basket import BasketTerm, Tombstone
from orgplan.events.models.change import Change, ProposedChange, ToLook
from orgplan.events.models.event import Event, EventQuerySet, Occurrence, Participation, when_in_year, worded
from orgplan.events.models.outcome import Outcome
from orgplan.events.models.programme import Programme
from orgplan.events.models.substitution import SubstitutionDecision
from orgplan.events.models.template import EventTemplate, Origin, TemplateRole
from orgplan.events.models.undo import UndoStep

__all__ = [
    "BasketTerm",
    "Change",
    "Event",
    "EventQuerySet",
    "EventTemplate",
    "Occurrence",
    "Origin",
    "Outcome",
    "Participation",
    "Programme",
    "ProposedChange",
    "SubstitutionDecision",
    "TemplateRole",
    "ToLook",
    "Tombstone",
    "UndoStep",
    "when_in_year",
    "worded",
]
