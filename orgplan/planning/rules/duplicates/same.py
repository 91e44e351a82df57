"""Whether two lines that nothing forbids report one event: the facts of `evidence`, weighed and added up."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from orgplan.planning.rules.duplicates.evidence import evidence

if TYPE_CHECKING:
    from orgplan.planning.rules.duplicates.comparison import Comparison

WEIGHTS = {
    "start": -1.4,
    "title.cover": 0.5,
    "title.likeness": 3.4,
    "title.common": 0.6,
    "clash.elsewhere": -3.4,
    "clash.here": -1.0,
    "clash.beside name": -0.9,
    "name.same": -0.5,
    "name.other": -3.2,
    "time.equal": -0.2,
    "time.near": -0.2,
    "time.moved": -4.5,
    "time.within": -2.9,
    "time.different": -6.0,
    "day.inside": -2.0,
    "day.unknown": -0.8,
    "day.disjoint": -9.0,
    "day.range": 2.6,
    "place.equal": 1.9,
    "place.likely": 1.8,
    "place.different": -6.5,
    "slot.room": 2.4,
    "slot.house": 3.5,
    "slot.ground": 0.3,
    "slot.show": 1.6,
    "district.same": 1.4,
    "kind.same": 0.7,
    "kind.strange here": -1.8,
    "kind.strange elsewhere": -4.5,
    "kind.about here": -2.0,
    "kind.about elsewhere": -2.2,
    "kind.opens here": 0.2,
    "kind.opens elsewhere": -1.7,
    "occasion.other": -3.2,
    "district.one": -3.9,
    "day.inside elsewhere": -2.3,
    "day.stage": -4.7,
    "place.scope": -0.3,
    "place.scope, more told": -1.6,
    "within.one": -5.6,
    "within.one beside name": -4.1,
    "whole.part": -4.5,
    "unit.same": -4.8,
}


def score(pair: Comparison, *, same_unit: bool) -> float:
    """Return the sum of points for «one event»; 0 is as likely as not."""
    return sum(WEIGHTS[name] * strength for name, strength in evidence(pair, same_unit=same_unit).items())


def certainty(points: float) -> float:
    """Return the points as a share between 0 and 1."""
    return 1.0 / (1.0 + exp(-max(-50.0, min(50.0, points))))
