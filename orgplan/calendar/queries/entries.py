"""What stands in the calendar: one entry for each stretch of days of an event, read as plain values."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, Subquery
from django.urls import reverse

from orgplan.accounts.models import User
from orgplan.almanac.rules.cycles import Rule, rule_days
from orgplan.calendar.queries.filtering import PRESENT, CalendarFilter
from orgplan.calendar.rules.pieces import Span, last_day_of
from orgplan.events.models import Change, Event
from orgplan.events.rules import ChangeKind, Consent, EventState, Level, ParticipationKind
from orgplan.language.timing.model import TimingKind

_FIELDS = ("pk", "title", "kind", "level", "state", "timing_kind", "rrule", "venue", "venue__name", "place")
_STRETCH = ("start", "end", "start_time", "end_time")
_SHOWN = (*_FIELDS, *(f"occurrences__{name}" for name in _STRETCH), "was")
_UNCERTAIN = (TimingKind.PERIOD, TimingKind.DUE)
_BY_HAND = (TimingKind.TIMED, TimingKind.DAYS)
_GONE = (EventState.CANCELLED, EventState.NOT_HELD)
_HIGH = (Level.INTERNATIONAL, Level.INTERCITY, Level.REGIONAL)
_EVE = timedelta(days=1)
"""Before the first day shown: an evening that runs over midnight reaches into it."""
Known = Mapping[int, Sequence[tuple[int, bool]]]
"""By event who is there, each with whether only desired."""


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

    @property
    def is_clocked(self) -> bool:
        """Tell whether it has its hours: only these stand in the grid."""
        return self.span.start is not None and self.exact not in _UNCERTAIN

    @property
    def is_vague(self) -> bool:
        """Tell whether only a period or a last day is known: then nobody is busy and no day is marked."""
        return self.exact in _UNCERTAIN

    @property
    def is_off(self) -> bool:
        """Tell whether it does not take place."""
        return self.state in _GONE

    @property
    def hand(self) -> str:
        """Return what moving it by the hand needs: key, day, beginning and end or «-»; empty where it stays.

        What comes back by a rule, lasts over days, is vague or does not take place is moved on its card.
        """
        span = self.span
        if not self.key or self.is_off or self.exact not in _BY_HAND or span.first != span.last:
            return ""
        clocks = (f"{at:%H:%M}" if at else "-" for at in (span.start, span.end))
        return " ".join((str(self.key), span.first.isoformat(), *clocks))

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
        return self.is_off, _HIGH.index(Level(self.level)) if self.level in _HIGH else len(_HIGH)


def entries_between(
    user: User, wanted: CalendarFilter, first: date, last: date, *, only: Q | None = None
) -> list[Entry]:
    """Return what stands on the days, both inclusive, in order of time; one query. `only` narrows the events."""
    rows = _rows(user, wanted, first, last, only).filter(_not_in_parts()).annotate(was=_moved_from())
    found: list[Entry] = []
    root = reverse("events:list")  # once, not for each of thousands
    for row in rows.values_list(*_SHOWN):
        found += _entries(row, root, first, last)
    return sorted(found, key=in_time)


def entries_with(
    user: User, wanted: CalendarFilter, first: date, last: date, people: Collection[int], only: Q | None = None
) -> tuple[list[Entry], Known]:
    """Return the same entries and by event who of the people is there; one query."""
    there = FilteredRelation(
        "participations",
        condition=Q(participations__person__in=people or (0,), participations__kind__in=PRESENT)
        & ~Q(participations__consent=Consent.REFUSED),
    )
    rows = _rows(user, wanted, first, last, only).filter(_not_in_parts()).annotate(was=_moved_from(), there=there)
    root = reverse("events:list")
    seen: set[int] = set()
    found: list[Entry] = []
    known: defaultdict[int, list[tuple[int, bool]]] = defaultdict(list)
    for occurrence, person, taking, *row in rows.values_list("occurrences", "there__person", "there__kind", *_SHOWN):
        if person is not None and (person, taking == ParticipationKind.DESIRED) not in known[row[0]]:
            known[row[0]].append((person, taking == ParticipationKind.DESIRED))
        if occurrence not in seen:
            seen.add(occurrence)
            found += _entries(row, root, first, last)
    return sorted(found, key=in_time), known


def _moved_from() -> Subquery:
    """Return the values shown by the last change that moved the event; what was taken back is left out."""
    moved = Change.objects.filter(event=OuterRef("pk"), kinds__contains=ChangeKind.MOVED.value)
    stands = moved.filter(taken_back_by__isnull=True, takes_back__isnull=True)
    return Subquery(stands.order_by("-made_at", "-pk").values("shown")[:1])


def _was(shown: Sequence[Sequence[str]] | None) -> str | None:
    if shown is None:
        return None
    return next((before for kind, before, _after in shown if kind == ChangeKind.MOVED), "")


def in_time(entry: Entry) -> tuple[date, time, str]:
    """Return the key of the order of time: what has no hour stands first on its day."""
    return entry.span.first, entry.span.start or time.min, entry.title


def _rows(user: User, wanted: CalendarFilter, first: date, last: date, only: Q | None) -> Any:
    # Each range is answered by an index of its own: what lasts is held by the index of long occurrences.
    eve = first - _EVE
    begins = Q(occurrences__start__range=(eve, last))
    lasts = Q(occurrences__end__gt=F("occurrences__start"), occurrences__end__gte=eve, occurrences__start__lt=eve)
    due = Q(occurrences__start__isnull=True, occurrences__end__range=(first, last))
    rows = wanted.found(user).filter(begins | lasts | due)
    return rows.filter(only) if only else rows


def _not_in_parts() -> Q:
    """Return the condition that no parts stand for a recurring event; the cheap half is asked first, row by row."""
    return ~Q(timing_kind=TimingKind.RECURRING) | ~Q(Exists(Event.objects.filter(part_of=OuterRef("pk"))))


def _entries(row: Sequence[Any], root: str, first: date, last: date) -> Iterable[Entry]:
    key, title, kind, level, state, exact, rrule, venue, hall, place, start, end, start_time, end_time, shown = row
    span = Span(start or end, end or start, start_time, end_time)
    for stretch in _stretches(span, rrule, first - _EVE, last) if exact == TimingKind.RECURRING else (span,):
        where, was = place or hall or "", _was(shown)
        entry = Entry(key, title, f"{root}{key}/", stretch, kind, level, state, exact, venue, where, was=was)
        if entry.last_day >= first:
            yield entry


def _stretches(span: Span, rrule: str, first: date, last: date) -> list[Span]:
    """Return a day each of an event that comes back by its own rule."""
    if not rrule:
        return [span]
    rule = Rule(rrule, span.first, span.last, span.start, span.end)
    return [Span(day, day, span.start, span.end) for day in rule_days(rule, first, last)]


def loads_between(user: User, wanted: CalendarFilter, first: date, last: date) -> Counter[date]:
    """Return how many events a day has that take place and whose days are known; two queries at most."""
    counted: Counter[date] = Counter()
    rows = _rows(user, wanted, first, last, ~Q(state__in=_GONE) & ~Q(timing_kind__in=_UNCERTAIN))
    ends = rows.values_list("timing_kind", "occurrences__start", "occurrences__end").annotate(number=Count("pk"))
    recurs = False
    for exact, start, end, number in ends:
        if exact == TimingKind.RECURRING:
            recurs = True
            continue
        for shift in range((min(end or start, last) - max(start or end, first)).days + 1):
            counted[max(start or end, first) + timedelta(days=shift)] += number
    if recurs:
        only = Q(timing_kind=TimingKind.RECURRING) & ~Q(state__in=_GONE)
        found = entries_between(user, wanted, first, last, only=only)
        counted.update(entry.span.first for entry in found if entry.span.first >= first)
    return counted


def entries_after(user: User, wanted: CalendarFilter, day: date, most: int) -> tuple[list[Entry], date | None]:
    """Return what begins on the day or later, whole days until about so many, and the day that follows; two queries.

    What began earlier and lasts is there too. What comes back by its own rule stands on its first day there; vague
    times are left to the views of periods.
    """
    rows = wanted.found(user).filter(occurrences__start__gte=day).exclude(timing_kind__in=_UNCERTAIN)
    days = rows.order_by("occurrences__start").values_list("occurrences__start", flat=True)
    starts = [each for each in days[: most + 1] if each is not None]
    following = starts[-1] if len(starts) > most and starts[-1] != starts[0] else None
    if len(starts) > most and following is None:
        following = starts[0] + _EVE
    last = following - _EVE if following else starts[-1] if starts else day
    return entries_between(user, wanted, day, last, only=~Q(timing_kind__in=_UNCERTAIN)), following
