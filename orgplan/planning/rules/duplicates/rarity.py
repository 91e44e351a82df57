"""How rare a word is among the lines: a word of many lines tells little about any of them."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from orgplan.planning.rules.duplicates.profile import Profile

_FLOOR = 0.35
_SMOOTHING = 60
"""As if the lines stood among so many others without the word: a file of two lines knows nothing of rarity."""


class Rarity:
    """Weights of words by the number of lines that have them: 1 for a word of one line, towards 0.35 for all."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        counts: dict[str, int] = {}
        lines = 0
        for profile in profiles:
            lines += 1
            for key in profile.weights:
                counts[key] = counts.get(key, 0) + 1
        whole = log(lines + _SMOOTHING)
        self._weights = {key: max(_FLOOR, 1.0 - max(0.0, log(count / 3)) / whole) for key, count in counts.items()}

    def of(self, key: str) -> float:
        """Return the weight of a word, 0.35 to 1; an unseen word is rare."""
        return self._weights.get(key, 1.0)
