"""Times that are not free though no event stands there: absences of the directory, and what lower rooms know.

A room below (halls' blockings, days without events, leaders' own calendars) writes a function of the type
`ObstacleSource`; `config/clashes.py` lists it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol

from django.db.models import QuerySet

from orgplan.clashes.rules.judging import Obstacle
from orgplan.clashes.rules.kinds import Subject
from orgplan.clashes.rules.words import NO_END
from orgplan.core.prepared import Prepared
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


@dataclass(frozen=True, slots=True)
class KnownObstacles:
    """What a page has read already of some sources, for all people and venues of its days, both inclusive."""

    first: date
    last: date
    of: Mapping[ObstacleSource, list[Obstacle]]

    def covers(self, first: date, last: date) -> bool:
        """Tell whether these days are among those that were read."""
        return self.first <= first and last <= self.last


def obstacles_between(
    first: date, last: date, *, people: Collection[int], venues: Collection[int], known: KnownObstacles | None = None
) -> list[Obstacle]:
    """Return the obstacles of all sources that `config/clashes.py` lists; what is `known` is not read again."""
    sources: tuple[ObstacleSource, ...] = bound("obstacle_sources")
    read = known.of if known and known.covers(first, last) else {}
    return [
        each
        for source in sources
        for each in (read[source] if source in read else source(first, last, people=people, venues=venues))
    ]


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
    return obstacles_of_absences(_ABSENCES.rows(first=first, last=last, people=people))


def _absences(*, first: date, last: date, people: Collection[int]) -> QuerySet[Any, tuple[Any, ...]]:
    rows = absences_between(first, last).filter(person__in=people)
    return rows.values_list("pk", "person", "starts_on", "ends_on")


_ABSENCES = Prepared(_absences)


def obstacles_of_absences(rows: Iterable[tuple[Any, ...]]) -> list[Obstacle]:
    """Return absences (key, person, first and last day) as obstacles."""
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
