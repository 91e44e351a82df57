"""What is needed and what is there, day by day; calendar days of the city, first and last inclusive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Needed:
    """So much of a resource is taken on these days; `key` names whose need it is."""

    key: int
    resource: int
    amount: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Supplied:
    """So much more of a resource is there from a day on, until a day or for good; below nought: so much less."""

    resource: int
    amount: int
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which the same needs meet the same stock."""

    first: date
    last: date
    needed: int
    stock: int
    keys: tuple[int, ...]

    @property
    def short(self) -> int:
        """Return how much is missing on each of these days."""
        return max(0, self.needed - self.stock)

    @property
    def free(self) -> int:
        """Return how much is left on each of these days."""
        return max(0, self.stock - self.needed)


@dataclass(frozen=True, slots=True)
class Shortage:
    """Days in a row on which a resource is short: the most that is missing, and whose needs meet there."""

    resource: int
    first: date
    last: date
    short: int
    keys: tuple[int, ...]


def stretches(needs: Iterable[Needed], supplies: Iterable[Supplied], first: date, last: date) -> list[Stretch]:
    """Return the days from first to last in order, parted where needs or stock change; all of one resource.

    The same key may need on several stretches of days; where they overlap it needs the sum of both.
    """
    if last < first:
        return []
    bounds = {first, last + _ONE}
    taken = [each for each in needs if each.first <= last and each.last >= first]
    there = list(supplies)
    for need in taken:
        bounds.update((max(need.first, first), min(need.last, last) + _ONE))
    for each in there:
        bounds.update(day for day in (each.since, _after(each)) if day is not None and first <= day <= last)
    days = sorted(bounds)
    return [_stretch(taken, there, since, until - _ONE) for since, until in pairwise(days)]


def _after(supplied: Supplied) -> date | None:
    return supplied.until + _ONE if supplied.until else None


def _stretch(needs: Sequence[Needed], supplies: Sequence[Supplied], first: date, last: date) -> Stretch:
    """Return the days as one: within them nothing changes."""
    here = [each for each in needs if each.first <= first and each.last >= last]
    keys = tuple(dict.fromkeys(each.key for each in here))
    return Stretch(first, last, sum(each.amount for each in here), stock_on(supplies, first), keys)


def stock_on(supplies: Iterable[Supplied], day: date) -> int:
    """Return how much is there on the day; never below nought: what is away was there before."""
    known = (each for each in supplies if each.since <= day and (each.until is None or day <= each.until))
    return max(0, sum(each.amount for each in known))


def shortages(needs: Iterable[Needed], supplies: Iterable[Supplied], first: date, last: date) -> list[Shortage]:
    """Return the shortages of all resources on the days, the earliest first; days in a row are one shortage."""
    by_resource: defaultdict[int, list[Needed]] = defaultdict(list)
    for need in needs:
        by_resource[need.resource].append(need)
    there: defaultdict[int, list[Supplied]] = defaultdict(list)
    for supplied in supplies:
        there[supplied.resource].append(supplied)
    found = [
        each
        for resource, own in by_resource.items()
        for each in _short_days(resource, stretches(own, there[resource], first, last))
    ]
    return sorted(found, key=lambda each: (each.first, each.resource))


def _short_days(resource: int, parts: Iterable[Stretch]) -> Iterator[Shortage]:
    row: list[Stretch] = []
    for part in parts:
        if part.short:
            row.append(part)
        elif row:
            yield _shortage(resource, row)
            row = []
    if row:
        yield _shortage(resource, row)


def _shortage(resource: int, row: Sequence[Stretch]) -> Shortage:
    keys = tuple(dict.fromkeys(key for each in row for key in each.keys))
    return Shortage(resource, row[0].first, row[-1].last, max(each.short for each in row), keys)


def short_for(wanted: Sequence[Needed], others: Iterable[Needed], supplies: Iterable[Supplied]) -> dict[int, int]:
    """Return by key how much of its resource is missing on its worst day, with what all the others take.

    The same key may be wanted on several stretches of days; keys for which nothing is missing are told with nought.
    """
    taken, there = [*wanted, *others], list(supplies)
    found: dict[int, int] = {}
    for each in wanted:
        own = [need for need in taken if need.resource == each.resource]
        stock = [supply for supply in there if supply.resource == each.resource]
        short = max((part.short for part in stretches(own, stock, each.first, each.last)), default=0)
        found[each.key] = max(found.get(each.key, 0), short)
    return found
