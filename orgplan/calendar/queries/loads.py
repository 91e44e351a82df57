"""How many events stand on which days, counted by the database: as few rows for a year of thousands as for a week."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from orgplan.accounts.models import User
from orgplan.calendar.queries.entries import EVE, GONE, UNCERTAIN, entries_of, rows_of
from orgplan.calendar.queries.filtering import CalendarFilter, key_of
from orgplan.core.prepared import Prepared

ALONE = Q(one_stretch=True)
"""Events whose own first and last day say all; the others are read with their occurrences."""


@dataclass(slots=True)
class Numbers:
    """Events by where they stand: on a single day, from one day to another, within a period or until a day."""

    singles: Counter[date] = field(default_factory=Counter)
    lasting: Counter[tuple[date, date]] = field(default_factory=Counter)
    vague: int = 0

    def put(self, exact: str, first: date, last: date, number: int = 1) -> None:
        """Count what stands from one day to another; both the same: on that day."""
        if exact in UNCERTAIN:
            self.vague += number
        elif first == last:
            self.singles[first] += number
        else:
            self.lasting[first, last] += number

    def lasting_on(self, first: date, last: date) -> int:
        """Return how many stretches of several days touch the days."""
        return sum(number for (begins, ends), number in self.lasting.items() if begins <= last and ends >= first)

    def total(self, first: date, last: date) -> int:
        """Return how many stretches of known days touch the days."""
        return self.lasting_on(first, last) + sum(
            number for day, number in self.singles.items() if first <= day <= last
        )

    def by_day(self, first: date, last: date) -> Counter[date]:
        """Return how many events the days from first to last have; what lasts counts on each of its days."""
        found = Counter({day: number for day, number in self.singles.items() if first <= day <= last})
        for (begins, ends), number in self.lasting.items():
            since = max(begins, first)
            for shift in range((min(ends, last) - since).days + 1):
                found[since + timedelta(days=shift)] += number
        return found


def rows_in_stretches(
    user: User, wanted: CalendarFilter, first: date, last: date, *, with_people: bool, with_gone: bool = True
) -> list[tuple[Any, ...]]:
    """Return for `entries_of` the few events whose occurrences alone tell their days; by an index of their own."""
    key = key_of(user, wanted)
    given = {"user": user, "wanted": wanted, "with_people": with_people, "with_gone": with_gone}
    return _IN_STRETCHES.rows(settled=key and (*key, with_people, with_gone), given=given, eve=first - EVE, last=last)


def _in_stretches(
    *, user: User, wanted: CalendarFilter, with_people: bool, with_gone: bool, eve: date, last: date
) -> QuerySet[Any, tuple[Any, ...]]:
    rows = wanted.found(user).filter(one_stretch=False, first_day__lte=last, last_day__gte=eve)
    return rows_of(rows if with_gone else rows.exclude(state__in=GONE), with_people=with_people)


_IN_STRETCHES = Prepared(_in_stretches)


def numbers_between(user: User, wanted: CalendarFilter, first: date, last: date, *, with_gone: bool) -> Numbers:
    """Return the numbers of what is on record for the days, without events in several stretches; one query.

    `with_gone`: what is cancelled or was not held counts too.
    """
    key = key_of(user, wanted)
    given = {"user": user, "wanted": wanted, "with_gone": with_gone}
    found = Numbers()
    for exact, since, until, number in _NUMBERS.rows(
        settled=key and (*key, with_gone), given=given, first=first, last=last
    ):
        found.put(exact, since, until or since, number)
    return found


def _numbers(
    *, user: User, wanted: CalendarFilter, with_gone: bool, first: date, last: date
) -> QuerySet[Any, tuple[Any, ...]]:
    rows = wanted.found(user).filter(ALONE)
    rows = rows if with_gone else rows.exclude(state__in=GONE)
    # Two conditions joined by «or» would be answered by reading all years.
    begins = _counted(rows.filter(first_day__range=(first, last)))
    numbers: QuerySet[Any, tuple[Any, ...]] = begins.union(_counted(rows.filter(lasting_over(first))), all=True)
    return numbers


_NUMBERS = Prepared(_numbers)


def lasting_over(first: date) -> Q:
    """Return the condition on what began before the day and goes on."""
    return Q(last_day__gt=F("first_day"), last_day__gte=first, first_day__lt=first)


def _counted(rows: Any) -> Any:
    return rows.order_by().values_list("timing_kind", "first_day", "last_day").annotate(number=Count("pk"))


def loads_between(user: User, wanted: CalendarFilter, first: date, last: date) -> Counter[date]:
    """Return how many events a day has that take place and whose days are known; two queries."""
    found = numbers_between(user, wanted, first, last, with_gone=False)
    rows = rows_in_stretches(user, wanted, first, last, with_people=False, with_gone=False)
    for entry in entries_of(rows, first, last, ())[0]:
        found.put(entry.exact, entry.span.first, entry.span.last)
    return found.by_day(first, last)
