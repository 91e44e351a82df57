"""Recording and changing events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, record, record_many, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.directory.models import Unit
from orgplan.events.actions.facts import EventFacts
from orgplan.events.models import Event, Occurrence, Participation

_BATCH = 300
_TEXT_FIELDS = ("title", "kind", "level", "state", "wording", "place", "note", "expected_turnout")
_SHOWN = (*_TEXT_FIELDS, "owner", "venue", "part_of", "timing_kind", "rrule", "first_day", "last_day", "start_time")


@audited
def create_event(*, facts: EventFacts, by: Actor) -> Event:
    """Record a new event with its days and participants."""
    event = Event()
    _write(event, facts)
    record(event, after=_shown(event))
    return event


@audited
def change_event(event: Event, *, facts: EventFacts, edition: int, reason: str = "", by: Actor) -> Event:
    """Write the facts over the event, if it still is the edition that was opened (core.editing)."""
    current = take_edition(event, edition)
    before = _shown(current)
    _write(current, facts)
    record(current, before=before, after=_shown(current), reason=reason)
    return current


@audited
def create_events(*, facts: Sequence[EventFacts], by: Actor) -> list[Event]:
    """Record many events in a fixed number of statements per some hundred; each leaves its own entry."""
    events = [_filled(Event(), each) for each in facts]
    pairs = list(zip(events, facts, strict=True))
    Event.objects.bulk_create(events, batch_size=_BATCH)
    Occurrence.objects.bulk_create((row for pair in pairs for row in _occurrences(*pair)), batch_size=_BATCH)
    Participation.objects.bulk_create((row for pair in pairs for row in _participations(*pair)), batch_size=_BATCH)
    shared = Event.co_owners.through
    shared.objects.bulk_create(
        shared(event_id=event.pk, unit_id=unit.pk) for event, each in pairs for unit in _co_owners(each)
    )
    bodies = ("participations__person", "participations__unit", "participations__organisation")
    models.prefetch_related_objects(events, "occurrences", *bodies, "co_owners")
    record_many((event, {}, _shown(event)) for event in events)
    return events


@audited
def add_co_owners(event: Event, *, units: Iterable[Unit], by: Actor) -> Event:
    """Name further units whose event this also is; the owner is never listed twice."""
    before = {"co_owners": _names(event.co_owners.all())}
    event.co_owners.add(*(unit for unit in units if unit.pk != event.owner_id))
    record(event, before=before, after={"co_owners": _names(event.co_owners.all())})
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


def _write(event: Event, facts: EventFacts) -> None:
    _filled(event, facts).save()
    event.occurrences.all().delete()
    Occurrence.objects.bulk_create(_occurrences(event, facts))
    event.participations.all().delete()
    Participation.objects.bulk_create(_participations(event, facts))
    event.co_owners.set(_co_owners(facts))


def _filled(event: Event, facts: EventFacts) -> Event:
    for name in (*_TEXT_FIELDS, "owner", "venue", "part_of"):
        setattr(event, name, getattr(facts, name))
    days = [day for each in facts.timing.occurrences for day in (each.start, each.end) if day]
    event.timing_kind = facts.timing.kind.value
    event.rrule = facts.timing.rrule or ""
    event.first_day, event.last_day = min(days, default=None), max(days, default=None)
    event.start_time = next((each.start_time for each in facts.timing.occurrences if each.start_time), None)
    event.put_keys()
    return event


def _occurrences(event: Event, facts: EventFacts) -> list[Occurrence]:
    return [
        Occurrence(event=event, start=each.start, end=each.end, start_time=each.start_time, end_time=each.end_time)
        for each in facts.timing.occurrences
    ]


def _participations(event: Event, facts: EventFacts) -> list[Participation]:
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


def _co_owners(facts: EventFacts) -> list[Unit]:
    return [unit for unit in facts.co_owners if unit.pk != facts.owner.pk]


def _shown(event: Event) -> dict[str, Any]:
    return state_of(event, *_SHOWN) | {
        "occurrences": [str(each.data) for each in event.occurrences.all()],
        "participations": _names(event.participations.all()),
        "co_owners": _names(event.co_owners.all()),
    }


def _names(things: Iterable[object]) -> list[str]:
    return [str(thing) for thing in things]
