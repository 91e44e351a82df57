"""What each event could do, told by what stands in the way: equal possibilities stand in one row.

A month has tens of thousands of beginnings, but few differ in what matters to the rest of it: the price, and the events
that would have to give way. An event's possibilities are joined by these; what its move does to others that move is not
said here (`placing` asks that of the beginnings themselves).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from orgplan.scheduling.rules.draft import DAY, Draft, Event, Spot
from orgplan.scheduling.rules.greedy import linked_blocks
from orgplan.scheduling.rules.physics import closed_blocks, closed_for_person, longest_road, starts_of
from orgplan.scheduling.rules.prices import Prices, slot_prices, venue_price


class What(StrEnum):
    """What may be true of an event."""

    STAYS = "stays"
    """It is where it stood, at its time."""
    IN_TIME = "in time"
    """It begins when it stood, in whatever hall."""
    COMES = "comes"
    """The desired person comes to it."""


class Fact(NamedTuple):
    """Something that is true of an event or not."""

    what: What
    event: Hashable
    person: Hashable = None


Barrier = tuple[Fact, ...]
"""Facts that cannot all be true beside an option; an empty one forbids the option."""


class Option(NamedTuple):
    """Equal possibilities of an event: price, what forbids them (bits of `Barriers`), where they are."""

    price: int
    barriers: int
    is_in_time: bool
    is_stay: bool
    spots: tuple[Spot, ...]


@dataclass
class Barriers:
    """Barriers with a bit each."""

    rows: list[Barrier] = field(default_factory=list)
    _bits: dict[Barrier, int] = field(default_factory=dict)

    def bit(self, barrier: Barrier) -> int:
        """Return the bit of a barrier."""
        found = self._bits.get(barrier)
        if found is None:
            found = self._bits[barrier] = 1 << len(self.rows)
            self.rows.append(barrier)
        return found

    def of(self, bits: int) -> Iterator[Barrier]:
        """Yield the barriers of the bits."""
        while bits:
            lowest = bits & -bits
            yield self.rows[lowest.bit_length() - 1]
            bits ^= lowest


class _Row:
    """The beginnings of an event in one hall, with what forbids each."""

    def __init__(self, starts: list[int]) -> None:
        self.starts = starts
        self.is_dead = [False] * len(starts)
        self.bits = [0] * len(starts)

    def between(self, after: int, before: int) -> range:
        """Return the places of the beginnings later than the one and earlier than the other, both open."""
        return range(bisect_right(self.starts, after), bisect_left(self.starts, before))

    def forbid(self, places: range, bits: int, *, is_dead: bool) -> None:
        for place in places:
            self.bits[place] |= bits
        if is_dead:
            for place in places:
                self.is_dead[place] = True


class _Neighbour(NamedTuple):
    """Another event as it stands, and what both ask for: bits while it is in its time, bits while it stays."""

    other: Event
    spot: Spot
    meets: bool
    in_time: int
    stays: int
    is_dead: bool


def options_of(event: Event, draft: Draft, prices: Prices, barriers: Barriers) -> list[Option]:
    """Return what the event may do, the cheapest first; a pinned one stays or is not there at all."""
    starts = starts_of(event, draft.step)
    by_time = slot_prices(event, starts, draft, prices)
    neighbours = [
        _neighbour(event, each, barriers) for each in draft.events if each is not event and _near(event, each, starts)
    ]
    found: dict[tuple[int, int, bool, bool], list[Spot]] = {}
    for hall in event.places:
        row = _Row(starts)
        _forbid_closed(row, event, hall, draft, barriers)
        for neighbour in neighbours:
            _forbid_beside(row, event, hall, neighbour, draft, barriers)
        extra = venue_price(event, hall, prices)
        for start, price, bits, is_dead in zip(starts, by_time, row.bits, row.is_dead, strict=True):
            if not is_dead:
                is_in_time = start == event.start
                key = (price + extra, bits, is_in_time, is_in_time and hall == event.venue)
                found.setdefault(key, []).append(Spot(start, hall))
    return [Option(*key, tuple(spots)) for key, spots in sorted(found.items())]


def _neighbour(event: Event, other: Event, barriers: Barriers) -> _Neighbour:
    assert other.start is not None
    in_time = () if other.pinned else (Fact(What.IN_TIME, other.key),)
    stays = () if other.pinned else (Fact(What.STAYS, other.key),)
    return _Neighbour(
        other,
        Spot(other.start, other.venue),
        not (event.people | event.desired).isdisjoint(other.people | other.desired),
        _of_people(event, other, in_time, barriers),
        _of_people(event, other, stays, barriers),
        other.pinned and not event.people.isdisjoint(other.people),
    )


def _near(event: Event, other: Event, starts: list[int]) -> bool:
    """Tell whether where the other stands matters to the event at all; no road takes a day."""
    if other.start is None or not starts:
        return False
    if other.key in {*event.after, *event.beside} or event.key in {*other.after, *other.beside}:
        return True
    if not starts[0] - other.minutes - DAY < other.start < starts[-1] + event.minutes + DAY:
        return False
    return not (event.people | event.desired).isdisjoint(other.people | other.desired) or other.venue in event.places


def _forbid_closed(row: _Row, event: Event, hall: Hashable | None, draft: Draft, barriers: Barriers) -> None:
    for block in closed_blocks(event, hall, draft):
        row.forbid(row.between(block.after, block.before), 0, is_dead=True)
    for person in event.desired:
        bits = barriers.bit((Fact(What.COMES, event.key, person),))
        for block in closed_for_person(event, person, draft):
            row.forbid(row.between(block.after, block.before), bits, is_dead=False)


def _forbid_beside(
    row: _Row, event: Event, hall: Hashable | None, neighbour: _Neighbour, draft: Draft, barriers: Barriers
) -> None:
    """Forbid what the other forbids where it stands: while it is in its time, and while it stays in its hall too."""
    other, spot, meets, in_time, stays, is_dead = neighbour
    if meets:
        near = row.between(
            spot.start - other.arrival - event.minutes - event.exit,
            spot.start + other.minutes + other.exit + event.arrival,
        )
        row.forbid(near, in_time, is_dead=is_dead)
        for places in _on_the_road(row, near, event, hall, other, draft):
            row.forbid(places, stays, is_dead=is_dead)
    if hall is not None and hall == other.venue and event.minutes and other.minutes:
        begins = spot.start - other.set_up - event.minutes - event.leaving
        ends = spot.start + other.minutes + other.leaving + event.set_up
        bits = 0 if other.pinned else barriers.bit((Fact(What.STAYS, other.key),))
        row.forbid(row.between(begins, ends), bits, is_dead=other.pinned)
    for block in linked_blocks(event, other, spot):
        bits = 0 if other.pinned else barriers.bit((Fact(What.IN_TIME, other.key),))
        row.forbid(row.between(block.after, block.before), bits, is_dead=other.pinned)


def _of_people(event: Event, other: Event, facts: Barrier, barriers: Barriers) -> int:
    """Return the bits of everybody whom both ask for while the facts about the other are true."""
    bits = barriers.bit(facts) if facts and not event.people.isdisjoint(other.people) else 0
    for person in event.people & other.desired:
        bits |= barriers.bit((*facts, Fact(What.COMES, other.key, person)))
    for person in event.desired & (other.people | other.desired):
        also = (Fact(What.COMES, other.key, person),) if person in other.desired else ()
        bits |= barriers.bit((*facts, Fact(What.COMES, event.key, person), *also))
    return bits


def _on_the_road(
    row: _Row, near: range, event: Event, hall: Hashable | None, other: Event, draft: Draft
) -> Iterator[range]:
    """Yield the places from which the road to the other is too long, and those to which it is too long from there."""
    if hall is None or other.venue is None or hall == other.venue or other.start is None:
        return
    before, after = other.start - other.arrival, other.start + other.minutes + other.exit
    longest = longest_road(draft.roads, hall, other.venue, before)
    spent = event.minutes + event.exit
    first = bisect_right(row.starts, before - longest - spent)
    short = [
        place
        for place in range(first, near.start)
        if (leaves := row.starts[place] + spent) + draft.roads(hall, other.venue, leaves) > before
    ]
    yield from (range(place, place + 1) for place in short)
    here = draft.roads(other.venue, hall, after)
    yield range(near.stop, bisect_left(row.starts, after + here + event.arrival))
