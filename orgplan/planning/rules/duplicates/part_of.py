"""Whether one line is a part of another: the concert of a celebration, the opening of an exhibition, a district's share."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from orgplan.planning.rules.duplicates.places import PlaceMatch
from orgplan.planning.rules.duplicates.roots import root
from orgplan.planning.rules.duplicates.same import LONG, is_umbrella

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


CERTAINTY = {
    Sign.WITHIN: 0.95,
    Sign.OCCASION: 0.85,
    Sign.STAGE: 0.85,
    Sign.DISTRICT: 0.85,
    Sign.SERIES: 0.9,
    Sign.VISIT: 0.75,
}
_ABOUT_IT = frozenset("пресса репетиция подготовка заседание".split())
"""Kinds that speak of an event or prepare it, but are no part of it."""
_STAGES = frozenset(
    """открытие закрытие награждение пленарное концерт экскурсия занятие встреча забег соревнование конкурс выставка
    возложение салют парад митинг собрание праздник спектакль линейка презентация подписание""".split(),
)
_CONTAINERS = frozenset(
    "фестиваль форум забег праздник выставка визит конкурс ярмарка акция соревнование заседание экскурсия".split(),
)
_VISIT_ITEMS = frozenset("подписание экскурсия собрание встреча осмотр праздник возложение концерт".split())
_WHOLE = 0.8
_TELLING = 0.65
_STRAY_DAYS = 1


def sign_of_part(pair: Comparison, child: Profile, parent: Profile) -> Sign | None:
    """Return what shows that `child` is a part of `parent`; None when nothing does."""
    if _cannot_be_part(pair, child, parent):
        return None
    if is_umbrella(parent):
        about = bool((child.occasions | child.implied) & parent.occasions) and not is_umbrella(child)
        return Sign.OCCASION if about else None
    if _is_visit_item(pair, child, parent):
        return Sign.VISIT
    if not _contains_name(pair, child, parent):
        return None
    return _sign_by_shape(pair, child, parent)


def _cannot_be_part(pair: Comparison, child: Profile, parent: Profile) -> bool:
    if child.first_day is None or parent.first_day is None or child.last_day is None or parent.last_day is None:
        return True
    slack = _STRAY_DAYS if "пленарное" in child.kinds else 0
    if child.first_day < parent.first_day or child.last_day > parent.last_day + slack:
        return True
    if child.kinds & _ABOUT_IT or (child.days >= parent.days and child.days >= LONG and not child.district):
        return True
    if parent.district and parent.district != child.district and parent.district != child.own_district:
        return True
    return pair.contrast is not None or bool(parent.numbers and child.numbers and not parent.numbers & child.numbers)


def _is_visit_item(pair: Comparison, child: Profile, parent: Profile) -> bool:
    """A signing or an excursion with the guests, on a day of their visit."""
    return (
        "визит" in parent.kinds | parent.all_kinds
        and not ({"визит"} & child.kinds)
        and parent.days > child.days
        and bool(child.kinds & _VISIT_ITEMS)
        and bool(child.essence & parent.essence)
    )


def _contains_name(pair: Comparison, child: Profile, parent: Profile) -> bool:
    """Return whether nearly all that names the parent stands in the child's title; its quoted name is enough.

    An occasion alone names nothing: many events are for one day.
    """
    if pair.names > 0 and parent.names:
        return True
    named = {key: weight for key, weight in parent.weights.items() if key[0] != "#" and key not in parent.bracketed}
    whole = sum(named.values())
    found = sum(weight for key, weight in named.items() if key in child.weights or key in pair.matched)
    if not whole or found < _WHOLE * whole:
        return False
    return any(weight >= _TELLING for key, weight in named.items() if key in child.weights and key[0] != "@")


def _continues_name(child: Profile, parent: Profile) -> bool:
    """«Прогулки по старому городу: крепость» continues «Прогулки по старому городу»."""
    return any(
        len(other) > len(one) and other[: len(one)] == one for one in parent.names for other in child.names if one
    )


def _sign_by_shape(pair: Comparison, child: Profile, parent: Profile) -> Sign | None:
    if child.within and not parent.within:
        return Sign.WITHIN
    if _continues_name(child, parent) and parent.days > child.days:
        return Sign.SERIES
    if pair.names < 0 and parent.names:
        return None
    if pair.place is PlaceMatch.DIFFERENT and parent.days < LONG and pair.names <= 0:
        return None
    if _is_stage(child, parent):
        return Sign.STAGE
    if child.district and not parent.district and not parent.own_district and _fits_city(pair, parent):
        return Sign.DISTRICT
    if parent.days >= LONG > child.days and pair.same_kind:
        return Sign.SERIES
    return None


def _shares_name(child: Profile, parent: Profile) -> bool:
    return any({root(word) for word in name} <= child.weights.keys() for name in parent.names)


def _is_stage(child: Profile, parent: Profile) -> bool:
    new_kind = bool(child.kinds & _STAGES) and not child.kinds & parent.kinds
    if not new_kind:
        return False
    if parent.kinds & child.all_kinds:
        return True
    return _shares_name(child, parent) and (not parent.kinds or bool(parent.kinds & _CONTAINERS))


def _fits_city(pair: Comparison, parent: Profile) -> bool:
    return (
        pair.same_kind
        and (parent.place.citywide or not parent.place.known or parent.days >= LONG)
        and (pair.place is not PlaceMatch.EQUAL)
    )
