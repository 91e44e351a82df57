"""How rare a word is among the lines: a word of many lines tells little about any of them."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orgplan.planning.rules.duplicates.profile import Profile

_FLOOR = 0.35
_COMMON_REPORTS = 3
"""So many lines may report one event, so a word of three lines is still rare."""
_SMOOTHING = 60
"""As if the lines stood among so many others without the word: a file of two lines knows nothing of rarity."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A line with the weights of its words among all lines."""

    profile: Profile
    weights: dict[str, float]


def weigh(profiles: Sequence[Profile]) -> list[Weighed]:
    """Return the lines with their words weighed: own weight times rarity, 1 for a rare word, towards 0.35 for all's."""
    counts: dict[str, int] = {}
    for profile in profiles:
        for key in profile.weights:
            counts[key] = counts.get(key, 0) + 1
    whole = log(len(profiles) + _SMOOTHING)
    rarity = {key: max(_FLOOR, 1.0 - max(0.0, log(count / _COMMON_REPORTS)) / whole) for key, count in counts.items()}
    return [
        Weighed(profile, {key: weight * rarity[key] for key, weight in profile.weights.items()}) for profile in profiles
    ]
