"""One attempt after the other: what the relaxed month would do is placed, or refused and asked again.

A plan that is placed at the price of the relaxed answer is the best of all: no plan costs less than that answer.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from orgplan.scheduling.rules.draft import Draft, Plan, Spot
from orgplan.scheduling.rules.effort import Effort
from orgplan.scheduling.rules.options import Option
from orgplan.scheduling.rules.placing import Mover, TooLongError, can_both, least_refused, nearest_first, place
from orgplan.scheduling.rules.prices import Prices
from orgplan.scheduling.rules.relaxing import Answer, Pair, Relaxed

_MOST_PAIRS = 40_000
"""So many pairs of beginnings are compared at most to refuse options of two events pair by pair."""


class Attempt(NamedTuple):
    """A bound that holds, the plan where the answer could be placed, which events it would move or leave."""

    bound: int
    plan: Plan | None
    moves: frozenset[Hashable]
    goes_on: bool


class Proving:
    """The relaxed month and what was refused so far."""

    def __init__(self, draft: Draft, prices: Prices, is_over: Callable[[], bool]) -> None:
        self._draft, self._is_over = draft, is_over
        self._events = {event.key: event for event in draft.events}
        self._relaxed = Relaxed(draft, prices)
        self._last: Answer | None = None

    def attempt(self, effort: Effort) -> Attempt | None:
        """Ask once and try to place the answer; None where the time did not suffice."""
        answer = self._relaxed.solve(effort, self._last)
        if answer is None:
            return None
        self._last = answer
        movers = self._movers(answer)
        moves = frozenset(mover.event.key for mover in movers) | answer.left
        try:
            placed = place(movers, self._draft, self._is_over)
            if placed is not None:
                return Attempt(answer.bound, self._plan(answer, placed), moves, goes_on=not answer.is_best)
            self._refuse(answer, movers)
        except TooLongError:
            return Attempt(answer.bound, None, moves, goes_on=False)
        return Attempt(answer.bound, None, moves, goes_on=True)

    def _movers(self, answer: Answer) -> list[Mover]:
        """Return what moves, and what is left in a clash: nothing moves into its time."""
        found = []
        for key, option in answer.options.items():
            if not option.is_stay:
                event = self._events[key]
                comes = frozenset(person for person in event.desired if (key, person) in answer.comes)
                found.append(Mover(event, event.people | comes, nearest_first(option.spots, event)))
        for key in answer.left:
            event = self._events[key]
            if event.start is not None:
                found.append(Mover(event, event.people, [Spot(event.start, event.venue)], is_left=True))
        return found

    def _plan(self, answer: Answer, placed: dict[Hashable, Spot]) -> Plan:
        spots = {each.key: Spot(each.start, each.venue) for each in self._draft.events if each.start is not None}
        wishes = {(event.key, person) for event in self._draft.events for person in event.desired}
        return Plan(spots | placed, answer.left, frozenset(wishes - answer.comes))

    # What cannot be placed

    def _refuse(self, answer: Answer, movers: Sequence[Mover]) -> None:
        """Refuse small sets of movers that cannot be placed together, one after the other as far as there are any."""
        rest = list(movers)
        while not self._is_over() and place(rest, self._draft, self._is_over) is None:
            core = least_refused(rest, self._draft, self._is_over)
            keys = {mover.event.key for mover in core}
            rest = [mover for mover in rest if mover.event.key not in keys]
            for mover in core:
                if not mover.is_left:
                    self._relaxed.open(mover.event.key)
            if len(core) == 2:  # noqa: PLR2004 -- a pair
                self._refuse_pairs(*core)
            chosen = [(mover.event.key, None if mover.is_left else answer.options[mover.event.key]) for mover in core]
            self._relaxed.refuse(chosen, self._wishes_in(core))

    def _wishes_in(self, core: list[Mover]) -> list[Pair]:
        """Return the desired people without whom the core could be placed."""
        wishes = [
            (each.event.key, person) for each in core for person in sorted(each.people - each.event.people, key=str)
        ]
        for wish in tuple(wishes):
            fewer = [each for each in wishes if each != wish]
            without = [
                each._replace(people=each.event.people | {who for key, who in fewer if key == each.event.key})
                for each in core
            ]
            if place(without, self._draft, self._is_over) is None:
                wishes = fewer
        return wishes

    def _refuse_pairs(self, one: Mover, other: Mover) -> None:
        """Refuse all options of the two that leave no room for each other, whoever of the desired comes."""
        if one.is_left or other.is_left:
            return
        rows = [
            [(each, mover._replace(people=mover.event.people, spots=each.spots)) for each in self._moving(mover)]
            for mover in (one, other)
        ]
        if sum(len(each.spots) for each, _ in rows[0]) * sum(len(each.spots) for each, _ in rows[1]) > _MOST_PAIRS:
            return
        for mine, here in rows[0]:
            for theirs, there in rows[1]:
                if not any(can_both(here, a, there, b, self._draft) for a in here.spots for b in there.spots):
                    self._relaxed.refuse([(one.event.key, mine), (other.event.key, theirs)])

    def _moving(self, mover: Mover) -> list[Option]:
        return [each for each in self._relaxed.options[mover.event.key] if not each.is_stay]
