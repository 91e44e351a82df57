"""Whether two lines report one event: what forbids it, and an additive score of what speaks for and against it.

The score is a sum of plain points; `certainty` turns it into a share between 0 and 1. Every point is a fact that can
be shown to the planner, and its size was chosen by hand so that no single fact decides alone.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp
from typing import TYPE_CHECKING

from orgplan.planning.rules.duplicates.comparison import DayMatch, TimeMatch
from orgplan.planning.rules.duplicates.places import PlaceMatch
from orgplan.planning.rules.duplicates.roots import root
from orgplan.planning.rules.duplicates.vocabulary import CITYWIDE, words_of

if TYPE_CHECKING:
    from orgplan.planning.rules.duplicates.comparison import Comparison
    from orgplan.planning.rules.duplicates.profile import Profile

START = -5.0
COVER = 3.5
LIKENESS = 3.5
CLASH = -3.0
LONGEST_CLASH = 2.0
SAME_RANGE = 1.0
SAME_NAME = 1.5
OTHER_NAME = -3.0
SAME_ROOM = 1.5
SAME_KIND = 0.4
STRANGE_KIND = -3.5
ONE_OPENS = -2.5
OTHER_OCCASION = -2.0
ONE_DISTRICT = -4.0
SAME_UNIT = -3.0
LONG_AGAINST_SHORT = -4.5
WHOLE_AGAINST_PART = -3.0
SAME_STAGE = 0.8
INSIDE_ELSEWHERE = -2.0
TIMES = {
    TimeMatch.EQUAL: 1.5,
    TimeMatch.NEAR: 0.3,
    TimeMatch.MOVED: -1.5,
    TimeMatch.WITHIN: -2.0,
    TimeMatch.UNKNOWN: 0.3,
    TimeMatch.DIFFERENT: -6.0,
}
DAYS = {DayMatch.EQUAL: 0.5, DayMatch.INSIDE: -0.5, DayMatch.UNKNOWN: -0.5, DayMatch.DISJOINT: -9.0}
PLACES = {PlaceMatch.EQUAL: 2.0, PlaceMatch.LIKELY: 1.0, PlaceMatch.UNKNOWN: 0.0, PlaceMatch.DIFFERENT: -6.5}
WHOLE_MONTH = 28
LONG = 4
"""From so many days on, a line is a period rather than an event."""


def forbidden(pair: Comparison) -> bool:
    """Return whether the lines cannot be one event whatever their titles say."""
    first, second = pair.first, pair.second
    return (
        pair.day is DayMatch.DISJOINT
        or pair.contrast is not None
        or _apart(first.numbers, second.numbers)
        or _apart(first.stages, second.stages)
        or _apart(first.ages, second.ages)
        or bool(first.district and second.district and first.district != second.district)
        or _opens_and_closes(first, second)
        or _deputy(first, second)
        or _body_of_a_district(pair)
        or _committee_of_the_council(first, second)
    )


def _apart(first: frozenset[str], second: frozenset[str]) -> bool:
    return bool(first and second and not first & second)


def _opens_and_closes(first: Profile, second: Profile) -> bool:
    return ("открытие" in first.kinds and "закрытие" in second.kinds) or (
        "закрытие" in first.kinds and "открытие" in second.kinds
    )


_OFFICIALS_OWN = frozenset(["прием_граждан", "заседание"])


def _body_of_a_district(pair: Comparison) -> bool:
    """A body of a district is not the city's body of the same name."""
    first, second = pair.first, pair.second
    return (
        "заседание" in first.kinds & second.kinds
        and bool(first.district) != bool(second.district)
        and bool(first.own_district) != bool(second.own_district)
        and pair.place is not PlaceMatch.EQUAL
    )


def _committee_of_the_council(first: Profile, second: Profile) -> bool:
    """A committee of the council is not the council."""
    committee = {"комитет", "комиссия"}
    return "гордума" in first.forms & second.forms and bool(first.forms & committee) != bool(second.forms & committee)


def _deputy(first: Profile, second: Profile) -> bool:
    """A reception or meeting of the deputy is not that of the head."""
    if ("заместитель" in first.officials) != ("заместитель" in second.officials) and (
        "глава" in first.officials & second.officials
    ):
        return True
    return bool(first.kinds & second.kinds & _OFFICIALS_OWN) and _apart(first.officials, second.officials)


def score(pair: Comparison) -> float:
    """Return the sum of points for «one event»; 0 is as likely as not."""
    first, second = pair.first, pair.second
    evidence = min(1.0, 0.5 + pair.common_weight / 2)
    points = START + evidence * (COVER * pair.cover + LIKENESS * pair.likeness)
    points += CLASH * min(pair.clash, LONGEST_CLASH)
    points += TIMES[pair.time] + DAYS[pair.day] + PLACES[pair.place]
    if _same_range(pair):
        points += SAME_RANGE
    if pair.names:
        points += SAME_NAME if pair.names > 0 else OTHER_NAME
    if same_room(pair):
        points += SAME_ROOM
    elif _same_stage(pair):
        points += SAME_STAGE
    if first.within != second.within or _umbrella(first, second, pair.place):
        points += WHOLE_AGAINST_PART
    if not pair.kinds_fit:
        points += STRANGE_KIND
    elif pair.same_kind:
        points += SAME_KIND
    if first.occasions and second.occasions and not first.occasions & second.occasions:
        points += OTHER_OCCASION
    if bool(first.district) != bool(second.district) and pair.place is not PlaceMatch.EQUAL:
        points += ONE_DISTRICT
    if pair.day is DayMatch.INSIDE and pair.place not in {PlaceMatch.EQUAL, PlaceMatch.LIKELY}:
        points += INSIDE_ELSEWHERE
    if first.line.unit == second.line.unit:
        points += SAME_UNIT
    if min(first.days, second.days) < LONG <= max(first.days, second.days):
        points += LONG_AGAINST_SHORT
    return points + _opening(pair)


def _opening(pair: Comparison) -> float:
    """An opening is another thing than what it opens, unless both begin at one hour in one place."""
    ends = {"открытие", "закрытие"}
    if bool(pair.first.kinds & ends) == bool(pair.second.kinds & ends):
        return 0.0
    together = pair.time is TimeMatch.EQUAL and pair.place in {PlaceMatch.EQUAL, PlaceMatch.LIKELY}
    return 0.0 if together else ONE_OPENS


def _same_range(pair: Comparison) -> bool:
    """Return whether both name the same several days; whole months are no coincidence worth noting."""
    return pair.day is DayMatch.EQUAL and 1 < pair.first.days < WHOLE_MONTH


_TAKES_THE_PLACE = frozenset("парад салют возложение забег митинг концерт открытие закрытие субботник линейка".split())


def _same_stage(pair: Comparison) -> bool:
    """Return whether both are of a kind that takes a whole place, there and at one hour."""
    return (
        pair.place is PlaceMatch.EQUAL
        and pair.time is TimeMatch.EQUAL
        and bool(pair.first.kinds & pair.second.kinds & _TAKES_THE_PLACE)
    )


def _umbrella(first: Profile, second: Profile, place: PlaceMatch) -> bool:
    """Return whether one line is the whole celebration and the other something at one place of it."""
    if place in {PlaceMatch.EQUAL, PlaceMatch.LIKELY}:
        return False
    if is_umbrella(first) == is_umbrella(second):
        return False
    return (second if is_umbrella(first) else first).place.known


def is_umbrella(profile: Profile) -> bool:
    """Return whether a line names an occasion and nothing else, for the whole city: «День города», «Последний звонок»."""
    return (
        bool(profile.occasions)
        and not profile.essence - _everywhere()
        and profile.kinds <= {"праздник"}
        and not profile.place.known
    )


@lru_cache(maxsize=1)
def _everywhere() -> frozenset[str]:
    return frozenset(root(word) for word in words_of(CITYWIDE))


def same_room(pair: Comparison) -> bool:
    """Return whether both take one room at one hour: a room holds one event at a time."""
    return (
        pair.place is PlaceMatch.EQUAL
        and pair.time is TimeMatch.EQUAL
        and pair.day is DayMatch.EQUAL
        and pair.first.place.is_room
        and pair.second.place.is_room
        and pair.kinds_fit
    )


def certainty(points: float) -> float:
    """Return the points as a share between 0 and 1."""
    return 1.0 / (1.0 + exp(-max(-50.0, min(50.0, points))))
