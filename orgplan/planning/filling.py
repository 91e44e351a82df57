"""The seam by which upper rooms fill a city plan with what comes back by a rule; listed in config/filling.py."""

from __future__ import annotations

from typing import Protocol

from orgplan.audit.actions import Actor
from orgplan.core.seams import bound
from orgplan.planning.models import Plan


class PlanFiller(Protocol):
    """Puts into the city plan what belongs there by a rule; a second call adds nothing. Returns how many came in."""

    def __call__(self, plan: Plan, by: Actor, /) -> int:
        """Fill the plan, in the transaction of whoever opened or filled it."""


def fill_by_rules(plan: Plan, by: Actor) -> int:
    """Let every filler put its part into the plan; return how many events came in or were changed."""
    return sum(fill(plan, by) for fill in bound("plan_fillers"))
