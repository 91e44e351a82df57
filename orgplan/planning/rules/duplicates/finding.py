"""The whole search: read the lines, compare those worth it, gather the same, then look for parts."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from orgplan.planning.rules.duplicates.candidates import candidate_pairs
from orgplan.planning.rules.duplicates.clusters import Clusters
from orgplan.planning.rules.duplicates.comparison import Comparison, DayMatch, compare
from orgplan.planning.rules.duplicates.model import Duplicates, Line, Suggestion
from orgplan.planning.rules.duplicates.part_of import CERTAINTY, Sign, sign_of_part
from orgplan.planning.rules.duplicates.profile import Profile, read_line
from orgplan.planning.rules.duplicates.rarity import Rarity
from orgplan.planning.rules.duplicates.same import certainty, forbidden, score
from orgplan.planning.rules.duplicates.wording import reasons_for_part, reasons_for_same

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_INHERITED = 0.95
"""How certain a part is that follows from another line of the same event, of the certainty it follows from."""


class _Search:
    """One search over one list of lines; pairs are numbers of lines, the smaller first."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.profiles = [read_line(line) for line in lines]
        self.rarity = Rarity(self.profiles)
        self.compared: dict[tuple[int, int], Comparison] = {}
        self.points: dict[tuple[int, int], float | None] = {}
        self.order = sorted(range(len(lines)), key=lambda number: _content(lines[number]))
        self.rank = {number: rank for rank, number in enumerate(self.order)}

    def pair(self, first: int, second: int) -> Comparison:
        """Compare two lines once, always in the order of their content, so that the order of the input is no matter."""
        key = (first, second) if self.rank[first] < self.rank[second] else (second, first)
        if key not in self.compared:
            self.compared[key] = compare(self.profiles[key[0]], self.profiles[key[1]], self.rarity)
        return self.compared[key]

    def points_of(self, first: int, second: int) -> float | None:
        """Return the score of a pair, None when it is forbidden."""
        key = (min(first, second), max(first, second))
        if key not in self.points:
            pair = self.pair(first, second)
            self.points[key] = None if forbidden(pair) else score(pair)
        return self.points[key]

    def run(self) -> Duplicates:
        """Find the same and the parts."""
        candidates = sorted(candidate_pairs(self.profiles, self.rarity))
        clusters = Clusters(len(self.lines), self.points_of)
        clusters.gather(self._edges(candidates))
        same = self._same(clusters)
        return Duplicates(same=same, part_of=self._parts(candidates, clusters))

    def _edges(self, candidates: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        good = []
        for first, second in candidates:
            points = self.points_of(first, second)
            if points is not None and points >= 0:
                ranks = sorted((self.rank[first], self.rank[second]))
                good.append((-points, ranks, (first, second)))
        return [edge for _, _, edge in sorted(good)]

    def _same(self, clusters: Clusters) -> tuple[Suggestion, ...]:
        found = []
        for members in clusters.groups():
            for first, second in combinations(sorted(members), 2):
                points = self.points_of(first, second)
                pair = self.pair(first, second)
                sure = certainty(points if points is not None else 0.0)
                found.append(Suggestion(self.lines[first], self.lines[second], round(sure, 4), reasons_for_same(pair)))
        return _most_certain_first(found)

    def _parts(self, candidates: Iterable[tuple[int, int]], clusters: Clusters) -> tuple[Suggestion, ...]:
        """Return the parts; all lines of one event are parts of all lines of the other."""
        signs: dict[tuple[int, int], tuple[float, Sign, tuple[int, int]]] = {}
        for first, second in candidates:
            if clusters.home(first) == clusters.home(second):
                continue
            pair = self.pair(first, second)
            for child, parent in ((first, second), (second, first)):
                sign = sign_of_part(pair, self.profiles[child], self.profiles[parent])
                key = (clusters.home(child), clusters.home(parent))
                if sign and (key not in signs or signs[key][0] < CERTAINTY[sign]):
                    signs[key] = (CERTAINTY[sign], sign, (child, parent))
        found = []
        for key, (sure, sign, told) in signs.items():
            back = signs.get((key[1], key[0]))
            if back is None or (back[0], self.rank[back[2][0]]) < (sure, self.rank[told[0]]):
                found.extend(self._all_pairs(clusters, sure, sign, told))
        return _most_certain_first(found)

    def _all_pairs(self, clusters: Clusters, sure: float, sign: Sign, told: tuple[int, int]) -> Iterable[Suggestion]:
        for child in clusters.members(told[0]):
            for parent in clusters.members(told[1]):
                pair = self.pair(child, parent)
                direct = sign_of_part(pair, self.profiles[child], self.profiles[parent])
                if direct is None and pair.day is DayMatch.DISJOINT and sign is not Sign.STAGE:
                    continue
                share = CERTAINTY[direct] if direct else sure * _INHERITED
                yield Suggestion(
                    self.lines[child], self.lines[parent], round(share, 4), reasons_for_part(pair, direct or sign)
                )


def _content(line: Line) -> tuple[str, ...]:
    return (line.title, line.unit, line.id, str(line.start), str(line.end), str(line.start_time), line.place or "")


def _most_certain_first(found: list[Suggestion]) -> tuple[Suggestion, ...]:
    return tuple(sorted(found, key=lambda one: (-one.certainty, _content(one.first), _content(one.second))))


def find_duplicates(lines: Sequence[Line]) -> Duplicates:
    """Find among the lines those that report one event and those that are parts of another.

    Never fails on any text. The answer does not depend on the order of the lines. «Same» is consistent: what is the
    same as a third line is the same, and no two lines of one event contradict each other.
    """
    return _Search(lines).run()


def compare_with(new_lines: Sequence[Line], existing_lines: Sequence[Line]) -> Duplicates:
    """Find what newly sent lines have to do with each other and with those already there; nothing else."""
    new = {id(line) for line in new_lines}
    found = find_duplicates([*existing_lines, *new_lines])

    def touches(suggestion: Suggestion) -> bool:
        return id(suggestion.first) in new or id(suggestion.second) in new

    return Duplicates(
        same=tuple(one for one in found.same if touches(one)),
        part_of=tuple(one for one in found.part_of if touches(one)),
    )
