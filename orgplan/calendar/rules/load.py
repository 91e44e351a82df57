"""The load of days: how many events a day, in a few steps that a page can colour; the number is said beside it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

STEPS = 4
_SHARES = (0.0, 0.5, 0.75, 0.95)
"""A day of step n is busier than this share of the days on which something is."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The least number of events of each step, from 1 on; what is below the first is step 0: nothing."""

    bounds: tuple[int, ...]

    def step(self, count: int) -> int:
        """Return the step of a day with so many events, 0 to 4."""
        return bisect_right(self.bounds, count) if count > 0 else 0

    @property
    def words(self) -> list[tuple[int, str]]:
        """Return each step with its numbers: «1–3», «4–7», «8 и больше»."""
        if not self.bounds:
            return []
        ends = [*(bound - 1 for bound in self.bounds[1:]), None]
        return [(at, _range(first, last)) for at, (first, last) in enumerate(zip(self.bounds, ends, strict=True), 1)]


def _range(first: int, last: int | None) -> str:
    if last is None:
        return f"{first} и больше"
    return str(first) if first == last else f"{first}–{last}"


def scale_of(counts: Iterable[int]) -> Scale:
    """Return the scale that tells these days apart: steps grow, equal days stand in one step."""
    found = sorted(count for count in counts if count > 0)
    bounds: list[int] = []
    for share in _SHARES if found else ():
        bound = found[min(int(len(found) * share), len(found) - 1)] if share else 1
        if not bounds or bound > bounds[-1]:
            bounds.append(bound)
    return Scale(tuple(bounds))
