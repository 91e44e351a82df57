"""Lines that report one event, gathered so that the answer is consistent: what is the same as the same is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_LARGEST = 40
_WORST_MEAN = -1.0
_LOWEST, _HIGHEST = -6.0, 6.0


class Clusters:
    """Groups of line numbers. Two groups join along a good pair unless some pair between them is forbidden."""

    def __init__(self, size: int, points: Callable[[int, int], float | None]) -> None:
        """Start with every line alone; `points` tells the score of a pair, None when it is forbidden."""
        self._points = points
        self._home = list(range(size))
        self._members: dict[int, list[int]] = {}

    def members(self, line: int) -> list[int]:
        """Return the lines of the group that a line is in, itself included."""
        return self._members.get(self._home[line], [line])

    def home(self, line: int) -> int:
        """Return the number of the group of a line."""
        return self._home[line]

    def gather(self, edges: Iterable[tuple[int, int]]) -> None:
        """Join groups along the edges, best first."""
        for first, second in edges:
            if self._home[first] != self._home[second] and self._fit(self.members(first), self.members(second)):
                self._join(first, second)

    def groups(self) -> list[list[int]]:
        """Return the groups of two and more lines."""
        return list(self._members.values())

    def _fit(self, here: list[int], there: list[int]) -> bool:
        if len(here) + len(there) > _LARGEST:
            return False
        total = 0.0
        for one in here:
            for other in there:
                points = self._points(one, other)
                if points is None:
                    return False
                total += max(_LOWEST, min(_HIGHEST, points))
        return total / (len(here) * len(there)) >= _WORST_MEAN

    def _join(self, first: int, second: int) -> None:
        kept, moved = self._home[first], self._home[second]
        whole = self.members(first) + self.members(second)
        self._members.pop(moved, None)
        self._members[kept] = whole
        for line in whole:
            self._home[line] = kept
