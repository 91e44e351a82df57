"""Whether two lines that nothing forbids report one event: the facts of `evidence`, weighed and added up.

The weights are those of a logistic regression (ridge towards first guesses made by hand, strength 0.5) on all pairs of
ten marked sets that `candidates` gives and `gates` lets through: the shared month and nine of our own. So that they do
not lean on words that the tables happen to know, the pairs of seven sets entered twice more with half of the synonyms
and phrases taken away. Three weights were held by hand (an equal or near hour, an equal name), where the data, in which
other hours are already forbidden, would have called an agreement a reason against. Left out of the training in turn,
the ten sets give precision 0.99 and recall 0.98; with half of the vocabulary gone 0.97 to 0.99 and 0.94 to 0.97.
The rules, unlike the weights, had seen those sets; sets that neither had seen are told of in the tests.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from orgplan.planning.rules.duplicates.evidence import evidence

if TYPE_CHECKING:
    from orgplan.planning.rules.duplicates.comparison import Comparison

WEIGHTS = {
    # Points for one event, in units of the logarithm of the odds. What the names mean stands in `evidence`: `slot` is
    # one hour in one place, where it says more in a room or a house than on a square; `clash` is content that each
    # title has alone; `here` is one hour and place; `scope` is the whole city against one place of it.
    "start": -1.5,
    "title.cover": 0.7,
    "title.likeness": 3.2,
    "title.common": 0.2,
    "clash.elsewhere": -3.3,
    "clash.here": -1.2,
    "clash.beside name": -1.3,
    "name.same": 0.5,
    "name.other": -3.1,
    "time.equal": 0.3,
    "time.near": 0.0,
    "time.moved": -4.2,
    "time.within": -2.9,
    "time.different": -6.0,
    "day.inside": -1.9,
    "day.unknown": -0.8,
    "day.disjoint": -9.0,
    "day.range": 2.7,
    "place.equal": 1.9,
    "place.likely": 1.8,
    "place.different": -6.5,
    "slot.room": 2.3,
    "slot.house": 3.4,
    "slot.ground": 0.1,
    "slot.show": 1.6,
    "district.same": 1.4,
    "kind.same": 0.7,
    "kind.strange here": -1.9,
    "kind.strange elsewhere": -4.5,
    "kind.about here": -2.1,
    "kind.about elsewhere": -2.3,
    "kind.opens here": 0.1,
    "kind.opens elsewhere": -1.0,
    "occasion.other": -3.1,
    "district.one": -4.0,
    "day.inside elsewhere": -2.3,
    "day.stage": -4.8,
    "place.scope": -0.3,
    "place.scope, more told": -1.6,
    "within.one": -5.5,
    "within.one beside name": -4.5,
    "whole.part": -4.3,
    "unit.same": -4.8,
}


def score(pair: Comparison, *, same_unit: bool) -> float:
    """Return the sum of points for «one event»; 0 is as likely as not."""
    return sum(WEIGHTS[name] * strength for name, strength in evidence(pair, same_unit=same_unit).items())


def certainty(points: float) -> float:
    """Return the points as a share between 0 and 1."""
    return 1.0 / (1.0 + exp(-max(-50.0, min(50.0, points))))
