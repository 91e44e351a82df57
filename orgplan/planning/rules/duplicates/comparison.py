"""What two lines have in common and what tells them apart, measured; no judgement yet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from rapidfuzz.distance import Prefix

from orgplan.planning.rules.duplicates.places import PlaceMatch, compare_places
from orgplan.planning.rules.duplicates.vocabulary import compatible_kinds

if TYPE_CHECKING:
    from orgplan.planning.rules.duplicates.profile import Profile
    from orgplan.planning.rules.duplicates.rarity import Weighed

_MISPRINT = 86.0
_SHORTEST_STEM = 5
_STEM_SHARE = 0.7
_STEM_QUALITY = 0.75
"""A word that only begins like the other («милиция», «милиционер») is worth so much of the same word."""
_PLACE_IN_TITLE = 0.3
"""A word of both titles that names the place of both tells again what the place has told."""
_NEAR_MINUTES = 30
_MOVED_MINUTES = 60
_NOTHING: frozenset[str] = frozenset()


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

    `pairs` are the words of the first title found in the second, with their weights. `cover` is the share of the
    shorter title found in the longer one, `likeness` the share of both (Dice), each 0 to 1 by weight. `clash` is the
    weight of content that each title has alone, the smaller of the two. `names` is 1 for the same quoted name, -1 for
    two different ones, 0 where one has none.
    """

    first: Profile
    second: Profile
    pairs: dict[str, str]
    shared: dict[str, float]
    common_weight: float
    cover: float
    likeness: float
    clash: float
    names: int
    kinds_fit: bool
    same_kind: bool
    time: TimeMatch
    day: DayMatch
    place: PlaceMatch


def compare_days(first: Profile, second: Profile) -> DayMatch:
    """Return how the days of two lines lie to each other."""
    if first.first_day is None or second.first_day is None or first.last_day is None or second.last_day is None:
        return DayMatch.UNKNOWN
    if first.last_day < second.first_day or second.last_day < first.first_day:
        return DayMatch.DISJOINT
    if first.first_day == second.first_day and first.last_day == second.last_day:
        return DayMatch.EQUAL
    return DayMatch.INSIDE


def compare_times(first: Profile, second: Profile) -> TimeMatch:
    """Return how the hours of two lines lie to each other."""
    if first.begins is None or second.begins is None:
        return TimeMatch.UNKNOWN
    apart = abs(first.begins - second.begins)
    if apart == 0:
        return TimeMatch.EQUAL
    if apart <= _MOVED_MINUTES:
        return TimeMatch.NEAR if apart <= _NEAR_MINUTES else TimeMatch.MOVED
    earlier, later = (first, second) if first.begins < second.begins else (second, first)
    inside = earlier.ends is not None and later.begins is not None and later.begins < earlier.ends
    return TimeMatch.WITHIN if inside else TimeMatch.DIFFERENT


def match_places(first: Profile, second: Profile) -> PlaceMatch:
    """Compare the places; a place named in the other line's title counts too."""
    found = compare_places(first.place, second.place)
    if found is PlaceMatch.DIFFERENT:
        return PlaceMatch.UNKNOWN if _told_in_title(first, second) or _told_in_title(second, first) else found
    if found is PlaceMatch.EQUAL:
        return found
    in_title = not (
        first.place.names.isdisjoint(second.weights.keys()) and second.place.names.isdisjoint(first.weights.keys())
    )
    return PlaceMatch.LIKELY if in_title else found


def _told_in_title(first: Profile, second: Profile) -> bool:
    """Return whether the title of the first names the place of the second: an address and a name may be one place."""
    return bool(second.place.quoted) and second.place.quoted <= first.weights.keys()


def contrast(first: Profile, second: Profile) -> bool:
    """Return whether the lines have different words of one contrast row, and no word of it in common."""
    there = second.contrasts
    return any(row in there and forms.isdisjoint(there[row]) for row, forms in first.contrasts.items())


def match_names(first: Profile, second: Profile) -> int:
    """Return 1 for the same quoted name, -1 for two different ones, 0 where a name is missing.

    A name that only begins like the other («Город живёт» and «Город живёт добром») is another name; one that stands in
    the other line without quotation marks is the same.
    """
    if first.names and second.names:
        return 1 if _one_name(first, second) or _named_outside(first, second) or _named_outside(second, first) else -1
    named, other_line = (first, second) if first.names else (second, first)
    return int(any(name <= other_line.weights.keys() for name in named.name_roots))


def _one_name(first: Profile, second: Profile) -> bool:
    """Return whether a quoted name of one line is one of the other: misprints, order and spaces are no matter."""
    return any(
        fuzz.token_sort_ratio(one, other) >= _MISPRINT or one.replace(" ", "") == other.replace(" ", "")
        for one in first.names
        for other in second.names
    )


def _named_outside(first: Profile, second: Profile) -> bool:
    """Return whether the second title has a name of the first outside its own quotation marks."""
    outside = second.weights.keys() - frozenset[str]().union(*second.name_roots)
    return any(name <= outside for name in first.name_roots)


def _pair_up(first: Profile, second: Profile) -> tuple[dict[str, str], dict[str, float]]:
    """Return the words of the first title found in the second, and how well those that are not quite the same fit.

    Words meet as they are, as an occasion, with a misprint or by a common stem.
    """
    there = second.weights
    found = {key: key for key in first.weights if key in there}
    for occasion in first.occasions:
        if occasion in there and f"@{occasion}" not in found:
            found[f"@{occasion}"] = occasion
    for occasion in second.occasions:
        if occasion in first.weights and occasion not in found:
            found[occasion] = f"@{occasion}"
    return found, _pair_by_stems(first, second, found)


def _pair_by_stems(first: Profile, second: Profile, found: dict[str, str]) -> dict[str, float]:
    """Add to the pairs found the words that fit but for an ending or a misprint; return how well each fits."""
    taken = set(found.values())
    right = [key for key in second.fuzzy if key not in taken]
    quality: dict[str, float] = {}
    for key in first.fuzzy if right else ():
        if key in found:
            continue
        rated = ((alike(key.removeprefix("@"), other.removeprefix("@")), other) for other in right)
        best, other = max(rated, default=(0.0, ""))
        if best > 0.0:
            found[key] = other
            quality[key] = best
            right.remove(other)
    return quality


@lru_cache(maxsize=262_144)
def alike(one: str, other: str) -> float:
    """Return how surely two different roots are one word: 1 for a misprint, less for a common stem, 0 for neither."""
    shorter = min(len(one), len(other))
    if one[0] == other[0]:
        if shorter > _SHORTEST_STEM and fuzz.ratio(one, other) >= _MISPRINT:
            return 1.0
        same = Prefix.similarity(one, other)
        return _STEM_QUALITY if same >= max(_SHORTEST_STEM, _STEM_SHARE * shorter) else 0.0
    return _STEM_QUALITY if shorter >= _SHORTEST_STEM and (one.endswith(other) or other.endswith(one)) else 0.0


_FRAMES = frozenset(["акция", "праздник"])
_TOLD_EITHER_WAY = frozenset(["открытие", "закрытие"])
"""«Лыжная гонка, посвящённая открытию сезона» is «Открытие лыжного сезона»."""


def _frames(frame: Profile, event: Profile) -> bool:
    """Return whether one line is «Акция «…»: вручение паспортов» and the other the thing itself."""
    return frame.kinds <= _FRAMES and bool(event.kinds & frame.all_kinds)


def kinds_fit(first: Profile, second: Profile) -> bool:
    """Return whether two kinds of event can be one event under two names."""
    if not first.kinds or not second.kinds or first.kinds & second.kinds:
        return True
    if (first.kinds & second.all_kinds | second.kinds & first.all_kinds) & _TOLD_EITHER_WAY:
        return True
    if _frames(first, second) or _frames(second, first):
        return True
    fitting = compatible_kinds()
    return any((one, other) in fitting for one in first.kinds for other in second.kinds)


def _alone(own: Weighed, found: frozenset[str], elsewhere: frozenset[str]) -> tuple[float, float]:
    """Return the weight of the words that a title has alone: all of them, and those that are content of its own."""
    every = content = 0.0
    profile = own.profile
    for key, weight in own.weights.items():
        if key in found or key in profile.place.names or key in elsewhere:
            continue
        every += weight
        if key not in profile.no_content:
            content += weight
    return every, content


def compare(first: Weighed, second: Weighed) -> Comparison:
    """Measure two lines against each other."""
    one, other = first.profile, second.profile
    pairs, quality = _pair_up(one, other)
    left, left_content = _alone(first, frozenset(pairs), other.place.names)
    right, right_content = _alone(second, frozenset(pairs.values()), one.place.names)
    here = one.place_words & other.place_words
    shared = {
        key: quality.get(key, 1.0) * (first.weights[key] + second.weights[twin]) / 2 for key, twin in pairs.items()
    }
    shared |= {key: _PLACE_IN_TITLE * weight for key, weight in shared.items() if key in here}
    common = sum(shared.values())
    smaller = common + min(left, right)
    whole = 2 * common + left + right
    return Comparison(
        first=one,
        second=other,
        pairs=pairs,
        shared=shared,
        common_weight=common,
        cover=common / smaller if smaller else 0.0,
        likeness=2 * common / whole if whole else 0.0,
        clash=min(left_content, right_content),
        names=match_names(one, other),
        kinds_fit=kinds_fit(one, other),
        same_kind=bool(one.kinds & other.kinds),
        time=compare_times(one, other),
        day=compare_days(one, other),
        place=match_places(one, other),
    )
