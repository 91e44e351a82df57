"""Where and when a programme happens: events by district and week, and the stretches in which a district has none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = timedelta(days=7)
LONGEST = 520
"""Weeks of a table at most: ten years."""


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as coverage sees it: in which district («» where its venue names none), from which day to which."""

    district: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class QuietStretch:
    """Whole weeks in which a district has no event; both days are inclusive."""

    district: str
    first: date
    last: date
    weeks: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many events touch each week in each district; `counts[place of the week][place of the district]`."""

    districts: tuple[str, ...]
    weeks: tuple[date, ...]
    counts: tuple[tuple[int, ...], ...]

    def quiet(self, least: int) -> list[QuietStretch]:
        """Return the stretches of at least so many weeks in which a named district has nothing, longest first."""
        found = [each for place, name in enumerate(self.districts) if name for each in self._of(place, least)]
        return sorted(found, key=lambda each: (-each.weeks, each.first, each.district))

    def _of(self, place: int, least: int) -> list[QuietStretch]:
        found: list[QuietStretch] = []
        begun: int | None = None
        for number in range(len(self.weeks) + 1):
            is_empty = number < len(self.weeks) and not self.counts[number][place]
            if is_empty and begun is None:
                begun = number
            elif not is_empty and begun is not None:
                if number - begun >= least:
                    last = self.weeks[number - 1] + WEEK - timedelta(days=1)
                    found.append(QuietStretch(self.districts[place], self.weeks[begun], last, number - begun))
                begun = None
        return found


def monday(day: date) -> date:
    """Return the Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def coverage(happenings: Iterable[Happening], districts: Sequence[str], first: date, last: date) -> Coverage:
    """Count the events that touch each week between the two days, both inclusive, in each district.

    An event of several weeks counts in each of them. Districts beyond the given ones follow in alphabetical order,
    what has none («») comes last.
    """
    happenings = list(happenings)
    others = sorted({each.district for each in happenings} - set(districts))
    names = [*districts, *(each for each in others if each), *([""] if "" in others else [])]
    start = monday(first)
    number = min(max((monday(last) - start).days // 7 + 1, 1), LONGEST)
    weeks = [start + WEEK * each for each in range(number)]
    counts = [[0] * len(names) for _week in weeks]
    places = {name: place for place, name in enumerate(names)}
    for each in happenings:
        begins = max((monday(each.first) - start).days // 7, 0)
        ends = min((monday(each.last) - start).days // 7, number - 1)
        for week in range(begins, ends + 1):
            counts[week][places[each.district]] += 1
    return Coverage(tuple(names), tuple(weeks), tuple(tuple(each) for each in counts))
