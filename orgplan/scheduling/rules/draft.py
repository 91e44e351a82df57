"""A draft month as plain data: what the search is given and what it gives back. Times are minutes from one origin."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

DAY = 24 * 60
STEP = 15
"""Beginnings stand on the quarter of an hour."""

Roads = Callable[[Hashable, Hashable, int], int]
"""Minutes from one venue to another for somebody who leaves at a minute; 0 where the road is not known."""


def no_roads(_start: Hashable, _end: Hashable, _leaves: int) -> int:
    """Return 0: everything is in one house."""
    return 0


class Span(NamedTuple):
    """From a minute up to another one, half-open."""

    start: int
    end: int


class Keeps(StrEnum):
    """What a closed time keeps."""

    PERSON = "person"
    VENUE = "venue"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Event:
    """An event of the draft.

    `start` is where it stands, None where it has no time yet; `venue` likewise, `venues` are others it may take.
    It lies within one of its `windows`. `people` have to be there, `desired` would be good to have. A pinned event
    stays. `set_up` and `leaving` keep the hall longer, `arrival` and `exit` the people. `after` are keys of events
    that end before it begins; `beside` of those that begin at the same minute.
    """

    key: Hashable
    minutes: int
    windows: tuple[Span, ...]
    start: int | None = None
    venue: Hashable | None = None
    venues: tuple[Hashable, ...] = ()
    people: frozenset[Hashable] = frozenset()
    desired: frozenset[Hashable] = frozenset()
    pinned: bool = False
    importance: int = 1
    set_up: int = 0
    leaving: int = 0
    arrival: int = 0
    exit: int = 0
    after: tuple[Hashable, ...] = ()
    beside: tuple[Hashable, ...] = ()

    @property
    def places(self) -> tuple[Hashable | None, ...]:
        """Return where it may be: its own venue first; what stands without one may go on so."""
        others = tuple(each for each in self.venues if each != self.venue)
        return others if self.venue is None and self.start is None and others else (self.venue, *others)


@dataclass(frozen=True, slots=True)
class Closed:
    """A time in which a person, a hall or the whole city is not free.

    Without a `price` that is physics; a closed hall is physics always. With `only` it concerns no other events.
    """

    keeps: Keeps
    resource: Hashable
    start: int
    end: int
    price: int | None = None
    words: str = ""
    only: frozenset[Hashable] | None = None

    def concerns(self, event: Hashable) -> bool:
        """Tell whether the event with this key is meant at all."""
        return self.only is None or event in self.only


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything the search looks at. `office` are ordinary working hours, `off` the days that are free of work."""

    events: tuple[Event, ...]
    roads: Roads = no_roads
    closed: tuple[Closed, ...] = ()
    office: tuple[Span, ...] = ()
    off: tuple[Span, ...] = ()
    step: int = STEP
    first_person: Hashable | None = None


class Spot(NamedTuple):
    """When and where an event stands."""

    start: int
    venue: Hashable | None


@dataclass(frozen=True, slots=True)
class Plan:
    """Where every event stands; `absent` are pairs of event and desired person who cannot be there.

    An event without a spot was not placed. `left` are events that stay as they stood although they clash.
    """

    spots: dict[Hashable, Spot] = field(default_factory=dict)
    left: frozenset[Hashable] = frozenset()
    absent: frozenset[tuple[Hashable, Hashable]] = frozenset()
