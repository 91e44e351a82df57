"""Times that are not free though no event stands there: absences of the directory, and what lower rooms know.

A room below (halls' blockings, days without events, leaders' own calendars) writes a function of the type
`ObstacleSource`; `config/clashes.py` lists it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Protocol

from orgplan.clashes.rules.judging import Obstacle
from orgplan.clashes.rules.kinds import Subject
from orgplan.clashes.rules.words import NO_END
from orgplan.core.seams import bound
from orgplan.directory.queries import absences_between


class ObstacleSource(Protocol):
    """What a room knows of times that are not free, as plain data.

    Called for the days from `first` to `last`, both inclusive, with the keys of people and venues that are asked for;
    empty collections ask for nobody's and no place's, only for the whole city's. A fixed number of queries.
    """

    def __call__(
        self, first: date, last: date, /, *, people: Collection[int], venues: Collection[int]
    ) -> list[Obstacle]:
        """Return the obstacles that share a moment with the days."""


def obstacles_between(first: date, last: date, *, people: Collection[int], venues: Collection[int]) -> list[Obstacle]:
    """Return the obstacles of all sources that `config/clashes.py` lists."""
    sources: tuple[ObstacleSource, ...] = bound("obstacle_sources")
    return [each for source in sources for each in source(first, last, people=people, venues=venues)]


def absences_of_people(
    first: date,
    last: date,
    /,
    *,
    people: Collection[int],
    venues: Collection[int],  # noqa: ARG001 -- the seam's shape
) -> list[Obstacle]:
    """Return the absences of the people; why somebody is away is not said: not everybody may know. One query."""
    if not people:
        return []
    rows = absences_between(first, last).filter(person__in=people).values_list("pk", "person", "starts_on", "ends_on")
    return [
        Obstacle(
            key=f"absence-{pk}",
            subject=Subject.PERSON,
            resource=person,
            start=datetime.combine(starts_on, time()),
            end=datetime.combine(ends_on + timedelta(days=1), time()) if ends_on else NO_END,
            words="отсутствует",
        )
        for pk, person, starts_on, ends_on in rows
    ]
