"""Who has a reason to move: what clashes, what stands dearly, what stands in the way of others."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from itertools import combinations

from orgplan.scheduling.rules.draft import Draft, Event, Plan, Spot
from orgplan.scheduling.rules.greedy import linked_blocks
from orgplan.scheduling.rules.physics import clash, free_of, starts_of
from orgplan.scheduling.rules.prices import Prices, absent_price, slot_price, venue_price


@dataclass(frozen=True, slots=True)
class MovingPrices:
    """Events that clash as they stand, and for each event the least that its move adds, whoever gains by it."""

    clashing: frozenset[Hashable]
    pairs: tuple[tuple[Hashable, Hashable], ...]
    least: dict[Hashable, int]

    def of(self, key: Hashable) -> int:
        """Return the least that moving the event adds to the whole; ≤ 0 where a move may pay."""
        return self.least[key]


def moving_prices(draft: Draft, prices: Prices, before: Plan) -> MovingPrices:
    """Return both for the draft as it stands.

    From the price of the move itself all is taken away that absent people could gain by it: its own desired ones, and
    those of others who are absent there because one of its people is busy here.
    """
    missed: dict[Hashable, int] = {}
    by_key = {event.key: event for event in draft.events}
    for key, person in before.absent:
        price = absent_price(person, draft, prices)
        missed[key] = missed.get(key, 0) + price
        for event in draft.events:
            if person in event.people or person in event.desired:
                spots = before.spots.get(key), before.spots.get(event.key)
                if (
                    spots[0]
                    and spots[1]
                    and event.key != key
                    and clash(by_key[key], spots[0], event, spots[1], draft.roads, shared=True)
                ):
                    missed[event.key] = missed.get(event.key, 0) + price
    least = {event.key: _least(event, draft, prices) - missed.get(event.key, 0) for event in draft.events}
    pairs = clashing_pairs(draft, before)
    alone = {event.key for event in draft.events if event.key in before.left or event.key not in before.spots}
    return MovingPrices(frozenset(alone.union(*pairs)), tuple(pairs), least)


def _least(event: Event, draft: Draft, prices: Prices) -> int:
    if event.start is None:
        return 0
    own = slot_price(event, event.start, draft, prices)
    by_time = [
        slot_price(event, start, draft, prices) for start in starts_of(event, draft.step) if start != event.start
    ]
    by_hall = [venue_price(event, hall, prices) for hall in event.places if hall != event.venue]
    return min([price - own for price in by_time] + by_hall, default=prices.left)


def clashing_pairs(draft: Draft, plan: Plan) -> list[tuple[Hashable, Hashable]]:
    """Return the pairs of events that cannot both be where the plan has them."""
    placed = [each for each in draft.events if each.key in plan.spots]
    return [
        (one.key, other.key)
        for one, other in combinations(placed, 2)
        if _meets(one, plan.spots[one.key], other, plan.spots[other.key], draft)
    ]


def _meets(one: Event, here: Spot, other: Event, there: Spot, draft: Draft) -> bool:
    shared = not one.people.isdisjoint(other.people)
    if not shared and (here.venue is None or here.venue != there.venue) and not _linked(one, other):
        return False
    if clash(one, here, other, there, draft.roads, shared=shared):
        return True
    return not free_of([here.start], linked_blocks(one, other, there))


def _linked(one: Event, other: Event) -> bool:
    return other.key in one.after or one.key in other.after or other.key in one.beside or one.key in other.beside


def in_the_way(plan: Plan, draft: Draft, others: Collection[Hashable]) -> set[Hashable]:
    """Return those of the others that clash with where the plan has the rest."""
    found = set()
    rest = [each for each in draft.events if each.key not in others and each.key in plan.spots]
    for event in draft.events:
        if event.key in others and event.key in plan.spots:
            spot = plan.spots[event.key]
            if any(_meets(event, spot, other, plan.spots[other.key], draft) for other in rest):
                found.add(event.key)
    return found
