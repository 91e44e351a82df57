"""The plan «с участием Мэра»: events of leaders laid out day by day, with their roles and with who acts for the absent.

It follows posts, not persons: a post that changed hands within the period shows each holder on the holder's own days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from orgplan.language.months import MONTHS_GENITIVE
from orgplan.language.periods import Period, PeriodKind
from orgplan.planning.rules.laying_out import day_words

ROLES = {"hosts": "ведёт", "speaks": "выступает", "attends": "участвует", "desired": "участие желательно"}
"""Kinds of participation that make an event one «с участием», weightiest first; being responsible alone does not."""

_TOGETHER = {"hosts": "ведут", "speaks": "выступают", "attends": "участвуют", "desired": "участие желательно"}
_BY_AGREEMENT = "по согласованию"


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who holds a post from which day to which, both inclusive, within the period."""

    person: int
    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Seat:
    """A leader's post in the period: `key` its latest holding, `title` its words, `tenures` its holders in time."""

    key: int
    title: str
    tenures: tuple[Tenure, ...]

    def holders_on(self, first: date, last: date) -> list[Tenure]:
        """Return who holds the post on a day of the stretch."""
        return [each for each in self.tenures if each.first <= last and each.last >= first]


@dataclass(frozen=True, slots=True)
class Part:
    """A person's part in an event: `kind` a key of ROLES."""

    person: int
    name: str
    kind: str
    is_pending: bool = False

    @property
    def words(self) -> str:
        """Return «участвует (по согласованию)»."""
        return f"{ROLES[self.kind]} ({_BY_AGREEMENT})" if self.is_pending else ROLES[self.kind]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of days on which an event is held, with its wall-clock times where known."""

    first: date
    last: date
    begins: time | None = None
    ends: time | None = None


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """An event as the calendar needs it. `stretches` is empty where no exact day is known: then `wording` stands."""

    key: int
    title: str
    place: str
    wording: str
    stretches: tuple[Stretch, ...]
    parts: tuple[Part, ...]
    responsible: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """A printed event: `role` what the leader does there, `company` who answers for it and who comes along."""

    event: int
    time: str
    title: str
    place: str
    role: tuple[str, ...]
    company: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day, several days on which only an absence is to be said, or no exact day where `first` is None."""

    first: date | None
    last: date | None
    notes: tuple[str, ...]
    rows: tuple[CalendarRow, ...]

    @property
    def heading(self) -> str:
        """Return «24 ноября, вторник», «24–26 ноября» or «В течение периода»."""
        if self.first is None or self.last is None:
            return "В течение периода"
        if self.first == self.last:
            return day_words(self.first)
        end = f"{self.last.day} {MONTHS_GENITIVE[self.last.month - 1]}"
        if (self.first.year, self.first.month) == (self.last.year, self.last.month):
            return f"{self.first.day}–{end}"
        return f"{self.first.day} {MONTHS_GENITIVE[self.first.month - 1]} – {end}"


@dataclass(frozen=True, slots=True)
class CalendarSection:
    """The days of one leader, or of all together where `seat` is None."""

    seat: Seat | None
    days: tuple[CalendarDay, ...]

    @property
    def events(self) -> int:
        """Return how many rows there are."""
        return sum(len(day.rows) for day in self.days)


def neighbour(period: Period, step: int) -> Period:
    """Return the period before (-1) or after (1), as long as this one."""
    if period.kind in {PeriodKind.RANGE, PeriodKind.DAY}:
        days = timedelta(days=step * ((period.end - period.start).days + 1))
        return Period(period.start + days, period.end + days, period.kind)
    beside = period.end + timedelta(days=1) if step > 0 else period.start - timedelta(days=1)
    return Period.around(beside, period.kind)


#: What is said of a person on a day: «отсутствует, исполняет обязанности …»; nothing where the person is there.
AbsenceWords = Callable[[int, date], str]


def lay_out_together(
    seats: Sequence[Seat], events: Sequence[CalendarEvent], period: Period, absence: AbsenceWords
) -> CalendarSection:
    """Return one table for all: each event once, with everybody's part by name; days without events are left out."""
    return _section(None, seats, events, period, absence)


def lay_out_apart(
    seats: Sequence[Seat], events: Sequence[CalendarEvent], period: Period, absence: AbsenceWords
) -> list[CalendarSection]:
    """Return a table for each leader, in the order of the posts; an event of several stands in the table of each."""
    return [_section(seat, [seat], events, period, absence) for seat in seats]


def _section(
    seat: Seat | None,
    seats: Sequence[Seat],
    events: Sequence[CalendarEvent],
    period: Period,
    absence: AbsenceWords,
) -> CalendarSection:
    placed: dict[date | None, list[tuple[str, CalendarRow]]] = {}
    for event in events:
        for stretch in event.stretches or (None,):
            _place(placed, event, stretch, seats, period, named=seat is None)
    days = [
        CalendarDay(day, day, _notes(seats, day, absence), _rows(placed.get(day, ())))
        for day in _days(period)
        if day in placed or (seat and _notes(seats, day, absence))
    ]
    undated = [CalendarDay(None, None, (), _rows(placed[None]))] if None in placed else []
    return CalendarSection(seat, (*_joined(days), *undated))


def _place(
    placed: dict[date | None, list[tuple[str, CalendarRow]]],
    event: CalendarEvent,
    stretch: Stretch | None,
    seats: Sequence[Seat],
    period: Period,
    *,
    named: bool,
) -> None:
    """Put the event under the first day of the stretch that the period and the holder's tenure have."""
    first, last = (stretch.first, stretch.last) if stretch else (period.start, period.end)
    first, last = max(first, period.start), min(last, period.end)
    holders = [each for seat in seats for each in seat.holders_on(first, last)]
    present = {each.person: each for each in holders}
    own = sorted((part for part in event.parts if part.person in present), key=_weight)
    if not own or first > last:
        return
    day = max(first, min(present[part.person].first for part in own)) if stretch else None
    row = CalendarRow(
        event=event.key,
        time=_time_words(stretch, day) if stretch and day else event.wording,
        title=event.title,
        place=event.place,
        role=tuple(_grouped(own)) if named else (own[0].words,),
        company=(*event.responsible, *_grouped(_others(event, own))),
    )
    order = f"{stretch.begins:%H:%M}" if stretch and stretch.begins else ""
    placed.setdefault(day, []).append((order, row))


def _weight(part: Part) -> int:
    return list(ROLES).index(part.kind)


def _others(event: CalendarEvent, own: Sequence[Part]) -> list[Part]:
    """Return the parts of the people who come along."""
    people = {part.person for part in own}
    return sorted((part for part in event.parts if part.person not in people), key=_weight)


def _grouped(parts: Iterable[Part]) -> list[str]:
    """Return «ведёт: Образцов О. О.», «участвуют: …, … (по согласованию)»; each once, with the weightiest part."""
    weightiest: dict[int, Part] = {}
    for part in parts:
        weightiest.setdefault(part.person, part)
    groups: dict[str, list[str]] = {}
    for part in weightiest.values():
        groups.setdefault(part.kind, []).append(f"{part.name} ({_BY_AGREEMENT})" if part.is_pending else part.name)
    return [
        f"{ROLES[kind] if len(names) == 1 else _TOGETHER[kind]}: {', '.join(names)}" for kind, names in groups.items()
    ]


def _time_words(stretch: Stretch, day: date) -> str:
    clock = f"{stretch.begins:%H:%M}" if stretch.begins else ""
    clock += f"–{stretch.ends:%H:%M}" if stretch.begins and stretch.ends else ""
    until = f"по {stretch.last.day} {MONTHS_GENITIVE[stretch.last.month - 1]}" if stretch.last > day else ""
    return "\n".join(filter(None, (clock, until)))


def _rows(placed: Iterable[tuple[str, CalendarRow]]) -> tuple[CalendarRow, ...]:
    return tuple(row for _order, row in sorted(placed, key=lambda one: (one[0], one[1].title, one[1].event)))


def _notes(seats: Sequence[Seat], day: date, absence: AbsenceWords) -> tuple[str, ...]:
    found = (absence(each.person, day) for seat in seats for each in seat.holders_on(day, day))
    return tuple(dict.fromkeys(filter(None, found)))


def _days(period: Period) -> list[date]:
    return [period.start + timedelta(days=n) for n in range((period.end - period.start).days + 1)]


def _joined(days: Sequence[CalendarDay]) -> list[CalendarDay]:
    """Join neighbouring days on which nothing but the same absence stands."""
    joined: list[CalendarDay] = []
    for day in days:
        before = joined[-1] if joined else None
        if before and _continues(before, day):
            joined[-1] = CalendarDay(before.first, day.last, before.notes, ())
        else:
            joined.append(day)
    return joined


def _continues(before: CalendarDay, day: CalendarDay) -> bool:
    if before.rows or day.rows or before.notes != day.notes or before.last is None or day.first is None:
        return False
    return day.first - before.last == timedelta(days=1)
