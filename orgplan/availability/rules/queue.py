"""Who stands before whom for a hall: claims on the same time in the order in which they were asked."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime

from orgplan.availability.rules.spans import Span, any_overlap


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim that keeps a hall: since when it stands, for which stretches, whether it is approved."""

    key: Hashable
    venue: Hashable
    asked_at: datetime
    spans: Sequence[Span]
    is_approved: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim stands: its number among those that want the hall at once, and the others in their order."""

    number: int
    rivals: Sequence[Claim]

    @property
    def of(self) -> int:
        """Return how many claims want the hall at once."""
        return len(self.rivals) + 1


def place_of(claim: Claim, claims: Sequence[Claim]) -> Place:
    """Return the place of a claim: approved ones stand first, then who asked earlier."""
    rivals = [
        each
        for each in claims
        if each.key != claim.key and each.venue == claim.venue and any_overlap(claim.spans, each.spans)
    ]
    rivals.sort(key=_order)
    return Place(1 + sum(_order(each) < _order(claim) for each in rivals), rivals)


def _order(claim: Claim) -> tuple[bool, datetime, str]:
    return not claim.is_approved, claim.asked_at, str(claim.key)
