"""The whole search: read the lines, compare those worth it, gather the same, then look for parts."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, islice
from typing import TYPE_CHECKING

from orgplan.planning.rules.duplicates.candidates import candidate_pairs
from orgplan.planning.rules.duplicates.clusters import Clusters
from orgplan.planning.rules.duplicates.comparison import Comparison, DayMatch, compare
from orgplan.planning.rules.duplicates.gates import cannot_be_same
from orgplan.planning.rules.duplicates.model import Duplicates, Line, Suggestion
from orgplan.planning.rules.duplicates.part_of import CERTAINTY, Sign, may_be_part, sign_of_part
from orgplan.planning.rules.duplicates.profile import Profile, read_line
from orgplan.planning.rules.duplicates.rarity import weigh
from orgplan.planning.rules.duplicates.same import certainty, score
from orgplan.planning.rules.duplicates.wording import reasons_for_part, reasons_for_same

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_INHERITED = 0.95
"""How certain a part is that follows from another line of the same event, of the certainty it follows from."""
_IDENTICAL = 3.0
"""Points of two lines that say the same on the same days, however little they say."""

_MOST_WHOLES = 2
"""So many wholes are suggested for one event at most, so that a city's plan does not drown in suggestions."""

_ONE_OF_MANY = frozenset([Sign.WITHIN, Sign.VENUE])
_Found = dict[tuple[int, int], tuple[float, Sign, tuple[int, int]]]


class _Search:
    """One search over one list of lines.

    Lines that say the same in every respect share one profile, so that a pair of wordings is compared once. Pairs are
    numbers of profiles; profiles stand in the order of their content, so the order of the input is no matter.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        profiles: dict[tuple[str, ...], tuple[Profile, list[int]]] = {}
        for number, line in enumerate(lines):
            profile = read_line(line)
            profiles.setdefault(_content(profile), (profile, []))[1].append(number)
        ordered = [profiles[content] for content in sorted(profiles)]
        self.lines_of = [numbers for _, numbers in ordered]
        self.weighed = weigh([profile for profile, _ in ordered])
        self.units = [{lines[number].unit for number in numbers} for numbers in self.lines_of]
        self.points: dict[tuple[int, int], float] = {}
        self.suggested: dict[tuple[int, int], Comparison] = {}

    def look(self, first: int, second: int) -> Comparison:
        """Compare two profiles, always in one order. Not kept: tens of thousands of pairs are looked at once."""
        return compare(self.weighed[min(first, second)], self.weighed[max(first, second)])

    def pair(self, first: int, second: int) -> Comparison:
        """Compare two profiles that will be suggested; many lines may share them, so the comparison is kept."""
        key = (first, second) if first < second else (second, first)
        if key not in self.suggested:
            self.suggested[key] = self.look(*key)
        return self.suggested[key]

    def points_of(self, first: int, second: int) -> float | None:
        """Return the score of a pair, None when it is forbidden."""
        key = (first, second) if first < second else (second, first)
        if (known := self.points.get(key)) is not None:
            return known
        points = self._judge(*key)
        if points is not None and points >= 0:
            self.points[key] = points
        return points

    def _points_to_join(self, first: int, second: int) -> float | None:
        """Return the score of a pair of one group; lines of one unit that do not say the same are two events."""
        points = self.points_of(first, second)
        return None if points is not None and points < 0 and self.units[first] == self.units[second] else points

    def _judge(self, first: int, second: int) -> float | None:
        one, other = self.weighed[first].profile, self.weighed[second].profile
        if cannot_be_same(one, other):
            return None
        points = score(self.look(first, second), same_unit=self.units[first] == self.units[second])
        return max(points, _IDENTICAL) if _identical(one, other) else points

    def run(self) -> Duplicates:
        """Find the same and the parts."""
        candidates = sorted(set(candidate_pairs(self.weighed)))
        clusters = Clusters(len(self.weighed), self._points_to_join)
        clusters.gather(self._edges(candidates))
        return Duplicates(same=self._same(clusters), part_of=self._parts(candidates, clusters))

    def _edges(self, candidates: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        scored = ((self.points_of(*pair), pair) for pair in candidates)
        good = [(-points, pair) for points, pair in scored if points is not None and points >= 0]
        return [pair for _, pair in sorted(good)]

    def _same(self, clusters: Clusters) -> tuple[Suggestion, ...]:
        found: list[Suggestion] = []
        alone = ([number] for number in range(len(self.weighed)) if len(clusters.members(number)) == 1)
        for members in (*clusters.groups(), *alone):
            tellers = sorted((line, profile) for profile in members for line in self.lines_of[profile])
            for (first, one), (second, other) in combinations(tellers, 2):
                points = self._points_in_cluster(one, other)
                reasons = reasons_for_same(self.pair(one, other))
                found.append(Suggestion(self.lines[first], self.lines[second], round(certainty(points), 4), reasons))
        return _most_certain_first(found)

    def _points_in_cluster(self, first: int, second: int) -> float:
        if first == second:
            return max(_IDENTICAL, score(self.pair(first, second), same_unit=False))
        return self.points_of(first, second) or 0.0

    def _parts(self, candidates: Iterable[tuple[int, int]], clusters: Clusters) -> tuple[Suggestion, ...]:
        """Return the parts; all lines of one event are parts of all lines of the other."""
        signs: _Found = {}
        profiles = [line.profile for line in self.weighed]
        for first, second in candidates:
            if clusters.home(first) != clusters.home(second):
                if may_be_part(profiles[first], profiles[second]):
                    self._note_sign(signs, clusters, first, second)
                if may_be_part(profiles[second], profiles[first]):
                    self._note_sign(signs, clusters, second, first)
        found: list[Suggestion] = []
        for sure, sign, told in _likeliest_wholes(signs):
            found.extend(self._all_pairs(clusters, sure, sign, told))
        return _most_certain_first(found)

    def _note_sign(self, signs: _Found, clusters: Clusters, child: int, parent: int) -> None:
        small, large = self.weighed[child].profile, self.weighed[parent].profile
        if (sign := sign_of_part(self.look(child, parent), small, large)) is None:
            return
        key = (clusters.home(child), clusters.home(parent))
        if key not in signs or signs[key][0] < CERTAINTY[sign]:
            signs[key] = (CERTAINTY[sign], sign, (child, parent))

    def _sign(self, child: int, parent: int) -> Sign | None:
        small, large = self.weighed[child].profile, self.weighed[parent].profile
        return sign_of_part(self.look(child, parent), small, large) if may_be_part(small, large) else None

    def _all_pairs(self, clusters: Clusters, sure: float, sign: Sign, told: tuple[int, int]) -> Iterable[Suggestion]:
        for child in clusters.members(told[0]):
            for parent in clusters.members(told[1]):
                direct = self._sign(child, parent)
                pair = self.pair(child, parent)
                if direct is None and pair.day is DayMatch.DISJOINT and sign is not Sign.STAGE:
                    continue
                share = round(CERTAINTY[direct] if direct else sure * _INHERITED, 4)
                reasons = reasons_for_part(pair, direct or sign)
                for one in self.lines_of[child]:
                    for other in self.lines_of[parent]:
                        yield Suggestion(self.lines[one], self.lines[other], share, reasons)


def _likeliest_wholes(signs: _Found) -> Iterator[tuple[float, Sign, tuple[int, int]]]:
    """Yield of every event the wholes that it is likeliest a part of; of two directions the surer one."""
    wholes: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (child, parent), (sure, _, told) in signs.items():
        back = signs.get((parent, child))
        if back is None or (back[0], -back[2][0]) < (sure, -told[0]):
            wholes[child].append((-sure, parent))
    for child, parents in sorted(wholes.items()):
        told_by = {parent for _, parent in parents}
        apart = (parent for _, parent in sorted(parents) if not _is_beside(signs, child, parent, told_by))
        for parent in islice(apart, _MOST_WHOLES):
            yield signs[child, parent]


def _is_beside(signs: _Found, child: int, parent: int, wholes: set[int]) -> bool:
    """Return whether a supposed whole is itself within another whole of the child: both are venues of that one."""
    return signs[child, parent][1] in _ONE_OF_MANY and any(
        (parent, whole) in signs and (whole, parent) not in signs for whole in wholes
    )


def _content(profile: Profile) -> tuple[str, ...]:
    """Return all that a line says; two lines with equal content differ in nothing but who sent them."""
    line = profile.line
    place = profile.place
    when = (line.start, line.end, line.start_time, line.end_time)
    return (line.title, *map(str, when), line.place or "", profile.own_district, " ".join(sorted(place.names)))


def _identical(first: Profile, second: Profile) -> bool:
    one, other = first.line, second.line
    return one.title == other.title and (one.start, one.end) == (other.start, other.end) and first.first_day is not None


def _order(line: Line) -> tuple[str, ...]:
    return (line.title, line.unit, line.id, str(line.start), str(line.start_time), line.place or "")


def _most_certain_first(found: list[Suggestion]) -> tuple[Suggestion, ...]:
    def place(one: Suggestion) -> tuple[object, ...]:
        return (-one.certainty, *sorted((_order(one.first), _order(one.second))))

    return tuple(sorted(found, key=place))


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
