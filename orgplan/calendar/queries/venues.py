"""Venues as rows: a day by its hours, a week by its days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from orgplan.accounts.models import User
from orgplan.calendar.queries.blocks import Block, Drawing
from orgplan.calendar.queries.day import standing_by_day
from orgplan.calendar.queries.entries import Entry, entries_between, in_time
from orgplan.calendar.queries.filtering import CalendarFilter
from orgplan.calendar.queries.marks import Mark
from orgplan.calendar.queries.meetings import meetings_between
from orgplan.calendar.queries.notes import Note, Unfree, ban_notes
from orgplan.calendar.rules.blocks import drawn, hours_shown, placed
from orgplan.calendar.rules.pieces import Piece, pieces
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
    """A venue's day in the week: its column (1 to 7), which day, what is shown, how many more, why it is closed."""

    lane: int
    day: str
    blocks: tuple[Block, ...]
    unshown: int
    shut: str


@dataclass(frozen=True, slots=True)
class VenueWeek:
    """A venue's week: its key, name and page, a cell for each day. Plain values throughout (the tag `drawn`)."""

    venue: int
    name: str
    url: str
    cells: tuple[VenueCell, ...]


@dataclass(frozen=True, slots=True)
class VenueRow:
    """A venue's day: blocks along the hours, what has no hour."""

    venue: Venue
    blocks: Sequence[Block]
    band: Sequence[Block]
    shut: str = ""


@dataclass(frozen=True, slots=True)
class VenuesPage:
    """The venues where something is or that are closed, the hours shown, how much could not be put into a row; bans.

    `fit` is how the week is printed on two sheets.
    """

    rows: Sequence[VenueRow] | Sequence[VenueWeek]
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
    named, unshown = venues[:_MOST_ROWS], max(0, len(venues) - _MOST_ROWS)
    unplaced = sum(not entry.venue for entry in entries)
    if first == last:
        own = [entry for venue in named for entry in by_venue[venue.pk]]
        drawing = Drawing(user, own, first, last, posts, known=unfree.known)
        hours = hours_shown([drawn(piece.begins, piece.ends) for _entry, piece in _timed(own, first)])
        rows = [_row(drawing, venue, by_venue[venue.pk], first, hours[0], unfree) for venue in named]
        return VenuesPage(rows, hours, unplaced, unshown, drawing.clashes, unfree.bans_on(first), {})
    by_day = {venue.pk: standing_by_day(by_venue[venue.pk], first, last) for venue in named}
    drawing = Drawing(user, _with_words(by_day.values()), first, last, posts, known=unfree.known)
    root = reverse("directory:venues")  # once, not for each
    weeks = [_week(drawing, venue, by_day[venue.pk], days, f"{root}{venue.pk}/", unfree) for venue in named]
    notes = ban_notes(unfree.bans)
    fit = fit_of(_table(weeks, days, notes))
    return VenuesPage(weeks, hours_shown(()), unplaced, unshown, drawing.clashes, (), notes, fit)


def _timed(entries: Sequence[Entry], day: date) -> list[tuple[Entry, Piece]]:
    return [(entry, piece) for entry in entries if entry.is_clocked for piece in pieces(entry.span, day, day)]


def _table(rows: Sequence[VenueWeek], days: Sequence[date], notes: Mapping[date, Sequence[Note]]) -> Table:
    return Table(
        heads=[_LETTERS_OF_DAY + sum(len(note.words) for note in notes.get(day, ())) for day in days],
        row_heads=[[len(row.name)] for row in rows],
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


def _with_words(venues: Iterable[Mapping[date, Sequence[Entry]]]) -> list[Entry]:
    """Return what is drawn and not only counted: clashes are looked for among these."""
    shown = (each for by_day in venues for found in by_day.values() for each in found[:_MOST_OF_CELL])
    return list({id(each): each for each in shown}.values())


def _week(
    drawing: Drawing,
    venue: Venue,
    by_day: Mapping[date, Sequence[Entry]],
    days: Sequence[date],
    url: str,
    unfree: Unfree,
) -> VenueWeek:
    cells = []
    for lane, day in enumerate(days, 1):
        found = by_day.get(day, ())
        named = tuple(
            drawing.block(entry, day, more=_claims(unfree, entry, venue.pk)) for entry in found[:_MOST_OF_CELL]
        )
        more, shut = max(0, len(found) - _MOST_OF_CELL), unfree.shut(venue.pk, day)
        cells.append(VenueCell(lane, day.isoformat(), named, more, shut))
    return VenueWeek(venue.pk, venue.name, url, tuple(cells))


def _row(
    drawing: Drawing, venue: Venue, entries: Sequence[Entry], day: date, first_hour: int, unfree: Unfree
) -> VenueRow:
    timed = _timed(entries, day)
    boxes = [_quarters(*drawn(piece.begins, piece.ends)) for _entry, piece in timed]
    blocks = [
        drawing.block(entry, day, css=_along(box, place.column, first_hour), more=_claims(unfree, entry, venue.pk))
        for (entry, _piece), box, place in zip(timed, boxes, placed(boxes), strict=True)
    ]
    band = [
        drawing.block(entry, day, more=_claims(unfree, entry, venue.pk)) for entry in entries if not entry.is_clocked
    ]
    return VenueRow(venue, blocks, band, unfree.shut(venue.pk, day))


def _claims(unfree: Unfree, entry: Entry, venue: int) -> list[tuple[str, str]]:
    said = unfree.claim(entry.key, venue)
    return [said] if said and not entry.is_off else []


def _quarters(begins: int, ends: int) -> tuple[int, int]:
    """Return the minutes widened to an hour at least and to whole quarters: words must fit into the block."""
    first = min(begins // _QUARTER * _QUARTER, 23 * _HOUR)
    return first, max(-(-ends // _QUARTER) * _QUARTER, first + _HOUR)


def _along(box: tuple[int, int], lane: int, first_hour: int) -> str:
    begins, ends = box
    column, columns = (begins - first_hour * _HOUR) // _QUARTER + 1, (ends - begins) // _QUARTER
    return f"x{column} w{columns} y{lane + 1}"
