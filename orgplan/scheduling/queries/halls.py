"""Other halls that an event may take: as large, as well equipped, as easy to enter, in its district."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from orgplan.clashes.queries.occupation import place_of
from orgplan.clashes.rules.occupation import Place, Taken
from orgplan.clashes.rules.road import great_circle_km
from orgplan.directory.models import Venue
from orgplan.events.models import Event

NEAREST = 3
"""So many other halls are tried for an event."""


@dataclass(frozen=True, slots=True)
class Hall:
    """A hall as far as events choose among them: seats (None: not known), what is there, how people get in."""

    place: Place
    seats: int | None = None
    has: frozenset[str] = frozenset()

    def suits(self, other: Hall, people: int | None, minutes: tuple[int, int]) -> bool:
        """Tell whether an event of the `other` hall may come here; `minutes` are its set-up and leaving there.

        A hall about which something is not known is offered to nobody who needs to know it.
        """
        needs = people or other.seats
        is_large = not needs or (self.seats is not None and self.seats >= needs)
        is_near = not other.place.district or self.place.district == other.place.district
        is_reached = other.place.point is None or self.place.point is not None
        is_quick = self.place.set_up <= minutes[0] and self.place.leaving <= minutes[1]
        return is_large and is_near and is_reached and is_quick and self.has >= other.has


def nearest_halls(own: Hall, halls: Iterable[Hall], people: int | None, minutes: tuple[int, int]) -> list[Place]:
    """Return the nearest halls that suit, few of them."""
    found = [each for each in halls if each.place.key != own.place.key and each.suits(own, people, minutes)]
    return [each.place for each in sorted(found, key=lambda each: (_km(own, each), each.place.key))[:NEAREST]]


def _km(one: Hall, other: Hall) -> float:
    here, there = one.place.point, other.place.point
    return great_circle_km(here, there) if here and there else 0.0


def halls_for(
    rows: Mapping[Hashable, Taken], minutes: Mapping[Hashable, tuple[int, int]]
) -> dict[Hashable, Sequence[Place]]:
    """Return the other halls of the events, by key; two queries. `minutes` are set-up and leaving of each."""
    halls = {each.pk: _hall(each) for each in Venue.objects.filter(is_active=True)}
    events = {each.event for each in rows.values()}
    people = dict(Event.objects.filter(pk__in=events).values_list("pk", "expected_turnout"))
    found: dict[Hashable, Sequence[Place]] = {}
    for key, taken in rows.items():
        own = halls.get(taken.place.key) if taken.place else None
        if own is not None:
            found[key] = nearest_halls(own, halls.values(), people.get(taken.event), minutes[key])
    return found


def _hall(venue: Venue) -> Hall:
    entered = ("has_ramp", "has_hearing_loop", "has_accessible_toilet")
    has = {each for each in entered if getattr(venue, each)} | {str(title).lower() for title, _count in venue.equipment}
    return Hall(place_of(venue), venue.capacity or venue.seats_theatre, frozenset(has))
