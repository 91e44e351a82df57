"""The city's own settings of clashes as plain data: minutes by kind of event, office hours, rules, roads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

from orgplan.clashes.rules.levels import Rule
from orgplan.clashes.rules.road import Travel


@dataclass(frozen=True, slots=True)
class Times:
    """Minutes by kind of event.

    `usual` is how long an event lasts whose end nobody gave; `set_up` and `leaving` keep the hall; `arrival` and `exit`
    keep the people.
    """

    usual: int = 60
    set_up: int = 0
    leaving: int = 0
    arrival: int = 0
    exit: int = 0


@dataclass(frozen=True, slots=True)
class Hours:
    """When the office works and how far outside of that another time is looked for."""

    begins: time = time(9)
    ends: time = time(18)
    earliest: time = time(8)
    latest: time = time(21)
    days_ahead: int = 14


USUAL_TIMES = Times()
USUAL_TRAVEL = Travel(speed_kmh=30, detour=1.4, overhead_min=10, on_foot_km=0.3)
"""A city by car; people set their own."""


@dataclass(frozen=True, slots=True)
class Norms:
    """All of them; `pairs` are minutes of the road from and to venues by key."""

    rules: tuple[Rule, ...] = ()
    times: Mapping[str, Times] = field(default_factory=dict)
    travel: Travel = USUAL_TRAVEL
    pairs: Mapping[tuple[int, int], int] = field(default_factory=dict)
    hours: Hours = Hours()

    def times_of(self, kind: str) -> Times:
        """Return the minutes of a kind of event, the usual ones where nobody set them."""
        return self.times.get(kind, USUAL_TIMES)
