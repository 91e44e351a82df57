"""Entries as pages draw them: the words on a block, and where it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.calendar.queries.entries import Entry
from orgplan.calendar.queries.marks import Mark, Marked, Said, marked
from orgplan.calendar.rules.bands import Bar
from orgplan.calendar.rules.blocks import STEP, Fold, Place, drawn, folded
from orgplan.calendar.rules.pieces import DAY, Piece, pieces
from orgplan.clashes.queries.obstacles import KnownObstacles
from orgplan.clashes.rules.gaps import RoadGap, gaps_by_day
from orgplan.clashes.rules.judging import Judged
from orgplan.clashes.rules.kinds import Subject
from orgplan.clashes.rules.words import minutes_words
from orgplan.directory.models import Position
from orgplan.events.rules import EventKind, EventState

_HOUR = 60
_INDOORS = frozenset(
    {
        EventKind.MEETING,
        EventKind.STAFF_MEETING,
        EventKind.SESSION,
        EventKind.RECEPTION_HOURS,
        EventKind.SIGNING,
        EventKind.OTHER,
    }
)
_STATES = {EventState.DRAFT: "warn", EventState.CANCELLED: "bad", EventState.NOT_HELD: "bad"}
MOST_VAGUE = 20
"""Of what has no certain day so many are named on a page of days or hours."""
_TWO_LINES = 45
"""Minutes from which a block has room for a second line."""
_ONE_LINE = 15
"""Minutes from which a line of words fits between two blocks."""


@dataclass(frozen=True, slots=True)
class Block:
    """An entry on a day: its hours in words, what is to be said about it, the classes of its place, its clash.

    `road` is the road to it from what its leader does before, in words, where that does not stand on its own.
    Plain words and numbers throughout: pages remember by it how it is drawn (the tag `drawn`).
    """

    entry: Entry
    hours: str
    tags: tuple[tuple[str, str], ...]
    css: str = ""
    clash: Said | None = None
    road: str = ""

    @property
    def tone(self) -> str:
        """Return the class of its look: how it stands, else what kind it is."""
        if self.entry.is_off:
            return "off"
        if (self.clash and self.clash.tone == "bad") or any(tone == "bad" for tone, _words in self.tags):
            return "bad"
        kind = "" if self.entry.kind in _INDOORS else "public"
        kind += " warned" if self.clash and self.clash.tone == "warn" else ""
        return f"{kind} draft" if self.entry.state == EventState.DRAFT or not self.entry.key else kind

    @property
    def where(self) -> str:
        """Return where it is."""
        return self.entry.where

    @property
    def is_road_short(self) -> bool:
        """Tell whether the road to it does not fit: only that is told on paper, where titles need the room."""
        return ":" in self.road


@dataclass(frozen=True, slots=True)
class Lasting:
    """A block over several days of a week, as a bar."""

    bar: Bar
    block: Block


@dataclass(frozen=True, slots=True)
class Crowd:
    """What found no room beside others: how many, and the classes of the place where that is said."""

    count: int
    css: str


@dataclass(frozen=True, slots=True)
class RoadStrip:
    """The road between two blocks of one leader: words, the tone, the classes of its place."""

    words: str
    tone: str
    css: str


class Drawing:
    """What all blocks of a page share: what clashes. `posts` are those of the leaders, `known` is what is not free."""

    def __init__(  # noqa: PLR0913 -- what a page has read already goes along
        self,
        user: User,
        entries: Sequence[Entry],
        first: date,
        last: date,
        posts: Sequence[Position] | None = None,
        *,
        is_marked: bool = True,
        known: KnownObstacles | None = None,
    ) -> None:
        self._found = marked(user, entries, first, last, posts, known) if is_marked else Marked({})
        self.marks = self._found.marks
        self._clashes: dict[tuple[object, ...], Mark] = {}

    def gaps_of(self, people: Collection[int]) -> dict[tuple[int, date], list[RoadGap]]:
        """Return the roads of the people by day, of all that stands; one that no rule calls too long is only told."""
        found = gaps_by_day(people, self._found.taken, self._found.norms)
        short = self._found.short
        return {
            key: [
                gap if (key[0], gap.first, gap.second) in short else replace(gap, spare=max(0, gap.spare))
                for gap in gaps
            ]
            for key, gaps in found.items()
        }

    def block(
        self, entry: Entry, day: date, *, css: str = "", more: Iterable[tuple[str, str]] = (), road: str = ""
    ) -> Block:
        """Return the entry as it is drawn on the day."""
        tags = (*self._tags(entry), *more)
        clash = self.marks.get(entry.key)
        if clash is not None:
            self._clashes.setdefault(clash.clash.key, clash)
        return Block(entry, hours_on(entry, day), tags, css, clash.said if clash else None, road)

    @property
    def clashes(self) -> list[Mark]:
        """Return the clashes of what was drawn, each once: a block is a link itself and can hold none to them."""
        return list(self._clashes.values())

    def strips_of(self, gaps: Iterable[RoadGap], person: int, first_hour: int) -> list[RoadStrip]:
        """Return the roads that have room between the blocks; what says that one is too long takes the whole room."""
        short = {_pair(mark.clash): mark for mark in self.clashes if mark.clash.subject == Subject.TRAVEL}
        found = []
        for gap in gaps:
            begins, ends = _minutes(gap.since), _minutes(gap.until)
            if ends - begins < _ONE_LINE or gap.since.date() != gap.until.date():
                continue
            words, tone, since = gap.short, "plain", ends - max(gap.road, _ONE_LINE)
            mark = short.get((gap.first, gap.second))
            if mark is not None and mark.clash.resource == person:
                words = _("no time for the road: %(minutes)s short") % {"minutes": minutes_words(mark.clash.minutes)}
                tone, since = mark.said.tone, begins
            box = max(begins, since) // STEP * STEP, ends // STEP * STEP
            found.append(RoadStrip(words, tone, place_css(box, Place(0, 1), first_hour)))
        return found

    def _tags(self, entry: Entry) -> list[tuple[str, str]]:
        found = []
        if entry.state in _STATES:
            found.append((_STATES[EventState(entry.state)], str(EventState(entry.state).label)))
        if entry.was is not None:
            words = _("moved, was %(when)s") % {"when": entry.was} if entry.was else _("moved to another time")
            found.append(("plain", words))
        if entry.remark:
            found.append(("plain", entry.remark))
        return found


def _pair(clash: Judged) -> tuple[int, int]:
    return clash.first.event, clash.second.event if clash.second else 0


def _minutes(at: datetime) -> int:
    return at.hour * _HOUR + at.minute


def between(gaps: Iterable[RoadGap], drawn_ones: Iterable[tuple[Entry, date]]) -> list[RoadGap]:
    """Return the roads both of whose ends are drawn: an end is told by its event and its beginning."""
    there = {(entry.key, datetime.combine(day, entry.span.start)) for entry, day in drawn_ones if entry.span.start}
    return [gap for gap in gaps if {(gap.first, gap.begun), (gap.second, gap.until)} <= there]


def narrow_roads(gaps: Iterable[RoadGap]) -> dict[tuple[int, datetime], str]:
    """Return the words of the roads that have no room of their own, by the event that they lead to."""
    return {(gap.second, gap.until): gap.short for gap in gaps if gap.until - gap.since < timedelta(minutes=_ONE_LINE)}


def hours_on(entry: Entry, day: date) -> str:
    """Return «10:00–11:30»; over midnight the hours of the day; over days «день 2 из 5»; else nothing."""
    found = pieces(entry.span, day, day) if entry.is_clocked else ()
    if found:
        return _hours(entry, found[0])
    if entry.is_vague or entry.days == 1:
        return ""
    return _("day %(number)s of %(total)s") % {"number": (day - entry.span.first).days + 1, "total": entry.days}


def _hours(entry: Entry, piece: Piece) -> str:
    begins, ends = clock(piece.begins), clock(piece.ends)
    if piece.goes_on_before:
        return _("until %(time)s") % {"time": ends}
    return begins if entry.span.end is None or piece.begins == piece.ends else f"{begins}–{ends}"


def clock(minutes: int) -> str:
    """Return «09:30»; the end of the day is «24:00»."""
    return f"{minutes // _HOUR:02}:{minutes % _HOUR:02}"


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece of an entry in a column of hours: the classes of its place, further tags."""

    entry: Entry
    piece: Piece
    css: str
    tags: Sequence[tuple[str, str]]

    def drawn(self, drawing: Drawing, roads: Mapping[tuple[int, datetime], str] | None = None) -> Block:
        """Return the block; `roads` are those without room of their own (`narrow_roads`)."""
        day, start = self.piece.day, self.entry.span.start
        road = (roads or {}).get((self.entry.key, datetime.combine(day, start)), "") if start else ""
        return drawing.block(self.entry, day, css=self.css, more=self.tags, road=road)


def column_of(
    found: Sequence[tuple[Entry, Piece, Sequence[tuple[str, str]]]],
    first_hour: int,
    most: int,
) -> tuple[list[Placed], list[Crowd]]:
    """Return what has its place in one column of hours, in order, and the crowds that found no room.

    `found` holds further tags. Blocks are drawn afterwards: what is folded away needs no words.
    """
    boxes = [drawn(piece.begins, piece.ends) for _entry, piece, _tags in found]
    places, folds = folded(boxes, most)
    placed = []
    for number, place in places.items():
        entry, piece, tags = found[number]
        css = f"{place_css(boxes[number], place, first_hour)}{_ends_css(piece, boxes[number])}"
        placed.append(Placed(entry, piece, css, tags))
    placed.sort(key=lambda each: (each.entry.span.start is None, hours_on(each.entry, each.piece.day)))
    return placed, [_crowd(fold, first_hour) for fold in folds]


def _ends_css(piece: Piece, box: tuple[int, int]) -> str:
    parts = (" before" if piece.goes_on_before else "", " after" if piece.goes_on_after else "")
    return "".join(parts) + (" short" if box[1] - box[0] < _TWO_LINES else "")


def _crowd(fold: Fold, first_hour: int) -> Crowd:
    return Crowd(len(fold.members), place_css(drawn(fold.begins, fold.ends), fold.place, first_hour))


def place_css(box: tuple[int, int], place: Place, first_hour: int) -> str:
    """Return the classes that place a box in the grid of hours (core/css/hours.css)."""
    begins, ends = box
    row, rows = (begins - first_hour * _HOUR) // STEP + 1, (ends - begins) // STEP
    return f"s{row} l{rows} k{place.column}-{place.columns}"


def now_css(minutes: int, hours: tuple[int, int]) -> str:
    """Return the class of the line of the present minute; nothing outside the hours shown."""
    first, last = hours
    if not first * _HOUR <= minutes < min(last * _HOUR, DAY):
        return ""
    return f"s{(minutes - first * _HOUR) // STEP + 1}"
