"""Weeks of a month or a quarter: days with their weightiest events, bars of what lasts over days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from orgplan.accounts.models import User
from orgplan.calendar.queries.blocks import Block, Drawing
from orgplan.calendar.queries.entries import Entry, entries_with, in_time, loads_between
from orgplan.calendar.queries.filtering import PRESENT, CalendarFilter
from orgplan.calendar.queries.meetings import meetings_between
from orgplan.calendar.queries.notes import Note, notes_between
from orgplan.calendar.rules.bands import Bar, bars_of_week
from orgplan.calendar.rules.spans import WEEK, View, days_of, weeks_of, window
from orgplan.directory.models import Position
from orgplan.events.models import Participation
from orgplan.events.rules import Level
from orgplan.worktime import UnknownYearError, WorkingCalendar

MOST_OF_MONTH, MOST_OF_QUARTER, MOST_LANES, MOST_VAGUE = 6, 2, 3, 6
_SATURDAY = 5
_HIGH = (Level.REGIONAL, Level.INTERCITY, Level.INTERNATIONAL)


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day in its week: events shown, how many more there are, whether it belongs to the time shown."""

    day: date
    blocks: Sequence[Block]
    unshown: int
    total: int
    notes: Sequence[Note]
    is_here: bool
    is_today: bool
    is_off: bool


@dataclass(frozen=True, slots=True)
class MonthWeek:
    """A week: its days, bars in their lanes, how many bars found no lane."""

    monday: date
    days: Sequence[MonthDay]
    bars: Sequence[tuple[Bar, Block]]
    lanes: int
    unshown: int


@dataclass(frozen=True, slots=True)
class MonthPage:
    """The weeks, and what has no certain day: some shown, all counted."""

    weeks: Sequence[MonthWeek]
    vague: Sequence[Block]
    vague_total: int
    total: int


def month_page(
    user: User, wanted: CalendarFilter, posts: Sequence[Position], asked: tuple[View, date], today: date
) -> MonthPage:
    """Return the weeks of a month or, with fewer events a day, of a quarter; at most seven queries.

    `posts` are those of the leaders, the first one's events are the weightiest.
    """
    view, days = asked[0], window(*asked)
    mondays = weeks_of(*days)
    first, last = mondays[0], mondays[-1] + timedelta(days=WEEK - 1)
    leaders = list(dict.fromkeys(post.person_id for post in posts))
    only = _weighty(leaders[:1], wanted) if view == View.QUARTER else None
    entries, known = entries_with(user, wanted, first, last, leaders, only)
    entries += meetings_between(user, wanted, first, last, today) if only is None else []
    loads = loads_between(user, wanted, first, last) if only is not None else None
    order = {person: at for at, person in enumerate(leaders)}
    ranks = {key: min(order[person] for person, _desired in found) for key, found in known.items()}
    most = MOST_OF_QUARTER if view == View.QUARTER else MOST_OF_MONTH
    by_day, bars, vague = _parted(entries, first, last)
    chosen = {day: _chosen(found, ranks, most) for day, found in by_day.items()}
    drawing = Drawing(
        user,
        [*bars, *vague[:MOST_VAGUE], *(each for found in chosen.values() for each in found)],
        *days,
        is_marked=False,
    )
    notes = notes_between(user, first, last)
    weeks = []
    for monday in mondays:
        shown, hidden = _bars(drawing, bars, monday)
        cells = [
            MonthDay(
                day=day,
                blocks=[drawing.block(entry, day) for entry in chosen.get(day, ())],
                unshown=max(0, _total(day, by_day, loads) - len(chosen.get(day, ()))),
                total=_total(day, by_day, loads),
                notes=notes.get(day, ()),
                is_here=days[0] <= day <= days[1],
                is_today=day == today,
                is_off=is_day_off(day),
            )
            for day in days_of(monday, monday + timedelta(days=WEEK - 1))
        ]
        weeks.append(MonthWeek(monday, cells, shown, 1 + max((bar.lane for bar, _b in shown), default=-1), hidden))
    total = len({id(entry) for entry in entries if not entry.is_vague and _touches(entry, days)})
    if loads is not None:
        total = sum(count for day, count in loads.items() if days[0] <= day <= days[1])
    return MonthPage(weeks, [drawing.block(entry, first) for entry in vague[:MOST_VAGUE]], len(vague), total)


def _touches(entry: Entry, days: tuple[date, date]) -> bool:
    return entry.span.first <= days[1] and entry.last_day >= days[0]


def _weighty(mayor: Sequence[int], wanted: CalendarFilter) -> Q:
    """Return the condition on what a quarter names: above the city's level, or where the first leader is."""
    if wanted.leaders or wanted.whole:
        return Q()
    present = Participation.objects.filter(person__in=mayor, kind__in=PRESENT)
    return Q(level__in=_HIGH) | Q(pk__in=present.values("event"))


def _parted(
    entries: Sequence[Entry], first: date, last: date
) -> tuple[dict[date, list[Entry]], list[Entry], list[Entry]]:
    """Part what stands on single days, what lasts over days as bars, and what has no certain day."""
    by_day: defaultdict[date, list[Entry]] = defaultdict(list)
    bars, vague = [], []
    for entry in entries:
        if entry.is_vague:
            vague.append(entry)
        elif entry.days > 1 and entry.span.last >= first:
            bars.append(entry)
        elif entry.days == 1:
            for day in days_of(max(entry.span.first, first), min(entry.last_day, last)):
                by_day[day].append(entry)
    return by_day, bars, vague


def _chosen(found: Sequence[Entry], ranks: dict[int, int], most: int) -> list[Entry]:
    """Return the weightiest in order of time: where leaders are by their order, then by level, then as they come."""
    if len(found) <= most:
        return sorted(found, key=in_time)
    weighed = sorted(found, key=lambda entry: (ranks.get(entry.key, len(ranks) + 99), entry.weight, in_time(entry)))
    return sorted(weighed[:most], key=in_time)


def _total(day: date, by_day: dict[date, list[Entry]], loads: dict[date, int] | None) -> int:
    return loads.get(day, 0) if loads is not None else len(by_day.get(day, ()))


def _bars(drawing: Drawing, entries: Sequence[Entry], monday: date) -> tuple[list[tuple[Bar, Block]], int]:
    found = bars_of_week([(entry.span.first, entry.span.last) for entry in entries], monday)
    shown = [(bar, drawing.block(entries[bar.number], monday)) for bar in found if bar.lane < MOST_LANES]
    return shown, len(found) - len(shown)


def is_day_off(day: date) -> bool:
    """Tell a day off by the working calendar; in a year that it does not know, Saturday and Sunday."""
    try:
        return not WorkingCalendar.bundled().is_working(day)
    except UnknownYearError:
        return day.weekday() >= _SATURDAY
