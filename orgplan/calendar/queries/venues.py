"""Venues as rows: a day by its hours, a week by its days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from orgplan.accounts.models import User
from orgplan.calendar.queries.blocks import Block, Drawing
from orgplan.calendar.queries.day import standing_on
from orgplan.calendar.queries.entries import Entry, entries_between, in_time
from orgplan.calendar.queries.filtering import CalendarFilter
from orgplan.calendar.queries.marks import Mark
from orgplan.calendar.queries.meetings import meetings_between
from orgplan.calendar.queries.notes import Note, Unfree, ban_notes
from orgplan.calendar.rules.blocks import drawn, hours_shown, placed
from orgplan.calendar.rules.pieces import pieces
from orgplan.calendar.rules.sheet import Fit, Table, fit_of
from orgplan.directory.models import Position, Venue
from orgplan.events.queries import EventFilter

_MOST_ROWS = 60
_MOST_OF_CELL = 6
_QUARTER, _HOUR = 15, 60
_NAMES = 26.0
"""Millimetres of the column of names on paper (core/css/calendar.css)."""
_LETTERS_OF_DAY = 8


@dataclass(frozen=True, slots=True)
class VenueCell:
    """A venue's day in the week: its column (1 to 7), what is shown, how many more, why it is closed, which day."""

    lane: int
    blocks: tuple[Block, ...]
    unshown: int
    shut: str
    day: str = ""


@dataclass(frozen=True, slots=True)
class VenueRow:
    """A venue's day: blocks along the hours, what has no hour; or its week: a cell for each day."""

    venue: Venue
    blocks: Sequence[Block]
    band: Sequence[Block]
    cells: Sequence[VenueCell]
    shut: str = ""


@dataclass(frozen=True, slots=True)
class VenuesPage:
    """The venues where something is or that are closed, the hours shown, how much could not be put into a row; bans.

    `fit` is how the week is printed on two sheets.
    """

    rows: Sequence[VenueRow]
    hours: tuple[int, int]
    unplaced: int
    unshown: int
    clashes: Sequence[Mark]
    bans: Sequence[Note]
    notes: Mapping[date, Sequence[Note]]
    fit: Fit | None = None

    @property
    def is_bare(self) -> bool:
        """Tell whether nothing is found."""
        return not (self.rows or self.unplaced)


def venues_page(
    user: User, wanted: CalendarFilter, posts: Sequence[Position], days: Sequence[date], today: date
) -> VenuesPage:
    """Return the venues' day or, of seven days, their week; at most nine queries. Vague times occupy no venue."""
    first, last = days[0], days[-1]
    entries = [*entries_between(user, wanted, first, last), *meetings_between(user, wanted, first, last, today)]
    entries = sorted((entry for entry in entries if not entry.is_vague), key=in_time)
    by_venue: defaultdict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.venue:
            by_venue[entry.venue].append(entry)
    unfree = Unfree(user, first, last, claims=True)
    closed = unfree.closed_venues if _asks_for_places_only(wanted) else set()
    rows_of = {venue for venue in closed if venue not in by_venue}
    venues = [
        venue
        for venue in Venue.objects.visible_to(user)
        if venue.pk in by_venue or (venue.pk in rows_of and _is_asked_for(venue, wanted))
    ]
    shown = [each for venue in venues[:_MOST_ROWS] for each in _with_words(by_venue[venue.pk], days)]
    drawing = Drawing(user, shown, first, last, posts, known=unfree.known)
    boxes = [
        drawn(piece.begins, piece.ends)
        for entry in shown
        if entry.is_clocked
        for piece in pieces(entry.span, first, last)
    ]
    hours = hours_shown(boxes)
    rows = [_row(drawing, venue, by_venue[venue.pk], (days, hours), unfree) for venue in venues[:_MOST_ROWS]]
    unplaced = sum(not entry.venue for entry in entries)
    notes = ban_notes(unfree.bans) if first != last else {}
    return VenuesPage(
        rows,
        hours,
        unplaced,
        max(0, len(venues) - _MOST_ROWS),
        drawing.clashes,
        unfree.bans_on(first) if first == last else (),
        notes,
        fit_of(_table(rows, days, notes)) if first != last else None,
    )


def _table(rows: Sequence[VenueRow], days: Sequence[date], notes: Mapping[date, Sequence[Note]]) -> Table:
    return Table(
        heads=[_LETTERS_OF_DAY + sum(len(note.words) for note in notes.get(day, ())) for day in days],
        row_heads=[[len(row.venue.name)] for row in rows],
        rows=[[_letters(cell) for cell in row.cells] for row in rows],
        first_column=_NAMES,
        sheets=2,
    )


def _letters(cell: VenueCell) -> list[int]:
    shut = [len(cell.shut)] if cell.shut else []
    return shut + [
        len(block.hours)
        + len(block.entry.title)
        + sum(len(words) for _tone, words in block.tags)
        + (len(block.clash.words) if block.clash else 0)
        for block in cell.blocks
    ]


def _asks_for_places_only(wanted: CalendarFilter) -> bool:
    """Tell whether a hall where nothing is may stand there: who asks for kinds or people asks for events."""
    events = EventFilter(venue=wanted.events.venue, district=wanted.events.district)
    return wanted == CalendarFilter(events)


def _is_asked_for(venue: Venue, wanted: CalendarFilter) -> bool:
    events = wanted.events
    return (not events.venue or venue.pk == events.venue) and (not events.district or venue.district == events.district)


def _with_words(entries: Sequence[Entry], days: Sequence[date]) -> Sequence[Entry]:
    """Return what is drawn and not only counted: clashes are looked for among these."""
    if len(days) == 1:
        return entries
    return list({id(each): each for day in days for each in standing_on(entries, day)[:_MOST_OF_CELL]}.values())


def _row(
    drawing: Drawing,
    venue: Venue,
    entries: Sequence[Entry],
    at: tuple[Sequence[date], tuple[int, int]],
    unfree: Unfree,
) -> VenueRow:
    days, hours = at

    def claim(entry: Entry) -> list[tuple[str, str]]:
        said = unfree.claim(entry.key, venue.pk)
        return [said] if said and not entry.is_off else []

    if len(days) > 1:
        cells = []
        for lane, day in enumerate(days, 1):
            found = standing_on(entries, day)
            named = tuple(drawing.block(entry, day, more=claim(entry)) for entry in found[:_MOST_OF_CELL])
            more, shut = max(0, len(found) - _MOST_OF_CELL), unfree.shut(venue.pk, day)
            cells.append(VenueCell(lane, named, more, shut, day.isoformat()))
        return VenueRow(venue, (), (), cells)
    day = days[0]
    timed = [(entry, piece) for entry in entries if entry.is_clocked for piece in pieces(entry.span, day, day)]
    boxes = [_quarters(*drawn(piece.begins, piece.ends)) for _entry, piece in timed]
    blocks = [
        drawing.block(entry, day, css=_along(box, place.column, hours[0]), more=claim(entry))
        for (entry, _piece), box, place in zip(timed, boxes, placed(boxes), strict=True)
    ]
    return VenueRow(
        venue,
        blocks,
        [drawing.block(entry, day, more=claim(entry)) for entry in entries if not entry.is_clocked],
        (),
        unfree.shut(venue.pk, day),
    )


def _quarters(begins: int, ends: int) -> tuple[int, int]:
    """Return the minutes widened to an hour at least and to whole quarters: words must fit into the block."""
    first = min(begins // _QUARTER * _QUARTER, 23 * _HOUR)
    return first, max(-(-ends // _QUARTER) * _QUARTER, first + _HOUR)


def _along(box: tuple[int, int], lane: int, first_hour: int) -> str:
    begins, ends = box
    column, columns = (begins - first_hour * _HOUR) // _QUARTER + 1, (ends - begins) // _QUARTER
    return f"x{column} w{columns} y{lane + 1}"
