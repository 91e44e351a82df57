"""What speaks for and against one event in two lines that nothing forbids: facts, each with how strongly it holds.

The facts are few and say nothing of single words, so that what is learnt of them holds for words never seen. `same`
weighs them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orgplan.planning.rules.duplicates.comparison import DayMatch, TimeMatch
from orgplan.planning.rules.duplicates.places import PlaceMatch
from orgplan.planning.rules.duplicates.venues import GROUND_HEADS
from orgplan.planning.rules.duplicates.vocabulary import words_of

if TYPE_CHECKING:
    from orgplan.planning.rules.duplicates.comparison import Comparison
    from orgplan.planning.rules.duplicates.places import Place
    from orgplan.planning.rules.duplicates.profile import Profile

LONG = 4
"""From so many days on, a line is a period rather than an event."""
WHOLE_MONTH = 28
_FULL_EVIDENCE = 1.0
"""Common words of this weight and more count in full; «праздник» alone is no likeness."""
_MOST_COMMON = 2.0
_HERE = frozenset([PlaceMatch.EQUAL, PlaceMatch.LIKELY])
_ENDS = frozenset(["открытие", "закрытие"])
_SHOWS = "парад салют возложение забег митинг концерт открытие закрытие субботник линейка"
_TAKES_THE_PLACE = frozenset(_SHOWS.split())


_STAGES = frozenset(["открытие", "закрытие", "награждение", "концерт", "пленарное"])


def evidence(pair: Comparison, *, same_unit: bool) -> dict[str, float]:
    """Return the facts that hold of two lines, by name; a fact that does not hold is absent."""
    found = {"start": 1.0, **_title(pair), **_day_and_hour(pair), **_place(pair), **_kind(pair), **_against(pair)}
    if same_unit:
        found["unit.same"] = 1.0
    return found


def _title(pair: Comparison) -> dict[str, float]:
    told = min(1.0, (_FULL_EVIDENCE + pair.common_weight) / 2)
    found = {
        "title.cover": told * pair.cover,
        "title.likeness": told * pair.likeness,
        "title.common": min(_MOST_COMMON, pair.common_weight),
    }
    if pair.clash:
        found[f"clash.{_where(pair)}"] = min(1.0, pair.clash * pair.clash / (pair.clash + pair.common_weight))
    if pair.names:
        found["name.same" if pair.names > 0 else "name.other"] = 1.0
    return found


def _where(pair: Comparison) -> str:
    if pair.names > 0:
        return "beside name"
    return "here" if pair.time is TimeMatch.EQUAL and pair.place in _HERE else "elsewhere"


def _day_and_hour(pair: Comparison) -> dict[str, float]:
    found: dict[str, float] = {}
    if pair.time is not TimeMatch.UNKNOWN:
        found[f"time.{pair.time.value}"] = 1.0
    if pair.day is not DayMatch.EQUAL:
        found[f"day.{pair.day.value}"] = 1.0
    elif 1 < pair.first.days < WHOLE_MONTH:
        found["day.range"] = 1.0
    return found


def _place(pair: Comparison) -> dict[str, float]:
    found = {} if pair.place is PlaceMatch.UNKNOWN else {f"place.{pair.place.value}": 1.0}
    if pair.place is PlaceMatch.EQUAL and pair.day is DayMatch.EQUAL and pair.time is TimeMatch.EQUAL:
        found[f"slot.{_sort(pair.first.place, pair.second.place)}"] = 1.0
        if pair.first.kinds & pair.second.kinds & _TAKES_THE_PLACE:
            found["slot.show"] = 1.0
    if _one_district(pair.first, pair.second):
        found["district.same"] = 1.0
    return found


def _sort(first: Place, second: Place) -> str:
    """Return how many events a place holds at one time: one a room, few a house, many a street or a square."""
    if first.is_room and second.is_room:
        return "room"
    return "ground" if all(_is_ground(place) for place in (first, second)) else "house"


def _is_ground(place: Place) -> bool:
    return bool(place.heads) and place.heads <= words_of(GROUND_HEADS) and not place.numbers


def _kind(pair: Comparison) -> dict[str, float]:
    here = "here" if pair.time is TimeMatch.EQUAL and pair.place in _HERE else "elsewhere"
    found: dict[str, float] = {}
    if not pair.kinds_fit:
        about = pair.first.kinds & pair.second.all_kinds or pair.second.kinds & pair.first.all_kinds
        found[f"kind.{'about' if about else 'strange'} {here}"] = 1.0
    elif pair.same_kind:
        found["kind.same"] = 1.0
    if bool(pair.first.kinds & _ENDS) != bool(pair.second.kinds & _ENDS):
        found[f"kind.opens {here}"] = 1.0
    return found


def _against(pair: Comparison) -> dict[str, float]:
    first, second = pair.first, pair.second
    facts = {
        "occasion.other": pair.names <= 0 and _other_occasion(first, second),
        "district.one": bool(first.district) != bool(second.district)
        and not _one_district(first, second)
        and pair.place is not PlaceMatch.EQUAL,
        "day.inside elsewhere": pair.day is DayMatch.INSIDE and pair.place not in _HERE,
        "day.stage": pair.day is DayMatch.INSIDE and _is_stage(first, second),
        "within.one": first.within != second.within and pair.names <= 0,
        "within.one beside name": first.within != second.within and pair.names > 0,
        "whole.part": _whole_and_part(first, second, pair.place),
    }
    found = {name: 1.0 for name, holds in facts.items() if holds}
    if _one_citywide(first.place, second.place):
        found |= {"place.scope": 1.0, "place.scope, more told": 1.0 - pair.likeness}
    return found


def _one_citywide(first: Place, second: Place) -> bool:
    """Return whether one line is for the whole city and the other for one place of it."""
    return (first.citywide and second.known) or (second.citywide and first.known)


def _is_stage(first: Profile, second: Profile) -> bool:
    """Return whether the shorter line is the opening, the concert or the awards of the longer one."""
    short, long = (first, second) if first.days <= second.days else (second, first)
    return not short.kinds & long.kinds or bool((short.all_kinds - long.all_kinds) & _STAGES)


def _one_district(first: Profile, second: Profile) -> bool:
    """Return whether both lines are for one district, or one names the district that the other comes from."""
    if first.district and second.district:
        return first.district == second.district
    named, silent = (first, second) if first.district else (second, first)
    return bool(named.district) and named.district == silent.own_district


def _other_occasion(first: Profile, second: Profile) -> bool:
    return bool(first.occasions and second.occasions and first.occasions.isdisjoint(second.occasions))


def _whole_and_part(first: Profile, second: Profile, place: PlaceMatch) -> bool:
    """Return whether one line is the whole celebration and the other something at one place of it."""
    if place in _HERE or first.umbrella == second.umbrella:
        return False
    return (second if first.umbrella else first).place.known
