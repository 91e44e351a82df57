"""The stretches in which events keep people and halls, read for a span of days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from functools import cache, lru_cache, partial
from itertools import chain
from typing import Any

from django.db.models import Exists, F, FloatField, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.clashes.rules.norms import Norms
from orgplan.clashes.rules.occupation import (
    LONGEST,
    Place,
    Taken,
    Taking,
    stretches,
    stretches_by_rule,
    without_wholes,
)
from orgplan.clashes.rules.road import Point
from orgplan.core.prepared import Prepared
from orgplan.directory.models import Venue
from orgplan.events.actions import EventFacts, Participant
from orgplan.events.models import Event, Occurrence, Participation
from orgplan.events.policy import sees_all
from orgplan.events.rules import Consent, EventState, ParticipationKind, TimingKindChoice
from orgplan.language.names import PersonName
from orgplan.language.timing.model import Timing, TimingKind

KEEPING = (
    *(ParticipationKind.HOSTS, ParticipationKind.SPEAKS),
    *(ParticipationKind.ATTENDS, ParticipationKind.DESIRED),
)
"""Who is at the event in person; who only answers for it is not kept by it."""
STANDING = (EventState.PLANNED, EventState.HELD)
_CLOCKED = (TimingKind.TIMED, TimingKind.RECURRING)
_DAY = timedelta(days=1)
_LONGEST = timedelta(days=LONGEST)
_BATCH = 10_000
"""How many keys one statement names: databases bound it."""
_EVENT = ("pk", "title", "kind", "owner", "part_of", "part_of__part_of")
PLACE = ("pk", "name", "latitude", "longitude", "set_up_minutes", "leaving_minutes", "district")
"""Columns of a venue of which `place_from` makes a place."""
_CLOCK = ("start", "end", "start_time", "end_time")
STRETCH = (
    *_CLOCK,
    *(f"event__{name}" for name in _EVENT),
    *(f"event__venue__{name}" for name in PLACE),
    "event__rrule",
)
"""Columns of occurrences of which `taken_of_rows` makes stretches, in this order."""
_KEY, _HALL = STRETCH.index("event__pk"), STRETCH.index("event__venue__pk")
_NUMBERS = ("event__venue__latitude", "event__venue__longitude")
# Days and hours come as words: of thousands there are few different ones, each is read once. Coordinates come as plain
# numbers: a decimal for each row costs more than all the rest.
_COLUMNS: tuple[str | Combinable, ...] = tuple(
    Cast(name, TextField()) if name in _CLOCK else Cast(name, FloatField()) if name in _NUMBERS else name
    for name in STRETCH
)


def taken_between(  # noqa: PLR0913 -- what a span may be narrowed by, all named
    first: date,
    last: date,
    settings: Norms,
    *,
    people: Collection[int] | None = None,
    venues: Collection[int] | None = None,
    without: Collection[int] = (),
    with_drafts: bool = False,
    near: Collection[int] | None = None,
) -> list[Taken]:
    """Return the stretches of standing events that share a day with the span, both days inclusive; two queries.

    With `people` or `venues` only the events that keep one of them, `without` those of the keys; drafts if asked for.
    With `near` only what keeps somebody or a hall that one of these events keeps too: nothing else can meet them.
    A day more is read before the span: what began yesterday may end today.
    """
    rows = (_WITH_DRAFTS if with_drafts else _BETWEEN).rows(
        eve=first - _DAY,
        first=first,
        last=last,
        far=first - _DAY + _LONGEST,
        people=people,
        venues=venues,
        without=without,
    )
    since, until = first - _DAY, last + _DAY
    taken = _taken(rows, settings, near)
    return without_wholes(each for each in taken if each.end.date() >= since and each.start.date() <= until)


def taken_beside(own: Sequence[Taken], settings: Norms) -> list[Taken]:
    """Return what else keeps the same people and halls on the days of the stretches and beside them; two queries."""
    days = {each.start.date() + timedelta(days=shift) for each in own for shift in (-1, 0, 1)}
    if not days:
        return []
    people = {key for each in own for key in each.people}
    venues = {each.place.key for each in own if each.place}
    known = {each.event for each in own}
    first, last = min(days), max(days)
    rows = _standing().filter(Q(start__in=days) | _long(first, last, last + _LONGEST)).exclude(event__in=known)
    return without_wholes(_taken(list(rows.filter(_keeping(people, venues))), settings))


def taken_of_events(keys: Collection[int], settings: Norms) -> list[Taken]:
    """Return the stretches of these events, as far as they stand; two queries."""
    return _taken(list(_standing().filter(event__in=keys)), settings)


def _between(  # noqa: PLR0913 -- the values of the statement, all named
    *,
    eve: date,
    first: date,
    last: date,
    far: date,
    people: Collection[int] | None,
    venues: Collection[int] | None,
    without: Collection[int],
    with_drafts: bool = False,
) -> QuerySet[Any, tuple[Any, ...]]:
    rows = _standing(with_drafts=with_drafts).filter(Q(start__gte=eve, start__lte=last) | _long(first, eve, far))
    if without:
        rows = rows.exclude(event__in=without)
    if people is not None or venues is not None:
        rows = rows.filter(_keeping(people or (), venues or ()))
    return rows


_BETWEEN, _WITH_DRAFTS = Prepared(_between), Prepared(partial(_between, with_drafts=True))


def _long(first: date, last: date, far: date) -> Q:
    """Return the condition of stretches over several days that end on the first day or later and begin before the last.

    A partial index holds these: its condition is repeated word by word, both bounds of the end (`far` is `LONGEST`
    behind the last day) keep the walk short.
    """
    return Q(end__gt=F("start"), start_time__isnull=False, end__gte=first, end__lt=far, start__lt=last)


@cache
def _standing(*, with_drafts: bool = False) -> QuerySet[Any, tuple[Any, ...]]:
    """Return the rows of all that stands, never evaluated itself: with its joins it costs a millisecond to build."""
    standing = Occurrence.objects.filter(
        at_its_hours(),
        start_time__isnull=False,
        event__state__in=(*STANDING, EventState.DRAFT) if with_drafts else STANDING,
        event__deleted_at__isnull=True,
    )
    people = Participation.objects.filter(event=OuterRef("event"), person__isnull=False, kind__in=KEEPING)
    # The first of them instead of «is there any»: for some hundred rows of a week PostgreSQL would answer that by
    # reading all who ever took part.
    return standing.order_by().values_list(*_COLUMNS, Subquery(people.order_by().values("pk")[:1]))


def at_its_hours() -> Q:
    """Return the condition on occurrences that keep people: at a clock time, once or by a rule of its own.

    Where parts stand for a regular event, the parts know their days better.
    """
    parts = Exists(Event.objects.filter(part_of=OuterRef("event")).order_by())
    return Q(event__timing_kind=TimingKindChoice.TIMED) | Q(
        ~Q(event__rrule=""), ~parts, event__timing_kind=TimingKindChoice.RECURRING
    )


def _taken(found: Sequence[tuple[Any, ...]], settings: Norms, near: Collection[int] | None = None) -> list[Taken]:
    # Few events have anybody by name: their keys alone are asked for.
    takings = takings_of({row[_KEY] for row in found if row[-1]}) if found else {}
    places: dict[int, Place] = {}
    rows = found if near is None else _near(found, takings, frozenset(near))
    return [each for row in rows for each in _of_row(row[:-1], takings, settings, places)]


def _near(
    found: Sequence[tuple[Any, ...]], takings: Mapping[int, Mapping[int, Taking]], events: frozenset[int]
) -> list[tuple[Any, ...]]:
    """Return the rows of the events and of whatever keeps one of their people or halls."""
    own = {row[_KEY]: row[_HALL] for row in found if row[_KEY] in events}
    halls = {hall for hall in own.values() if hall}
    people = {person for key in own for person in takings.get(key, ())}
    busy = {key for key, kept in takings.items() if not people.isdisjoint(kept)}
    return [row for row in found if row[_HALL] in halls or row[_KEY] in busy or row[_KEY] in own]


def taken_of_rows(
    rows: Iterable[tuple[Any, ...]], takings: Mapping[int, Mapping[int, Taking]], settings: Norms
) -> list[Taken]:
    """Return the stretches of rows (columns `STRETCH`) that a page has read already, with `takings_of` their events."""
    places: dict[int, Place] = {}
    return without_wholes(each for row in rows for each in _of_row(row, takings, settings, places))


def _keeping(people: Collection[int], venues: Collection[int]) -> Q:
    # Asked of each event of the days: a leader's events of all years would be a hundred times as many.
    by_people = Q(Exists(_kept().filter(person__in=people))) if people else Q(pk__in=())
    return Q(event__venue__in=venues) | by_people if venues else by_people


@cache
def _kept() -> QuerySet[Participation]:
    """Return who is kept by the event that is asked about, never evaluated itself."""
    rows = Participation.objects.filter(event=OuterRef("event"), kind__in=KEEPING).exclude(consent=Consent.REFUSED)
    return rows.order_by()


def takings_of(events: Collection[int]) -> Mapping[int, dict[int, Taking]]:
    """Return by event and person how each takes part in person; one query for ten thousand events."""
    found: defaultdict[int, dict[int, Taking]] = defaultdict(dict)
    keys = sorted(events)
    batches = (keys[start : start + _BATCH] for start in range(0, len(keys), _BATCH))
    rows = chain.from_iterable(_OF_PEOPLE.rows(events=batch) for batch in batches)
    for event, person, kind, consent, *name in rows:
        # Somebody who hosts and speaks stands twice: the first row says how.
        found[event].setdefault(person, Taking(PersonName(*name).surname_first(), kind, consent))
    return found


def _of_people(*, events: Collection[int]) -> QuerySet[Any, tuple[Any, ...]]:
    rows = Participation.objects.filter(event__in=events, person__isnull=False, kind__in=KEEPING)
    names = ("person__surname", "person__first_name", "person__patronymic")
    rows = rows.exclude(consent=Consent.REFUSED).order_by("event", "position")
    return rows.values_list("event", "person", "kind", "consent", *names)


_OF_PEOPLE = Prepared(_of_people)


def _of_row(
    row: tuple[Any, ...], takings: Mapping[int, Mapping[int, Taking]], settings: Norms, places: dict[int, Place]
) -> Iterable[Taken]:
    start, end, begins, ends, key, title, kind, owner, whole, outer, *venue, rrule = row
    place = places.get(venue[0])
    if venue[0] and place is None:
        place = places[venue[0]] = place_from(*venue)
    above = tuple(each for each in (whole, outer) if each)
    days, clock = (_day(start), _day(end)), (_clock(begins), _clock(ends))
    usual = settings.times_of(kind).usual
    spans = stretches_by_rule(rrule, days, clock, usual) if rrule else stretches(days, clock, usual)
    for since, until in spans:
        yield Taken(key, title, kind, since, until, place, takings.get(key, {}), owner, above)


@lru_cache(maxsize=4096)
def _day(words: str | date | None) -> date | None:
    return date.fromisoformat(words) if isinstance(words, str) else words


@lru_cache(maxsize=2048)
def _clock(words: str | time | None) -> time | None:
    return time.fromisoformat(words) if isinstance(words, str) else words


def place_from(  # noqa: PLR0913, PLR0917 -- the columns of a venue in their order
    key: int, name: str, lat: Any, lon: Any, set_up: int | None, leaving: int | None, district: str
) -> Place:
    """Return a venue by its columns (`PLACE`) as the rules take it."""
    point = None if lat is None or lon is None else Point(float(lat), float(lon))
    return Place(key, name, point, set_up or 0, leaving or 0, district)


def place_of(venue: Venue) -> Place:
    """Return the venue as the rules take it."""
    minutes = venue.set_up_minutes, venue.leaving_minutes
    return place_from(venue.pk, venue.name, venue.latitude, venue.longitude, *minutes, venue.district)


def taken_of_facts(event: Event, facts: EventFacts, settings: Norms) -> list[Taken]:
    """Return the stretches of the event as it is to become; none where it does not stand at a clock time."""
    if facts.timing.kind not in _CLOCKED or facts.state not in (*STANDING, EventState.DRAFT):
        return []
    people = {
        each.person.pk: Taking(each.person.full_name.surname_first(), each.kind, each.consent)
        for each in reversed(facts.participants)
        if each.person and keeps(each)
    }
    whole = facts.part_of
    above = tuple(key for key in (whole.pk if whole else None, whole.part_of_id if whole else None) if key)
    place = place_of(facts.venue) if facts.venue else None
    return [
        Taken(event.pk or 0, facts.title, facts.kind, start, end, place, people, facts.owner.pk, above)
        for start, end in stretches_of(facts.timing, settings.times_of(facts.kind).usual)
    ]


def keeps(each: Participant) -> bool:
    """Tell whether the event keeps the participant in person."""
    return each.kind in KEEPING and each.consent != Consent.REFUSED


def stretches_of(timing: Timing, usual: int) -> list[tuple[Any, Any]]:
    """Return the stretches of a time; of one that comes back by a rule those of all its days."""
    rows = [((one.start, one.end), (one.start_time, one.end_time)) for one in timing.occurrences]
    if timing.kind == TimingKind.RECURRING:
        return [each for row in rows for each in stretches_by_rule(timing.rrule or "", *row, usual)]
    return [each for row in rows for each in stretches(*row, usual)]


def masked(user: User, taken: list[Taken]) -> list[Taken]:
    """Put other words for titles that the reader may not see; one query for those who see only their unit's."""
    if sees_all(user):
        return taken
    keys = {each.event for each in taken if not each.source}
    seen = set(Event.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    words = _("an event of another unit")
    return [each if each.source or each.event in seen else replace(each, title=words) for each in taken]
