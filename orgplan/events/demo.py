"""The demonstration city's events: the occasions of 2025–2026 and the weekly work around today.

`occasions.csv` holds dated events, `cycles.csv` recurring ones as weekday rules («пн», «ср2»: the second Wednesday),
`subjects.csv` what successive meetings of a cycle are about. Leaders are named by their order, so that the holder of
the post on the day takes part. A cycle keeps clear of what its leaders already do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from itertools import cycle
from pathlib import Path

from django.utils import timezone

from orgplan.audit.actions import Actor
from orgplan.core.demo_data import Row, rows_of, several
from orgplan.directory.models import Organisation, Person, Position, Unit, Venue
from orgplan.events.actions import (
    Chosen,
    EventFacts,
    Participant,
    create_event,
    create_events,
    facts_of,
    put_into_basket,
)
from orgplan.events.models import Event
from orgplan.events.rules import Consent, EventKind, EventState, Level, ParticipationKind
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.worktime import UnknownYearError, WorkingCalendar

_DATA = Path(__file__).with_name("demo_data")
_YEARS = (2025, 2026)
_BEFORE, _AFTER = timedelta(days=21), timedelta(days=60)
_WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
_SATURDAY = 5
_WEEK = 7
_LONG = timedelta(days=14)
"""A stretch longer than this is a period in which something happens, not days that it takes."""
_NEW_YEAR_REST = (1, 11)
_MISTAKES = (
    (3, "", "Записано дважды"),
    (10, "Выездное совещание по благоустройству", "Внесено по ошибке: совещание проводит область"),
    (20, "", "Повторный ввод из служебной записки"),
)
"""Events of the basket: after how many days, the title (empty: that of a standing event), why they were deleted."""
_FOUNDED, _VICTORY = 1716, 1945
_BY_AGREEMENT = " (по согласованию)"


def build_events(by: Actor, password: str) -> None:  # noqa: ARG001 -- the shape of all parts of the city
    """Record the events of the city around today."""
    city = _City(timezone.localdate())
    rows = [(row, since, until) for row in rows_of(_DATA / "occasions.csv") for since, until in _spans(row["dates"])]
    wholes = {
        (row["key"], since.year): create_event(facts=city.facts(row, since, until), by=by)
        for row, since, until in rows
        if row["key"]
    }
    parts = [
        city.facts(row, since, until, part_of=wholes[row["part_of"], since.year] if row["part_of"] else None)
        for row, since, until in rows
        if not row["key"]
    ]
    create_events(facts=parts, by=by)
    create_events(facts=list(_recurring(city)), by=by)


def build_basket(by: Actor, password: str) -> None:  # noqa: ARG001 -- the shape of all parts of the city
    """Record three events by mistake, as happens, and delete them: the basket is not empty."""
    today = timezone.localdate()
    for days, title, why in _MISTAKES:
        last = Event.objects.kept().filter(first_day__gt=today + timedelta(days=days)).order_by("first_day", "pk")
        like = last.exclude(venue=None).select_related("owner", "venue").first()
        assert like is not None, "the city plans ahead"
        facts = replace(facts_of(like), title=title or like.title, part_of=None)
        event = create_event(facts=facts, by=by)
        put_into_basket(chosen=[Chosen(event, event.edition)], reason=why, by=by)


def is_working(day: date) -> bool:
    """Tell a working day; beyond the years of the working calendar, any weekday."""
    try:
        return WorkingCalendar.bundled().is_working(day)
    except UnknownYearError:
        return day.weekday() < _SATURDAY


@dataclass
class _City:
    """The directory by the names that the data files use, and what leaders do when."""

    today: date
    units: dict[str, Unit] = field(default_factory=lambda: {unit.short_name: unit for unit in Unit.objects.all()})
    venues: dict[str, Venue] = field(default_factory=lambda: {venue.name: venue for venue in Venue.objects.all()})
    organisations: dict[str, Organisation] = field(
        default_factory=lambda: {str(body): body for body in Organisation.objects.all()}
    )
    posts: list[Position] = field(
        default_factory=lambda: list(Position.objects.exclude(leader_order=None).select_related("person"))
    )
    busy: defaultdict[tuple[str, date], list[tuple[time, time]]] = field(default_factory=lambda: defaultdict(list))

    def facts(self, row: Row, since: date, until: date, part_of: Event | None = None) -> EventFacts:
        """Return the event of a row on the days; `{год}`, `{возраст}` and `{победа}` in its title are filled in."""
        years = {"год": since.year, "возраст": since.year - _FOUNDED, "победа": since.year - _VICTORY}
        title = row["title"]
        for name, value in years.items():
            title = title.replace(f"{{{name}}}", str(value))
        self._note(row, since, until)
        return EventFacts(
            title=title,
            owner=self.units[row["owner"]],
            timing=_timing(row, since, until),
            kind=EventKind(row["kind"]),
            level=Level(row["level"]),
            state=EventState.HELD if until < self.today else EventState.PLANNED,
            venue=self.venues[row["venue"]] if row["venue"] else None,
            part_of=part_of,
            participants=tuple(self._participants(row, since)),
        )

    def is_free(self, order: str, day: date, row: Row) -> bool:
        """Tell whether the leader does nothing else during the row's hours; a meeting without an end takes an hour."""
        start, end = _hours(row)
        return all(end <= other_start or other_end <= start for other_start, other_end in self.busy[order, day])

    def _note(self, row: Row, since: date, until: date) -> None:
        if row["start"] and since == until:
            for order in (*several(row["host"]), *several(row["attends"])):
                self.busy[order, since].append(_hours(row))

    def _participants(self, row: Row, day: date) -> Iterator[Participant]:
        for column, kind in (("host", ParticipationKind.HOSTS), ("attends", ParticipationKind.ATTENDS)):
            for order in several(row[column]):
                yield Participant(kind, person=self._leader(int(order), day))
        for words in several(row["responsible"]):
            name = words.removesuffix(_BY_AGREEMENT)
            outside = name != words
            consent = Consent.NOT_NEEDED if not outside else Consent.GIVEN if day < self.today else Consent.PENDING
            unit, organisation = self.units.get(name), self.organisations.get(name)
            wording = "" if unit or organisation else name
            yield Participant(ParticipationKind.RESPONSIBLE, None, unit, organisation, wording, consent)

    def _leader(self, order: int, day: date) -> Person:
        """Return who held the leader's post on the day, else who holds it last."""
        posts = [post for post in self.posts if post.leader_order == order]
        held = [post for post in posts if post.ends_on is None or day <= post.ends_on]
        return min(held, key=lambda post: post.ends_on or date.max).person


def _recurring(city: _City) -> Iterator[EventFacts]:
    """Return the meetings of all cycles, those of the leaders first who come first in the file."""
    subjects: defaultdict[str, list[Row]] = defaultdict(list)
    for subject in rows_of(_DATA / "subjects.csv"):
        subjects[subject["key"]].append(subject)
    for number, row in enumerate(rows_of(_DATA / "cycles.csv")):
        known = subjects.get(row["subjects"], [{"subject": "", "venue": ""}])
        # Two cycles about the same subjects begin with different ones.
        about = cycle(known[number % len(known) :] + known[: number % len(known)])
        for day in _days(row, city.today):
            if not all(city.is_free(order, day, row) for order in several(row["host"])):
                continue
            subject = next(about)
            attends = "|".join(order for order in several(row["attends"]) if city.is_free(order, day, row))
            title = row["title"].replace("{предмет}", subject["subject"]).replace(": с ", " с ")
            venue = row["venue"] or subject["venue"]
            yield city.facts(row | {"title": title, "venue": venue, "attends": attends}, day, day)


def _days(row: Row, today: date) -> Iterator[date]:
    """Return the days of a cycle: the whole of the years, or only the weeks around today, each day once."""
    window = _laid(row["rule"], today - _BEFORE, today + _AFTER)
    if row["span"] == "window":
        yield from window
        return
    years = _laid(row["rule"], date(_YEARS[0], 1, 1), date(_YEARS[-1], 12, 31))
    yield from sorted({*window, *years})


def _laid(rule: str, since: date, until: date) -> list[date]:
    """Return the days of a weekday rule; one that falls on a day off moves within its week, or is left out."""
    weekday, number = _WEEKDAYS.index(rule[:2]), int(rule[2:] or 0)
    days = []
    for offset in range((until - since).days + 1):
        day = since + timedelta(days=offset)
        if day.weekday() != weekday or (number and (day.day - 1) // _WEEK + 1 != number):
            continue
        if (found := _moved(day)) is not None:
            days.append(found)
    return days


def _moved(day: date) -> date | None:
    if day.month == 1 and _NEW_YEAR_REST[0] <= day.day <= _NEW_YEAR_REST[1]:
        return None
    if day.weekday() >= _SATURDAY:
        return day
    rest_of_week = (day + timedelta(days=shift) for shift in range(_SATURDAY - day.weekday()))
    return next((each for each in rest_of_week if is_working(each)), None)


def _spans(cell: str) -> list[tuple[date, date]]:
    """Read «2025-08-02/2025-08-10 2026-08-01/2026-08-09»."""
    spans = []
    for word in cell.split():
        since, _slash, until = word.partition("/")
        spans.append((date.fromisoformat(since), date.fromisoformat(until or since)))
    return spans


def _timing(row: Row, since: date, until: date) -> Timing:
    if until - since > _LONG:
        return Timing(TimingKind.PERIOD, (Occurrence(since, until),))
    if not row["start"]:
        return Timing(TimingKind.DAYS, (Occurrence(since, until),))
    start, end = _clock(row["start"]), _clock(row["end"]) if row["end"] else None
    days = [since + timedelta(days=shift) for shift in range((until - since).days + 1)]
    return Timing(TimingKind.TIMED, tuple(Occurrence(day, day, start, end) for day in days))


def _hours(row: Row) -> tuple[time, time]:
    start = _clock(row["start"])
    return start, _clock(row["end"]) if row["end"] else start.replace(hour=min(start.hour + 1, 23), minute=59)


def _clock(cell: str) -> time:
    return time.fromisoformat(cell)
