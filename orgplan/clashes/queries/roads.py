"""Which roads are in use and not known well."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

from orgplan.clashes.models import RoadPair
from orgplan.clashes.queries.norms import norms
from orgplan.clashes.queries.occupation import taken_between
from orgplan.clashes.rules.kinds import PairSource
from orgplan.clashes.rules.occupation import Taken, points_of
from orgplan.clashes.rules.road import Point

FRESH_DAYS = 30
"""A road that the server told is asked about again after so many days."""


def roads_to_ask(first: date, last: date) -> tuple[set[tuple[int, int]], dict[int, Point]]:
    """Return pairs of venues between which somebody goes on these days, and where they are; four queries at most.

    Left out are pairs that a person wrote, in either direction, and those that the server told lately.
    """
    taken = taken_between(first, last, norms())
    points = points_of(taken)
    known = set(RoadPair.objects.filter(source=PairSource.PERSON).values_list("start", "end"))
    fresh = RoadPair.objects.filter(source=PairSource.ROUTER, asked_on__gt=first - timedelta(days=FRESH_DAYS))
    known |= {pair[::-1] for pair in known} | set(fresh.values_list("start", "end"))
    return {pair for pair in _ways(taken) if points.keys() >= set(pair)} - known, points


def _ways(taken: list[Taken]) -> set[tuple[int, int]]:
    """Return from where to where people go, one after the other within a day."""
    rows: defaultdict[int, list[Taken]] = defaultdict(list)
    for each in sorted(taken, key=lambda row: (row.start, row.end)):
        for person in each.people:
            rows[person].append(each)
    return {
        (one.place.key, other.place.key)
        for row in rows.values()
        for one, other in pairwise(row)
        if one.place and other.place and one.place.key != other.place.key and one.end.date() == other.start.date()
    }
