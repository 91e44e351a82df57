"""Closed times as clashes take them (`config/clashes.py`)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.availability.models import ClosedTime
from orgplan.availability.models.closed import ClosedQuerySet, naive
from orgplan.availability.policy import can_see_layers
from orgplan.availability.rules.kinds import HOLDING, BookingState
from orgplan.clashes.rules.judging import CITY, Obstacle
from orgplan.clashes.rules.kinds import ClashLevel, Subject
from orgplan.core.prepared import Prepared
from orgplan.events.rules import EventState

_DAY = timedelta(days=1)
_FEW = 900
"""So many keys at most are named in a statement; of more the whole span is read."""


class Row(NamedTuple):
    """A closed time with what its source says, in the order of `FIELDS`."""

    start: datetime
    end: datetime
    words: str
    person: int | None
    venue: int | None
    district: str
    layer: int | None
    name: str | None
    why: str | None
    level: str | None
    kinds: list[str] | None
    tone: str | None
    calendar: int | None
    calendar_level: str | None
    blocking: int | None
    booking: int | None
    event: int | None
    state: str | None
    event_state: str | None
    reason: str | None


FIELDS = (
    *("start", "end", "words", "person", "venue", "district"),
    *("layer", "layer__name", "layer__words", "layer__level", "layer__kinds", "layer__tone"),
    *("calendar", "calendar__level", "blocking", "booking", "booking__event", "booking__state"),
    *("booking__event__state", "booking__reason"),
)


def closed_times(first: date, last: date, /, *, people: Collection[int], venues: Collection[int]) -> list[Obstacle]:
    """Return what is not free: layers in force, leaders' own calendars, closed halls, halls claimed by drafts.

    One query.
    """
    since, until = (timezone.make_aware(each) for each in bounds(first, last))
    if len(people) > _FEW or len(venues) > _FEW:
        rows = _CLOSED.rows(since=since, until=until)
    else:
        rows = _CLOSED_TO.rows(since=since, until=until, people=people, venues=venues)
    return [obstacle_of(Row(*each)) for each in rows]


def _closed(*, since: datetime, until: datetime) -> QuerySet[Any, tuple[Any, ...]]:
    return _in_order(ClosedTime.objects.filter(in_force(), end__gt=since, start__lt=until))


def _closed_to(
    *, since: datetime, until: datetime, people: Collection[int], venues: Collection[int]
) -> QuerySet[Any, tuple[Any, ...]]:
    concerned = Q(person__in=people) | Q(person__isnull=True) & (Q(venue__in=venues) | Q(venue__isnull=True))
    return _in_order(ClosedTime.objects.filter(in_force(), concerned, end__gt=since, start__lt=until))


def layers_between(user: User, first: date, last: date) -> list[Row]:
    """Return what the layers in force close between the days, both inclusive, in order; one query."""
    since, until = (timezone.make_aware(each) for each in bounds(first, last))
    return [Row(*each) for each in _OF_LAYERS.rows(since=since, until=until)] if can_see_layers(user) else []


def _of_layers(*, since: datetime, until: datetime) -> QuerySet[Any, tuple[Any, ...]]:
    return _in_order(ClosedTime.objects.filter(layer__is_active=True, end__gt=since, start__lt=until))


def _in_order(rows: ClosedQuerySet) -> QuerySet[Any, tuple[Any, ...]]:
    return rows.order_by("start", "pk").values_list(*FIELDS)


_CLOSED, _CLOSED_TO, _OF_LAYERS = Prepared(_closed), Prepared(_closed_to), Prepared(_of_layers)


def bounds(first: date, last: date) -> tuple[datetime, datetime]:
    """Return the beginning of the first day and the end of the last one."""
    return datetime.combine(first, time()), datetime.combine(last + _DAY, time())


def read_rows(rows: ClosedQuerySet) -> list[Row]:
    """Read closed times with what their sources say, in order; one query."""
    return [Row(*row) for row in _in_order(rows)]


def in_force() -> Q:
    """Return the condition on rows that count: layers in force, and claims of drafts; standing events speak alone."""
    claimed = Q(booking__state__in=HOLDING, booking__event__state=EventState.DRAFT, booking__event__deleted_at=None)
    return Q(layer__isnull=True, booking__isnull=True) | Q(layer__is_active=True) | claimed


def keeps_hall(row: Row) -> bool:
    """Tell of a claim what `in_force` asks of it."""
    return row.state in HOLDING and row.event_state == EventState.DRAFT


def obstacle_of(row: Row) -> Obstacle:
    """Return a closed time as clashes take it."""
    if row.person is not None:
        subject, resource = Subject.PERSON, row.person
    elif row.venue is not None:
        subject, resource = Subject.VENUE, row.venue
    else:
        subject, resource = (Subject.VENUE, 0) if row.district else (Subject.OBSTACLE, CITY)
    key, words, level, more = _said(row)
    start, end = naive(row.start), naive(row.end)
    return Obstacle(key, subject, resource, start, end, words, level, district=row.district, **more)


def _said(row: Row) -> tuple[str, str, ClashLevel, dict[str, Any]]:
    """Return the key, the words, the level, and what else there is to say."""
    if row.layer is not None:
        words = f"{row.name}: {row.words}" if row.words else row.name or ""
        more = {"why": row.why or "", "kinds": frozenset(row.kinds or ())}
        return f"layer-{row.layer}", words, ClashLevel(row.level or ClashLevel.WARN), more
    if row.calendar is not None:
        # What keeps somebody is not said: not everybody may know.
        level = ClashLevel(row.calendar_level or ClashLevel.WARN)
        return f"calendar-{row.calendar}", _("busy by the own calendar"), level, {}
    if row.blocking is not None:
        words = _("the venue is closed: %(why)s") % {"why": row.words}
        return f"blocking-{row.blocking}", words, ClashLevel.BLOCK, {}
    approved = row.state == BookingState.APPROVED
    words = _("promised to another event") if approved else _("pre-booked for another event")
    level = ClashLevel.BLOCK_APPROVAL if approved else ClashLevel.WARN
    return f"booking-{row.booking}", words, level, {"own": row.event or 0}
