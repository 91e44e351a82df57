"""New events, and how events belong together. Changes of standing events are in `changes`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import models
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, record, record_many, state_of
from orgplan.core.editing import RefusedError
from orgplan.directory.models import Unit
from orgplan.events.actions.facts import WITH_FACTS, EventFacts
from orgplan.events.actions.rows import co_owners_of, filled, names, occurrences_of, participations_of, shown
from orgplan.events.models import Event, Occurrence, Participation

_BATCH = 300


@audited
def create_event(*, facts: EventFacts, by: Actor) -> Event:
    """Record a new event with its days and participants."""
    event = filled(Event(), facts)
    event.save()
    Occurrence.objects.bulk_create(occurrences_of(event, facts))
    Participation.objects.bulk_create(participations_of(event, facts))
    event.co_owners.set(co_owners_of(facts))
    record(event, after=shown(event, facts))
    return event


@audited
def create_events(*, facts: Sequence[EventFacts], by: Actor) -> list[Event]:
    """Record many events in a fixed number of statements per some hundred; each leaves its own entry."""
    events = [filled(Event(), each) for each in facts]
    pairs = list(zip(events, facts, strict=True))
    Event.objects.bulk_create(events, batch_size=_BATCH)
    Occurrence.objects.bulk_create((row for pair in pairs for row in occurrences_of(*pair)), batch_size=_BATCH)
    Participation.objects.bulk_create((row for pair in pairs for row in participations_of(*pair)), batch_size=_BATCH)
    shared = Event.co_owners.through
    shared.objects.bulk_create(
        shared(event_id=event.pk, unit_id=unit.pk) for event, each in pairs for unit in co_owners_of(each)
    )
    models.prefetch_related_objects(events, *WITH_FACTS)
    record_many((event, {}, shown(event, each)) for event, each in pairs)
    return events


@audited
def add_co_owners(event: Event, *, units: Iterable[Unit], by: Actor) -> Event:
    """Name further units whose event this also is; the owner is never listed twice."""
    before = {"co_owners": names(event.co_owners.all())}
    event.co_owners.add(*(unit for unit in units if unit.pk != event.owner_id))
    record(event, before=before, after={"co_owners": names(event.co_owners.all())})
    return event


@audited
def make_part_of(event: Event, *, whole: Event | None, by: Actor) -> Event:
    """Say that the event is part of another one (None: stands alone); RefusedError where that would make a circle."""
    above = whole
    while above is not None:
        if above.pk == event.pk:
            raise RefusedError(_("An event cannot be a part of its own part."))
        above = above.part_of
    before = state_of(event, "part_of")
    event.part_of = whole
    event.edition += 1
    event.save(update_fields=["part_of", "edition", "changed_at"])
    record(event, before=before, after=state_of(event, "part_of"))
    return event
