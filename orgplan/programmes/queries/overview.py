"""A programme as its page shows it: its events in one read, what is missing, sections, aims, what comes next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db.models import QuerySet

from orgplan.accounts.models import User
from orgplan.events.models import Event, Programme
from orgplan.events.queries.programmes import events_within, in_order, within
from orgplan.events.rules import EventState
from orgplan.programmes.models import Aim
from orgplan.programmes.queries.gaps import COUNTED, SetGap, active_gaps, with_gaps
from orgplan.programmes.rules.kinds import Measure
from orgplan.programmes.rules.readiness import Readiness, readiness

_COLUMNS = (
    *("pk", "state", "first_day", "last_day", "owner", "venue", "venue__district", "outcome__turnout"),
    *("title", "start_time", "place", "venue__name"),
)


@dataclass(frozen=True, slots=True)
class EventRow:
    """What a programme's page needs of an event; `gaps` are the names of what it lacks."""

    key: int
    state: str
    first: date | None
    last: date | None
    owner: int
    venue: int | None
    district: str
    turnout: int
    title: str
    begins: time | None
    where: str
    gaps: Collection[str]


@dataclass(frozen=True, slots=True)
class GapRow:
    """A gap with of how many events it is."""

    gap: SetGap
    number: int


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section or an inner programme with its numbers, all that lies in it included."""

    programme: Programme
    depth: int
    readiness: Readiness
    held: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class AimRow:
    """An aim with what is reached."""

    aim: Aim
    reached: int

    @property
    def left(self) -> int:
        """Return how many are still to be reached."""
        return max(self.aim.target - self.reached, 0)


@dataclass(frozen=True, slots=True)
class Overview:
    """The page of a programme."""

    rows: Sequence[EventRow]
    readiness: Readiness
    gaps: Sequence[GapRow]
    sections: Sequence[SectionRow]
    outside: SectionRow | None
    """What stands in the programme beside its sections; None where there are no sections or nothing beside them."""
    aims: Sequence[AimRow]

    @property
    def held(self) -> int:
        """Return how many events were held."""
        return sum(each.state == EventState.HELD for each in self.rows)


def counted_events(user: User, programme: Programme) -> QuerySet[Event]:
    """Return the events that the programme counts, as far as the user sees them; called off ones are none of it."""
    return Event.objects.visible_to(user).filter(events_within(programme), state__in=COUNTED)


def overview(user: User, programme: Programme, today: date, inner: Sequence[Programme] | None = None) -> Overview:
    """Return the programme whole; four queries and those of the gaps, whatever the number of events.

    `inner` is what lies in it, where it was read already; one query more otherwise.
    """
    gaps = active_gaps()
    rows = event_rows(user, programme, gaps, today)
    if inner is None:
        inner = list(Programme.objects.visible_to(user).filter(within(programme)).exclude(pk=programme.pk))
    stands = _where_they_stand(inner, programme)
    whole = readiness(each.gaps for each in rows)
    sections = [
        _section(each, depth, [row for row in rows if row.key in stands[each.pk]]) for each, depth in in_order(inner)
    ]
    inside = set[int]().union(*(stands[each.pk] for each in inner))
    beside = [row for row in rows if row.key not in inside]
    return Overview(
        rows=rows,
        readiness=whole,
        gaps=[GapRow(each, whole.gaps[each.name]) for each in gaps],
        sections=sections,
        outside=_section(programme, 0, beside) if inner and beside else None,
        aims=[AimRow(each, reached(Measure(each.measure), rows)) for each in programme.aims.all()],
    )


def event_rows(user: User, programme: Programme, gaps: Sequence[SetGap], today: date) -> list[EventRow]:
    """Return the counted events with what each lacks; one query and those of the gaps."""
    events = with_gaps(counted_events(user, programme), gaps, user, today).order_by()
    names = [each.name for each in gaps]
    flags = [f"gap_{number}" for number in range(len(gaps))]
    return [_event_row(row, names) for row in events.values_list(*_COLUMNS, *flags)]


def _event_row(row: Sequence[Any], names: Sequence[str]) -> EventRow:
    key, state, first, last, owner, venue, district, turnout, title, begins, place, hall, *flags = row
    where, lacking = place or hall or "", _lacking(names, flags)
    return EventRow(key, state, first, last, owner, venue, district or "", turnout or 0, title, begins, where, lacking)


def _lacking(names: Sequence[str], flags: Iterable[int]) -> tuple[str, ...]:
    return tuple(name for name, flag in zip(names, flags, strict=True) if flag)


def _where_they_stand(inner: Sequence[Programme], programme: Programme) -> defaultdict[int, set[int]]:
    """Return by section the keys of the events in it and in what lies in it; one query, none without sections."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    if not inner:
        return found
    above = {each.pk: [key for key in each.keys_above() if key != programme.pk] + [each.pk] for each in inner}
    joined = Programme.events.through.objects.filter(programme__in=above)
    for key, event in joined.values_list("programme", "event"):
        for each in above[key]:
            found[each].add(event)
    return found


def _section(programme: Programme, depth: int, rows: Sequence[EventRow]) -> SectionRow:
    return SectionRow(
        programme,
        depth,
        readiness(each.gaps for each in rows),
        sum(each.state == EventState.HELD for each in rows),
        min((each.first for each in rows if each.first), default=None),
        max((each.last for each in rows if each.last), default=None),
    )


def reached(measure: Measure, rows: Sequence[EventRow]) -> int:
    """Return how much of what is measured the events come to."""
    return {
        Measure.EVENTS: lambda: len(rows),
        Measure.HELD: lambda: sum(each.state == EventState.HELD for each in rows),
        Measure.DISTRICTS: lambda: len({each.district for each in rows if each.district}),
        Measure.UNITS: lambda: len({each.owner for each in rows}),
        Measure.VENUES: lambda: len({each.venue for each in rows if each.venue}),
        Measure.TURNOUT: lambda: sum(each.turnout for each in rows),
    }[measure]()


def nearest(rows: Iterable[EventRow], today: date, number: int = 8) -> list[EventRow]:
    """Return the next events, by day and hour; those of a whole day first."""
    coming = [each for each in rows if each.first and each.first >= today and each.state != EventState.HELD]
    return sorted(coming, key=lambda each: (each.first, each.begins or time(), each.title))[:number]
