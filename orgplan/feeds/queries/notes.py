"""Events as notes of a calendar: which answer a feed or a page's filter, read as plain values in few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from functools import lru_cache
from typing import Any, Final
from urllib.parse import parse_qs

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.almanac.models import PartedMeeting
from orgplan.almanac.rules.cycles import Rule, rule_days
from orgplan.calendar.queries import calendar_filter
from orgplan.directory.models import Unit, Venue
from orgplan.directory.models.people import whole_name
from orgplan.events.models import Event, EventQuerySet, Occurrence, Participation, worded
from orgplan.events.queries import EventFilter, filter_of, matching
from orgplan.events.rules import Consent, EventKind, EventState, Level, ParticipationKind
from orgplan.feeds.models import Feed
from orgplan.feeds.rules.addresses import FeedKind
from orgplan.feeds.rules.writing import Note, categories
from orgplan.language.timing.model import TimingKind
from orgplan.language.timing.returning import rule_and_days_out

MOST: Final = 10_000
"""Notes of one calendar: more of them no calendar program bears."""
_FIELDS = (
    "pk",
    "uid",
    "title",
    "kind",
    "level",
    "state",
    "timing_kind",
    "rrule",
    "edition",
    "changed_at",
)
_PLACE = ("owner", "venue", "place")
_STRETCH = ("start", "end", "start_time", "end_time")
_VAGUE = (TimingKind.PERIOD, TimingKind.DUE)
_GONE = (EventState.CANCELLED, EventState.NOT_HELD)
_PRESENT = (ParticipationKind.HOSTS, ParticipationKind.SPEAKS, ParticipationKind.ATTENDS)
_PERSON = ("person__surname", "person__first_name", "person__patronymic")
_FIRST_WEEKS = 40
"""Nearly every rule has a meeting within so many days of its beginning; only for the rest more is expanded."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a calendar may say of events; `with_series`: also of a series whose meetings are events themselves."""

    with_vague: bool = True
    with_people: bool = False
    with_series: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The notes in order of time, and whether there were more than `MOST`."""

    notes: Sequence[Note]
    is_cut: bool = False


def notes_of_feed(feed: Feed, since: date) -> Found:
    """Return what the feed shows from the day on, as its owner may see it now; at most five queries."""
    events = _of_person(feed) if feed.kind == FeedKind.PERSON else _of_list(feed.user, feed.list_name, feed.asked)
    events = events.filter(Q(last_day__gte=since) | Q(last_day__isnull=True))
    if not feed.with_drafts:
        events = events.exclude(state=EventState.DRAFT)
    return found_notes(events, Told(feed.with_vague, feed.with_people))


def _of_person(feed: Feed) -> EventQuerySet:
    kinds = (*_PRESENT, ParticipationKind.DESIRED) if feed.with_desired else _PRESENT
    there = Participation.objects.filter(person=feed.person_id, kind__in=kinds).exclude(consent=Consent.REFUSED)
    return matching(feed.user, EventFilter()).filter(pk__in=there.values("event"))


def _of_list(user: User, list_name: str, query: str) -> EventQuerySet:
    """Return the events of a kept filter; its first day gives way to the feed's own, unless it was chosen."""
    asked = parse_qs(query, keep_blank_values=True)
    plain = {name: values[-1] for name, values in asked.items()}
    if list_name == "calendar":
        return calendar_filter(plain, asked.get("leader", [])).found(user)
    wanted = filter_of({"since": ""} | plain, date.min)
    return matching(user, replace(wanted, sort="when"))


def found_notes(events: EventQuerySet, told: Told) -> Found:
    """Return the events' notes: one for each stretch of days, in order of time; three queries, four with people."""
    if not told.with_vague:
        events = events.exclude(timing_kind__in=_VAGUE)
    if not told.with_series:
        events = events.exclude(timing_kind=TimingKind.RECURRING, parts__isnull=False)
    events = events.filter(occurrences__isnull=False)
    ordered = events.order_by("moment", "pk", "occurrences__start", "occurrences__start_time", "occurrences__pk")
    stretch = (f"occurrences__{name}" for name in _STRETCH)
    rows: Iterable[Any] = ordered.values_list(*_FIELDS, *_PLACE, *stretch)[: MOST + 1]
    words = _Words(events, told)
    numbers: defaultdict[int, int] = defaultdict(int)
    notes: list[Note] = []
    keys: list[int] = []
    for row in rows:
        numbers[row[0]] += 1
        keys.append(row[0])
        notes.append(_note(row, numbers[row[0]], words))
    return Found(_with_parted(notes[:MOST], keys), len(notes) > MOST)


def _with_parted(notes: list[Note], keys: Sequence[int]) -> list[Note]:
    """Let meetings that were parted from a rule here take its place by its `uid`; one query where days are left out."""
    series: dict[int, list[int]] = {key: [] for note, key in zip(notes, keys, strict=False) if note.out}
    if not series:
        return notes
    for number, key in enumerate(keys[: len(notes)]):
        if key in series:
            series[key].append(number)
    rows = PartedMeeting.objects.filter(series__in=series).values_list("series", "event", "day", "start_time")
    standing = {key: number for number, key in enumerate(keys[: len(notes)])}
    for whole, event, day, clock in rows:
        of_rule = next((number for number in series[whole] if day in notes[number].out), None)
        own = standing.get(event)
        if of_rule is None or own is None:
            continue
        rule = notes[of_rule]
        notes[of_rule] = rule._replace(out=[each for each in rule.out if each != day])
        notes[own] = notes[own]._replace(uid=rule.uid, instead_of=(day, clock))
    return notes


def _note(row: Sequence[Any], number: int, words: _Words) -> Note:
    pk, uid, title, kind, level, state, exact, rrule, edition, changed_at, *rest = row
    owner, venue, place, start, end, start_time, end_time = rest
    first, last, is_vague = start or end, end or start, exact in _VAGUE
    begins = None if is_vague else start_time
    comes_back = rrule and exact == TimingKind.RECURRING
    rule, beginning, out = _rule(rrule, first, last, begins, end_time) if comes_back else ("", first, ())
    is_off = state in _GONE
    location, geo = words.place(venue, place)
    return Note(
        uid=str(uid) if number == 1 else f"{uid}-{number}",
        sequence=edition,
        changed_at=changed_at,
        first=beginning,
        last=last,
        start=begins,
        end=None if begins is None else end_time,
        rule=rule,
        out=out,
        summary=title,
        status="CANCELLED" if is_off else "TENTATIVE" if state == EventState.DRAFT else "CONFIRMED",
        is_busy=not (is_off or is_vague),
        location=location,
        geo=geo,
        categories=words.categories(kind, level),
        description=words.description(pk, owner, exact, is_open=begins is not None and end_time is None),
        url=f"{words.root}{pk}/",
    )


@lru_cache(maxsize=4096)
def _rule(
    rrule: str, first: date, last: date, start: time | None, end: time | None
) -> tuple[str, date, Sequence[date]]:
    """Return the rule, its first day, from which calendars count, and the days of it that are left out.

    No rule where it has no day or cannot be read.
    """
    plain, left_out = rule_and_days_out(rrule)
    rule = Rule(plain, first, last, start, end)
    near = date.fromordinal(min(first.toordinal() + _FIRST_WEEKS, last.toordinal()))
    try:
        days = rule_days(rule, first, near) or rule_days(rule, first, last)
    except ValueError:
        return "", first, ()
    out = [day for day in sorted(left_out) if first <= day <= last and rule_days(rule, day, day)]
    return (plain, days[0], out) if days else ("", first, ())


class _Words:
    """Words about events, read once for all: units, venues, who takes part."""

    def __init__(self, events: EventQuerySet, told: Told) -> None:
        self.root = f"{settings.ADDRESS.rstrip('/')}{reverse('events:list')}"
        self.units: dict[int, str] = dict(Unit.objects.values_list("pk", "name"))
        self.venues = {
            row[0]: row[1:] for row in Venue.objects.values_list("pk", "name", "address", "latitude", "longitude")
        }
        self.people = _people(events) if told.with_people else {}
        self.kinds = {str(each.value): str(each.label) for each in EventKind}
        self.levels = {str(each.value): _("%s by reach") % each.label for each in Level}
        self.unit_words, self.page_words = _("Unit: %s"), _("Card: %s")
        self.exact_words: dict[str, str] = {
            TimingKind.PERIOD: _("Only the period is known."),
            TimingKind.DUE: _("The last day is named."),
        }
        self.open_words = _("The end is not said: an hour is shown.")
        self._categories: dict[tuple[str, str], str] = {}
        self._places: dict[tuple[int | None, str], tuple[str, str]] = {}

    def place(self, venue: int | None, place: str) -> tuple[str, str]:
        """Return the place in words with its address, and «latitude;longitude»."""
        if (found := self._places.get((venue, place))) is None:
            name, address, latitude, longitude = (
                self.venues.get(venue, ("", "", None, None)) if venue else ("", "", None, None)
            )
            parts = [place or name, address if address not in place else ""]
            geo = "" if latitude is None else f"{latitude};{longitude}"
            found = self._places[venue, place] = ", ".join(part for part in parts if part), geo
        return found

    def categories(self, kind: str, level: str) -> str:
        """Return the kind and the level as categories."""
        if (found := self._categories.get((kind, level))) is None:
            found = self._categories[kind, level] = categories(self.kinds.get(kind, ""), self.levels.get(level, ""))
        return found

    def description(self, pk: int, owner: int, exact: str, *, is_open: bool) -> str:
        """Return what else to know, a line each."""
        lines = [self.exact_words[exact]] if exact in _VAGUE else [self.open_words] if is_open else []
        lines.append(self.unit_words % self.units.get(owner, ""))
        lines += self.people.get(pk, ())
        lines.append(self.page_words % f"{self.root}{pk}/")
        return "\n".join(lines)


def _people(events: EventQuerySet) -> Mapping[int, Iterable[str]]:
    """Return by event who takes part, a line for each way of taking part; one query."""
    rows: QuerySet[Participation, Any] = Participation.objects.filter(
        event__in=events.order_by().values("pk")
    ).values_list("event", "kind", "consent", "wording", *_PERSON, "unit__name", "organisation__name")
    labels = {str(each.value): str(each.label).capitalize() for each in ParticipationKind}
    found: defaultdict[int, dict[str, list[str]]] = defaultdict(dict)
    for event, kind, consent, wording, *names, unit, organisation in rows:
        name = wording or (whole_name(*names) if names[0] else unit or organisation or "")
        found[event].setdefault(kind, []).append(worded(name, consent))
    return {
        event: [f"{labels[kind]}: {', '.join(who)}" for kind, who in kinds.items()] for event, kinds in found.items()
    }


def event_of(user: User, pk: int) -> EventQuerySet:
    """Return the event that the user may see, for a file of its own."""
    return Event.objects.visible_to(user).filter(pk=pk)


def standing_on(first: date, last: date) -> QuerySet[Occurrence]:
    """Return the stretches that touch the days, both inclusive; with one end known, where that end lies."""
    here = Q(start__lte=last, end__gte=first)
    due, open_end = Q(start__isnull=True, end__range=(first, last)), Q(end__isnull=True, start__range=(first, last))
    return Occurrence.objects.filter(here | due | open_end)
