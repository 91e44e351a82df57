"""Facts of many events at once: a fixed number of statements, and no row of a relation is made twice.

`prefetch_related` clones a query for every event and relation: of thousands of events that is most of the time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from orgplan.directory.models import Organisation, Person, Unit, Venue
from orgplan.events.actions.facts import EventFacts, Participant
from orgplan.events.models import Event, Participation
from orgplan.events.models import Occurrence as OccurrenceRow
from orgplan.events.rules import Consent, EventKind, EventState, Level, ParticipationKind
from orgplan.language.timing.model import Occurrence, Timing, TimingKind

_DAY = ("start", "end", "start_time", "end_time")
_PARTICIPATION = ("event_id", "kind", "person_id", "unit_id", "organisation_id", "wording", "consent")


def facts_of_many(events: Sequence[Event]) -> list[EventFacts]:
    """Return the facts of the events in their order, and give each row its owner, venue and whole; nine statements."""
    keys = [each.pk for each in events]
    days, shared, taking_part = days_of(keys), _co_owners(keys), _participations(keys)
    given = [row for rows in taking_part.values() for row in rows]
    owners = {each.owner_id for each in events}.union(*shared.values(), (row[2] for row in given))
    units = Unit.objects.in_bulk(owners - {None})
    people = Person.objects.in_bulk({row[1] for row in given} - {None})
    bodies = Organisation.objects.in_bulk({row[3] for row in given} - {None})
    venues = Venue.objects.in_bulk({each.venue_id for each in events} - {None})
    wholes = Event.objects.in_bulk({each.part_of_id for each in events} - {None})
    found = []
    for each in events:
        each.owner = units[each.owner_id]
        each.venue, each.part_of = venues.get(each.venue_id or 0), wholes.get(each.part_of_id or 0)
        participants = tuple(
            Participant(
                ParticipationKind(kind), people.get(person), units.get(unit), bodies.get(body), words, Consent(consent)
            )
            for kind, person, unit, body, words, consent in taking_part.get(each.pk, ())
        )
        found.append(_facts(each, days.get(each.pk, ()), [units[key] for key in shared.get(each.pk, ())], participants))
    return found


def days_of(events: Any) -> dict[int, tuple[Occurrence, ...]]:
    """Return the days of each of the events (keys or a query of them); one statement."""
    rows = OccurrenceRow.objects.filter(event__in=events).order_by("event_id", "start", "start_time", "pk")
    found: defaultdict[int, list[Occurrence]] = defaultdict(list)
    for event, start, end, start_time, end_time in rows.values_list("event_id", *_DAY):
        found[event].append(Occurrence(start, end, start_time, end_time))
    return {event: tuple(each) for event, each in found.items()}


def _co_owners(keys: Collection[int]) -> Mapping[int, list[int]]:
    rows = Event.objects.filter(pk__in=keys, co_owners__isnull=False)
    return _by_event(rows.order_by("co_owners__position", "co_owners__name").values_list("pk", "co_owners"))


def _participations(keys: Collection[int]) -> Mapping[int, list[tuple[Any, ...]]]:
    found: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for event, *row in Participation.objects.filter(event__in=keys).values_list(*_PARTICIPATION):
        found[event].append(tuple(row))
    return found


def _by_event(pairs: Iterable[tuple[int, int]]) -> Mapping[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for event, key in pairs:
        found[event].append(key)
    return found


def _facts(
    event: Event, days: tuple[Occurrence, ...], co_owners: Iterable[Unit], participants: tuple[Participant, ...]
) -> EventFacts:
    return EventFacts(
        title=event.title,
        owner=event.owner,
        timing=Timing(TimingKind(event.timing_kind), days, event.rrule or None),
        wording=event.wording,
        kind=EventKind(event.kind),
        level=Level(event.level),
        state=EventState(event.state),
        venue=event.venue,
        place=event.place,
        note=event.note,
        expected_turnout=event.expected_turnout,
        part_of=event.part_of,
        co_owners=tuple(co_owners),
        participants=participants,
    )
