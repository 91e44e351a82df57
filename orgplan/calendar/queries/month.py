"""Weeks of a month or a quarter: days with their weightiest events, bars of what lasts over days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from orgplan.accounts.models import User
from orgplan.calendar.queries.blocks import Block, Drawing, Lasting
from orgplan.calendar.queries.entries import HIGH, Entry, entries_of, in_time, rows_of
from orgplan.calendar.queries.filtering import CalendarFilter, key_of
from orgplan.calendar.queries.loads import Numbers, numbers_between, rows_in_stretches
from orgplan.calendar.queries.meetings import meetings_between
from orgplan.calendar.queries.notes import Note, notes_between
from orgplan.calendar.queries.weighing import weightiest
from orgplan.calendar.rules.bands import bars_of_week
from orgplan.calendar.rules.spans import WEEK, View, days_of, weeks_of, window
from orgplan.core.prepared import Prepared
from orgplan.directory.models import Position
from orgplan.worktime import UnknownYearError, WorkingCalendar

MOST_OF_MONTH, MOST_OF_QUARTER, MOST_LANES, MOST_VAGUE = 6, 2, 3, 6
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day in its week: events shown, how many more there are, whether it belongs to the time shown.

    Plain words and numbers throughout: pages remember by it how it is drawn (the tag `drawn`).
    """

    day: date
    names_month: bool
    blocks: tuple[Block, ...]
    unshown: int
    total: int
    notes: tuple[Note, ...]
    is_here: bool
    is_today: bool
    is_off: bool


@dataclass(frozen=True, slots=True)
class MonthWeek:
    """A week: its days, bars in their lanes, how many bars found no lane."""

    monday: date
    days: Sequence[MonthDay]
    bars: Sequence[Lasting]
    lanes: int
    unshown: int


@dataclass(frozen=True, slots=True)
class MonthPage:
    """The weeks, and what has no certain day: some shown, all counted."""

    weeks: Sequence[MonthWeek]
    vague: Sequence[Block]
    vague_total: int
    total: int

    @property
    def is_bare(self) -> bool:
        """Tell whether nothing is found."""
        return not (self.total or self.vague)


def month_page(
    user: User, wanted: CalendarFilter, posts: Sequence[Position], asked: tuple[View, date], today: date
) -> MonthPage:
    """Return the weeks of a month or, with fewer events a day, of a quarter; at most seven queries.

    `posts` are those of the leaders, the first one's events are the weightiest.
    """
    days = window(*asked)
    mondays = weeks_of(*days)
    first, last = mondays[0], mondays[-1] + timedelta(days=WEEK - 1)
    content = _content(user, wanted, posts, (first, last), asked[0], today)
    drawing = Drawing(user, (), *days, is_marked=False)
    notes = notes_between(user, first, last)
    weeks = []
    for monday in mondays:
        bars = _bars(drawing, content.bars, monday)
        cells = [
            MonthDay(
                day=day,
                names_month=day == first or day.day == 1,
                blocks=tuple(drawing.block(entry, day) for entry in content.chosen.get(day, ())),
                unshown=max(0, content.numbers.singles[day] - len(content.chosen.get(day, ()))),
                total=content.numbers.singles[day],
                notes=tuple(notes.get(day, ())),
                is_here=days[0] <= day <= days[1],
                is_today=day == today,
                is_off=is_day_off(day),
            )
            for day in days_of(monday, monday + timedelta(days=WEEK - 1))
        ]
        hidden = content.numbers.lasting_on(*span_of(cells)) - len(bars)
        weeks.append(MonthWeek(monday, cells, bars, 1 + max((each.bar.lane for each in bars), default=-1), hidden))
    vague = [drawing.block(entry, first) for entry in content.vague[:MOST_VAGUE]]
    return MonthPage(weeks, vague, content.numbers.vague, content.numbers.total(*days))


def span_of(cells: Sequence[MonthDay]) -> tuple[date, date]:
    """Return the first and last day of a week."""
    return cells[0].day, cells[-1].day


@dataclass(frozen=True, slots=True)
class _Content:
    """What a month shows and counts: by day what is named, what lasts over days, what has no certain day."""

    chosen: dict[date, list[Entry]]
    bars: Sequence[Entry]
    vague: Sequence[Entry]
    numbers: Numbers


def _content(
    user: User,
    wanted: CalendarFilter,
    posts: Sequence[Position],
    span: tuple[date, date],
    view: View,
    today: date,
) -> _Content:
    """Read what the weeks show: three queries, and those of meetings by rule."""
    leaders = list(dict.fromkeys(post.person_id for post in posts))
    most = MOST_OF_QUARTER if view == View.QUARTER else MOST_OF_MONTH
    is_narrow = view == View.QUARTER and not (wanted.leaders or wanted.whole)
    numbers = numbers_between(user, wanted, *span, with_gone=True)
    key = key_of(user, wanted)
    given = {"user": user, "wanted": wanted, "leaders": leaders, "most": most, "is_narrow": is_narrow}
    first, last = span
    picked = _PICKED.rows(settled=key and (*key, *leaders, most, is_narrow), given=given, first=first, last=last)
    entries, known = entries_of(picked, *span, leaders)
    further, more_known = entries_of(rows_in_stretches(user, wanted, *span, with_people=bool(leaders)), *span, leaders)
    further += meetings_between(user, wanted, *span, today) if not is_narrow else []
    _count(numbers, further, span)
    order = {person: at for at, person in enumerate(leaders)}
    ranks = {key: min(order[who] for who, _desired in found) for key, found in (*known.items(), *more_known.items())}
    if is_narrow:
        further = [entry for entry in further if entry.level in HIGH or ranks.get(entry.key) == 0]
    by_day, bars, vague = _parted(sorted([*entries, *further], key=in_time), *span)
    return _Content({day: _chosen(found, ranks, most) for day, found in by_day.items()}, bars, vague, numbers)


def _picked(  # noqa: PLR0913 -- what is given and the values of the statement, all named
    *, user: User, wanted: CalendarFilter, leaders: Sequence[int], most: int, is_narrow: bool, first: date, last: date
) -> QuerySet[Any, tuple[Any, ...]]:
    bounds = (most, MOST_LANES, MOST_VAGUE)
    picked = weightiest(wanted.found(user), (first, last), leaders, bounds, is_narrow=is_narrow)
    return rows_of(picked, with_people=bool(leaders))


_PICKED = Prepared(_picked)


def _count(numbers: Numbers, entries: Sequence[Entry], span: tuple[date, date]) -> None:
    """Count what was read by its occurrences: over midnight it stands on both days."""
    for entry in entries:
        if entry.is_vague or entry.days > 1:
            numbers.put(entry.exact, entry.span.first, entry.span.last)
        else:
            numbers.singles.update(days_of(max(entry.span.first, span[0]), min(entry.last_day, span[1])))


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


def _bars(drawing: Drawing, entries: Sequence[Entry], monday: date) -> list[Lasting]:
    found = bars_of_week([(entry.span.first, entry.span.last) for entry in entries], monday)
    return [Lasting(bar, drawing.block(entries[bar.number], monday)) for bar in found if bar.lane < MOST_LANES]


def is_day_off(day: date) -> bool:
    """Tell a day off by the working calendar; in a year that it does not know, Saturday and Sunday."""
    try:
        return not WorkingCalendar.bundled().is_working(day)
    except UnknownYearError:
        return day.weekday() >= _SATURDAY
