"""On which days events need what: rows of the database as the rules take them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from orgplan.events.models import Event, Occurrence
from orgplan.events.rules import EventState
from orgplan.language.timing.model import TimingKind
from orgplan.language.timing.returning import days_of_rule, names_days
from orgplan.resources.models import Need, StockEntry
from orgplan.resources.rules.demand import Needed, Supplied
from orgplan.resources.rules.kinds import NeedState

STANDING = (EventState.DRAFT, EventState.PLANNED, EventState.HELD)
"""A draft is prepared too: what it needs is spoken for."""
CERTAIN = (TimingKind.TIMED, TimingKind.DAYS, TimingKind.RECURRING)
_REACH = timedelta(days=60)
"""No need begins earlier before its event or ends later after it."""
_COLUMNS = ("pk", "resource", "amount", "promised", "days_before", "days_after")
_TIME = ("timing_kind", "rrule", "occurrences__start", "occurrences__end")
Days = tuple[date, date]


def needed_between(
    first: date, last: date, *, resources: Collection[int] | QuerySet[Need, Any] | None = None
) -> list[Needed]:
    """Return what standing events take on the days, both inclusive; one query.

    A promise of less takes what was promised, a refusal nothing.
    """
    rows = Need.objects.filter(event__deleted_at=None, event__state__in=STANDING, event__timing_kind__in=CERTAIN)
    rows = rows.filter(
        event__occurrences__start__lte=last + _REACH, event__occurrences__end__gte=first - _REACH
    ).exclude(state=NeedState.REFUSED)
    if resources is not None:
        rows = rows.filter(resource__in=resources)
    columns = (*_COLUMNS, *(f"event__{name}" for name in _TIME))
    found = []
    for key, resource, amount, promised, before, after, kind, rrule, start, end in rows.order_by().values_list(
        *columns
    ):
        taken = amount if promised is None else min(amount, promised)
        for day, until in _stretches(kind, rrule, start, end, first - _REACH, last + _REACH) if taken else ():
            since, to = day - timedelta(days=before), until + timedelta(days=after)
            if since <= last and to >= first:
                found.append(Needed(key, resource, taken, since, to))
    return found


def _stretches(kind: str, rrule: str, start: date | None, end: date | None, since: date, until: date) -> Iterator[Days]:
    if start is None:
        return
    last = end or start
    if kind != TimingKind.RECURRING:
        yield start, last
    elif names_days(rrule):
        yield from ((day, day) for day in days_of_rule(rrule, start, last, since, until))


def supplied_to(last: date, *, resources: Collection[int] | None = None) -> list[Supplied]:
    """Return all entries of stock that count up to the day; one query."""
    rows = StockEntry.objects.filter(since__lte=last)
    if resources is not None:
        rows = rows.filter(resource__in=resources)
    return [Supplied(*row) for row in rows.order_by().values_list("resource", "amount", "since", "until")]


def days_of(events: Iterable[Event]) -> dict[int, list[Days]]:
    """Return by event the stretches of its days, in order; none where no day is certain. One query."""
    certain = [event.pk for event in events if event.timing_kind in CERTAIN]
    rows = Occurrence.objects.filter(event__in=certain, start__isnull=False).order_by("start")
    found: defaultdict[int, list[Days]] = defaultdict(list)
    for key, start, end in rows.values_list("event", "start", "end") if certain else ():
        if start is not None:
            found[key].append((start, end or start))
    return dict(found)
