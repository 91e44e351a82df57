"""Which lines are worth comparing: those that share a day and a word. Keeps thousands of lines from being quadratic."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from orgplan.planning.rules.duplicates.evidence import LONG, WHOLE_MONTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from orgplan.planning.rules.duplicates.profile import Profile
    from orgplan.planning.rules.duplicates.rarity import Weighed

_SHORT = 7
"""A line of so many days at most is looked up day by day; a longer one is compared with all its words' lines."""
_CROWDED = 400
"""A word that more lines share finds nothing by itself."""
_ENOUGH = 0.8
_ENOUGH_TOGETHER = 0.2
_ENOUGH_FOR_A_PART = 0.55
"""A day may only be a part of a period, and the kind of event alone («концерт») shows no part."""
_NEXT_DAY = 1
"""A sectional session may follow the plenary day, so neighbouring days meet."""


class _Index:
    """Lines by word and day."""

    def __init__(self) -> None:
        self.by_day: dict[tuple[str, int], list[int]] = defaultdict(list)
        self.by_word: dict[str, list[int]] = defaultdict(list)
        self.long: dict[str, list[int]] = defaultdict(list)

    def add(self, number: int, line: Weighed) -> None:
        days = _days(line.profile)
        for key in _keys(line):
            self.by_word[key].append(number)
            if days is None:
                self.long[key].append(number)
            else:
                for day in days:
                    self.by_day[key, day].append(number)

    def meeting(self, key: str, profile: Profile) -> set[int]:
        """Return the lines that have a word on a day of this line."""
        if _days(profile) is None:
            everyone = self.by_word[key]
            return set(everyone if len(everyone) <= _CROWDED else self.long[key][:_CROWDED])
        always = self.long[key]
        found = set(always) if len(always) <= _CROWDED else set()
        for day in {profile.first_day, profile.last_day}:
            crowd = self.by_day.get((key, day or 0), ())
            if len(crowd) <= _CROWDED:
                found.update(crowd)
        return found


def candidate_pairs(lines: Sequence[Weighed]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of line numbers worth comparing, the smaller first, each once."""
    yield from _one_slot(lines)
    index = _Index()
    for number, line in enumerate(lines):
        index.add(number, line)
    for number, line in enumerate(lines):
        shared: dict[int, float] = defaultdict(float)
        for key, weight in _keys(line).items():
            for other in index.meeting(key, line.profile):
                shared[other] += weight
        for other, weight in shared.items():
            # A short line meets a long one by the long one's list, not the other way round: look both ways.
            if other != number and (weight >= _ENOUGH or _meet(line.profile, lines[other].profile, weight)):
                yield (other, number) if other < number else (number, other)


def _one_slot(lines: Sequence[Weighed]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that may be in one place at one hour of one day or from day to day, whatever their titles say."""
    slots: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        profile = line.profile
        if profile.first_day is None or profile.last_day is None or not profile.place.known:
            continue
        if profile.begins is not None:
            slots[profile.first_day, profile.begins].append(number)
        if 1 < profile.days < WHOLE_MONTH:
            slots[profile.first_day, -profile.last_day].append(number)
    for numbers in slots.values():
        for first, second in combinations(numbers, 2):
            one, other = lines[first].profile.place, lines[second].profile.place
            if not one.names.isdisjoint(other.names) or (one.is_room and other.is_room):
                yield first, second


def _keys(line: Weighed) -> dict[str, float]:
    """Return the words by which a line is found; an occasion and the plain word are one («День строителя»)."""
    found = {key.removeprefix("@"): weight for key, weight in line.weights.items()}
    return found | dict.fromkeys(line.profile.implied, 1.0)


def _days(profile: Profile) -> range | None:
    """Return the days of a short line and their neighbours; None for a period or an unknown day."""
    if profile.first_day is None or profile.last_day is None or profile.days > _SHORT:
        return None
    return range(profile.first_day - _NEXT_DAY, profile.last_day + _NEXT_DAY + 1)


def _meet(first: Profile, second: Profile, weight: float) -> bool:
    """Return whether little in common is still worth a look: at one hour, or in one place."""
    if weight < _ENOUGH_TOGETHER:
        return False
    if (first.days >= LONG) is not (second.days >= LONG):
        return weight >= _ENOUGH_FOR_A_PART
    if not first.place.names.isdisjoint(second.place.names):
        return True
    return first.begins is None or second.begins is None or first.begins == second.begins
