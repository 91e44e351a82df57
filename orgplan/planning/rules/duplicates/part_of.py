"""Whether one line is a part of another: a celebration's concert, an exhibition's opening, a district's share."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from orgplan.planning.rules.duplicates.comparison import TimeMatch, contrast, match_names, match_places
from orgplan.planning.rules.duplicates.events import SIDE_EVENTS
from orgplan.planning.rules.duplicates.evidence import LONG
from orgplan.planning.rules.duplicates.places import PlaceMatch
from orgplan.planning.rules.duplicates.vocabulary import words_of

if TYPE_CHECKING:
    from orgplan.planning.rules.duplicates.comparison import Comparison
    from orgplan.planning.rules.duplicates.profile import Profile


class Sign(StrEnum):
    """What shows that a line is a part of another, with the words for the planner."""

    WITHIN = "в строке сказано «в рамках»"
    OCCASION = "строка посвящена этому празднику и проходит в его дни"
    STAGE = "это этап или часть большого события"
    DISTRICT = "это доля района в общегородском событии"
    SERIES = "это одно из событий цикла"
    VISIT = "это пункт программы визита"
    VENUE = "это одна из площадок общегородского события"


CERTAINTY = {
    Sign.WITHIN: 0.95,
    Sign.OCCASION: 0.85,
    Sign.STAGE: 0.85,
    Sign.DISTRICT: 0.85,
    Sign.SERIES: 0.9,
    Sign.VISIT: 0.75,
    Sign.VENUE: 0.7,
}
_ABOUT_IT = frozenset(["пресса", "репетиция", "подготовка", "заседание"])
"""Kinds that speak of an event or prepare it, but are no part of it."""
_STAGE_KINDS = """
    открытие закрытие награждение пленарное концерт экскурсия занятие встреча забег соревнование конкурс выставка
    возложение салют парад митинг собрание праздник спектакль линейка презентация подписание
"""
_STAGES = frozenset(_STAGE_KINDS.split())
_LARGE_KINDS = "фестиваль форум забег праздник выставка визит конкурс ярмарка акция соревнование заседание экскурсия"
_ENDS = frozenset(["открытие", "закрытие"])
_CONTAINERS = frozenset(_LARGE_KINDS.split())
_WHOLE = 0.75
_WORTH_A_LOOK = 0.5
_STRAY_DAYS = 1


def may_be_part(child: Profile, parent: Profile) -> bool:
    """Return whether the lines alone, before any comparison, allow `child` to be a part of `parent`."""
    return _days_allow(child, parent) and _area_allows(child, parent) and _words_allow(child, parent)


def _days_allow(child: Profile, parent: Profile) -> bool:
    if child.first_day is None or parent.first_day is None or child.last_day is None or parent.last_day is None:
        return False
    slack = _STRAY_DAYS if "пленарное" in child.kinds else 0
    if child.first_day < parent.first_day or child.last_day > parent.last_day + slack:
        return False
    return not (child.days >= parent.days and child.days >= LONG and not child.district)


def _words_allow(child: Profile, parent: Profile) -> bool:
    if child.kinds & _ABOUT_IT or parent.within or _is_lesser(parent) or _other_numbers(child, parent):
        return False
    if parent.umbrella:
        return not child.umbrella and not parent.occasions.isdisjoint(child.occasions | child.implied)
    if not (child.within or child.district or parent.names or parent.days > child.days or _other_kind(child, parent)):
        return False
    return (
        _share_words(child, parent)
        and _shares_enough(child, parent)
        and not contrast(child, parent)
        and not _elsewhere_without_name(child, parent)
    )


def _elsewhere_without_name(child: Profile, parent: Profile) -> bool:
    """Return whether the lines are in two places and nothing names the parent or its program in the child."""
    if child.within or child.district or "визит" in parent.all_kinds:
        return False
    return match_places(child, parent) is PlaceMatch.DIFFERENT and match_names(child, parent) <= 0


def _shares_enough(child: Profile, parent: Profile) -> bool:
    """Return whether the child has so many of the parent's words as they are that a comparison is worth its time."""
    if "визит" in parent.all_kinds:
        return True
    if child.all_kinds & _ENDS and parent.kinds & child.all_kinds and parent.days > child.days:
        return not parent.essence.isdisjoint(child.essence) or bool(parent.occasions & child.occasions)
    there = child.weights
    if any(name <= there.keys() for name in parent.name_roots):
        return True
    found = sum(weight for key, weight in parent.weights.items() if key in there or key[0] == "@")
    return found >= _WORTH_A_LOOK * sum(parent.weights.values())


def _other_numbers(child: Profile, parent: Profile) -> bool:
    return bool(parent.numbers and child.numbers) and parent.numbers.isdisjoint(child.numbers)


def _is_lesser(parent: Profile) -> bool:
    """Return whether a line is itself the children's or another lesser event beside a big one."""
    return bool(parent.names) and bool(parent.forms & words_of(SIDE_EVENTS)) and "забег" in parent.kinds


def _other_kind(child: Profile, parent: Profile) -> bool:
    return child.kinds.isdisjoint(parent.kinds)


def _share_words(child: Profile, parent: Profile) -> bool:
    """Return whether a telling word of the parent, or a lesser one and its kind or its day, stands in the child."""
    if not parent.telling.isdisjoint(child.weights.keys()):
        return True
    if child.within and not parent.occasions.isdisjoint(child.occasions):
        return True
    kind = not parent.kinds.isdisjoint(child.all_kinds) or "визит" in parent.all_kinds
    return kind and not parent.essence.isdisjoint(child.essence)


def _area_allows(child: Profile, parent: Profile) -> bool:
    return not parent.district or parent.district in {child.district, child.own_district}


def sign_of_part(pair: Comparison, child: Profile, parent: Profile) -> Sign | None:
    """Return what shows that `child`, which may be one, is a part of `parent`; None when nothing does."""
    if parent.umbrella:
        return Sign.OCCASION
    if _is_visit_item(child, parent):
        return Sign.VISIT
    if _within_the_day(pair, child, parent):
        return Sign.WITHIN
    if _opens_or_closes(pair, child, parent):
        return Sign.STAGE
    if not _contains_name(pair, child, parent):
        return None
    signs = (
        (child.within and not parent.within, Sign.WITHIN),
        (_continues_name(child, parent) and parent.days > child.days, Sign.SERIES),
        (_is_side_event(pair, child, parent), Sign.STAGE),
        (_is_stage(child, parent) and not _elsewhere(pair, parent), Sign.STAGE),
        (_is_district_share(pair, child, parent), Sign.DISTRICT),
        (parent.days >= LONG > child.days and pair.same_kind and pair.names >= 0, Sign.SERIES),
        (_is_one_venue(child, parent), Sign.VENUE),
    )
    return next((sign for holds, sign in signs if holds), None)


def _within_the_day(pair: Comparison, child: Profile, parent: Profile) -> bool:
    """«… в рамках Дня физкультурника» is a part of a line that is about that day and nothing else, in that place."""
    return (
        child.within
        and not parent.within
        and not parent.essence
        and bool(child.occasions & parent.occasions)
        and pair.place in {PlaceMatch.EQUAL, PlaceMatch.LIKELY}
    )


def _is_side_event(pair: Comparison, child: Profile, parent: Profile) -> bool:
    """«Детский забег полумарафона «…»» is a part of the half-marathon of that name."""
    if pair.names <= 0 or parent.within or not pair.same_kind or pair.time is TimeMatch.EQUAL:
        return False
    return bool(child.forms & words_of(SIDE_EVENTS)) and not parent.forms & words_of(SIDE_EVENTS)


def _opens_or_closes(pair: Comparison, child: Profile, parent: Profile) -> bool:
    """Return whether the child is the opening or the closing of the parent: all its other words are the parent's."""
    if not child.all_kinds & _ENDS or parent.all_kinds & _ENDS or not parent.days > child.days:
        return False
    if pair.names < 0 or pair.place is PlaceMatch.DIFFERENT or not parent.kinds & child.all_kinds:
        return False
    matched = pair.pairs.keys() | pair.pairs.values()
    own = {key: weight for key, weight in child.weights.items() if key[0] != "#"}
    found = sum(weight for key, weight in own.items() if key in matched)
    return bool(own) and found >= _WHOLE * sum(own.values())


def _is_one_venue(child: Profile, parent: Profile) -> bool:
    """«Концерт в библиотеке (Библионочь)» is a part of «Библионочь» in the libraries of the city."""
    return parent.place.citywide and child.place.known and not child.place.area


def _elsewhere(pair: Comparison, parent: Profile) -> bool:
    """Return whether another name, or another place without a common name, speaks against a stage."""
    return pair.names < 0 or (pair.place is PlaceMatch.DIFFERENT and parent.days < LONG and pair.names == 0)


def _is_visit_item(child: Profile, parent: Profile) -> bool:
    """A signing or an excursion with the guests, on a day of their visit."""
    return (
        "визит" in parent.kinds | parent.all_kinds
        and ("визит" not in child.kinds or (child.begins is not None and parent.begins is None))
        and parent.days > child.days
        and bool(child.essence & parent.essence)
    )


def _contains_name(pair: Comparison, child: Profile, parent: Profile) -> bool:
    """Return whether nearly all that names the parent stands in the child's title; its quoted name is enough.

    An occasion alone names nothing: many events are for one day.
    """
    if pair.names > 0 and parent.names:
        return True
    matched = pair.pairs.keys() | pair.pairs.values()
    named = {key: weight for key, weight in parent.weights.items() if key not in parent.bracketed}
    found = sum(weight for key, weight in named.items() if key in matched)
    told = not parent.telling.isdisjoint(child.weights.keys()) or (
        bool(parent.kinds & child.all_kinds) and not parent.essence.isdisjoint(child.essence)
    )
    return told and found >= _WHOLE * sum(named.values())


def _continues_name(child: Profile, parent: Profile) -> bool:
    """«Прогулки по старому городу: крепость» continues «Прогулки по старому городу»."""
    return any(name.startswith(f"{whole} ") for whole in parent.names for name in child.names)


def _is_stage(child: Profile, parent: Profile) -> bool:
    if not child.kinds & _STAGES or child.kinds & parent.kinds:
        return False
    if parent.kinds & child.all_kinds:
        return True
    named = any(name <= child.weights.keys() for name in parent.name_roots)
    if not parent.kinds:
        return named or parent.days > child.days
    return named and bool(parent.kinds & _CONTAINERS)


def _is_district_share(pair: Comparison, child: Profile, parent: Profile) -> bool:
    """«Акция … в Кировском округе» is the district's share of the city's action."""
    city = not parent.district and not parent.own_district and (not parent.place.known or parent.days >= LONG)
    return bool(child.district) and city and pair.same_kind and pair.names >= 0 and pair.place is not PlaceMatch.EQUAL
