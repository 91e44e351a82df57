"""Which events clash: the same person or hall at once, or too little time for the road (contracts of the command line).

Intervals are half-open: what ends at 15:00 does not meet what begins at 15:00, and an event of zero length meets
nothing, but a person still has to get to it. Times are naive and of one clock; who calls brings them there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from orgplan.clashes.rules.road import Roads

_MINUTE = timedelta(minutes=1)
_NOTHING = timedelta(0)


class ClashKind(StrEnum):
    """What two events fight over."""

    PERSON = "person"
    VENUE = "venue"
    TRAVEL = "travel"


class Busy(NamedTuple):
    """An event as it takes people and a hall: `start` ≤ `end`, both naive; every person named once."""

    key: Hashable
    start: datetime
    end: datetime
    venue: Hashable | None
    people: Sequence[Hashable]


class Clash(NamedTuple):
    """Two events, the earlier first, and the person or hall they share; `short_by` in minutes, rounded up.

    For people and halls that is how long both run at once; for the road how much of it is missing.
    """

    kind: ClashKind
    first: Busy
    second: Busy
    resource: Hashable
    short_by: int


def find_clashes(events: Iterable[Busy], roads: Roads, *, most: int | None = None) -> list[Clash]:
    """Return all clashes: each pair once per kind and resource, in the order in which the events begin.

    Sorting once and walking along each person's and hall's own events: n·log n, and one step per clash. The road is
    asked between consecutive events of a person: neighbours in the order of their beginning, then of their end.

    With `most` an event is compared with so many later ones of the same person or hall: every event that clashes is
    still found with one clash at least, and a crowd of hundreds in one hall costs no more than its number.
    """
    of_people: defaultdict[Hashable, list[Busy]] = defaultdict(list)
    of_venues: defaultdict[Hashable, list[Busy]] = defaultdict(list)
    for event in sorted(sorted(events, key=attrgetter("end")), key=attrgetter("start")):
        for person in event.people:
            of_people[person].append(event)
        if event.venue is not None:
            of_venues[event.venue].append(event)
    found: list[Clash] = []
    for person, row in of_people.items():
        found += _of_person(person, row, roads, most)
    for venue, row in of_venues.items():
        found += _of_venue(venue, row, most)
    found.sort(key=lambda clash: (clash.first.start, clash.second.start))
    return found


def clashes_with(one: Busy, others: Iterable[Busy], roads: Roads) -> list[Clash]:
    """Return the clashes of one event with others, exactly those of `find_clashes` that it takes part in.

    One pass over the others, then only those that share somebody or the hall. The event may be among them or not.
    """
    people = set(one.people)
    met = [each for each in others if each is one or _may_meet(one, each, people)]
    if not any(each is one for each in met):
        met.append(one)
    return [clash for clash in find_clashes(met, roads) if one is clash.first or one is clash.second]


def _may_meet(one: Busy, other: Busy, people: set[Hashable]) -> bool:
    if one.venue is not None and one.venue == other.venue:
        return True
    return not people.isdisjoint(other.people)


def _of_person(person: Hashable, row: Sequence[Busy], roads: Roads, most: int | None) -> Iterator[Clash]:
    """Yield the clashes of one person's events, which come in the order of their beginning."""
    longest = roads.longest
    for number, (event, following) in enumerate(pairwise(row), start=1):
        gap = following.start - event.end
        if gap >= longest:
            continue
        if gap < _NOTHING:
            yield from _at_once(ClashKind.PERSON, person, event, row[number : _until(number, most)])
        elif event.venue != following.venue:
            road = roads.between(event.venue, following.venue, event.end.hour)
            if road is not None and gap < road:
                yield Clash(ClashKind.TRAVEL, event, following, person, _minutes(road - gap))


def _of_venue(venue: Hashable, row: Sequence[Busy], most: int | None) -> Iterator[Clash]:
    """Yield the clashes of one hall's events, which come in the order of their beginning."""
    for number, (event, following) in enumerate(pairwise(row), start=1):
        if following.start < event.end:
            yield from _at_once(ClashKind.VENUE, venue, event, row[number : _until(number, most)])


def _until(number: int, most: int | None) -> int | None:
    return None if most is None else number + most


def _at_once(kind: ClashKind, resource: Hashable, event: Busy, later: Sequence[Busy]) -> Iterator[Clash]:
    """Yield those of the later events that run at the same time; one of zero length does not."""
    end = event.end
    for other in later:
        if other.start >= end:
            return
        if other.end > other.start:
            yield Clash(kind, event, other, resource, _minutes(min(end, other.end) - other.start))


def _minutes(span: timedelta) -> int:
    return -(-span // _MINUTE)
