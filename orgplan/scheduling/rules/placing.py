"""From options to beginnings: every event that moves gets one of its option's, apart from the others that move."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from typing import NamedTuple

from orgplan.scheduling.rules.draft import DAY, Draft, Event, Spot
from orgplan.scheduling.rules.greedy import linked_blocks
from orgplan.scheduling.rules.physics import clash

_STEPS = 20_000
_FIRST_STEPS = 100
"""So many beginnings are tried at most, and before the search begins anew for the first time."""


class Mover(NamedTuple):
    """An event that moves, who is there, and where it may go, the best first; or one that is left in its clash."""

    event: Event
    people: frozenset[Hashable]
    spots: Sequence[Spot]
    is_left: bool = False


class TooLongError(Exception):
    """The search for beginnings was given up: nothing is known."""


def place(
    movers: Sequence[Mover], draft: Draft, is_over: Callable[[], bool] = lambda: False
) -> dict[Hashable, Spot] | None:
    """Return a spot for each, none of which clash, or None where there are none such.

    Raises:
        TooLongError: nobody knows.
    """
    return _Placing(movers, draft, is_over).run()


def least_refused(movers: Sequence[Mover], draft: Draft, is_over: Callable[[], bool] = lambda: False) -> list[Mover]:
    """Return as few of the movers, which cannot be placed, as cannot be placed either: leave out any, and they can."""
    kept = list(movers)
    for mover in movers:
        fewer = [each for each in kept if each is not mover]
        try:
            if place(fewer, draft, is_over) is None:
                kept = fewer
        except TooLongError:
            continue
    return kept


def can_both(one: Mover, here: Spot, other: Mover, there: Spot, draft: Draft) -> bool:
    """Tell whether both can be there."""
    blocks = linked_blocks(one.event, other.event, there)
    if any(each.after < here.start < each.before for each in blocks):
        return False
    if not -DAY - other.event.minutes < there.start - here.start < DAY + one.event.minutes:
        return True  # no road takes a day
    shared = not one.people.isdisjoint(other.people)
    return clash(one.event, here, other.event, there, draft.roads, shared=shared) is None


def may_meet(one: Mover, other: Mover) -> bool:
    """Tell whether the two have anything to do with each other; two that are left may clash."""
    if one.is_left and other.is_left:
        return False
    if not one.people.isdisjoint(other.people):
        return True
    halls = {spot.venue for spot in one.spots} - {None}
    if not halls.isdisjoint(spot.venue for spot in other.spots):
        return True
    first, second = one.event, other.event
    linked = {*first.after, *first.beside, *second.after, *second.beside}
    return first.key in linked or second.key in linked


class _Placing:
    """The one with the fewest spots left for the trouble it made goes first; its spot takes from the others at once.

    Trouble is remembered and the search begins anew, each time for longer: those that cannot be placed together come
    to the front, and a dead end is seen after a few steps.
    """

    def __init__(self, movers: Sequence[Mover], draft: Draft, is_over: Callable[[], bool]) -> None:
        self._is_over = is_over
        self._movers = {mover.event.key: mover for mover in movers}
        self._draft = draft
        self._steps = self._most = 0
        self._trouble = dict.fromkeys(self._movers, 1)
        self._beside: Mapping[Hashable, list[Mover]] = {
            one.event.key: [each for each in movers if each is not one and may_meet(one, each)] for one in movers
        }

    def run(self) -> dict[Hashable, Spot] | None:
        steps = _FIRST_STEPS
        while True:
            self._most = self._steps + steps
            try:
                return self._next({key: list(mover.spots) for key, mover in self._movers.items()}, {})
            except TooLongError:
                if self._steps > _STEPS or self._is_over():
                    raise
                steps *= 2

    def _next(self, open_: dict[Hashable, list[Spot]], placed: dict[Hashable, Spot]) -> dict[Hashable, Spot] | None:
        if not open_:
            return placed
        key = min(open_, key=lambda each: len(open_[each]) / self._trouble[each])
        for spot in open_[key]:
            self._steps += 1
            if self._steps > self._most or self._is_over():
                raise TooLongError
            rest = self._rest(key, spot, open_)
            if rest is not None and (found := self._next(rest, placed | {key: spot})) is not None:
                return found
        return None

    def _rest(
        self, key: Hashable, spot: Spot, open_: Mapping[Hashable, list[Spot]]
    ) -> dict[Hashable, list[Spot]] | None:
        """Return what is left to the others beside the spot, None where nothing is left to one of them."""
        rest = {other: spots for other, spots in open_.items() if other != key}
        mover = self._movers[key]
        for other in self._beside[key]:
            there = other.event.key
            if there in rest:
                rest[there] = [each for each in rest[there] if can_both(mover, spot, other, each, self._draft)]
                if not rest[there]:
                    self._trouble[there] += 1
                    return None
        return rest


def nearest_first(spots: Collection[Spot], event: Event) -> list[Spot]:
    """Return the spots, the nearest to where the event stood first."""
    return sorted(spots, key=lambda spot: (abs(spot.start - (event.start or 0)), spot.start, str(spot.venue)))
