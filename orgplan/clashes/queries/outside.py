"""What keeps people and halls though no event was made of it yet: meetings that come back by a rule.

A room above (the almanac) writes a function of the type `OccupationSource`; `config/clashes.py` lists it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Protocol

from orgplan.clashes.rules.norms import Norms
from orgplan.clashes.rules.occupation import Taken
from orgplan.core.seams import bound

_DAY = timedelta(days=1)


class OccupationSource(Protocol):
    """What a room above knows of people and halls that are taken, as stretches with a `source`.

    Called for the days from `first` to `last`, both inclusive; with `people` or `venues` only what keeps one of them,
    None asks for all. A fixed number of queries.
    """

    def __call__(
        self,
        first: date,
        last: date,
        settings: Norms,
        /,
        *,
        people: Collection[int] | None,
        venues: Collection[int] | None,
    ) -> list[Taken]:
        """Return the stretches that begin on the days."""


def taken_outside(
    first: date,
    last: date,
    settings: Norms,
    *,
    people: Collection[int] | None = None,
    venues: Collection[int] | None = None,
) -> list[Taken]:
    """Return what all sources that `config/clashes.py` lists know of the days, both inclusive."""
    sources: tuple[OccupationSource, ...] = bound("occupation_sources")
    return [each for source in sources for each in source(first, last, settings, people=people, venues=venues)]


def taken_outside_beside(own: Sequence[Taken], settings: Norms) -> list[Taken]:
    """Return what else keeps the same people and halls around the stretches, a day on either side."""
    if not own:
        return []
    people = {key for each in own for key in each.people}
    venues = {each.place.key for each in own if each.place}
    first, last = min(each.start for each in own).date(), max(each.end for each in own).date()
    return taken_outside(first - _DAY, last + _DAY, settings, people=people, venues=venues)
