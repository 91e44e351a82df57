"""A week as a table: days as rows, the leaders as columns; on paper one sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.calendar.queries.blocks import MOST_VAGUE, Block, Drawing, between
from orgplan.calendar.queries.day import standing_on
from orgplan.calendar.queries.entries import Entry, Known, entries_with, in_time
from orgplan.calendar.queries.filtering import CalendarFilter
from orgplan.calendar.queries.leaders import Leader, by_person, leaders_of
from orgplan.calendar.queries.meetings import meetings_between
from orgplan.calendar.queries.notes import Note, Unfree, notes_between
from orgplan.calendar.rules.sheet import Fit, Table, fit_of
from orgplan.calendar.rules.spans import days_of
from orgplan.clashes.rules.gaps import RoadGap
from orgplan.directory.models import Position
from orgplan.directory.queries import ActingIndex

GapsByDay = Mapping[tuple[int, date], Sequence[RoadGap]]

_MOST = 12
"""Entries of a cell on screen; nobody is at more in a day."""
_LETTERS_OF_DAY = 8


@dataclass(frozen=True, slots=True)
class Cell:
    """A leader's day: its column, where the leader is not, when busy, what is on, how many more there are.

    Plain values throughout (the tag `drawn`).
    """

    person: int
    lane: int
    day: str
    away: str
    busy: str
    blocks: tuple[Block, ...]
    unshown: int


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day of the week: its cells in the order of the leaders, memorable dates, other events by number."""

    day: date
    is_today: bool
    notes: Sequence[Note]
    cells: Sequence[Cell]
    others: int

    @property
    def key(self) -> str:
        """Return the day as addresses write it."""
        return self.day.isoformat()


@dataclass(frozen=True, slots=True)
class WeekPage:
    """The table, and how it is printed on one sheet."""

    leaders: Sequence[Leader]
    rows: Sequence[DayRow]
    vague: Sequence[Block]
    vague_total: int
    fit: Fit
    total: int

    @property
    def is_bare(self) -> bool:
        """Tell whether nothing is found."""
        return not (self.total or self.vague)


def week_page(
    user: User, wanted: CalendarFilter, posts: Sequence[Position], days: Sequence[date], today: date
) -> WeekPage:
    """Return the week of the holders of these posts; at most nine queries."""
    first, last = days[0], days[-1]
    index = ActingIndex(first, last)
    leaders = leaders_of(posts, days, wanted.leaders, index)
    entries, known = entries_with(user, wanted, first, last, [leader.person for leader in leaders])
    entries = sorted([*entries, *meetings_between(user, wanted, first, last, today)], key=in_time)
    shown = [entry for entry in entries if not entry.is_vague]
    people = by_person(shown, known)
    own = {leader.person: people.get(leader.person, []) for leader in leaders}
    taken = {id(entry) for found in own.values() for entry in found}
    vague = [entry for entry in entries if entry.is_vague]
    others = _others([entry for entry in shown if id(entry) not in taken], first, last)
    unfree = Unfree(user, first, last, index)
    drawing = Drawing(user, [entry for entry in entries if id(entry) in taken], first, last, posts, known=unfree.known)
    notes = notes_between(user, first, last, unfree.bans)
    gaps = drawing.gaps_of(list(own))
    rows = [
        DayRow(
            day=day,
            is_today=day == today,
            notes=notes.get(day, ()),
            cells=[
                _cell(drawing, (lane, leader), own[leader.person], day, known, unfree.busy(leader.person, day), gaps)
                for lane, leader in enumerate(leaders, 1)
            ],
            others=others[day],
        )
        for day in days
    ]
    fit = fit_of(_table(leaders, rows))
    return WeekPage(
        leaders, rows, [drawing.block(entry, first) for entry in vague[:MOST_VAGUE]], len(vague), fit, len(shown)
    )


def _others(entries: Sequence[Entry], first: date, last: date) -> Counter[date]:
    """Return how many entries stand on each day."""
    found: Counter[date] = Counter()
    for entry in entries:
        found.update(days_of(max(entry.span.first, first), min(entry.last_day, last)))
    return found


def _cell(  # noqa: PLR0913, PLR0917 -- what the page has read
    drawing: Drawing,
    column: tuple[int, Leader],
    own: Sequence[Entry],
    day: date,
    known: Known,
    busy: str,
    gaps: GapsByDay,
) -> Cell:
    lane, leader = column
    found = standing_on(own, day)
    between_them = between(gaps.get((leader.person, day), ()), [(entry, day) for entry in found])
    roads = {(gap.second, gap.until): gap.short for gap in between_them}
    desired = _("presence desired")
    blocks = [
        drawing.block(
            entry,
            day,
            more=[("plain", desired)] if (leader.person, True) in known.get(entry.key, ()) else (),
            road=roads.get((entry.key, datetime.combine(day, entry.span.start)), "") if entry.span.start else "",
        )
        for entry in found
    ]
    blocks.sort(key=lambda block: block.hours if block.entry.is_clocked else "")
    return Cell(
        person=leader.person,
        lane=lane,
        day=day.isoformat(),
        away=_away(leader, day),
        busy=busy,
        blocks=tuple(blocks[:_MOST]),
        unshown=max(0, len(blocks) - _MOST),
    )


def _away(leader: Leader, day: date) -> str:
    """Return where the leader is, in full on the first day of the week that says so, then in a word."""
    words = leader.away.get(day, "")
    return words if not words or leader.away.get(day - timedelta(days=1)) != words else _("away, as before")


def _table(leaders: Sequence[Leader], rows: Sequence[DayRow]) -> Table:
    return Table(
        heads=[len(leader.post) for leader in leaders],
        row_heads=[[_LETTERS_OF_DAY, *(len(note.words) for note in row.notes)] for row in rows],
        rows=[[_letters(cell) for cell in row.cells] for row in rows],
    )


def _letters(cell: Cell) -> list[int]:
    """Return the length of each entry as it is printed: hours, title, place and what is said of it."""
    away = [len(words) for words in (cell.away, cell.busy) if words]
    return away + [
        len(block.hours)
        + len(block.road) * block.is_road_short
        + len(block.entry.title)
        + len(block.where)
        + sum(len(words) for _tone, words in block.tags)
        + (len(block.clash.words) if block.clash else 0)
        for block in cell.blocks
    ]
