"""Where and when a programme happens: districts by weeks, sections along the calendar, venues on the map."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from orgplan.accounts.models import User
from orgplan.directory.models import Venue
from orgplan.events.models import Programme
from orgplan.events.queries.programmes import in_order, within
from orgplan.events.rules import EventKind, EventState
from orgplan.programmes.queries.overview import counted_events
from orgplan.programmes.rules.coverage import WEEK, Coverage, Happening, QuietStretch, coverage
from orgplan.programmes.rules.drawing import Line, Point, Scale, Spot, lanes, spots
from orgplan.programmes.rules.wording import quiet_words, week_words

QUIET_WEEKS = 2
_WEEKS_OF_A_YEAR = 54


@dataclass(frozen=True, slots=True)
class Cell:
    """How many events of a week in a district."""

    district: str
    number: int


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A week of the table."""

    first: date
    last: date
    words: str
    cells: Sequence[Cell]
    total: int
    is_now: bool


@dataclass(frozen=True, slots=True)
class Quiet:
    """A stretch of weeks without anything in a district, in words."""

    stretch: QuietStretch
    words: str
    is_ahead: bool


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of event by districts."""

    kind: str
    label: str
    cells: Sequence[Cell]
    total: int


@dataclass(frozen=True, slots=True)
class CoverageTable:
    """The coverage of a programme; `undated` events have no day and stand in no week."""

    districts: Sequence[str]
    weeks: Sequence[WeekRow]
    quiet: Sequence[Quiet]
    kinds: Sequence[KindRow]
    totals: Sequence[Cell]
    total: int
    undated: int

    @property
    def ahead(self) -> list[Quiet]:
        """Return the empty stretches that are not over yet: there something can still be done."""
        return [each for each in self.quiet if each.is_ahead]

    @property
    def past(self) -> list[Quiet]:
        """Return those that are over."""
        return [each for each in self.quiet if not each.is_ahead]


def districts() -> list[str]:
    """Return the districts in which the city has venues; one query."""
    rows = Venue.objects.exclude(district="").order_by("district").values_list("district", flat=True)
    return list(rows.distinct())


def coverage_of(user: User, programme: Programme, today: date, least: int = QUIET_WEEKS) -> CoverageTable:
    """Return the table of a programme's weeks; two queries. `least`: how many empty weeks running are named."""
    rows = list(
        counted_events(user, programme).order_by().values_list("first_day", "last_day", "venue__district", "kind")
    )
    found = [Happening(district or "", first, last or first) for first, last, district, _kind in rows if first]
    names = districts()
    begins, ends = term_of(programme)
    table = coverage(_clipped(found, begins, ends), names, begins, ends)
    places = Counter((kind, district or "") for _first, _last, district, kind in rows)
    heads = [*names, *sorted({key for _kind, key in places} - set(names))]
    heads = [*(each for each in heads if each), *([""] if "" in heads else [])]
    whole = Counter(district or "" for _first, _last, district, _kind in rows)
    totals = [Cell(each, whole[each]) for each in heads]
    return CoverageTable(
        heads,
        _weeks(table, heads, today),
        _quiet(table, least, today, begins, ends),
        _kinds(places, heads),
        totals,
        len(rows),
        len(rows) - len(found),
    )


def term_of(programme: Programme) -> tuple[date, date]:
    """Return the first and the last day of the programme's years."""
    return date(programme.first_year, 1, 1), date(programme.last_year, 12, 31)


def _clipped(found: Iterable[Happening], begins: date, ends: date) -> list[Happening]:
    return [each for each in found if each.last >= begins and each.first <= ends]


def _weeks(table: Coverage, heads: Sequence[str], today: date) -> list[WeekRow]:
    """Return the weeks in words; of several years each begins with its number."""
    places = {name: place for place, name in enumerate(table.districts)}
    several = len(table.weeks) > _WEEKS_OF_A_YEAR
    rows: list[WeekRow] = []
    for monday, counts in zip(table.weeks, table.counts, strict=True):
        sunday = monday + WEEK - timedelta(days=1)
        cells = [Cell(each, counts[places[each]] if each in places else 0) for each in heads]
        begins = several and (not rows or rows[-1].last.year != sunday.year)
        words = f"{week_words(monday, sunday)}{f' {sunday.year}' if begins else ''}"
        rows.append(WeekRow(monday, sunday, words, cells, sum(counts), monday <= today <= sunday))
    return rows


def _quiet(table: Coverage, least: int, today: date, begins: date, ends: date) -> list[Quiet]:
    """Return the stretches in words, within the term: weeks reach beyond its ends."""
    found = []
    for each in table.quiet(least):
        words = quiet_words(each.district, max(each.first, begins), min(each.last, ends))
        found.append(Quiet(each, words, each.last >= today))
    return sorted(found, key=lambda each: (each.stretch.first, each.stretch.district))


def _kinds(places: Counter[tuple[str, str]], heads: Sequence[str]) -> list[KindRow]:
    rows = []
    for kind in EventKind:
        cells = [Cell(each, places[kind.value, each]) for each in heads]
        if total := sum(each.number for each in cells):
            rows.append(KindRow(kind.value, str(kind.label), cells, total))
    return sorted(rows, key=lambda each: -each.total)


@dataclass(frozen=True, slots=True)
class Stroke:
    """An event as the drawing needs it: where it leads, how it looks, its words; places as `rules.drawing.Line`."""

    url: str
    look: str
    words: str
    x: str
    y: int
    width: str


_LOOKS = {EventState.HELD.value: "timeline-done", EventState.DRAFT.value: "timeline-plan"}


def _stroke(line: Line, card: str) -> Stroke:
    days = f"{line.first:%d.%m.%Y}" + (f" – {line.last:%d.%m.%Y}" if line.last != line.first else "")
    look = _LOOKS.get(line.state, "timeline-due")
    return Stroke(card.replace("0", str(line.key)), look, f"{days} {line.title}", line.x, line.y, line.width)


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A section along the calendar: `lines` are its events, drawn; `twin` says its months in numbers."""

    programme: Programme
    depth: int
    number: int
    height: int
    lines: Sequence[Stroke]
    twin: Sequence[int]
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """The programme along the calendar of its years; `now` is the place of today in per cent, «» outside."""

    rows: Sequence[TimelineRow]
    ticks: Sequence[tuple[str, str]]
    months: Sequence[str]
    now: str
    undated: int


def timeline_of(user: User, programme: Programme, today: date) -> Timeline:
    """Return the sections along the calendar; three queries."""
    begins, ends = term_of(programme)
    scale = Scale(begins, ends)
    inner = list(Programme.objects.visible_to(user).filter(within(programme)).exclude(pk=programme.pk))
    keys = [each.pk for each in inner]
    joined = Programme.events.through.objects.filter(programme__in=[*keys, programme.pk])
    of_section: defaultdict[int, set[int]] = defaultdict(set)
    for key, event in joined.values_list("programme", "event"):
        of_section[key].add(event)
    columns = ("pk", "title", "state", "first_day", "last_day")
    rows = list(counted_events(user, programme).order_by("moment", "pk").values_list(*columns))
    shown = [
        _timeline_row(each, depth, [row for row in rows if row[0] in of_section[each.pk]], scale)
        for each, depth in in_order(inner)
    ]
    inside = set[int]().union(*(of_section[each.pk] for each in inner))
    rest = [row for row in rows if row[0] not in inside]
    if rest or not inner:
        shown.append(_timeline_row(programme, 0, rest, scale, is_rest=bool(inner)))
    undated = sum(first is None for _key, _title, _state, first, _last in rows)
    return Timeline(shown, scale.ticks(), scale.months(), scale.place(today), undated)


def _timeline_row(
    programme: Programme,
    depth: int,
    rows: Sequence[tuple[int, str, str, date | None, date | None]],
    scale: Scale,
    *,
    is_rest: bool = False,
) -> TimelineRow:
    dated = [(key, title, state, first, last or first) for key, title, state, first, last in rows if first]
    drawn, height = lanes(dated, scale)
    card = reverse("events:event", args=[0])
    strokes = [_stroke(each, card) for each in drawn]
    months = Counter(first.strftime("%Y-%m") for _key, _title, _state, first, _last in dated)
    return TimelineRow(
        programme, depth, len(rows), height, strokes, [months[each] for each in scale.month_keys()], is_rest
    )


@dataclass(frozen=True, slots=True)
class CityMap:
    """Venues of the programme on the city's plane; `elsewhere` are events whose place has no point."""

    spots: Sequence[Spot]
    labels: Sequence[Point]
    width: int
    height: int
    elsewhere: int
    others: Sequence[Point]
    kilometre: int


def map_of(user: User, programme: Programme) -> CityMap:
    """Return the venues with how many events each has; two queries."""
    counts = Counter(counted_events(user, programme).order_by().values_list("venue", flat=True))
    columns = ("pk", "name", "district", "latitude", "longitude")
    known = [
        (key, name, district, float(latitude), float(longitude), counts[key])
        for key, name, district, latitude, longitude in Venue.objects.order_by("name").values_list(*columns)
        if latitude is not None and longitude is not None
    ]
    found, labels, size, kilometre = spots(known)
    placed = sum(each.number for each in found if each.number)
    return CityMap(
        [each for each in found if each.number],
        labels,
        *size,
        sum(counts.values()) - placed,
        [Point(each.x, each.y, each.name) for each in found if not each.number],
        kilometre,
    )
