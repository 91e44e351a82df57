"""The days of the first screen: leaders one after another with the road between, and what else stands on the day."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from orgplan.accounts.models import User
from orgplan.availability.queries import Ban, ClaimShown, Closed, closed_times, closed_with_claims
from orgplan.clashes.queries import STRETCH, ShownClash, clashes_among, norms, taken_of_rows, takings_of
from orgplan.clashes.rules.gaps import RoadGap, gaps_of
from orgplan.clashes.rules.judging import Judged
from orgplan.clashes.rules.kinds import Subject
from orgplan.clashes.rules.norms import Norms
from orgplan.clashes.rules.occupation import LONGEST, Taken, Taking
from orgplan.directory.models import Position, Unit
from orgplan.directory.queries import ActingRow
from orgplan.events.models import Event, Occurrence
from orgplan.events.policy import sees_all
from orgplan.events.rules import EventState, TimingKindChoice
from orgplan.home.queries.people import PeopleOfDays, phone_of

_DAY = timedelta(days=1)
_WHOLE_DAYS = timedelta(days=45)
"""Whole days that began longer ago are no event of today."""
_MOST = 3
"""With so many later events one is compared over a person or a hall: a crowded hall is told by its first clashes."""
_STANDING = (EventState.PLANNED, EventState.HELD)
_OF_A_DAY = (TimingKindChoice.TIMED, TimingKindChoice.DAYS)
_FURTHER = ("event__place", "event__timing_kind", "unit_name")


@dataclass(frozen=True, slots=True)
class DayEvent:
    """An event of a day as a row: its hours (None: whole days), place, unit, and by person how each takes part.

    `claim` says how its hall stands where the owner has not given it.
    """

    key: int
    title: str
    where: str
    owner: str
    start: time | None
    end: time | None
    takings: Mapping[int, Taking]
    venue: int = 0
    claim: ClaimShown | None = None

    @property
    def order(self) -> tuple[bool, time, str]:
        """Return its place on the day: whole days first, then by the clock."""
        return self.start is not None, self.start or time.min, self.title


@dataclass(frozen=True, slots=True)
class SheetRow:
    """An event on a leader's sheet: how the leader takes part, the clashes and the road behind it, who else comes."""

    event: DayEvent
    taking: Taking | None
    clashes: list[ShownClash]
    gap: RoadGap | None = None
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LeaderSheet:
    """A leader's day; `away`: the leader is absent, and who acts; `busy`: when the own calendar keeps the leader."""

    post: Position
    phone: str
    rows: list[SheetRow]
    away: ActingRow | None
    busy: str = ""


@dataclass(frozen=True, slots=True)
class DayDesk:
    """A day on the desk: its bans, leaders each with a sheet, the others' events once each, all else of the day."""

    day: date
    sheets: list[LeaderSheet]
    others: list[SheetRow]
    rest: list[DayEvent]
    count: int
    clashes: int
    bans: list[Ban] = field(default_factory=list)

    @property
    def day_key(self) -> str:
        """Return the day as addresses write it."""
        return self.day.isoformat()


@dataclass(frozen=True, slots=True)
class Stands:
    """What stands on some days: events by day in order, stretches of time, what is not free."""

    days: dict[date, list[DayEvent]]
    taken: list[Taken]
    norms: Norms
    closed: Closed


def stands_on(user: User, first: date, last: date, people: Collection[int]) -> Stands:
    """Return what stands at an hour or on whole days; a day before is read for what ends behind midnight.

    Two queries; where people (the leaders) are asked for, one more and the settings of clashes.
    """
    closed, claims = closed_with_claims(user, first, last)
    rows = list(_rows(user, first - _DAY, last).order_by().values_list(*STRETCH, *_FURTHER))
    takings: Mapping[int, Mapping[int, Taking]] = {}
    taken, settings = list[Taken](), Norms()
    if people:
        known = takings_of({row[4] for row in rows})
        takings = {key: {who: how for who, how in each.items() if who in people} for key, each in known.items()}
        timed = (row[: len(STRETCH)] for row in rows if row[-2] == TimingKindChoice.TIMED)
        settings = norms()
        taken = [each for each in taken_of_rows(timed, takings, settings) if each.end.date() >= first]
    days = {first + number * _DAY: list[DayEvent]() for number in range((last - first).days + 1)}
    for row in rows:
        event = _event(row, takings, claims)
        for day, events in days.items():
            if row[0] <= day <= row[1]:
                events.append(event)
    in_order = {day: sorted(found, key=lambda each: each.order) for day, found in days.items()}
    return Stands(in_order, taken, settings, closed)


def _rows(user: User, first: date, last: date) -> Any:
    # What keeps people for long stands in a small index, as in clashes; whole days that began lately are walked along,
    # for there are far more of «в течение года», which is no matter of a day.
    kept = {"end__gt": F("start"), "start_time__isnull": False, "start__lt": first}
    long = Q(end__gte=first, end__lt=first + timedelta(days=LONGEST), **kept)
    long |= Q(end__gte=first, start__gte=first - _WHOLE_DAYS, start__lt=first)
    # A join would tempt a database to begin with the units and walk along all their events.
    unit = Unit.objects.filter(pk=OuterRef("event__owner")).values(
        shown=Coalesce(NullIf("short_name", Value("")), "name")
    )
    rows = Occurrence.objects.annotate(unit_name=Subquery(unit)).filter(
        Q(start__gte=first, start__lte=last, end__isnull=False) | long,
        event__state__in=_STANDING,
        event__timing_kind__in=_OF_A_DAY,
    )
    if sees_all(user):
        return rows.filter(event__deleted_at__isnull=True)
    return rows.filter(event__in=Event.objects.visible_to(user))


def _event(
    row: tuple[Any, ...],
    takings: Mapping[int, Mapping[int, Taking]],
    claims: Mapping[tuple[int, int], ClaimShown],
) -> DayEvent:
    place, _kind, owner = row[-3:]
    venue = row[10] or 0
    return DayEvent(
        key=row[4],
        title=row[5],
        where=place or row[11] or "",
        owner=owner,
        start=row[2],
        end=row[3],
        takings=takings.get(row[4], {}),
        venue=venue,
        claim=claims.get((row[4], venue)),
    )


@dataclass(frozen=True, slots=True)
class _Around:
    """A day with all that is known around it."""

    day: date
    events: list[DayEvent]
    stands: Stands
    people: PeopleOfDays
    clashes: list[ShownClash]


def desks_of(stands: Stands, people: PeopleOfDays, chosen: Collection[int]) -> list[DayDesk]:
    """Return the desk of each day: the chosen leaders a sheet each; of none chosen the first, the others together.

    One query where something clashes, none otherwise.
    """
    obstacles = stands.closed.known.of[closed_times]
    found = clashes_among(stands.taken, people.ranks, stands.norms, obstacles=obstacles, most=_MOST)
    open_ones = [each for each in found if each.is_open]
    return [
        _desk(
            _Around(day, events, stands, people, [one for one in open_ones if one.clash.first.start.date() == day]),
            chosen,
        )
        for day, events in stands.days.items()
    ]


def _desk(around: _Around, chosen: Collection[int]) -> DayDesk:
    posts = {post.person_id: post for post in reversed(around.people.leaders_on(around.day))}
    leaders = sorted(posts.values(), key=lambda post: post.leader_order or 0)
    apart = [post for post in leaders if post.person_id in chosen] if chosen else leaders[:1]
    sheets = [_sheet(around, post) for post in apart]
    together = [] if chosen else _together(around, leaders[1:])
    rows = [row for rows in (*(sheet.rows for sheet in sheets), together) for row in rows]
    told = {row.event.key for row in rows}
    rest = [event for event in around.events if event.key not in told]
    clashes = {shown.clash.identity for row in rows for shown in row.clashes}
    bans = around.stands.closed.bans.get(around.day, [])
    return DayDesk(around.day, sheets, together, rest, len(around.events), len(clashes), bans)


def _sheet(around: _Around, post: Position) -> LeaderSheet:
    person = post.person_id
    own = [each for each in around.stands.taken if each.start.date() == around.day]
    gaps = {gap.first: gap for gap in gaps_of(person, own, around.stands.norms) if gap.spare >= 0}
    rows = []
    for event in around.events:
        if person in event.takings:
            behind = _behind(around, event, {person})
            rows.append(SheetRow(event, event.takings[person], behind, None if behind else gaps.get(event.key)))
    phone = phone_of(post.person, around.people.posts)
    busy = around.stands.closed.busy(person, around.day)
    return LeaderSheet(post, phone, rows, around.people.absent[around.day].of(person), busy)


def _together(around: _Around, leaders: Sequence[Position]) -> list[SheetRow]:
    """Return the events of several leaders, each once with the names of those who are expected."""
    keys = {post.person_id for post in leaders}
    rows = []
    for event in around.events:
        names = [event.takings[post.person_id].name for post in leaders if post.person_id in event.takings]
        if names:
            rows.append(SheetRow(event, None, _behind(around, event, keys), names=names))
    return rows


def _behind(around: _Around, event: DayEvent, people: Collection[int]) -> list[ShownClash]:
    """Return the clashes told behind the event: over one of the people, over its hall, with times that are not free.

    Of each pair of events one is told, and each time that is not free once.
    """
    found: dict[Hashable, ShownClash] = {}
    for shown in around.clashes:
        clash = shown.clash
        if clash.first.event != event.key or not _is_told(clash, people):
            continue
        pair = clash.obstacle.key if clash.obstacle else clash.events
        known = found.setdefault(pair, shown)
        if known.clash.subject == Subject.VENUE:
            found[pair] = shown
    return list(found.values())


def _is_told(clash: Judged, people: Collection[int]) -> bool:
    over = clash.obstacle.subject if clash.obstacle else clash.subject
    return over in {Subject.VENUE, Subject.OBSTACLE} or clash.resource in people
