"""The choices of one free event as variables: beginning, hall, price, whether it is left; who of the desired comes."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass, field
from typing import Any

from orgplan.scheduling.rules.draft import Draft, Event, Plan
from orgplan.scheduling.rules.greedy import linked_blocks
from orgplan.scheduling.rules.physics import (
    Block,
    blocks_between,
    closed_blocks,
    closed_for_person,
    free_of,
    starts_of,
)
from orgplan.scheduling.rules.prices import Prices, absent_price, left_price, slot_prices, venue_price


@dataclass
class Choice:
    """The variables of one free event: its beginning, a literal per hall, per price, for staying in a clash."""

    event: Event
    start: Any
    left: Any
    at: dict[Hashable | None, Any] = field(default_factory=dict)
    stays: Any = None
    comes: dict[Hashable, Any] = field(default_factory=dict)
    classes: list[tuple[Any, list[int]]] = field(default_factory=list)


class Choosing:
    """The free events of a draft, each with its choices beside the standing ones."""

    def __init__(self, draft: Draft, prices: Prices, base: Plan, free: Collection[Hashable]) -> None:
        from ortools.sat.python import cp_model  # noqa: PLC0415 -- slow: brings pandas, only a worker needs it

        self.model: Any = cp_model.CpModel()
        self.domain: Any = cp_model.Domain
        self._draft, self._prices, self._base = draft, prices, base
        self.events = {event.key: event for event in draft.events}
        self._free = set(free)
        self._costs: list[Any] = []
        self.constant = 0
        self._roads_known: set[tuple[Hashable, Hashable, Hashable]] = set()
        self._guarded: set[tuple[Hashable, Hashable]] = set()
        self._of_people: dict[Hashable, list[Any]] = {}
        self._of_halls: dict[Hashable, list[Any]] = {}
        self._standing = [
            (event, base.spots[event.key])
            for event in draft.events
            if event.key not in self._free and event.key in base.spots
        ]
        self._longest_roads: dict[tuple[Hashable, Hashable], int] = {}
        self._starts = {event.key: starts_of(event, draft.step) for event in draft.events}
        self.choices = {event.key: self._choice(event) for event in draft.events if event.key in self._free}

    # Choices of one event

    def _choice(self, event: Event) -> Choice:
        model, name = self.model, str(event.key)
        starts = self._starts[event.key]
        by_hall = {hall: free_of(starts, self._blocks(event, hall)) for hall in event.places}
        by_hall = {hall: found for hall, found in by_hall.items() if found}
        own = event.start if event.start is not None else (starts[0] if starts else 0)
        domain = sorted({start for found in by_hall.values() for start in found} | {own})
        choice = Choice(event, self._var(domain, name), model.new_bool_var(f"left {name}"))
        for hall, found in by_hall.items():
            choice.at[hall] = literal = model.new_bool_var(f"{name} at {hall}")
            if len(found) < len(domain):
                self._inside(choice.start, found, literal)
            if price := venue_price(event, hall, self._prices):
                self._costs.append(price * literal)
        model.add_exactly_one([choice.left, *choice.at.values()])
        model.add(choice.start == own).only_enforce_if(choice.left)
        self._costs.append(left_price(event, self._prices) * choice.left)
        self._price(choice, domain)
        self._stay(choice, own)
        self._occupy(choice)
        for person in sorted(event.desired, key=str):
            self._desire(choice, person)
        return choice

    def _var(self, domain: list[int], name: str) -> Any:
        return self.model.new_int_var_from_domain(self.domain.from_values(domain), name)

    def _inside(self, var: Any, values: list[int], *literals: Any) -> None:
        domain = self.domain.from_values(values)
        self.model.add_linear_expression_in_domain(var, domain).only_enforce_if(*literals)

    def _blocks(self, event: Event, hall: Hashable | None) -> list[Block]:
        blocks = list(closed_blocks(event, hall, self._draft))
        for other, spot in self._standing:
            shared = not event.people.isdisjoint(other.people)
            if shared or (hall is not None and hall == spot.venue):
                blocks += blocks_between(event, hall, other, spot, self._draft.roads, shared=shared)
            blocks += linked_blocks(event, other, spot)
        return blocks

    def _price(self, choice: Choice, domain: list[int]) -> None:
        classes: dict[int, list[int]] = {}
        for start, price in zip(domain, slot_prices(choice.event, domain, self._draft, self._prices), strict=True):
            classes.setdefault(price, []).append(start)
        least = min(classes)
        self.constant += least
        if len(classes) == 1:
            return
        literals = []
        for price, starts in sorted(classes.items()):
            literal = self.model.new_bool_var(f"{choice.event.key} for {price}")
            literals.append(literal)
            self._inside(choice.start, starts, literal)
            choice.classes.append((literal, starts))
            if price > least:
                self._costs.append((price - least) * literal)
        self.model.add_exactly_one(literals)

    def _stay(self, choice: Choice, own: int) -> None:
        event = choice.event
        choice.stays = self.model.new_bool_var(f"{event.key} stays")
        self.model.add(choice.start == own).only_enforce_if(choice.stays)
        if event.venue in choice.at:
            self.model.add_implication(choice.stays, choice.at[event.venue])
        else:
            self.model.add(choice.stays == 0)

    def _occupy(self, choice: Choice) -> None:
        event, model = choice.event, self.model
        long = event.arrival + event.minutes + event.exit
        if event.people:
            row = model.new_optional_fixed_size_interval_var(
                choice.start - event.arrival, long, ~choice.left, f"people {event.key}"
            )
            for person in event.people:
                self._of_people.setdefault(person, []).append(row)
        for hall, literal in choice.at.items():
            if hall is not None and event.minutes:
                size = event.set_up + event.minutes + event.leaving
                row = model.new_optional_fixed_size_interval_var(
                    choice.start - event.set_up, size, literal, f"{hall} {event.key}"
                )
                self._of_halls.setdefault(hall, []).append(row)

    # Desired people

    def _desire(self, choice: Choice, person: Hashable) -> None:
        event, model = choice.event, self.model
        price = absent_price(person, self._draft, self._prices)
        choice.comes[person] = comes = model.new_bool_var(f"{person} comes to {event.key}")
        self._costs.append(price * ~comes)
        model.add_implication(comes, ~choice.left)
        for hall, literal in choice.at.items():
            blocks = self._blocks_of(event, hall, person)
            if blocks:
                starts = self._starts[event.key]
                found = free_of(starts, blocks)
                if len(found) < len(starts):
                    self._inside(choice.start, found, comes, literal)
        long = event.arrival + event.minutes + event.exit
        row = model.new_optional_fixed_size_interval_var(
            choice.start - event.arrival, long, comes, f"{person} at {event.key}"
        )
        self._of_people.setdefault(person, []).append(row)

    def _blocks_of(self, event: Event, hall: Hashable | None, person: Hashable) -> list[Block]:
        blocks = list(closed_for_person(event, person, self._draft))
        for other, spot in self._standing:
            if person in other.people:
                found = blocks_between(event, hall, other, spot, self._draft.roads, shared=True)
                blocks += [each for each in found if each.why == "person"]
        return blocks
