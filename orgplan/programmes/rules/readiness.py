"""How ready a programme is: of which events something is missing, and what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Readiness:
    """How many events there are, of how many nothing is missing, and of how many each gap is."""

    total: int = 0
    ready: int = 0
    gaps: Counter[str] = field(default_factory=Counter)

    @property
    def lacking(self) -> int:
        """Return of how many events something is missing."""
        return self.total - self.ready

    @property
    def percent(self) -> int:
        """Return the share of ready events, rounded down: hundred only where nothing is missing."""
        return self.ready * 100 // self.total if self.total else 0


def readiness(gaps_of_events: Iterable[Collection[str]]) -> Readiness:
    """Return the readiness of events, each given by the names of its gaps."""
    total = ready = 0
    counted: Counter[str] = Counter()
    for gaps in gaps_of_events:
        total += 1
        ready += not gaps
        counted.update(set(gaps))
    return Readiness(total, ready, counted)
