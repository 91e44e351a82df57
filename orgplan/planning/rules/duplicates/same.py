"""Whether two lines that nothing forbids report one event: an additive score of what speaks for and against it.

The score is a sum of plain points; `certainty` turns it into a share between 0 and 1. Every point is a fact that can
be shown to the planner, and its size was chosen by hand so that no single fact decides alone.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from orgplan.planning.rules.duplicates.comparison import DayMatch, TimeMatch
from orgplan.planning.rules.duplicates.places import PlaceMatch

if TYPE_CHECKING:
    from orgplan.planning.rules.duplicates.comparison import Comparison
    from orgplan.planning.rules.duplicates.profile import Profile

START = -5.0
COVER = 3.5
LIKENESS = 3.5
CLASH = -7.0
NAMES = {1: 1.5, 0: 0.0, -1: -3.0}
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
SAME_RANGE = 1.0
SAME_ROOM = 1.5
SAME_STAGE = 0.8
SAME_KIND = 0.4
STRANGE_KIND = -5.0
KIND_ABOUT_KIND = -8.0
KIND_ABOUT_KIND_TOGETHER = -2.0
ONE_OPENS = -2.5
OTHER_OCCASION = -2.0
ONE_DISTRICT = -4.0
SAME_UNIT = -3.0
LONG_AGAINST_SHORT = -4.5
WHOLE_AGAINST_PART = -3.0
WITHIN_AGAINST_WHOLE = -4.5
STAGE_AGAINST_ALL = -2.5
INSIDE_ELSEWHERE = -2.0
LONG = 4
"""From so many days on, a line is a period rather than an event."""
WHOLE_MONTH = 28
_FULL_EVIDENCE = 1.0
"""Common words of this weight and more count in full; «праздник» alone is no likeness."""
_CLASH_BESIDE_A_NAME = 0.5
"""Where the quoted name is the same, other words weigh less against."""
_HERE = frozenset([PlaceMatch.EQUAL, PlaceMatch.LIKELY])
_ENDS = frozenset(["открытие", "закрытие"])
_TAKES_THE_PLACE = frozenset(
    ["парад", "салют", "возложение", "забег", "митинг", "концерт", "открытие", "закрытие", "субботник", "линейка"],
)


def score(pair: Comparison, *, same_unit: bool) -> float:
    """Return the sum of points for «one event»; 0 is as likely as not. One unit seldom tells of an event twice."""
    return (
        (SAME_UNIT if same_unit else 0.0) + START + _title(pair) + _when_and_where(pair) + _kind(pair) + _against(pair)
    )


def certainty(points: float) -> float:
    """Return the points as a share between 0 and 1."""
    return 1.0 / (1.0 + exp(-max(-50.0, min(50.0, points))))


def _title(pair: Comparison) -> float:
    evidence = min(1.0, (_FULL_EVIDENCE + pair.common_weight) / 2)
    points = evidence * (COVER * pair.cover + LIKENESS * pair.likeness)
    clash = pair.clash * pair.clash / (pair.clash + pair.common_weight) if pair.clash else 0.0
    if pair.names > 0:
        clash *= _CLASH_BESIDE_A_NAME
    return points + CLASH * clash + NAMES[pair.names]


def _when_and_where(pair: Comparison) -> float:
    points = TIMES[pair.time] + DAYS[pair.day] + PLACES[pair.place]
    if pair.day is DayMatch.EQUAL and 1 < pair.first.days < WHOLE_MONTH:
        points += SAME_RANGE
    if pair.place is PlaceMatch.EQUAL and pair.time is TimeMatch.EQUAL and pair.day is DayMatch.EQUAL:
        points += _taken(pair)
    return points


def _taken(pair: Comparison) -> float:
    """A room holds one event at a time; a square holds one parade, though many fairs."""
    if pair.kinds_fit and pair.first.place.is_room and pair.second.place.is_room:
        return SAME_ROOM
    return SAME_STAGE if pair.first.kinds & pair.second.kinds & _TAKES_THE_PLACE else 0.0


def _kind(pair: Comparison) -> float:
    points = 0.0
    if not pair.kinds_fit:
        points += _strange_kind(pair)
    elif pair.same_kind:
        points += SAME_KIND
    if bool(pair.first.kinds & _ENDS) != bool(pair.second.kinds & _ENDS) and not _together(pair):
        points += ONE_OPENS
    return points


def _strange_kind(pair: Comparison) -> float:
    """Weigh two kinds that do not fit: «Экскурсия по выставке» is no exhibition.

    At one hour in one place it may be the same told otherwise: «Конкурс: подведение итогов», «Награждение конкурса».
    """
    if not (pair.first.kinds & pair.second.all_kinds or pair.second.kinds & pair.first.all_kinds):
        return STRANGE_KIND
    return KIND_ABOUT_KIND_TOGETHER if _together(pair) else KIND_ABOUT_KIND


def _together(pair: Comparison) -> bool:
    """Return whether an opening may stand for what it opens: both begin at one hour in one place."""
    return pair.time is TimeMatch.EQUAL and pair.place in _HERE


def _against(pair: Comparison) -> float:
    first, second = pair.first, pair.second
    facts = (
        (pair.names <= 0 and _other_occasion(first, second), OTHER_OCCASION),
        (bool(first.district) != bool(second.district) and pair.place is not PlaceMatch.EQUAL, ONE_DISTRICT),
        (pair.day is DayMatch.INSIDE and pair.place not in _HERE, INSIDE_ELSEWHERE),
        (pair.day is DayMatch.INSIDE and bool(first.kinds and second.kinds) and not pair.same_kind, STAGE_AGAINST_ALL),
        (min(first.days, second.days) < LONG <= max(first.days, second.days), LONG_AGAINST_SHORT),
        (first.within != second.within, WITHIN_AGAINST_WHOLE),
        (_whole_and_part(first, second, pair.place), WHOLE_AGAINST_PART),
    )
    return sum(points for holds, points in facts if holds)


def _other_occasion(first: Profile, second: Profile) -> bool:
    return bool(first.occasions and second.occasions and first.occasions.isdisjoint(second.occasions))


def _whole_and_part(first: Profile, second: Profile, place: PlaceMatch) -> bool:
    """Return whether one line is the whole celebration and the other something at one place of it."""
    if place in _HERE or first.umbrella == second.umbrella:
        return False
    return (second if first.umbrella else first).place.known
