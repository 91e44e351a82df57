"""The search for a better month: a quick plain answer, then the solver on what clashes, or on pieces of a large month.

The answer is never worse than the draft as it stands and never «impossible»: what finds no place stays where it was.

First the month is asked what would be best if moves took no room from each other (`relaxing`): no plan costs less.
Where that can be placed, it is the best and proven; where not, what cannot be placed together is refused, and the month
is asked again. What is not proven in half of the time is improved in pieces: some neighbours free, all others standing.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from importlib.util import find_spec

from orgplan.scheduling.rules.draft import DAY, Draft, Event, Plan
from orgplan.scheduling.rules.effort import Effort
from orgplan.scheduling.rules.greedy import place_greedily, standing
from orgplan.scheduling.rules.model import Model
from orgplan.scheduling.rules.prices import Prices, plan_price
from orgplan.scheduling.rules.proving import Proving

_MOST_PAIRS = 12_000
_WHOLE = 90
"""So many events without a time are searched at once; more in pieces."""
_ATTEMPTS = 0.5
"""The share of the time for a proof; what is left improves the plan piece by piece."""
_PIECE = 24
_PIECE_SECONDS = 3.0
_NEAR = 4 * DAY


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how hard to search. One worker that ends before the time is up always finds the same."""

    seconds: float = 30.0
    workers: int = 1
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Result:
    """The best plan, what it and the draft cost, and the proven bound below which no plan can cost.

    `was_stopped`: somebody asked to stop. Without the solver (`has_solver` is false) nothing is proven.
    """

    plan: Plan
    price: int
    before: int
    bound: int
    seconds: float
    was_stopped: bool = False
    has_solver: bool = True

    @property
    def is_proven(self) -> bool:
        """Tell whether no plan is better."""
        return self.bound >= self.price

    @property
    def gap(self) -> float:
        """Return how far the price may lie above the best possible, as a share of the price."""
        return 0.0 if self.is_proven else (self.price - self.bound) / self.price


def has_solver() -> bool:
    """Tell whether the solver is installed: some machines have no build of it."""
    return find_spec("ortools") is not None


def solve(draft: Draft, prices: Prices, limits: Limits, should_stop: Callable[[], bool] = lambda: False) -> Result:
    """Return the best plan found in the time; `should_stop` is asked about ten times a second, from another thread."""
    search = _Search(draft, prices, limits, should_stop)
    if has_solver():
        search.run()
    return search.result()


class _Search:
    def __init__(self, draft: Draft, prices: Prices, limits: Limits, should_stop: Callable[[], bool]) -> None:
        self._draft, self._prices, self._limits, self._should_stop = draft, prices, limits, should_stop
        self._begun = time.monotonic()
        self._standing = self._best = standing(draft, prices)
        self._before = self._price = plan_price(self._standing, draft, prices)
        self._bound = 0
        self._offer(place_greedily(draft, prices))

    def result(self) -> Result:
        seconds = time.monotonic() - self._begun
        bound = min(self._bound, self._price)
        return Result(self._best, self._price, self._before, bound, seconds, self._should_stop(), has_solver())

    def run(self) -> None:
        movable = {event.key for event in self._draft.events if not event.pinned or event.start is None}
        if any(event.start is not None for event in self._draft.events):
            self._attempt()
        elif len(movable) <= _WHOLE and self._goes_on():
            self._bound = max(0, self._search(self._standing, movable, seconds=self._rest() / 2))
        self._in_pieces(movable)

    def _attempt(self) -> None:
        """Ask what would be best if moves took no room from each other, until that can be placed."""
        if not self._goes_on():
            return
        until = time.monotonic() + self._rest() * _ATTEMPTS
        proving = Proving(self._draft, self._prices, lambda: time.monotonic() > until or self._should_stop())
        while self._goes_on() and time.monotonic() < until:
            attempt = proving.attempt(self._effort(until - time.monotonic()))
            if attempt is None:
                return
            self._bound = max(self._bound, attempt.bound)
            self._offer(attempt.plan or place_greedily(self._draft, self._prices, attempt.moves))
            if not attempt.goes_on:
                return

    def _offer(self, plan: Plan) -> None:
        price = plan_price(plan, self._draft, self._prices)
        if price < self._price:
            self._best, self._price = plan, price

    def _rest(self) -> float:
        return self._limits.seconds - (time.monotonic() - self._begun)

    def _goes_on(self) -> bool:
        return self._rest() > 0 and self._bound < self._price and not self._should_stop()

    def _effort(self, seconds: float) -> Effort:
        return Effort(min(seconds, self._rest()), self._limits.workers, self._limits.seed, self._should_stop)

    def _search(self, base: Plan, free: Collection[Hashable], *, seconds: float) -> int:
        """Look for the best plan with these events free and all others standing; return the bound of such plans."""
        model = Model(self._draft, self._prices, base, free)
        model.know_roads(_MOST_PAIRS)
        model.hint(self._best)
        bound = 0
        until = time.monotonic() + seconds
        while self._goes_on() and time.monotonic() < until:
            found, lower = model.solve(self._effort(until - time.monotonic()))
            bound = max(bound, lower)
            if found is None:
                break
            if not model.tighten(found):
                self._offer(found)
                break
            model.hint(found)
        return bound

    def _in_pieces(self, movable: set[Hashable]) -> None:
        """Free a handful of neighbours at a time, all others standing as in the best plan yet."""
        dice = random.Random(self._limits.seed)  # noqa: S311 -- which piece comes next guards no secret
        events = [event for event in self._draft.events if event.key in movable]
        while self._goes_on():
            self._search(self._best, self._piece(events, dice), seconds=_PIECE_SECONDS)

    def _piece(self, events: list[Event], dice: random.Random) -> set[Hashable]:
        """Choose an event that is left, moved or any, and those around it that share its people, hall or days."""
        waiting = [event for event in events if event.key in self._best.left or event.key not in self._best.spots]
        moved = [event for event in events if event.start is not None and self._moved(event)]
        centre = dice.choice(dice.choice([rows for rows in (waiting, moved, moved, events) if rows]))
        around = sorted(events, key=lambda each: (-self._touches(centre, each) - dice.random() * 2, str(each.key)))
        return {centre.key, *(each.key for each in around[:_PIECE])}

    def _moved(self, event: Event) -> bool:
        spot = self._best.spots.get(event.key)
        return spot is not None and spot != (event.start, event.venue)

    def _touches(self, one: Event, other: Event) -> float:
        here, there = self._best.spots.get(one.key), self._best.spots.get(other.key)
        near = 1.0 if here is None or there is None else max(0.0, 1 - abs(here.start - there.start) / _NEAR)
        people = not (one.people | one.desired).isdisjoint(other.people | other.desired)
        halls = not set(one.places).isdisjoint(other.places)
        return 2 * near + people + halls
