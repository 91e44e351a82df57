"""What stands in the calendar: one entry for each stretch of days of an event, read as plain values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.urls import reverse

from orgplan.accounts.models import User
from orgplan.almanac.rules.cycles import Rule, rule_days
from orgplan.calendar.queries.filtering import PRESENT, CalendarFilter, key_of
from orgplan.calendar.rules.pieces import Span, last_day_of
from orgplan.core.prepared import Prepared
from orgplan.events.models import Event
from orgplan.events.rules import ChangeKind, Consent, EventState, Level, ParticipationKind
from orgplan.language.timing.model import TimingKind

_FIELDS = ("pk", "title", "kind", "level", "state", "timing_kind", "rrule", "venue", "venue__name", "place")
_STRETCH = ("start", "end", "start_time", "end_time")
# Days and hours come as words: of thousands there are few different ones, each is read once.
_ENTRY = 1 + len(_FIELDS) + len(_STRETCH)
"""Behind so many values of a row comes what is not the entry's own."""
_SHOWN = (
    *("occurrences", *_FIELDS, *(Cast(f"occurrences__{name}", TextField()) for name in _STRETCH)),
    *("moves", "moves__made_at", "moves__shown", "moves__takes_back", "moves__taken_back_by"),
)
_THERE = ("there__person", "there__kind")
UNCERTAIN = (TimingKind.PERIOD, TimingKind.DUE)
_BY_HAND = (TimingKind.TIMED, TimingKind.DAYS)
GONE = (EventState.CANCELLED, EventState.NOT_HELD)
HIGH = (Level.INTERNATIONAL, Level.INTERCITY, Level.REGIONAL)
EVE = timedelta(days=1)
"""Before the first day shown: an evening that runs over midnight reaches into it."""
Known = Mapping[int, Sequence[tuple[int, bool]]]
"""By event who is there, each with whether only desired."""
Shown = Sequence[Sequence[str]]
"""What a change says: kind, before, after."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One stretch of an event, or one meeting by rule (`key` 0).

    `where` is the place as worded, else the name of the venue; `remark` says in words why it looks unlike the others:
    «по циклограмме», the reason of a cancelled meeting; `was` when it was to be before it was last moved, in words.
    """

    key: int
    title: str
    url: str
    span: Span
    kind: str = ""
    level: str = ""
    state: str = EventState.PLANNED
    exact: str = TimingKind.TIMED
    venue: int | None = None
    where: str = ""
    chair: int | None = None
    remark: str = ""
    was: str | None = None
    meeting: str = ""
    """Of a meeting by rule that the reader may move, its cycle and its day by the rule: «12/2026-11-30»."""
    is_meeting: bool = False
    """One of many of an event that comes back by its own rule."""

    @property
    def is_clocked(self) -> bool:
        """Tell whether it has its hours: only these stand in the grid."""
        return self.span.start is not None and self.exact not in UNCERTAIN

    @property
    def is_vague(self) -> bool:
        """Tell whether only a period or a last day is known: then nobody is busy and no day is marked."""
        return self.exact in UNCERTAIN

    @property
    def is_off(self) -> bool:
        """Tell whether it does not take place."""
        return self.state in GONE

    @property
    def hand(self) -> str:
        """Return what moving it by the hand needs; empty where it stays.

        Key, first day, beginning and end or «-», and for more than one day how many; the key of a meeting by rule is
        «m12/2026-11-30». What is vague or does not take place is moved on its card.
        """
        span = self.span
        key = str(self.key) if self.key else f"m{self.meeting}" if self.meeting else ""
        if not key or self.is_off or not (self.exact in _BY_HAND or self.is_meeting):
            return ""
        clocks = (f"{at:%H:%M}" if at else "-" for at in (span.start, span.end))
        days = (str(self.days),) if self.days > 1 else ()
        return " ".join((key, span.first.isoformat(), *clocks, *days))

    @property
    def days(self) -> int:
        """Return how many days it lasts."""
        return (self.span.last - self.span.first).days + 1

    @property
    def last_day(self) -> date:
        """Return the last day on which something of it stands: the next one where it runs over midnight."""
        return last_day_of(self.span) if self.is_clocked else self.span.last

    @property
    def weight(self) -> tuple[bool, int]:
        """Return what stands first where there is no room for all; smaller is weightier."""
        return self.is_off, HIGH.index(Level(self.level)) if self.level in HIGH else len(HIGH)


def entries_between(
    user: User, wanted: CalendarFilter, first: date, last: date, *, only: Q | None = None
) -> list[Entry]:
    """Return what stands on the days, both inclusive, in order of time; one query. `only` narrows the events."""
    return entries_with(user, wanted, first, last, (), only)[0]


def entries_with(
    user: User, wanted: CalendarFilter, first: date, last: date, people: Collection[int], only: Q | None = None
) -> tuple[list[Entry], Known]:
    """Return the same entries and by event who of the people is there; one query."""
    rows = _TOUCHING.rows(
        settled=None if only or not (key := key_of(user, wanted)) else (*key, bool(people)),
        given={"user": user, "wanted": wanted, "only": only, "with_people": bool(people)},
        eve=first - EVE,
        first=first,
        last=last,
    )
    return entries_of(rows, first, last, people)


def _touching(  # noqa: PLR0913 -- what is given and the values of the statement, all named
    *, user: User, wanted: CalendarFilter, only: Q | None, with_people: bool, eve: date, first: date, last: date
) -> QuerySet[Any, tuple[Any, ...]]:
    rows = wanted.found(user).filter(touching(eve, first, last))
    return rows_of(rows.filter(only) if only else rows, with_people=with_people)


_TOUCHING = Prepared(_touching)


def rows_of(events: QuerySet[Event], *, with_people: bool) -> QuerySet[Any, tuple[Any, ...]]:
    """Return what `entries_of` reads of the events: their occurrences, moves and, if asked, who is there."""
    rows: Any = events.order_by().filter(_not_in_parts()).annotate(moves=_moves())
    found: QuerySet[Any, tuple[Any, ...]]
    found = rows.annotate(there=_there()).values_list(*_SHOWN, *_THERE) if with_people else rows.values_list(*_SHOWN)
    return found


def entries_of(
    rows: Iterable[tuple[Any, ...]], first: date, last: date, people: Collection[int]
) -> tuple[list[Entry], Known]:
    """Return the entries of the rows that stand on the days, in order, and who of the people is where."""
    read = {}
    known: defaultdict[int, list[tuple[int, bool]]] = defaultdict(list)
    moved: defaultdict[int, list[tuple[datetime, int, Shown]]] = defaultdict(list)
    for row in rows:
        read[row[0]] = row
        key, (change, made_at, shown, takes_back, taken_back) = row[1], row[_ENTRY : _ENTRY + 5]
        if change is not None and takes_back is None and taken_back is None:
            moved[key].append((made_at, change, shown))
        if people and row[-2] in people:
            known[key].append((row[-2], row[-1] == ParticipationKind.DESIRED))
    root = reverse("events:list")  # once, not for each of thousands
    was = {key: _was(max(changes)[2]) for key, changes in moved.items()}
    found = [entry for row in read.values() for entry in _entries(row[1:_ENTRY], root, was.get(row[1]), first, last)]
    return sorted(found, key=in_time), {key: list(dict.fromkeys(there)) for key, there in known.items()}


def _there() -> FilteredRelation:
    """Return who is there in person; asked for whom is told when they are read: an event has few, leaders are many."""
    condition = Q(participations__person__isnull=False, participations__kind__in=PRESENT)
    return FilteredRelation("participations", condition=condition & ~Q(participations__consent=Consent.REFUSED))


def _moves() -> FilteredRelation:
    """Return the changes that moved an event; those that take back and were taken back are left out afterwards."""
    # Not in the condition: the index of what takes back would be asked for all changes that do not.
    return FilteredRelation("changes", condition=Q(changes__kinds__contains=ChangeKind.MOVED.value))


def _was(shown: Shown) -> str:
    return next((before for kind, before, _after in shown if kind == ChangeKind.MOVED), "")


def in_time(entry: Entry) -> tuple[date, time, str]:
    """Return the key of the order of time: what has no hour stands first on its day."""
    return entry.span.first, entry.span.start or time.min, entry.title


def touching(eve: date, first: date, last: date) -> Q:
    """Return the condition on events that one of their occurrences touches the days, with the evening before."""
    # Each range is answered by an index of its own: what lasts is held by the index of long occurrences.
    begins = Q(occurrences__start__range=(eve, last))
    lasts = Q(occurrences__end__gt=F("occurrences__start"), occurrences__end__gte=eve, occurrences__start__lt=eve)
    due = Q(occurrences__start__isnull=True, occurrences__end__range=(first, last))
    return begins | lasts | due


def _not_in_parts() -> Q:
    """Return the condition that no parts stand for a recurring event; the cheap half is asked first, row by row."""
    return ~Q(timing_kind=TimingKind.RECURRING) | ~Q(Exists(Event.objects.filter(part_of=OuterRef("pk"))))


def _entries(row: Sequence[Any], root: str, was: str | None, first: date, last: date) -> Iterable[Entry]:
    key, title, kind, level, state, exact, rrule, venue, hall, place, start, end, start_time, end_time = row
    span = Span(_day(start or end), _day(end or start), _clock(start_time), _clock(end_time))
    comes_back = exact == TimingKind.RECURRING
    for stretch in stretches_of(span, rrule, first - EVE, last) if comes_back else (span,):
        where = place or hall or ""
        one_of_many = comes_back and stretch is not span
        entry = Entry(
            key,
            title,
            f"{root}{key}/",
            stretch,
            kind,
            level,
            state,
            exact,
            venue,
            where,
            was=was,
            is_meeting=one_of_many,
        )
        if entry.last_day >= first and stretch.first <= last:
            yield entry


@lru_cache(maxsize=4096)
def _day(words: str) -> date:
    return date.fromisoformat(words)


@lru_cache(maxsize=2048)
def _clock(words: str | None) -> time | None:
    return time.fromisoformat(words) if words else None


def stretches_of(span: Span, rrule: str, first: date, last: date) -> list[Span]:
    """Return a day each of an event that comes back by its own rule."""
    if not rrule:
        return [span]
    rule = Rule(rrule, span.first, span.last, span.start, span.end)
    return [Span(day, day, span.start, span.end) for day in rule_days(rule, first, last)]


def entries_after(user: User, wanted: CalendarFilter, day: date, most: int) -> tuple[list[Entry], date | None]:
    """Return what begins on the day or later, whole days until about so many, and the day that follows; two queries.

    What began earlier and lasts is there too. What comes back by its own rule stands on its first day there; vague
    times are left to the views of periods.
    """
    rows = wanted.found(user).filter(occurrences__start__gte=day).exclude(timing_kind__in=UNCERTAIN)
    days = rows.order_by("occurrences__start").values_list("occurrences__start", flat=True)
    starts = [each for each in days[: most + 1] if each is not None]
    following = starts[-1] if len(starts) > most and starts[-1] != starts[0] else None
    if len(starts) > most and following is None:
        following = starts[0] + EVE
    last = following - EVE if following else starts[-1] if starts else day
    return entries_between(user, wanted, day, last, only=~Q(timing_kind__in=UNCERTAIN)), following
