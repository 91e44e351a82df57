"""A quick bound for a large month: of two events that clash one has to move, whatever becomes of the rest."""

from __future__ import annotations

import math
from collections.abc import Hashable
from typing import Any

from orgplan.scheduling.rules.draft import Draft, Event, Spot
from orgplan.scheduling.rules.effort import Effort, watched
from orgplan.scheduling.rules.moving import MovingPrices
from orgplan.scheduling.rules.physics import blocks_between, closed_blocks, free_of, starts_of
from orgplan.scheduling.rules.prices import Prices, left_price, slot_price, venue_price


def cover_bound(draft: Draft, prices: Prices, gains: MovingPrices, effort: Effort) -> int:
    """Return a price below which no plan can be; desired people are counted as if all of them could come."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 -- slow: brings pandas, only a worker needs it

    model: Any = cp_model.CpModel()
    moves: dict[Hashable, Any] = {}
    costs: list[Any] = []
    total = 0
    for event in draft.events:
        if event.pinned or event.start is None:
            continue
        own = slot_price(event, event.start, draft, prices)
        cheapest = min(_cheapest_move(event, draft, prices), own + left_price(event, prices))
        moves[event.key] = model.new_bool_var(str(event.key))
        costs.append((cheapest - own) * moves[event.key])
        total += own
    for one, other in gains.pairs:
        if sides := [moves[key] for key in (one, other) if key in moves]:
            model.add_bool_or(sides)
    model.minimize(sum(costs) + total)
    solver: Any = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(effort.seconds, 0.01)
    solver.parameters.num_workers = effort.workers
    solver.parameters.random_seed = effort.seed
    with watched(effort.should_stop, solver):
        status = solver.solve(model)
    known = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return max(0, math.ceil(solver.best_objective_bound - 0.001)) if known else 0


def _cheapest_move(event: Event, draft: Draft, prices: Prices) -> int:
    """Return what it costs at least to stand elsewhere beside the pinned events."""
    pinned = [each for each in draft.events if each.pinned and each.start is not None and each.key != event.key]
    found = [left_price(event, prices)]
    for hall in event.places:
        blocks = list(closed_blocks(event, hall, draft))
        for other in pinned:
            shared = not event.people.isdisjoint(other.people)
            assert other.start is not None
            blocks += blocks_between(event, hall, other, Spot(other.start, other.venue), draft.roads, shared=shared)
        extra = venue_price(event, hall, prices)
        starts = free_of(starts_of(event, draft.step), blocks)
        found += [
            slot_price(event, start, draft, prices) + extra
            for start in starts
            if (start, hall) != (event.start, event.venue)
        ]
    return min(found)
