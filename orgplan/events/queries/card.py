"""What the card of an event asks with the event's own row: of which things there are any at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, prefetch_related_objects

from orgplan.core.seams import bound
from orgplan.directory.models import Unit
from orgplan.events.models import Change, Event, ProposedChange
from orgplan.events.queries.programmes import IN_PROGRAMMES
from orgplan.events.rules import ProposalState


@dataclass(frozen=True, slots=True)
class EventFlag:
    """What an upper room asks with the row of a card's event (`config/flags.py`): whether it has anything to show.

    `rows` are the room's rows of the event `OuterRef("pk")`; the event carries under `name` whether there are any. A
    panel asks `may_have`, so that it reads nothing where there is nothing.
    """

    name: str
    rows: Callable[[], QuerySet[Any]]


def may_have(event: Event, flag: EventFlag) -> bool:
    """Tell whether the room has rows of the event; True where the event was read without asking."""
    known: bool = getattr(event, flag.name, True)
    return known


@cache
def card_flags() -> dict[str, Exists]:
    """Return the annotations of a card's event: most are held by one unit, in no programme, never changed."""
    of_event = {"event": OuterRef("pk")}
    flags: tuple[EventFlag, ...] = bound("event_flags")
    return {
        "in_programmes": IN_PROGRAMMES,
        "is_shared": Exists(Event.co_owners.through.objects.filter(**of_event)),
        "has_changes": Exists(Change.objects.filter(**of_event)),
        "has_proposals": Exists(ProposedChange.objects.filter(**of_event, state=ProposalState.PROPOSED)),
        **{each.name: Exists(each.rows()) for each in flags},
    }


def events_of_changes() -> QuerySet[Event]:
    """Return events as the page of a change reads them: with what rooms have of them, so that few are asked."""
    return Event.objects.select_related("owner", "venue", "part_of").annotate(**card_flags())


def read_co_owners(event: Event) -> None:
    """Read the units that hold the event together with its own; no query where its row said that there are none."""
    shared = getattr(event, "is_shared", True)
    prefetch_related_objects([event], "co_owners" if shared else Prefetch("co_owners", Unit.objects.none()))
