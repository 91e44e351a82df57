"""Programmes are written, and events put into them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.core.editing import take_edition
from orgplan.events.models import Event, Programme

_FIELDS = ("name", "code", "first_year", "last_year")


@dataclass(frozen=True, slots=True)
class ProgrammeFacts:
    """What is written of a programme; both years belong to it."""

    name: str
    code: str
    first_year: int
    last_year: int


@audited
def write_programme(
    *, facts: ProgrammeFacts, programme: Programme | None = None, edition: int = 0, by: Actor
) -> Programme:
    """Record a programme, or write over the one of that edition."""
    current = take_edition(programme, edition) if programme else Programme()
    before = state_of(current, *_FIELDS) if programme else {}
    for name in _FIELDS:
        setattr(current, name, getattr(facts, name))
    current.save()
    record(current, before=before, after=state_of(current, *_FIELDS))
    return current


@audited
def put_into_programmes(event: Event, *, programmes: Collection[Programme], by: Actor) -> Event:
    """Say to which programmes an event belongs, to these and no others."""
    before = sorted(str(each) for each in event.programmes.all())
    event.programmes.set(programmes)
    record(event, before={"programmes": before}, after={"programmes": sorted(str(each) for each in programmes)})
    return event
