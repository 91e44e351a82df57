"""What forbids two lines to be one event, whatever their titles say: cheap facts, looked at before anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orgplan.planning.rules.duplicates.comparison import (
    DayMatch,
    TimeMatch,
    compare_days,
    compare_times,
    contrast,
    match_places,
)
from orgplan.planning.rules.duplicates.evidence import LONG
from orgplan.planning.rules.duplicates.places import PlaceMatch

if TYPE_CHECKING:
    from orgplan.planning.rules.duplicates.profile import Profile

_OFFICIALS_OWN = frozenset(["прием_граждан", "заседание"])
_ABOUT_IT = frozenset(["пресса", "репетиция", "подготовка"])
_COMMITTEE = frozenset(["комитет", "комиссия"])


def cannot_be_same(first: Profile, second: Profile) -> bool:
    """Return whether two lines cannot be one event.

    A day is not a period; other days, hours, places, numbers and districts, contrary words speak against it.
    """
    return (
        _day_and_period(first, second)
        or compare_times(first, second) is TimeMatch.DIFFERENT
        or compare_days(first, second) is DayMatch.DISJOINT
        or _other_numbers(first, second)
        or bool(first.district and second.district and first.district != second.district)
        or contrast(first, second)
        or _opens_and_closes(first, second)
        or _speaks_of_it(first, second)
        or _other_official(first, second)
        or _body_of_a_district(first, second)
        or _committee_of_the_council(first, second)
        or match_places(first, second) is PlaceMatch.DIFFERENT
    )


def _day_and_period(first: Profile, second: Profile) -> bool:
    return (first.days >= LONG) is not (second.days >= LONG) and first.days > 0 and second.days > 0


def _other_numbers(first: Profile, second: Profile) -> bool:
    """№ 85 is not № 75, the first stage not the second, under 14 not under 16."""
    return (
        _apart(first.numbers, second.numbers) or _apart(first.stages, second.stages) or _apart(first.ages, second.ages)
    )


def _apart(first: frozenset[str], second: frozenset[str]) -> bool:
    return bool(first and second and first.isdisjoint(second))


def _opens_and_closes(first: Profile, second: Profile) -> bool:
    return ("открытие" in first.kinds and "закрытие" in second.kinds) or (
        "закрытие" in first.kinds and "открытие" in second.kinds
    )


def _speaks_of_it(first: Profile, second: Profile) -> bool:
    """A press conference about an event, its rehearsal or its preparation is not the event.

    In one room at one hour it is: «Встреча с журналистами» is the press conference.
    """
    if _one_room(first, second):
        return False
    return bool(
        (first.kinds & _ABOUT_IT and not second.all_kinds & _ABOUT_IT)
        or (second.kinds & _ABOUT_IT and not first.all_kinds & _ABOUT_IT)
    )


def _one_room(first: Profile, second: Profile) -> bool:
    """Return whether both lines are for one room at one hour, which holds one event at a time."""
    return (
        first.place.is_room
        and second.place.is_room
        and compare_times(first, second) is TimeMatch.EQUAL
        and match_places(first, second) is PlaceMatch.EQUAL
    )


def _other_official(first: Profile, second: Profile) -> bool:
    """A reception or a meeting of the deputy is not that of the head, unless both are in one numbered room."""
    if not first.officials or not second.officials or first.place.rooms & second.place.rooms:
        return False
    one_deputy = ("заместитель" in first.officials) != ("заместитель" in second.officials)
    if one_deputy and "глава" in first.officials & second.officials:
        return True
    return bool(first.kinds & second.kinds & _OFFICIALS_OWN) and _apart(first.officials, second.officials)


def _body_of_a_district(first: Profile, second: Profile) -> bool:
    """A body of a district is not the city's body of the same name, unless both name one place."""
    return (
        "заседание" in first.kinds & second.kinds
        and bool(first.district) != bool(second.district)
        and bool(first.own_district) != bool(second.own_district)
        and match_places(first, second) is not PlaceMatch.EQUAL
    )


def _committee_of_the_council(first: Profile, second: Profile) -> bool:
    """A committee of the council is not the council."""
    return "гордума" in first.forms & second.forms and bool(first.forms & _COMMITTEE) != bool(second.forms & _COMMITTEE)
