"""What cannot be: one person in two places, a hall twice, a road too short, a time outside of the windows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Iterator
from typing import NamedTuple

from orgplan.scheduling.rules.draft import Draft, Event, Keeps, Roads, Spot


class Block(NamedTuple):
    """Beginnings that are impossible: later than `after` and earlier than `before`, both open; and why, in a word."""

    after: int
    before: int
    why: str


def starts_of(event: Event, step: int) -> list[int]:
    """Return the beginnings inside the windows, in order; where it stands now is among them, pinned nothing else."""
    if event.pinned and event.start is not None:
        return [event.start]
    found = {
        start
        for window in event.windows
        for start in range(-(-window.start // step) * step, window.end - event.minutes + 1, step)
    }
    if event.start is not None:
        found.add(event.start)
    return sorted(found)


def blocks_between(
    event: Event, venue: Hashable | None, other: Event, spot: Spot, roads: Roads, *, shared: bool
) -> Iterator[Block]:
    """Yield where the event, in that venue, cannot begin because of another that stands; `shared`: with one person.

    Both roads are asked as the people would drive: to the other one at the hour in which this ends is not known yet,
    so the longest of the day's hours is taken there.
    """
    if shared:
        before, after = spot.start - other.arrival, spot.start + other.minutes + other.exit
        there = here = 0
        if venue != spot.venue and venue is not None and spot.venue is not None:
            here = roads(spot.venue, venue, after)
            there = longest_road(roads, venue, spot.venue, before)
        yield Block(before - there - event.minutes - event.exit, after + here + event.arrival, "person")
    if venue is not None and venue == spot.venue:
        yield Block(
            spot.start - other.set_up - event.minutes - event.leaving,
            spot.start + other.minutes + other.leaving + event.set_up,
            "venue",
        )


def longest_road(roads: Roads, start: Hashable, end: Hashable, arrives: int) -> int:
    """Return the longest road for somebody who has to arrive by a minute: leaving in one of the three hours before."""
    return max(roads(start, end, arrives - back) for back in (0, 60, 120))


def closed_blocks(event: Event, venue: Hashable | None, draft: Draft) -> Iterator[Block]:
    """Yield where the event cannot begin because its people, the hall or the city are closed."""
    for each in draft.closed:
        if (each.price is not None and each.keeps != Keeps.VENUE) or not each.concerns(event.key):
            continue
        if each.keeps == Keeps.ALL or (each.keeps == Keeps.PERSON and each.resource in event.people):
            yield Block(each.start - event.minutes - event.exit, each.end + event.arrival, "closed")
        elif each.keeps == Keeps.VENUE and each.resource == venue:
            yield Block(each.start - event.minutes - event.leaving, each.end + event.set_up, "closed")


def closed_for_person(event: Event, person: Hashable, draft: Draft) -> Iterator[Block]:
    """Yield where the event cannot begin if a desired person is to come."""
    for each in draft.closed:
        is_kept = each.keeps == Keeps.PERSON and each.resource == person and each.price is None
        if is_kept and each.concerns(event.key):
            yield Block(each.start - event.minutes - event.exit, each.end + event.arrival, "closed")


def free_of(starts: list[int], blocks: Iterable[Block]) -> list[int]:
    """Return the beginnings, which come in order, that no block forbids; an empty block forbids nothing."""
    for after, before, _why in blocks:
        low, high = bisect_right(starts, after), bisect_left(starts, before)
        if low < high:
            starts = starts[:low] + starts[high:]
    return starts


def clash(one: Event, first: Spot, other: Event, second: Spot, roads: Roads, *, shared: bool) -> Block | None:
    """Return what forbids the one beside the other, None where both can be.

    The road is that of the hour in which the earlier one ends.
    """
    if shared and (short := _short(one, first, other, second, roads)) > 0:
        return Block(0, short, "person")
    if first.venue is not None and first.venue == second.venue:
        early, late = (
            ((one, first), (other, second)) if first.start <= second.start else ((other, second), (one, first))
        )
        ends = early[1].start + early[0].minutes + early[0].leaving
        begins = late[1].start - late[0].set_up
        if ends > begins and one.minutes and other.minutes:
            return Block(0, ends - begins, "venue")
    return None


def _short(one: Event, first: Spot, other: Event, second: Spot, roads: Roads) -> int:
    """Return how many minutes a person is short of between the two, ≤ 0 where there is enough."""
    if first.start == second.start and not (one.minutes and other.minutes):
        # Of two that begin together and one that takes no time, either may come first.
        return min(_late(one, first, other, second, roads), _late(other, second, one, first, roads))
    if first.start > second.start:
        one, first, other, second = other, second, one, first
    return _late(one, first, other, second, roads)


def _late(one: Event, first: Spot, other: Event, second: Spot, roads: Roads) -> int:
    leaves = first.start + one.minutes + one.exit
    road = 0
    if first.venue != second.venue and first.venue is not None and second.venue is not None:
        road = roads(first.venue, second.venue, leaves)
    return leaves + road - (second.start - other.arrival)
