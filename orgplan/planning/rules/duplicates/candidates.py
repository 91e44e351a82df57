"""Which lines are worth comparing: those that share a day and a word. Keeps thousands of lines from being quadratic."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from orgplan.planning.rules.duplicates.profile import Profile
    from orgplan.planning.rules.duplicates.rarity import Rarity

_SHORT = 7
"""A line of so many days at most is looked up day by day; a longer one is compared with all its words' lines."""
_CROWDED = 400
"""A word that more lines of one day share finds nothing by itself."""
_ENOUGH = 0.8
_ENOUGH_WITH_HOUR = 0.2


def _keys(profile: Profile) -> dict[str, float]:
    """Return the words by which a line is found; an occasion and the plain word are one («День строителя»)."""
    found = {key.removeprefix("@"): weight for key, weight in profile.weights.items()}
    return found | dict.fromkeys(profile.implied, 1.0)


class _Index:
    """Lines by word and day."""

    def __init__(self) -> None:
        self.by_day: dict[tuple[str, int], list[int]] = defaultdict(list)
        self.by_word: dict[str, list[int]] = defaultdict(list)
        self.long: dict[str, list[int]] = defaultdict(list)

    def add(self, number: int, profile: Profile) -> None:
        days = _days(profile)
        for key in _keys(profile):
            self.by_word[key].append(number)
            if days is None:
                self.long[key].append(number)
            else:
                for day in days:
                    self.by_day[key, day].append(number)


def _days(profile: Profile) -> range | None:
    if profile.first_day is None or profile.last_day is None or profile.days > _SHORT:
        return None
    return range(profile.first_day - 1, profile.last_day + 2)


def candidate_pairs(profiles: Sequence[Profile], rarity: Rarity) -> Iterator[tuple[int, int]]:
    """Yield the pairs of line numbers worth comparing, smaller first, each once."""
    index = _Index()
    for number, profile in enumerate(profiles):
        index.add(number, profile)
    for number, profile in enumerate(profiles):
        shared: dict[int, float] = defaultdict(float)
        days = _days(profile)
        for key, weight in _keys(profile).items():
            value = weight * rarity.of(key)
            for other in _neighbours(index, key, days, profile):
                if other < number:
                    shared[other] += value
        for other, value in shared.items():
            if value >= _ENOUGH or (value >= _ENOUGH_WITH_HOUR and _meet(profile, profiles[other])):
                yield other, number


def _neighbours(index: _Index, key: str, days: range | None, profile: Profile) -> set[int]:
    """Return the lines that have the word on a day of the line's."""
    if days is None:
        lines = index.by_word[key]
        return set(lines) if len(lines) <= _CROWDED else set(index.long[key][-_CROWDED:])
    found = set(index.long[key]) if len(index.long[key]) <= _CROWDED else set()
    for day in (profile.first_day, profile.last_day):
        crowd = index.by_day.get((key, day or 0), ())
        if len(crowd) <= _CROWDED:
            found.update(crowd)
    return found


def _meet(first: Profile, second: Profile) -> bool:
    """Return whether two lines may be at one hour or in one place."""
    hours = first.begins is None or second.begins is None or abs(first.begins - second.begins) <= 60  # noqa: PLR2004
    return hours or bool(first.place.names & second.place.names)
