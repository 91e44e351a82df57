"""From events to the stretches of time in which they keep people and halls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from orgplan.clashes.rules.road import Point
from orgplan.language.timing.returning import days_of_rule, names_days

LONGEST = 400
"""How many days of one stretch are looked at."""
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
"""Days on which anybody can be kept: outside of them a date is a slip, and reckoning runs out of what it can hold."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Taking:
    """How a person takes part: the name as people read it, kind of participation, consent."""

    name: str
    kind: str
    consent: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A venue with its coordinates where they are known, its own minutes before and after an event, its district."""

    key: int
    name: str
    point: Point | None = None
    set_up: int = 0
    leaving: int = 0
    district: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """One stretch of an event, times of the city's clock. `above` are the keys of the wholes it is part of.

    With a `source` no event stands there yet (`event` is 0): a meeting that comes back by a rule, with its stable key.
    """

    event: int
    title: str
    kind: str
    start: datetime
    end: datetime
    place: Place | None = None
    people: Mapping[int, Taking] = field(default_factory=dict)
    unit: int = 0
    above: tuple[int, ...] = ()
    source: str = ""

    @property
    def programme(self) -> int:
        """Return the key of the outermost whole, the event itself where it stands alone."""
        return self.above[-1] if self.above else self.event


def stretches(
    days: tuple[date | None, date | None], clock: tuple[time | None, time | None], usual: int
) -> Iterator[tuple[datetime, datetime]]:
    """Yield the stretches of an occurrence: each of its days from clock to clock.

    Over midnight («22:00–02:00») a stretch ends on the next day, and on several days it runs through from the first to
    the last. Without an end, or with one that equals the beginning, it lasts the `usual` minutes. Without a day or a
    clock time, and outside of sane years, nothing is kept (design §3).
    """
    first, last, begins, ends = *days, *clock
    if first is None or last is None or begins is None or last < first or not EARLIEST <= first <= last <= LATEST:
        return
    start = datetime.combine(first, begins)
    if ends is not None and ends < begins:
        yield start, datetime.combine(last if last > first else first + _DAY, ends)
        return
    for _number in range(min((last - first).days + 1, LONGEST)):
        if ends is None or ends == begins:
            yield start, start + timedelta(minutes=usual)
        else:
            yield start, datetime.combine(start.date(), ends)
        start += _DAY


def stretches_by_rule(
    rrule: str, days: tuple[date | None, date | None], clock: tuple[time | None, time | None], usual: int
) -> Iterator[tuple[datetime, datetime]]:
    """Yield the stretches of an occurrence that comes back by a rule within its days: one on each day of the rule.

    A rule that says only how often, and one that cannot be read, keeps nobody: no day is known.
    """
    first, last = days
    if first is None or last is None or clock[0] is None or not EARLIEST <= first <= last <= LATEST:
        return
    for day in _days_of(rrule, first, min(last, first + LONGEST * _DAY)):
        yield from stretches((day, day), clock, usual)


@lru_cache(maxsize=4096)
def _days_of(rrule: str, first: date, last: date) -> tuple[date, ...]:
    if not names_days(rrule):
        return ()
    try:
        return tuple(days_of_rule(rrule, first, last, first, last))
    except ValueError:
        return ()


def without_wholes(taken: Iterable[Taken]) -> list[Taken]:
    """Take people out of a whole on days when they take part in its parts: the parts know their hours better."""
    rows = list(taken)
    in_parts: dict[tuple[int, date], set[int]] = {}
    for each in rows:
        for whole in each.above:
            in_parts.setdefault((whole, each.start.date()), set()).update(each.people)
    return [_released(each, in_parts.get((each.event, each.start.date()))) for each in rows]


def _released(taken: Taken, people: set[int] | None) -> Taken:
    if not people or people.isdisjoint(taken.people):
        return taken
    return replace(taken, people={key: each for key, each in taken.people.items() if key not in people})


def one_contains_other(one: Taken, other: Taken) -> bool:
    """Tell whether one is a part of the other, or both are the same event: such a pair cannot clash."""
    if one.source or other.source:
        return one.source == other.source
    return one.event == other.event or one.event in other.above or other.event in one.above


def points_of(taken: Sequence[Taken]) -> dict[int, Point]:
    """Return the coordinates of all places, by key."""
    return {each.place.key: each.place.point for each in taken if each.place and each.place.point}
