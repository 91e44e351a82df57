"""The road between what a person does one after another on a day, and how much time is left beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from orgplan.clashes.rules.norms import Norms
from orgplan.clashes.rules.occupation import Taken, points_of
from orgplan.clashes.rules.road import Roads
from orgplan.clashes.rules.words import minutes_words

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class RoadGap:
    """Between two events of a person (keys): minutes of the road, and minutes left; below zero it does not fit.

    `begun` is when the first begins, `since` when it ends, `until` when the second begins.
    """

    first: int
    second: int
    road: int
    spare: int
    begun: datetime
    since: datetime
    until: datetime

    @property
    def short(self) -> str:
        """Return «дорога 18 мин», or «дорога 25 мин: не хватает 20 мин»."""
        said = f"дорога {minutes_words(self.road)}"
        return said if self.spare >= 0 else f"{said}: не хватает {minutes_words(-self.spare)}"

    @property
    def words(self) -> str:
        """Return «дорога 18 мин · запас 12 мин»."""
        said = f"дорога {minutes_words(self.road)}"
        return f"{said} · запас {minutes_words(self.spare)}" if self.spare > 0 else f"{said} · запаса нет"


def gaps_of(person: int, taken: Iterable[Taken], norms: Norms) -> list[RoadGap]:
    """Return the roads of the person's days in order: between neighbours of one day at different known places.

    Neighbours that overlap have no road between them: that is a clash, told elsewhere.
    """
    return _gaps([each for each in taken if person in each.people], norms)


def gaps_by_day(people: Collection[int], taken: Iterable[Taken], norms: Norms) -> dict[tuple[int, date], list[RoadGap]]:
    """Return the same for several people, by person and day; the stretches are walked along once."""
    wanted = frozenset(people)
    own: defaultdict[tuple[int, date], list[Taken]] = defaultdict(list)
    for each in taken:
        for person in wanted.intersection(each.people):
            own[person, each.start.date()].append(each)
            if each.end.date() != each.start.date():  # it ends on the day on which the next begins
                own[person, each.end.date()].append(each)
    return {key: found for key, stretches in own.items() if (found := _gaps(stretches, norms))}


def _gaps(stretches: Sequence[Taken], norms: Norms) -> list[RoadGap]:
    own = sorted(stretches, key=lambda each: (each.start, each.end))
    roads = Roads(norms.travel, points_of(own), norms.pairs)
    found = []
    for place, second in enumerate(own[1:], start=1):
        first = max(own[:place], key=lambda each: each.end)
        gap = _gap(first, second, roads, norms)
        if gap is not None:
            found.append(gap)
    return found


def _gap(first: Taken, second: Taken, roads: Roads, norms: Norms) -> RoadGap | None:
    if first.end > second.start or first.start.date() != second.start.date():
        return None
    if first.place is None or second.place is None or first.place.key == second.place.key:
        return None
    leaves = first.end + norms.times_of(first.kind).exit * _MINUTE
    road = roads.minutes(first.place.key, second.place.key, leaves.hour)
    if not road:
        return None
    arrives = second.start - norms.times_of(second.kind).arrival * _MINUTE
    spare = (arrives - leaves) // _MINUTE - road
    return RoadGap(first.event, second.event, road, spare, first.start, first.end, second.start)
