"""The model for the solver (CP-SAT): intervals that do not overlap per person and hall, prices by class.

Some events are free, all others stand where the given plan has them; what those forbid is cut out of the beginnings
of the free ones, roads included. Between free events roads are disjunctions, made at once for few pairs, else only for
those that a solution breaks: a solution of the smaller model that breaks nothing is a solution of the whole one, with
the same bound.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable
from itertools import combinations, permutations
from typing import Any

from orgplan.scheduling.rules.choosing import Choice, Choosing
from orgplan.scheduling.rules.draft import DAY, Draft, Event, Plan, Spot
from orgplan.scheduling.rules.effort import Effort, watched
from orgplan.scheduling.rules.physics import blocks_between, clash, closed_for_person, free_of
from orgplan.scheduling.rules.prices import Prices, absent_price, left_price, slot_price, venue_price

_HOURS = range(0, DAY, 60)
_ALMOST = 0.001


class Model(Choosing):
    """One search: the free events of a draft beside the standing ones."""

    def __init__(self, draft: Draft, prices: Prices, base: Plan, free: Collection[Hashable]) -> None:
        super().__init__(draft, prices, base, free)
        self._count_standing()
        self._wishes: dict[tuple[Hashable, Hashable], Any] = {}
        self._desire_standing()
        for rows in (*self._of_people.values(), *self._of_halls.values()):
            if len(rows) > 1:
                self.model.add_no_overlap(rows)
        self._link()
        self._stand_beside()
        self.model.minimize(sum(self._costs) + self.constant)

    # Between events

    def _count_standing(self) -> None:
        """Add what the standing events cost where they are."""
        for event, spot in self._standing:
            self.constant += slot_price(event, spot.start, self._draft, self._prices)
            self.constant += venue_price(event, spot.venue, self._prices)
            if event.key in self._base.left:
                self.constant += left_price(event, self._prices)

    def _desire_standing(self) -> None:
        """Let desired people come to events that stand where they are free there."""
        for event, spot in self._standing:
            for person in sorted(event.desired, key=str):
                price = absent_price(person, self._draft, self._prices)
                if event.key in self._base.left or not self._can_come(event, spot, person):
                    self.constant += price
                    continue
                comes = self.model.new_bool_var(f"{person} comes to standing {event.key}")
                self._costs.append(price * ~comes)
                self._come(event, spot, person, comes)
                self._wishes[event.key, person] = comes

    def _can_come(self, event: Event, spot: Spot, person: Hashable) -> bool:
        if not free_of([spot.start], closed_for_person(event, person, self._draft)):
            return False
        return not any(
            person in other.people and other.key != event.key and self._clash(event, spot, other, there)
            for other, there in self._standing
        )

    def _clash(self, one: Event, here: Spot, other: Event, there: Spot) -> bool:
        found = clash(one, here, other, there, self._draft.roads, shared=True)
        return found is not None and found.why == "person"

    def _come(self, event: Event, spot: Spot, person: Hashable, comes: Any) -> None:
        for choice in self.choices.values():
            other = choice.event
            if person not in other.people and person not in other.desired:
                continue
            extra = [] if person in other.people else [choice.comes[person]]
            for hall, literal in choice.at.items():
                starts = self._starts[other.key]
                blocks = blocks_between(other, hall, event, spot, self._draft.roads, shared=True)
                found = free_of(starts, [each for each in blocks if each.why == "person"])
                if other.start is not None and hall == other.venue and other.start not in found:
                    mine = Spot(other.start, hall)
                    found = found if self._clash(other, mine, event, spot) else sorted([*found, other.start])
                if len(found) < len(starts):
                    self._inside(choice.start, found, comes, literal, *extra)
        for other, there in self._standing:
            wish = self._wishes.get((other.key, person))
            if wish is not None and self._clash(event, spot, other, there):
                self.model.add_bool_or(~comes, ~wish)

    def _link(self) -> None:
        for choice in self.choices.values():
            event = choice.event
            for key in event.after:
                if (other := self.choices.get(key)) is not None:
                    ends = other.start + other.event.minutes
                    self.model.add(choice.start >= ends).only_enforce_if(~choice.left, ~other.left)
            for key in event.beside:
                if (other := self.choices.get(key)) is not None:
                    self.model.add(choice.start == other.start).only_enforce_if(~choice.left, ~other.left)

    def know_roads(self, most: int) -> None:
        """Make the roads between free events known at once where that concerns at most so many pairs."""
        pairs = [
            (one, other, next(iter(common)))
            for one, other in combinations(self.choices.values(), 2)
            if (common := one.event.people & other.event.people) and self._can_meet(one.event, other.event)
        ]
        if len(pairs) <= most:
            for one, other, person in pairs:
                self._road(one, other, person)

    def _can_meet(self, one: Event, other: Event) -> bool:
        here, there = self._starts[one.key], self._starts[other.key]
        near = DAY // 2
        return bool(here and there) and here[0] - near < there[-1] and there[0] - near < here[-1]

    def _road(self, one: Choice, other: Choice, person: Hashable) -> bool:
        """Add «the one first, with the road, or the other first» for a pair; False where it was known already."""
        key = (one.event.key, other.event.key, person)
        if key in self._roads_known:
            return False
        self._roads_known.add(key)
        if not any(self._longest(here, there) for here in one.at for there in other.at):
            return False
        model = self.model
        conditions = [self._presence(each, person) for each in (one, other)]
        if self._stand_well(one.event, other.event):
            both = model.new_bool_var(f"{key} stay")
            model.add_implication(both, one.stays)
            model.add_implication(both, other.stays)
            conditions.append(~both)
        first = model.new_bool_var(f"{key} in order")
        for here, at_here in one.at.items():
            for there, at_there in other.at.items():
                halls = [] if len(one.at) == 1 and len(other.at) == 1 else [at_here, at_there]
                to, back = self._longest(here, there), self._longest(there, here)
                if to or back:
                    gap = one.event.minutes + one.event.exit + other.event.arrival + to
                    model.add(other.start >= one.start + gap).only_enforce_if(first, *conditions, *halls)
                    gap = other.event.minutes + other.event.exit + one.event.arrival + back
                    model.add(one.start >= other.start + gap).only_enforce_if(~first, *conditions, *halls)
        return True

    def _stand_beside(self) -> None:
        """Say at once where an event can begin while another one stays: that is what most of the month does."""
        for stays, other in permutations(self.choices.values(), 2):
            one = stays.event
            if one.start is None or one.venue not in stays.at:
                continue
            shared = not one.people.isdisjoint(other.event.people)
            if shared or one.venue in other.at:
                self._avoid(stays, other, Spot(one.start, one.venue), shared=shared)

    def _avoid(self, stays: Choice, other: Choice, spot: Spot, *, shared: bool) -> None:
        starts = self._starts[other.event.key]
        for hall, literal in other.at.items():
            blocks = list(blocks_between(other.event, hall, stays.event, spot, self._draft.roads, shared=shared))
            found = free_of(starts, blocks)
            if other.event.start is not None and hall == other.event.venue and other.event.start not in found:
                mine = Spot(other.event.start, hall)
                if clash(other.event, mine, stays.event, spot, self._draft.roads, shared=shared) is None:
                    found = sorted([*found, other.event.start])
                else:
                    self.model.add_bool_or(~stays.stays, ~other.stays)
            if len(found) < len(starts):
                halls = [literal] if len(other.at) > 1 else [~other.left]
                self._inside(other.start, found, stays.stays, *halls)
                free = set(found)
                for klass, members in other.classes:
                    if free.isdisjoint(members):
                        self.model.add_bool_or(~stays.stays, ~klass, *(~each for each in halls))

    def _presence(self, choice: Choice, person: Hashable) -> Any:
        return ~choice.left if person in choice.event.people else choice.comes[person]

    def _stand_well(self, one: Event, other: Event) -> bool:
        """Tell whether the pair has no clash as it stands: then it may stay so, whatever the longest road."""
        if one.start is None or other.start is None:
            return False
        spots = Spot(one.start, one.venue), Spot(other.start, other.venue)
        return clash(one, spots[0], other, spots[1], self._draft.roads, shared=True) is None

    def _longest(self, here: Hashable | None, there: Hashable | None) -> int:
        if here is None or there is None or here == there:
            return 0
        found = self._longest_roads.get((here, there))
        if found is None:
            found = max(self._draft.roads(here, there, hour) for hour in _HOURS)
            self._longest_roads[here, there] = found
        return found

    # Searching

    def hint(self, plan: Plan) -> None:
        """Begin the search with a plan."""
        self.model.clear_hints()
        for key, choice in self.choices.items():
            spot = plan.spots.get(key)
            is_left = key in plan.left or spot is None
            self.model.add_hint(choice.left, is_left)
            if spot is None:
                continue
            self.model.add_hint(choice.start, spot.start)
            for hall, literal in choice.at.items():
                self.model.add_hint(literal, not is_left and hall == spot.venue)
            for person, comes in choice.comes.items():
                self.model.add_hint(comes, (key, person) not in plan.absent)
        for pair, comes in self._wishes.items():
            self.model.add_hint(comes, pair not in plan.absent)

    def solve(self, effort: Effort) -> tuple[Plan | None, int]:
        """Return the best solution found, None without one, and the bound below which there is none."""
        from ortools.sat.python import cp_model  # noqa: PLC0415 -- slow: brings pandas, only a worker needs it

        solver: Any = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(effort.seconds, 0.01)
        solver.parameters.num_workers = effort.workers
        solver.parameters.random_seed = effort.seed
        solver.parameters.max_presolve_iterations = 1
        solver.parameters.linearization_level = 2
        with watched(effort.should_stop, solver):
            status = solver.solve(self.model)
        bound = math.ceil(solver.best_objective_bound - _ALMOST)
        found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        return (self._read(solver) if found else None), bound

    def _read(self, solver: Any) -> Plan:
        """Return the plan of the last solution."""
        spots, left = dict(self._base.spots), set(self._base.left) - self._free
        standing = {event.key for event, _spot in self._standing}
        wishes = {(event.key, who) for event, _spot in self._standing for who in event.desired}
        absent = {pair for pair in self._base.absent if pair[0] not in self._free and pair[0] not in standing}
        absent |= {pair for pair in wishes if pair not in self._wishes or not solver.boolean_value(self._wishes[pair])}
        for key, choice in self.choices.items():
            spots.pop(key, None)
            if solver.boolean_value(choice.left):
                left.add(key)
                if choice.event.start is not None:
                    spots[key] = Spot(choice.event.start, choice.event.venue)
            else:
                hall = next(each for each, literal in choice.at.items() if solver.boolean_value(literal))
                spots[key] = Spot(solver.value(choice.start), hall)
            absent |= {(key, who) for who, comes in choice.comes.items() if not solver.boolean_value(comes)}
        return Plan(spots, frozenset(left), frozenset(absent))

    def tighten(self, plan: Plan) -> int:
        """Forbid what a solution breaks: roads too short, moves into an event that is left; return how much."""
        made = 0
        for one, other in combinations(self.choices.values(), 2):
            spots = plan.spots.get(one.event.key), plan.spots.get(other.event.key)
            if spots[0] is None or spots[1] is None:
                continue
            lefts = [one.event.key in plan.left, other.event.key in plan.left]
            if not any(lefts):
                made += self._tighten_roads(one, other, spots[0], spots[1], plan)
            elif lefts[0] != lefts[1]:
                stays, moves = (one, other) if lefts[0] else (other, one)
                made += self._guard(stays, moves, plan)
        return made

    def _tighten_roads(self, one: Choice, other: Choice, here: Spot, there: Spot, plan: Plan) -> int:
        people = [self._all_of(each.event, plan) for each in (one, other)]
        common = people[0] & people[1]
        if not common or not (found := clash(one.event, here, other.event, there, self._draft.roads, shared=True)):
            return 0
        return sum(self._road(one, other, person) for person in sorted(common, key=str)) if found.why == "person" else 0

    def _all_of(self, event: Event, plan: Plan) -> set[Hashable]:
        return {*event.people, *(who for who in event.desired if (event.key, who) not in plan.absent)}

    def _guard(self, stays: Choice, moves: Choice, plan: Plan) -> int:
        """Keep an event that moves out of the time of one that is left."""
        one, other = stays.event, moves.event
        spot = plan.spots[other.key]
        if (one.key, other.key) in self._guarded or one.start is None or spot == Spot(other.start or 0, other.venue):
            return 0
        mine = Spot(one.start, one.venue)
        shared = not one.people.isdisjoint(self._all_of(other, plan))
        if not clash(other, spot, one, mine, self._draft.roads, shared=shared):
            return 0
        self._guarded.add((one.key, other.key))
        starts = self._starts[other.key]
        for hall, literal in moves.at.items():
            blocks = list(blocks_between(other, hall, one, mine, self._draft.roads, shared=True))
            found = set(free_of(starts, blocks))
            if other.start is not None and hall == other.venue:
                found.add(other.start)
            self._inside(moves.start, sorted(found), literal, stays.left)
        return 1
