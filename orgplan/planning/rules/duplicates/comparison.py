"""What two lines have in common and what tells them apart, measured; no judgement yet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from orgplan.planning.rules.duplicates.places import PlaceMatch, compare_places
from orgplan.planning.rules.duplicates.roots import root
from orgplan.planning.rules.duplicates.vocabulary import compatible_kinds, contrast_rows

if TYPE_CHECKING:
    from orgplan.planning.rules.duplicates.profile import Profile
    from orgplan.planning.rules.duplicates.rarity import Rarity

_MISPRINT = 86.0
_SHORTEST_FUZZY = 6
_NEAR_MINUTES = 30
_MOVED_MINUTES = 60


class TimeMatch(Enum):
    """What the hours of two lines say."""

    EQUAL = "equal"
    NEAR = "near"
    MOVED = "moved"
    WITHIN = "within"
    UNKNOWN = "unknown"
    DIFFERENT = "different"


class DayMatch(Enum):
    """What the days of two lines say."""

    EQUAL = "equal"
    INSIDE = "inside"
    UNKNOWN = "unknown"
    DISJOINT = "disjoint"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two lines side by side.

    `cover` is the share of the shorter title found in the longer one, `likeness` the share of both (Dice), each 0 to 1
    by weight. `clash` is the weight of what both titles have alone, against the weight of the shorter one.
    `common`, `only_first`, `only_second` are the words themselves, heaviest first.
    """

    first: Profile
    second: Profile
    common: tuple[str, ...]
    matched: frozenset[str]
    common_weight: float
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    cover: float
    likeness: float
    clash: float
    names: float
    kinds_fit: bool
    same_kind: bool
    time: TimeMatch
    day: DayMatch
    place: PlaceMatch
    contrast: tuple[str, str] | None


def compare_days(first: Profile, second: Profile) -> DayMatch:
    """Return how the days of two lines lie to each other."""
    if first.first_day is None or second.first_day is None or first.last_day is None or second.last_day is None:
        return DayMatch.UNKNOWN
    if first.last_day < second.first_day or second.last_day < first.first_day:
        return DayMatch.DISJOINT
    if (first.first_day, first.last_day) == (second.first_day, second.last_day):
        return DayMatch.EQUAL
    return DayMatch.INSIDE


def compare_times(first: Profile, second: Profile) -> TimeMatch:
    """Return how the hours of two lines lie to each other."""
    if first.begins is None or second.begins is None:
        return TimeMatch.UNKNOWN
    apart = abs(first.begins - second.begins)
    if apart == 0:
        return TimeMatch.EQUAL
    if apart <= _NEAR_MINUTES:
        return TimeMatch.NEAR
    earlier, later = (first, second) if first.begins < second.begins else (second, first)
    if apart <= _MOVED_MINUTES:
        return TimeMatch.MOVED
    if earlier.ends is not None and later.begins is not None and later.begins < earlier.ends:
        return TimeMatch.WITHIN
    return TimeMatch.DIFFERENT


def _names_likeness(first: Profile, second: Profile) -> float:
    """Return 1 for the same quoted name, -1 for two different ones, 0 where a name is missing.

    A name that only begins like the other («Город живёт» and «Город живёт добром») is another name.
    """
    if _spoken_of(first, second) or _spoken_of(second, first):
        return 1.0
    if not first.names or not second.names:
        return 0.0
    best = max(fuzz.token_sort_ratio(" ".join(one), " ".join(other)) for one in first.names for other in second.names)
    return 1.0 if best >= _MISPRINT else -1.0


def _spoken_of(first: Profile, second: Profile) -> bool:
    """Return whether a quoted name of the first stands in the second without its quotation marks."""
    return not second.names and any({root(word) for word in name} <= second.weights.keys() for name in first.names)


def _pair_up(first: Profile, second: Profile) -> dict[str, str]:
    """Return the words of the first title found in the second, misprints included."""
    found = {key: key for key in first.weights if key in second.weights}
    for key in first.weights:
        twin = key[1:] if key[0] == "@" else f"@{key}"
        if key not in found and twin in second.weights and twin not in found:
            found[key] = twin
    left = [key for key in first.weights if key not in found and len(key) >= _SHORTEST_FUZZY and key[0] not in "#@"]
    right = [key for key in second.weights if key not in found and len(key) >= _SHORTEST_FUZZY and key[0] not in "#@"]
    for key in left:
        for other in right:
            if other not in found.values() and key[0] == other[0] and fuzz.ratio(key, other) >= _MISPRINT:
                found[key] = other
                break
    return found


def _contrast(first: Profile, second: Profile) -> tuple[str, str] | None:
    """Return two words of one contrast row, each in one line only and none in both; None when there are none."""
    rows = _rows_by_root()
    left = {row for form in first.roots for row in rows.get(form, ())}
    right = {row for form in second.roots for row in rows.get(form, ())}
    for row in sorted(left & right):
        here = {form for form in first.roots if row in rows.get(form, ())}
        there = {form for form in second.roots if row in rows.get(form, ())}
        if not here & there:
            return min(here), min(there)
    return None


@lru_cache(maxsize=1)
def _rows_by_root() -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for word, rows in contrast_rows().items():
        found[root(word)] = found.get(root(word), frozenset()) | rows
    return found


_TOLD_EITHER_WAY = frozenset(["открытие", "закрытие"])
"""«Лыжная гонка, посвящённая открытию сезона» is «Открытие лыжного сезона»."""


def _kinds_fit(first: Profile, second: Profile) -> bool:
    if not first.kinds or not second.kinds or first.kinds & second.kinds:
        return True
    if (first.kinds & second.all_kinds | second.kinds & first.all_kinds) & _TOLD_EITHER_WAY:
        return True
    fitting = compatible_kinds()
    return any((one, other) in fitting for one in first.kinds for other in second.kinds)


def compare(first: Profile, second: Profile, rarity: Rarity) -> Comparison:
    """Measure two lines against each other."""
    pairs = _pair_up(first, second)
    in_second = set(pairs.values())
    weigh_first = {key: rarity.of(key) * weight for key, weight in first.weights.items()}
    weigh_second = {key: rarity.of(key) * weight for key, weight in second.weights.items()}
    places_first, places_second = first.place.names, second.place.names
    only_first = {
        key: weight
        for key, weight in weigh_first.items()
        if key not in pairs and key not in places_first | places_second
    }
    only_second = {
        key: weight
        for key, weight in weigh_second.items()
        if key not in in_second and key not in places_first | places_second
    }
    common = {key: (weigh_first[key] + weigh_second[other]) / 2 for key, other in pairs.items()}
    shared, left, right = sum(common.values()), sum(only_first.values()), sum(only_second.values())
    smaller = shared + min(left, right)
    whole = 2 * shared + left + right
    return Comparison(
        first=first,
        second=second,
        common=tuple(sorted(common, key=lambda key: (-common[key], key))),
        matched=frozenset(pairs) | frozenset(in_second),
        common_weight=shared,
        only_first=tuple(sorted(only_first, key=lambda key: (-only_first[key], key))),
        only_second=tuple(sorted(only_second, key=lambda key: (-only_second[key], key))),
        cover=shared / smaller if smaller else 0.0,
        likeness=2 * shared / whole if whole else 0.0,
        clash=min(_content(only_first, first), _content(only_second, second)),
        names=_names_likeness(first, second),
        kinds_fit=_kinds_fit(first, second),
        same_kind=bool(first.kinds & second.kinds),
        time=compare_times(first, second),
        day=compare_days(first, second),
        place=_place_match(first, second),
        contrast=_contrast(first, second),
    )


def _content(words: dict[str, float], profile: Profile) -> float:
    """Return the weight of ordinary words: a kind, an occasion or a word of the place is no content of its own."""
    heads = {root(head) for head in profile.place.heads} | profile.bracketed
    return sum(weight for key, weight in words.items() if key[0] not in "#@" and key not in heads)


def _place_match(first: Profile, second: Profile) -> PlaceMatch:
    """Compare the places; a place named in the other line's title counts too."""
    found = compare_places(first.place, second.place)
    if found in {PlaceMatch.EQUAL, PlaceMatch.DIFFERENT}:
        return found
    in_title = (first.place.names & second.weights.keys()) | (second.place.names & first.weights.keys())
    return PlaceMatch.LIKELY if in_title else found
