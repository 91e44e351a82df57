"""Bars of a week: what lasts over days stands in lanes, each bar once a week that it covers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_LAST = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch within one week: its number, first and last weekday (0 Monday), its lane, whether it goes on."""

    number: int
    first: int
    last: int
    lane: int
    goes_on_before: bool
    goes_on_after: bool


def bars_of_week(spans: Sequence[tuple[date, date]], monday: date) -> list[Bar]:
    """Return the bars of the week in order of lanes; no two of a lane share a day. Days are inclusive."""
    sunday = monday + timedelta(days=_LAST)
    here = [at for at, (first, last) in enumerate(spans) if first <= sunday and last >= monday]
    here.sort(key=lambda at: (max(spans[at][0], monday), spans[at][0], -(spans[at][1] - spans[at][0]).days, at))
    lanes: list[int] = []
    found = []
    for number in here:
        first, last = spans[number]
        begins, ends = max(0, (first - monday).days), min(_LAST, (last - monday).days)
        lane = next((at for at, reached in enumerate(lanes) if reached < begins), len(lanes))
        lanes[lane:] = [ends] if lane == len(lanes) else [ends, *lanes[lane + 1 :]]
        found.append(Bar(number, begins, ends, lane, first < monday, last > sunday))
    return sorted(found, key=lambda bar: (bar.lane, bar.first))
