"""A day with the leaders as columns, and a week by hours with the days as columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.calendar.queries.blocks import (
    MOST_VAGUE,
    Block,
    Crowd,
    Drawing,
    Lasting,
    Placed,
    RoadStrip,
    between,
    column_of,
    hours_on,
    narrow_roads,
)
from orgplan.calendar.queries.entries import Entry, Known, entries_between, entries_with
from orgplan.calendar.queries.filtering import CalendarFilter
from orgplan.calendar.queries.leaders import Leader, by_person, leaders_of
from orgplan.calendar.queries.marks import Mark
from orgplan.calendar.queries.meetings import meetings_between
from orgplan.calendar.queries.notes import Note, Unfree, notes_between
from orgplan.calendar.rules.bands import bars_of_week
from orgplan.calendar.rules.blocks import drawn, hours_shown
from orgplan.calendar.rules.pieces import Piece, busy_minutes, pieces
from orgplan.calendar.rules.spans import days_of
from orgplan.calendar.rules.wording import length_words
from orgplan.clashes.rules.gaps import RoadGap
from orgplan.directory.models import Position
from orgplan.directory.queries import ActingIndex

_MOST_IN_LANE, _MOST_IN_DAY = 3, 4
_MOST_OTHERS = 100
_EVENING = 18 * 60
Found = tuple[Entry, Piece, Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Lane:
    """A column of hours: its heading and notes, why nobody is there or busy, blocks with an hour, the band without."""

    key: str
    title: str
    name: str
    note: str
    away: str
    busy: str
    notes: Sequence[Note]
    blocks: Sequence[Block]
    crowds: Sequence[Crowd]
    band: Sequence[Block]
    roads: Sequence[RoadStrip] = ()


@dataclass(frozen=True, slots=True)
class DayPage:
    """A day: the hours shown, a lane for each leader, other events, what has no certain day, memorable dates."""

    hours: tuple[int, int]
    lanes: Sequence[Lane]
    others: Sequence[Block]
    unshown: int
    vague: Sequence[Block]
    vague_total: int
    dates: Sequence[Note]
    bans: Sequence[Note]
    total: int
    clashes: Sequence[Mark]

    @property
    def is_bare(self) -> bool:
        """Tell whether nothing is found."""
        return not (self.total or self.vague)


def standing_on(entries: Sequence[Entry], day: date) -> list[Entry]:
    """Return the entries that stand on the day."""
    return [entry for entry in entries if entry.span.first <= day <= entry.last_day]


def standing_by_day(entries: Sequence[Entry], first: date, last: date) -> Mapping[date, list[Entry]]:
    """Return the same for each of the days on which something stands, in the order of the entries."""
    found: defaultdict[date, list[Entry]] = defaultdict(list)
    for entry in entries:
        for day in days_of(max(entry.span.first, first), min(entry.last_day, last)):
            found[day].append(entry)
    return found


def day_page(user: User, wanted: CalendarFilter, posts: Sequence[Position], day: date, today: date) -> DayPage:
    """Return the day of the holders of these posts; at most nine queries."""
    index = ActingIndex(day)
    leaders = leaders_of(posts, [day], wanted.leaders, index)
    found, known = entries_with(user, wanted, day, day, [leader.person for leader in leaders])
    entries = standing_on([*found, *meetings_between(user, wanted, day, day, today)], day)
    unfree = Unfree(user, day, day, index)
    sure = [entry for entry in entries if not entry.is_vague]
    people = by_person(sure, known)
    of_leaders = [(leader, people.get(leader.person, [])) for leader in leaders]
    taken = {id(entry) for _leader, own in of_leaders for entry in own}
    hours = _hours_of([entry for entry in sure if id(entry) in taken], [day])
    others = sorted(
        (entry for entry in sure if id(entry) not in taken), key=lambda each: (hours_on(each, day), each.title)
    )
    named = [*(each for _leader, own in of_leaders for each in own), *others[:_MOST_OTHERS]]
    drawing = Drawing(user, named, day, day, posts, known=unfree.known)
    gaps = drawing.gaps_of([leader.person for leader in leaders])
    lanes = [
        _lane_of(drawing, leader, own, (day, hours), known, unfree, gaps.get((leader.person, day), ()))
        for leader, own in of_leaders
    ]
    vague = [entry for entry in entries if entry.is_vague]
    return DayPage(
        hours=hours,
        lanes=lanes,
        others=[drawing.block(entry, day) for entry in others[:_MOST_OTHERS]],
        unshown=max(0, len(others) - _MOST_OTHERS),
        vague=[drawing.block(entry, day) for entry in vague[:MOST_VAGUE]],
        vague_total=len(vague),
        dates=notes_between(user, day, day, {}).get(day, ()),
        bans=unfree.bans_on(day),
        total=len(sure),
        clashes=drawing.clashes,
    )


def _hours_of(entries: Sequence[Entry], days: Sequence[date]) -> tuple[int, int]:
    boxes = [
        drawn(piece.begins, piece.ends)
        for entry in entries
        if entry.is_clocked
        for piece in pieces(entry.span, days[0], days[-1])
    ]
    return hours_shown(boxes)


def _lane_of(  # noqa: PLR0913, PLR0917 -- what the page has read
    drawing: Drawing,
    leader: Leader,
    own: Sequence[Entry],
    at: tuple[date, tuple[int, int]],
    known: Known,
    unfree: Unfree,
    gaps: Sequence[RoadGap],
) -> Lane:
    day, hours = at
    desired = _("presence desired")
    found: list[Found] = []
    for entry in own:
        wished = [("plain", desired)] if (leader.person, True) in known.get(entry.key, ()) else []
        found += [(entry, piece, wished) for piece in (pieces(entry.span, day, day) if entry.is_clocked else ())]
    placed, crowds = column_of(found, hours[0], _MOST_IN_LANE)
    gaps = between(gaps, [(each.entry, day) for each in placed])
    roads = narrow_roads(gaps)
    blocks = [each.drawn(drawing, roads) for each in placed]
    return Lane(
        key=str(leader.person),
        title=leader.post,
        name=leader.name,
        note=" · ".join(part for part in (leader.name, load_words([each[:2] for each in found])) if part),
        away=leader.away.get(day, ""),
        busy=unfree.busy(leader.person, day),
        notes=(),
        blocks=blocks,
        crowds=crowds,
        band=[drawing.block(entry, day) for entry in own if not entry.is_clocked],
        roads=drawing.strips_of(gaps, leader.person, hours[0]),
    )


def load_words(found: Sequence[tuple[Entry, Piece]]) -> str:
    """Return how long the day is in words: «7 ч 20 мин, вечер»; what does not take place takes no time."""
    boxes = [(piece.begins, piece.ends) for entry, piece in found if not entry.is_off]
    evening = _("evening") if any(ends > _EVENING for _begins, ends in boxes) else ""
    return ", ".join(part for part in (length_words(busy_minutes(boxes)), evening) if part)


@dataclass(frozen=True, slots=True)
class HoursPage:
    """A week by hours: a lane for each day, bars of what lasts over days, what has no certain day."""

    hours: tuple[int, int]
    lanes: Sequence[Lane]
    bars: Sequence[Lasting]
    vague: Sequence[Block]
    vague_total: int
    total: int
    clashes: Sequence[Mark]

    @property
    def is_bare(self) -> bool:
        """Tell whether nothing is found."""
        return not (self.total or self.vague)


def hours_page(
    user: User, wanted: CalendarFilter, posts: Sequence[Position], days: Sequence[date], today: date
) -> HoursPage:
    """Return the week of these days by hours; at most seven queries."""
    first, last = days[0], days[-1]
    entries = entries_between(user, wanted, first, last) + meetings_between(user, wanted, first, last, today)
    unfree = Unfree(user, first, last)
    hours = _hours_of(entries, days)
    notes = notes_between(user, first, last, unfree.bans)
    vague = [entry for entry in entries if entry.is_vague]
    long = [entry for entry in entries if not entry.is_clocked and not entry.is_vague]
    bars = bars_of_week([(entry.span.first, entry.span.last) for entry in long], first)
    columns = _columns(entries, days, hours[0])
    shown = [each.entry for placed, _crowds in columns.values() for each in placed]
    drawing = Drawing(user, [*shown, *long], first, last, posts, known=unfree.known)
    whose = wanted.leaders[0] if len(wanted.leaders) == 1 else 0
    gaps = drawing.gaps_of([whose]) if whose else {}
    return HoursPage(
        hours=hours,
        lanes=[
            _lane_of_day(drawing, day, column, notes.get(day, ()), (whose, hours[0], gaps.get((whose, day), ())))
            for day, column in columns.items()
        ],
        bars=[Lasting(bar, drawing.block(long[bar.number], first)) for bar in bars],
        vague=[drawing.block(entry, first) for entry in vague[:MOST_VAGUE]],
        vague_total=len(vague),
        total=len(entries) - len(vague),
        clashes=drawing.clashes,
    )


def _columns(
    entries: Sequence[Entry], days: Sequence[date], first_hour: int
) -> dict[date, tuple[list[Placed], list[Crowd]]]:
    by_day: dict[date, list[Found]] = {day: [] for day in days}
    for entry in entries:
        for piece in pieces(entry.span, days[0], days[-1]) if entry.is_clocked else ():
            by_day[piece.day].append((entry, piece, ()))
    return {day: column_of(found, first_hour, _MOST_IN_DAY) for day, found in by_day.items()}


def _lane_of_day(
    drawing: Drawing,
    day: date,
    column: tuple[list[Placed], list[Crowd]],
    notes: Sequence[Note],
    on_the_road: tuple[int, int, Sequence[RoadGap]],
) -> Lane:
    """Return the column of a day; where one leader is asked for, the roads between that leader's events."""
    person, first_hour, gaps = on_the_road
    gaps = between(gaps, [(each.entry, day) for each in column[0]])
    roads = narrow_roads(gaps)
    blocks = [each.drawn(drawing, roads) for each in column[0]]
    strips = drawing.strips_of(gaps, person, first_hour)
    return Lane(day.isoformat(), "", "", "", "", "", notes, blocks, column[1], (), strips)
