"""The plain way: one event after the other to its cheapest free time. The first answer, and the yardstick."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable

from orgplan.scheduling.rules.draft import Draft, Event, Keeps, Plan, Spot
from orgplan.scheduling.rules.physics import Block, blocks_between, clash, closed_blocks, free_of, starts_of
from orgplan.scheduling.rules.prices import Prices, absent_price, slot_prices, venue_price


def standing(draft: Draft, prices: Prices) -> Plan:
    """Return the draft as it stands: nothing moves; what clashes is left, one event of each pair at least.

    Pinned events keep their time, then the important ones; desired people come where they are free.
    """
    kept: dict[Hashable, Spot] = {}
    left: set[Hashable] = set()
    for event in by_weight(draft.events):
        if event.start is None:
            continue
        spot = Spot(event.start, event.venue)
        if not event.pinned and not fits(event, spot, draft, kept, left):
            left.add(event.key)
        kept[event.key] = spot
    return with_desired(Plan(kept, frozenset(left)), draft, prices)


def place_greedily(draft: Draft, prices: Prices, moves: Collection[Hashable] = ()) -> Plan:
    """Return a plan without new clashes: who stands well stays, the others take their cheapest free time.

    Where somebody knows which `moves` clear the month, those are made and no others.
    """
    first = standing(draft, prices)
    spots, left = dict(first.spots), set(moves or first.left)
    waiting = [event for event in by_weight(draft.events) if event.key in left or event.key not in spots]
    for event in sorted(waiting, key=lambda each: (-each.importance, -each.minutes, -len(each.people))):
        others = {key: spot for key, spot in spots.items() if key != event.key}
        found = cheapest(event, draft, prices, others)
        if found is not None:
            spots[event.key] = found
            left.discard(event.key)
    return with_desired(Plan(spots, frozenset(left)), draft, prices)


def by_weight(events: Iterable[Event]) -> list[Event]:
    """Return pinned events first, then the important ones, in the order of the draft."""
    return sorted(events, key=lambda each: (not each.pinned, -each.importance))


def cheapest(event: Event, draft: Draft, prices: Prices, spots: dict[Hashable, Spot]) -> Spot | None:
    """Return the cheapest free spot beside all that stand, the earliest of equals; None where there is none."""
    found: list[tuple[int, int, int]] = []
    for number, venue in enumerate(event.places):
        starts = free_starts(event, venue, draft, spots)
        extra = venue_price(event, venue, prices)
        by_time = slot_prices(event, starts, draft, prices)
        found += [(price + extra, start, number) for price, start in zip(by_time, starts, strict=True)]
    if not found:
        return None
    _price, start, number = min(found)
    return Spot(start, event.places[number])


def free_starts(event: Event, venue: Hashable | None, draft: Draft, spots: dict[Hashable, Spot]) -> list[int]:
    """Return the beginnings in that venue that nothing standing forbids; order and company are kept too."""
    blocks = list(closed_blocks(event, venue, draft))
    for other in draft.events:
        spot = spots.get(other.key)
        if spot is None or other.key == event.key:
            continue
        shared = not event.people.isdisjoint(other.people)
        if shared or (venue is not None and venue == spot.venue):
            blocks += blocks_between(event, venue, other, spot, draft.roads, shared=shared)
        blocks += linked_blocks(event, other, spot)
    return free_of(starts_of(event, draft.step), blocks)


def linked_blocks(event: Event, other: Event, spot: Spot) -> list[Block]:
    """Return where the event cannot begin because of its order or company with another that stands."""
    never, always = -(10**9), 10**9
    blocks = []
    if other.key in event.after:
        blocks.append(Block(never, spot.start + other.minutes, "order"))
    if event.key in other.after:
        blocks.append(Block(spot.start - event.minutes, always, "order"))
    if other.key in event.beside or event.key in other.beside:
        blocks += [Block(never, spot.start, "beside"), Block(spot.start, always, "beside")]
    return blocks


def fits(event: Event, spot: Spot, draft: Draft, spots: dict[Hashable, Spot], left: Collection[Hashable]) -> bool:
    """Tell whether the event may stand there beside all others that are not left in a clash."""
    if any(each.after < spot.start < each.before for each in closed_blocks(event, spot.venue, draft)):
        return False
    for other in draft.events:
        theirs = spots.get(other.key)
        if theirs is None or other.key == event.key or other.key in left:
            continue
        shared = not event.people.isdisjoint(other.people)
        if clash(event, spot, other, theirs, draft.roads, shared=shared):
            return False
        if any(each.after < spot.start < each.before for each in linked_blocks(event, other, theirs)):
            return False
    return True


def with_desired(plan: Plan, draft: Draft, prices: Prices) -> Plan:
    """Return the plan with the desired people where they are free, the dear ones first."""
    wishes = sorted(
        ((event, person) for event in draft.events for person in event.desired),
        key=lambda each: (-absent_price(each[1], draft, prices), str(each[0].key), str(each[1])),
    )
    comes: dict[Hashable, list[Event]] = {}
    for event in draft.events:
        for person in event.people:
            comes.setdefault(person, []).append(event)
    absent = set()
    for event, person in wishes:
        if event.key in plan.spots and event.key not in plan.left and _is_free(event, person, plan, draft, comes):
            comes.setdefault(person, []).append(event)
        else:
            absent.add((event.key, person))
    return Plan(plan.spots, plan.left, frozenset(absent))


def _is_free(event: Event, person: Hashable, plan: Plan, draft: Draft, comes: dict[Hashable, list[Event]]) -> bool:
    spot = plan.spots[event.key]
    start, end = spot.start - event.arrival, spot.start + event.minutes + event.exit
    for each in draft.closed:
        concerns = (
            each.keeps == Keeps.PERSON and each.resource == person and each.price is None and each.concerns(event.key)
        )
        if concerns and each.start < end and start < each.end:
            return False
    others = (other for other in comes.get(person, ()) if other.key != event.key and other.key in plan.spots)
    return not any(
        (found := clash(event, spot, other, plan.spots[other.key], draft.roads, shared=True)) and found.why == "person"
        for other in others
    )
