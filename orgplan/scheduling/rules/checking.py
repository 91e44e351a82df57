"""An independent check of a plan: every pair by brute force. It shares no arithmetic with the search on purpose."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from itertools import combinations
from typing import NamedTuple

from orgplan.scheduling.rules.draft import Draft, Event, Keeps, Plan, Spot


class Fault(NamedTuple):
    """What a plan breaks: the rule, the events, the person or hall, and by how many minutes (0: not countable)."""

    rule: str
    events: tuple[Hashable, ...]
    resource: Hashable | None
    minutes: int


def faults_of(plan: Plan, draft: Draft) -> list[Fault]:
    """Return everything hard that the plan breaks, left events included; a plan without faults has no clash at all."""
    found: list[Fault] = []
    for event in draft.events:
        found += _alone(event, plan, draft)
    placed = [event for event in draft.events if event.key in plan.spots]
    for one, other in combinations(placed, 2):
        found += _pair(one, other, plan, draft)
    return found


def _alone(event: Event, plan: Plan, draft: Draft) -> Iterator[Fault]:
    if event.key not in plan.spots:
        yield Fault("no time", (event.key,), None, event.minutes)
        return
    start, venue = plan.spots[event.key]
    end = start + event.minutes
    if event.pinned and event.start is not None and start != event.start:
        yield Fault("pin", (event.key,), None, abs(start - event.start))
    if start != event.start and not any(begins <= start and end <= ends for begins, ends in event.windows):
        yield Fault("window", (event.key,), None, 0)
    if venue != event.venue and venue not in event.venues:
        yield Fault("venue not offered", (event.key,), venue, 0)
    for closed in draft.closed:
        if (closed.price is not None and closed.keeps != Keeps.VENUE) or not closed.concerns(event.key):
            continue
        people = [start - event.arrival, end + event.exit]
        hall = [start - event.set_up, end + event.leaving]
        kept = hall if closed.keeps == Keeps.VENUE else people
        mine = {
            Keeps.ALL: True,
            Keeps.PERSON: closed.resource in event.people or _comes(event, closed.resource, plan),
            Keeps.VENUE: closed.resource == venue,
        }[closed.keeps]
        overlap = min(kept[1], closed.end) - max(kept[0], closed.start)
        if mine and kept[0] < closed.end and closed.start < kept[1]:  # what takes no time is met as well
            yield Fault("closed", (event.key,), closed.resource, overlap)


def _comes(event: Event, person: Hashable, plan: Plan) -> bool:
    return person in event.desired and (event.key, person) not in plan.absent


def _pair(one: Event, other: Event, plan: Plan, draft: Draft) -> Iterator[Fault]:
    yield from _company(one, other, plan)
    yield from _company(other, one, plan)
    here, there = plan.spots[one.key], plan.spots[other.key]
    pair = ((one, here), (other, there))
    (early, at), (late, then) = pair if here.start <= there.start else pair[::-1]
    for person in _everybody(one, plan) & _everybody(other, plan):
        missing = _missing(early, at, late, then, draft)
        if at.start == then.start:  # of two that begin together and one that takes no time, either may come first
            missing = min(missing, _missing(late, then, early, at, draft))
        if missing > 0:
            yield Fault("person", (early.key, late.key), person, missing)
    if at.venue is not None and at.venue == then.venue and early.minutes and late.minutes:
        missing = at.start + early.minutes + early.leaving + late.set_up - then.start
        if missing > 0:
            yield Fault("venue", (early.key, late.key), at.venue, missing)


def _missing(early: Event, at: Spot, late: Event, then: Spot, draft: Draft) -> int:
    """Return how many minutes lack between leaving the one and being in time for the other; negative: so many spare."""
    leaves = at.start + early.minutes + early.exit
    road = 0
    if at.venue is not None and then.venue is not None and at.venue != then.venue:
        road = draft.roads(at.venue, then.venue, leaves)
    return leaves + road + late.arrival - then.start


def _company(one: Event, other: Event, plan: Plan) -> Iterator[Fault]:
    """Yield what the one asks of the other: to be over before, to begin together."""
    here, there = plan.spots[one.key].start, plan.spots[other.key].start
    if other.key in one.after and there + other.minutes > here:
        yield Fault("order", (other.key, one.key), None, there + other.minutes - here)
    if other.key in one.beside and here != there:
        yield Fault("beside", (one.key, other.key), None, abs(here - there))


def _everybody(event: Event, plan: Plan) -> set[Hashable]:
    return set(event.people) | {who for who in event.desired if _comes(event, who, plan)}
