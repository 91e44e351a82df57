"""Where events stand on the calendar line and venues on the city's plane: numbers for plain drawings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, radians, sqrt

from orgplan.language.months import MONTHS

_LANE, _LEAST = 12, 0.6
"""Height of a lane in points, and the least width of a mark in per cent: one day is seen on paper, too."""
_WIDTH, _EDGE = 1000, 60
_LABEL_LEAST = 26
_KILOMETRES = 111.32
"""In a degree of latitude."""


@dataclass(frozen=True, slots=True)
class Line:
    """An event as a stroke: where it begins and how long it is in per cent of the width, how far down in points."""

    key: int
    title: str
    state: str
    first: date
    last: date
    x: str
    width: str
    y: int


@dataclass(frozen=True, slots=True)
class Scale:
    """The calendar between two days, both inclusive, as a line of a hundred per cent."""

    begins: date
    ends: date

    def part(self, day: date) -> float:
        """Return where the day begins in per cent; days outside stand at the edges."""
        whole = (self.ends - self.begins).days + 1
        return min(max((day - self.begins).days / whole * 100, 0), 100)

    def place(self, day: date) -> str:
        """Return the place of a day for a drawing, «» outside the line."""
        return f"{self.part(day):.2f}%" if self.begins <= day <= self.ends else ""

    def month_starts(self) -> list[date]:
        """Return the first days of its months."""
        months = (self.ends.year - self.begins.year) * 12 + self.ends.month - self.begins.month + 1
        numbers = (self.begins.month - 1 + each for each in range(months))
        return [date(self.begins.year + number // 12, number % 12 + 1, 1) for number in numbers]

    def month_keys(self) -> list[str]:
        """Return «2026-05» for each of its months."""
        return [f"{each:%Y-%m}" for each in self.month_starts()]

    def months(self) -> list[str]:
        """Return the short names of its months, with the year at each January where there are several years."""
        several = self.begins.year != self.ends.year
        return [
            f"{MONTHS[each.month - 1][:3]}{f' {each.year}' if several and each.month == 1 else ''}"
            for each in self.month_starts()
        ]

    def ticks(self) -> list[tuple[str, str]]:
        """Return where months begin and how they are called; of more than two years only each third one."""
        several = 3 if (self.ends - self.begins).days > 740 else 1  # noqa: PLR2004 -- two years and some days
        starts = list(zip(self.month_starts(), self.months(), strict=True))
        return [(f"{self.part(day):.2f}%", words) for day, words in starts[::several]]


def lanes(events: Sequence[tuple[int, str, str, date, date]], scale: Scale) -> tuple[list[Line], int]:
    """Lay events (key, title, state, first, last day) into as few lanes as they need, and return the height, too."""
    ends: list[float] = []
    found = []
    for key, title, state, first, last in sorted(events, key=lambda each: (each[3], each[4], each[0])):
        if last < scale.begins or first > scale.ends:
            continue
        begin = min(scale.part(first), 100 - _LEAST)
        width = max(scale.part(last) - scale.part(first) + 100 / ((scale.ends - scale.begins).days + 1), _LEAST)
        width = min(width, 100 - begin)
        lane = next((number for number, end in enumerate(ends) if end <= begin), len(ends))
        if lane == len(ends):
            ends.append(0)
        ends[lane] = begin + width + 0.1
        found.append(Line(key, title, state, first, last, f"{begin:.2f}%", f"{width:.2f}%", 4 + lane * _LANE))
    return found, 8 + max(len(ends), 1) * _LANE


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the drawing with its words."""

    x: int
    y: int
    name: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A venue as a circle as large as its number of events."""

    key: int
    name: str
    district: str
    x: int
    y: int
    radius: int
    number: int


Placed = tuple[int, str, str, float, float, int]


def spots(venues: Sequence[Placed]) -> tuple[list[Spot], list[Point], tuple[int, int], int]:
    """Return venues on a plane, the names of districts, the size of the drawing and of a kilometre on it.

    A degree of longitude is as long as its latitude has it, so that distances keep their shape. The largest come
    first, so that small circles lie on top.
    """
    if not venues:
        return [], [], (_WIDTH, _WIDTH // 2), 0
    north, south = max(each[3] for each in venues), min(each[3] for each in venues)
    west, east = min(each[4] for each in venues), max(each[4] for each in venues)
    shrink = cos(radians((north + south) / 2))
    across = max((east - west) * shrink, 0.001)
    scale = (_WIDTH - 2 * _EDGE) / across
    height = round((north - south) * scale) + 2 * _EDGE
    most = max(1, *(each[5] for each in venues))
    found = [
        Spot(
            key,
            name,
            district,
            round((longitude - west) * shrink * scale) + _EDGE,
            round((north - latitude) * scale) + _EDGE,
            round(6 + 18 * sqrt(number / most)),
            number,
        )
        for key, name, district, latitude, longitude, number in venues
    ]
    return sorted(found, key=lambda each: -each.number), _labels(found), (_WIDTH, height), round(scale / _KILOMETRES)


def _labels(found: Sequence[Spot]) -> list[Point]:
    """Return the names of districts above the middle of their venues, one below another where they would meet."""
    places: defaultdict[str, list[Spot]] = defaultdict(list)
    for each in found:
        if each.district:
            places[each.district].append(each)
    labels: list[Point] = []
    for name, inside in sorted(places.items()):
        x = sorted(each.x for each in inside)[len(inside) // 2]
        y = sorted(each.y for each in inside)[len(inside) // 4] - 2 * _LABEL_LEAST
        while any(abs(other.x - x) < 8 * _LABEL_LEAST and abs(other.y - y) < _LABEL_LEAST for other in labels):
            y += _LABEL_LEAST
        labels.append(Point(min(max(x, 90), _WIDTH - 90), max(y, _LABEL_LEAST), name))
    return labels
