"""The month without what moves do to each other: a small model whose best price no plan can beat.

Every event takes one of its options, stays, or is left; what stands is kept out of the way of exactly, what moves is
not. Where its answer can be placed (`placing`), it is the best plan there is; where not, the options that cannot be
placed together are forbidden together, and it answers again.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Any, NamedTuple

from orgplan.scheduling.rules.draft import Draft, Event, Spot
from orgplan.scheduling.rules.effort import Effort, watched
from orgplan.scheduling.rules.options import Barrier, Barriers, Fact, Option, What, options_of
from orgplan.scheduling.rules.physics import clash, closed_for_person, free_of
from orgplan.scheduling.rules.prices import Prices, absent_price, left_price, slot_price

_ALMOST = 0.001
Pair = tuple[Hashable, Hashable]
"""An event and a person desired there."""


class Answer(NamedTuple):
    """What the model would do: the option of each event that is not left, who of the desired comes where."""

    options: dict[Hashable, Option]
    comes: frozenset[Pair]
    left: frozenset[Hashable]
    bound: int
    is_best: bool


class Relaxed:
    """The model, asked again after each refusal.

    Of an event only the options are taken that no other beats in price and barriers alike; where moves were refused
    to it, all of them, for then the others' moves matter too.
    """

    def __init__(self, draft: Draft, prices: Prices) -> None:
        self._draft, self._prices = draft, prices
        self._barriers = Barriers()
        self._pinned = [event for event in draft.events if event.pinned and event.start is not None]
        pinned = {event.key for event in self._pinned}
        rows = {
            each.key: options_of(each, draft, prices, self._barriers) for each in draft.events if each.key not in pinned
        }
        self._all = rows
        self.options = {key: unbeaten(options) for key, options in rows.items()}
        self._refused: list[list[tuple[Hashable, Option | None]]] = []
        self._refused_comes: list[Collection[Pair]] = []

    def solve(self, effort: Effort, hint: Answer | None = None) -> Answer | None:
        """Return the cheapest answer, None where the time did not suffice for any; its bound holds in any case."""
        return _Model(self._draft, self._prices, self.options, self._barriers, self._pinned).solve(
            self._refused, self._refused_comes, effort, hint
        )

    def open(self, key: Hashable) -> list[Option]:
        """Take all options of an event from now on, and return them."""
        self.options[key] = self._all[key]
        return self._all[key]

    def refuse(self, those: Sequence[tuple[Hashable, Option | None]], comes: Collection[Pair] = ()) -> None:
        """Forbid what cannot be placed together: options of events, None for being left, while these people come.

        Only for events that are open.
        """
        self._refused.append(list(those))
        self._refused_comes.append(comes)


def unbeaten(options: Sequence[Option]) -> list[Option]:
    """Return the options without those that another beats; what keeps its time beats nothing: it stands in the way."""
    found: list[Option] = []
    best: list[int] = []
    for option in sorted(options, key=lambda each: (each.price, each.barriers.bit_count())):
        against = ~option.barriers
        if option.is_in_time or all(each & against for each in best):
            found.append(option)
            if not option.is_in_time:
                best.append(option.barriers)
    return found


class _Model:
    """One asking."""

    def __init__(
        self,
        draft: Draft,
        prices: Prices,
        options: Mapping[Hashable, list[Option]],
        barriers: Barriers,
        pinned: Sequence[Event],
    ) -> None:
        from ortools.sat.python import cp_model  # noqa: PLC0415 -- slow: brings pandas, only a worker needs it

        self._cp: Any = cp_model
        self._model: Any = cp_model.CpModel()
        self._draft, self._prices, self._options = draft, prices, options
        self._costs: list[Any] = []
        self._constant = sum(slot_price(each, each.start or 0, draft, prices) for each in pinned)
        self._comes: dict[Pair, Any] = {}
        self._left: dict[Hashable, Any] = {}
        self._truths: dict[Fact, Any] = {}
        self._literals: dict[Hashable, dict[Option, Any]] = {}
        for event in draft.events:
            self._wish(event)
        for event in draft.events:
            if event.key in options:
                self._choose(event)
        self._keep_apart(barriers)
        self._keep_pinned_apart(pinned)
        self._model.minimize(sum(self._costs) + self._constant)

    def _bool(self, name: str) -> Any:
        return self._model.new_bool_var(name)

    def _wish(self, event: Event) -> None:
        for person in sorted(event.desired, key=str):
            comes = self._bool(f"{person} comes to {event.key}")
            self._comes[event.key, person] = self._truths[Fact(What.COMES, event.key, person)] = comes
            self._costs.append(absent_price(person, self._draft, self._prices) * ~comes)

    def _choose(self, event: Event) -> None:
        literals = {each: self._bool(f"{event.key} {number}") for number, each in enumerate(self._options[event.key])}
        left = self._bool(f"left {event.key}")
        own = 0 if event.start is None else slot_price(event, event.start, self._draft, self._prices)
        self._costs.append((left_price(event, self._prices) + own) * left)
        self._costs += [option.price * literal for option, literal in literals.items()]
        self._model.add_exactly_one([left, *literals.values()])
        for person in event.desired:
            self._model.add_implication(left, ~self._comes[event.key, person])
        self._literals[event.key], self._left[event.key] = literals, left
        in_time = [literal for option, literal in literals.items() if option.is_in_time]
        stays = [literal for option, literal in literals.items() if option.is_stay]
        for what, those in ((What.IN_TIME, in_time), (What.STAYS, stays)):
            self._truths[Fact(what, event.key)] = self._any_of(those, f"{event.key} {what}")

    def _any_of(self, literals: list[Any], name: str) -> Any:
        if len(literals) == 1:
            return literals[0]
        found = self._bool(name)
        self._model.add_exactly_one([~found, *literals])
        return found

    def _keep_apart(self, barriers: Barriers) -> None:
        rows: dict[Barrier, list[Any]] = {}
        for literals in self._literals.values():
            for option, literal in literals.items():
                for barrier in barriers.of(option.barriers):
                    if barrier not in rows:
                        rows[barrier] = [~self._truths[fact] for fact in barrier]
                    self._model.add_bool_or(~literal, *rows[barrier])

    def _keep_pinned_apart(self, pinned: Sequence[Event]) -> None:
        """Say where desired people cannot come because of two pinned events; the options say all else."""
        for event in pinned:
            for person in event.desired:
                comes = self._comes[event.key, person]
                if not free_of([event.start or 0], closed_for_person(event, person, self._draft)):
                    self._model.add_bool_or(~comes)
                for other in pinned:
                    if other is not event and person in other.people | other.desired and self._clash(event, other):
                        also = [~self._comes[other.key, person]] if person in other.desired else []
                        self._model.add_bool_or(~comes, *also)

    def _clash(self, one: Event, other: Event) -> bool:
        here, there = (Spot(each.start or 0, each.venue) for each in (one, other))
        found = clash(one, here, other, there, self._draft.roads, shared=True)
        return found is not None and found.why == "person"

    def solve(
        self,
        refused: Sequence[Sequence[tuple[Hashable, Option | None]]],
        comes: Sequence[Collection[Pair]],
        effort: Effort,
        hint: Answer | None,
    ) -> Answer | None:
        for those, pairs in zip(refused, comes, strict=True):
            literals = [~(self._left[key] if option is None else self._literals[key][option]) for key, option in those]
            self._model.add_bool_or(*literals, *(~self._comes[pair] for pair in pairs))
        if hint is not None:
            self._hint(hint)
        solver: Any = self._cp.CpSolver()
        solver.parameters.max_time_in_seconds = max(effort.seconds, 0.01)
        solver.parameters.num_workers = effort.workers
        solver.parameters.random_seed = effort.seed
        with watched(effort.should_stop, solver):
            status = solver.solve(self._model)
        if status not in (self._cp.OPTIMAL, self._cp.FEASIBLE):
            return None
        return self._read(solver, is_best=status == self._cp.OPTIMAL)

    def _hint(self, answer: Answer) -> None:
        for key, literals in self._literals.items():
            for option, literal in literals.items():
                self._model.add_hint(literal, answer.options.get(key) == option)
        for pair, literal in self._comes.items():
            self._model.add_hint(literal, pair in answer.comes)

    def _read(self, solver: Any, *, is_best: bool) -> Answer:
        chosen = {
            key: option
            for key, literals in self._literals.items()
            for option, literal in literals.items()
            if solver.boolean_value(literal)
        }
        comes = frozenset(pair for pair, literal in self._comes.items() if solver.boolean_value(literal))
        left = frozenset(key for key, literal in self._left.items() if solver.boolean_value(literal))
        return Answer(chosen, comes, left, math.ceil(solver.best_objective_bound - _ALMOST), is_best)
