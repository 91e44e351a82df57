"""The seam by which upper rooms fill a city plan with what comes back by a rule; listed in config/filling.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from orgplan.audit.actions import Actor
from orgplan.core.seams import bound
from orgplan.events.rules import NO_BASIS, Basis
from orgplan.planning.models import Plan


@dataclass(frozen=True, slots=True)
class Grounds:
    """A reason in words and a basis."""

    reason: str = ""
    basis: Basis = NO_BASIS


class PlanFiller(Protocol):
    """Puts into the city plan what belongs there by a rule; a second call adds nothing. Returns how many came in."""

    def __call__(self, plan: Plan, by: Actor, ground: Grounds | None, /) -> int:
        """Fill the plan, in the transaction of whoever opened or filled it; an approved one only with a ground."""


def fill_by_rules(plan: Plan, by: Actor, ground: Grounds | None = None) -> int:
    """Let every filler put its part into the plan; return how many events came in or were changed."""
    return sum(fill(plan, by, ground) for fill in bound("plan_fillers"))
