"""Which events clash: the same person or hall at once, or too little time for the road (contracts of the command line).

Intervals are half-open: what ends at 15:00 does not meet what begins at 15:00, and an event of zero length meets
nothing, but a person still has to get to it. Times are naive and of one clock; who calls brings them there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
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
    ordered = _in_order(events)
    return _sorted([*_over_people(ordered, roads, most), *_over_halls(ordered, most)])


def clashes_over_people(events: Iterable[Busy], roads: Roads, *, most: int | None = None) -> list[Clash]:
    """Return those of the same clashes that are over people and their roads."""
    return _sorted(list(_over_people(_in_order(events), roads, most)))


def clashes_over_halls(events: Iterable[Busy], *, most: int | None = None) -> list[Clash]:
    """Return those of the same clashes that are over halls."""
    return _sorted(list(_over_halls(_in_order(events), most)))


def _in_order(events: Iterable[Busy]) -> list[Busy]:
    return sorted(sorted(events, key=attrgetter("end")), key=attrgetter("start"))


def _sorted(found: list[Clash]) -> list[Clash]:
    found.sort(key=attrgetter("second.start"))
    found.sort(key=attrgetter("first.start"))
    return found


def _over_people(ordered: Iterable[Busy], roads: Roads, most: int | None) -> Iterator[Clash]:
    of_people: defaultdict[Hashable, list[Busy]] = defaultdict(list)
    near: list[tuple[Hashable, list[Busy], int]] = []
    longest = roads.longest
    for event in ordered:
        _key, start, _end, _venue, people = event
        for person in people:
            row = of_people[person]
            if row and start - row[-1].end < longest:
                near.append((person, row, len(row)))
            row.append(event)
    for each in near:
        yield from _of_person(*each, roads, most)


def _over_halls(ordered: Iterable[Busy], most: int | None) -> Iterator[Clash]:
    of_venues: defaultdict[Hashable, list[Busy]] = defaultdict(list)
    twice: list[tuple[Hashable, list[Busy], int]] = []
    for event in ordered:
        _key, start, _end, venue, _people = event
        if venue is not None:
            row = of_venues[venue]
            if row and start < row[-1].end:
                twice.append((venue, row, len(row)))
            row.append(event)
    for venue, row, number in twice:
        yield from _at_once(ClashKind.VENUE, venue, row, number, most)


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


def _of_person(person: Hashable, row: Sequence[Busy], number: int, roads: Roads, most: int | None) -> Iterable[Clash]:
    """Return the clashes that the event before `number` has with later ones; the row comes in order of beginning."""
    event, following = row[number - 1], row[number]
    gap = following.start - event.end
    if gap < _NOTHING:
        return _at_once(ClashKind.PERSON, person, row, number, most)
    if event.venue != following.venue:
        road = roads.between(event.venue, following.venue, event.end.hour)
        if road is not None and gap < road:
            return (Clash(ClashKind.TRAVEL, event, following, person, _minutes(road - gap)),)
    return ()


def _at_once(kind: ClashKind, resource: Hashable, row: Sequence[Busy], number: int, most: int | None) -> list[Clash]:
    """Return with which later ones the event before `number` runs at once; one of zero length does not."""
    event = row[number - 1]
    end = event.end
    found = []
    for place in range(number, len(row) if most is None else min(len(row), number + most)):
        other = row[place]
        if other.start >= end:
            break
        if other.end > other.start:
            found.append(Clash(kind, event, other, resource, _minutes(min(end, other.end) - other.start)))
    return found


def _minutes(span: timedelta) -> int:
    return -(-span // _MINUTE)
