"""What the card of an event asks with the event's own row: of which things there are any at all."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects

from orgplan.directory.models import Unit
from orgplan.events.models import Change, Event, ProposedChange
from orgplan.events.queries.programmes import IN_PROGRAMMES
from orgplan.events.rules import ProposalState

_OF_EVENT = {"event": OuterRef("pk")}
CARD_FLAGS = {
    "in_programmes": IN_PROGRAMMES,
    "is_shared": Exists(Event.co_owners.through.objects.filter(**_OF_EVENT)),
    "has_changes": Exists(Change.objects.filter(**_OF_EVENT)),
    "has_proposals": Exists(ProposedChange.objects.filter(**_OF_EVENT, state=ProposalState.PROPOSED)),
}
"""Annotations of an event: most are held by one unit, in no programme, never changed; nothing is read then."""


def read_co_owners(event: Event) -> None:
    """Read the units that hold the event together with its own; no query where its row said that there are none."""
    shared = getattr(event, "is_shared", True)
    prefetch_related_objects([event], "co_owners" if shared else Prefetch("co_owners", Unit.objects.none()))
