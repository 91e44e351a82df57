"""How many events stand on which days, counted by the database: as few rows for a year of thousands as for a week."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q

from orgplan.accounts.models import User
from orgplan.calendar.queries.entries import EVE, GONE, UNCERTAIN, read_entries
from orgplan.calendar.queries.filtering import CalendarFilter

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


def in_stretches(first: date, last: date) -> Q:
    """Return the condition on the few events whose occurrences alone tell their days; by an index of their own."""
    return Q(one_stretch=False, first_day__lte=last, last_day__gte=first - EVE)


def numbers_between(user: User, wanted: CalendarFilter, first: date, last: date, *, with_gone: bool) -> Numbers:
    """Return the numbers of what is on record for the days, without events in several stretches; one query.

    `with_gone`: what is cancelled or was not held counts too.
    """
    rows = wanted.found(user).filter(ALONE)
    rows = rows if with_gone else rows.exclude(state__in=GONE)
    # Two conditions joined by «or» would be answered by reading all years.
    begins = _counted(rows.filter(first_day__range=(first, last)))
    lasts = _counted(rows.filter(lasting_over(first)))
    found = Numbers()
    for exact, since, until, number in begins.union(lasts, all=True):
        found.put(exact, since, until or since, number)
    return found


def lasting_over(first: date) -> Q:
    """Return the condition on what began before the day and goes on."""
    return Q(last_day__gt=F("first_day"), last_day__gte=first, first_day__lt=first)


def _counted(rows: Any) -> Any:
    return rows.order_by().values_list("timing_kind", "first_day", "last_day").annotate(number=Count("pk"))


def loads_between(user: User, wanted: CalendarFilter, first: date, last: date) -> Counter[date]:
    """Return how many events a day has that take place and whose days are known; two queries."""
    found = numbers_between(user, wanted, first, last, with_gone=False)
    events = wanted.found(user).filter(in_stretches(first, last)).exclude(state__in=GONE)
    for entry in read_entries(events, first, last, ())[0]:
        found.put(entry.exact, entry.span.first, entry.span.last)
    return found.by_day(first, last)
