"""A month as plain data for the search, and what a plan would make of it, judged as the pages of clashes judge."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from orgplan.clashes.rules.judging import Judged, Obstacle, Surroundings, judge_all
from orgplan.clashes.rules.kinds import ClashLevel, Subject
from orgplan.clashes.rules.norms import Norms
from orgplan.clashes.rules.occupation import Place, Taken, points_of
from orgplan.clashes.rules.road import Roads
from orgplan.events.rules import ParticipationKind
from orgplan.scheduling.queries.ignoring import Tags, tags_of
from orgplan.scheduling.rules.draft import Closed, Draft, Event, Keeps, Plan, Span, Spot
from orgplan.scheduling.rules.draft import Roads as RoadTable
from orgplan.scheduling.rules.words import Stays

_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_WEEK = 7
_WARNED = 40
"""The price of an hour in which the city asks not to schedule, though it does not forbid it."""
_FIRM = (None, ClashLevel.BLOCK, ClashLevel.BLOCK_APPROVAL)
"""Levels of what is not free that the search takes for physics; None: the rules about obstacles say."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a month. `rows` are stretches by key, `halls` other halls of an event by the same key.

    A row with a `source` is no event yet: a meeting that comes back by a rule.

    `stays` says by key of event why it is not moved; `accepted` are identities of clashes that somebody accepted.
    `first_person` is the key of the first leader, `ranks` places among the leaders.
    """

    first: date
    today: date
    norms: Norms
    rows: Mapping[Hashable, Taken]
    is_off: Callable[[date], bool]
    obstacles: Sequence[Obstacle] = ()
    halls: Mapping[Hashable, Sequence[Place]] = field(default_factory=dict)
    stays: Mapping[int, Stays] = field(default_factory=dict)
    accepted: frozenset[str] = frozenset()
    ranks: Mapping[int, int] = field(default_factory=dict)
    first_person: int | None = None
    first_name: str = ""
    editions: Mapping[int, int] = field(default_factory=dict)

    @property
    def last(self) -> date:
        """Return the last day of the month."""
        return (self.first + 31 * _DAY).replace(day=1) - _DAY

    @property
    def origin(self) -> datetime:
        """Return the moment from which minutes are counted."""
        return datetime.combine(self.first, datetime.min.time())

    def minute(self, moment: datetime) -> int:
        """Return the moment as minutes from the origin."""
        return (moment - self.origin) // _MINUTE


@dataclass(frozen=True, slots=True)
class Month:
    """A month ready for the search: what was read, the draft, the plan that it stands for."""

    read: Reading
    draft: Draft
    stays: Mapping[int, Stays]
    standing: Plan

    @property
    def events(self) -> list[Event]:
        """Return the events of the month, without meetings that are none yet."""
        return [each for each in self.draft.events if not self.read.rows[each.key].source]

    def moment(self, minute: int) -> datetime:
        """Return the minute of the draft as the city's own clock."""
        return self.read.origin + minute * _MINUTE

    def clashes(self, plan: Plan) -> list[Judged]:
        """Return what would clash in the plan by the rules of the city; what somebody accepted is left out."""
        rows = [self.placed(event, plan) for event in self.draft.events]
        return [each for each in _judged(self.read, rows) if each.identity not in self.read.accepted]

    def placed(self, event: Event, plan: Plan) -> Taken:
        """Return the event's stretch as the plan has it, without the desired people who cannot come."""
        taken = self.read.rows[event.key]
        comes = {who for who in event.desired if (event.key, who) not in plan.absent}
        people = {who: each for who, each in taken.people.items() if not _is_desired(each) or who in comes}
        spot = plan.spots.get(event.key)
        if spot is None:
            return replace(taken, people=people)
        start = self.moment(spot.start)
        end = start + (taken.end - taken.start)
        return replace(taken, start=start, end=end, place=self._place(event, spot), people=people)

    def _place(self, event: Event, spot: Spot) -> Place | None:
        own = self.read.rows[event.key].place
        if own is not None and own.key == spot.venue:
            return own
        return next((each for each in self.read.halls.get(event.key, ()) if each.key == spot.venue), None)


def laid_out(read: Reading) -> Month:
    """Return the month for the search.

    What stands in a clash that rules ignore only as it stands (few minutes, a shared hall) stays: moved, it may count.
    """
    tags = _tags(read)
    stays = {**dict.fromkeys(_ignored(read, tags), Stays.SETTLED), **read.stays}
    events = tuple(_event(key, taken, read, tags, stays) for key, taken in read.rows.items())
    draft = Draft(
        events,
        _road_table(read),
        _closed(read, tags),
        *_hours(read),
        first_person=read.first_person,
    )
    absent = frozenset((event.key, person) for event in events for person in event.desired)
    standing = Plan({each.key: Spot(each.start or 0, each.venue) for each in events}, absent=absent)
    return Month(read, draft, stays, standing)


def _is_desired(taking: Any) -> bool:
    return bool(taking.kind == ParticipationKind.DESIRED)


def _judged(read: Reading, rows: Sequence[Taken], norms: Norms | None = None) -> list[Judged]:
    firm = [each for each in read.obstacles if each.level in _FIRM]
    return judge_all(rows, Surroundings(norms or read.norms, read.ranks, firm))


def _ignored(read: Reading, tags: Mapping[int, Tags]) -> set[int]:
    """Return the events that stand in a clash which the rules ignore."""
    rules = read.norms.rules
    if not any(rule.level == ClashLevel.IGNORE for rule in rules):
        return set()
    rows = [_without_desired(each) for each in read.rows.values()]
    told = {each.key for each in _judged(read, rows)}
    met = _judged(read, rows, replace(read.norms, rules=()))
    return {key for each in met if each.key not in told and _counts(each, read, tags) for key in each.events}


def _without_desired(taken: Taken) -> Taken:
    return replace(taken, people={who: each for who, each in taken.people.items() if not _is_desired(each)})


def _counts(clash: Judged, read: Reading, tags: Mapping[int, Tags]) -> bool:
    """Tell whether the search would see the clash: a person who is two tags at these events is no clash to it."""
    if clash.subject not in (Subject.PERSON, Subject.TRAVEL):
        return True
    meeting = clash.obstacle.key.partition("#")[0] if clash.obstacle else ""
    sides = [key for key, taken in read.rows.items() if taken.event in clash.events or taken.source == meeting != ""]
    known = tags.get(clash.resource, {})
    first, *others = [known[key] for key in sides if key in known]
    return any(first & each for each in others)


# What keeps whom


def _tags(read: Reading) -> dict[int, Tags]:
    """Return by person and event's key the tags under which the search knows the person."""
    of: dict[int, dict[Hashable, Taken]] = {}
    for key, taken in read.rows.items():
        for person in taken.people:
            of.setdefault(person, {})[key] = taken
    return {person: tags_of(person, rows, read.ranks, read.norms.rules) for person, rows in of.items()}


def _event(key: Hashable, taken: Taken, read: Reading, tags: Mapping[int, Tags], stays: Collection[int]) -> Event:
    times, place = read.norms.times_of(taken.kind), taken.place
    desired = {who for who, each in taken.people.items() if _is_desired(each)}
    people = {tag for who in taken.people if who not in desired for tag in tags[who][key]}
    # A wish that has to hold against several tags at once is not searched for: the person is told as absent.
    wishes = {who for who in desired if tags[who][key] == {who}} - people
    return Event(
        key=key,
        minutes=(taken.end - taken.start) // _MINUTE,
        windows=_windows(taken, read),
        start=read.minute(taken.start),
        venue=place.key if place else None,
        venues=tuple(each.key for each in read.halls.get(key, ())),
        people=frozenset(people),
        desired=frozenset(wishes),
        pinned=taken.event in stays,
        set_up=max(times.set_up, place.set_up if place else 0),
        leaving=max(times.leaving, place.leaving if place else 0),
        arrival=times.arrival,
        exit=times.exit,
    )


def _windows(taken: Taken, read: Reading) -> tuple[Span, ...]:
    """Return the hours of the days, a week around, in which the event may be; days gone by are none of them."""
    day = taken.start.date()
    since, until = max(day - _WEEK * _DAY, read.first, read.today + _DAY), min(day + _WEEK * _DAY, read.last)
    days = [since + shift * _DAY for shift in range((until - since).days + 1)]
    hours = read.norms.hours
    bounds = ((datetime.combine(each, hours.earliest), datetime.combine(each, hours.latest)) for each in days)
    return tuple(Span(read.minute(opens), read.minute(closes)) for opens, closes in bounds)


def _road_table(read: Reading) -> RoadTable:
    others = {each.key: each.point for halls in read.halls.values() for each in halls if each.point}
    roads = Roads(read.norms.travel, {**others, **points_of(list(read.rows.values()))}, read.norms.pairs)

    @cache
    def by_hour(start: Hashable, end: Hashable, hour: int) -> int:
        return roads.minutes(start, end, hour) or 0

    return lambda start, end, leaves: by_hour(start, end, leaves // 60 % 24)


def _hours(read: Reading) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    office, off = [], []
    for number in range((read.last - read.first).days + 1):
        midnight, day = number * 24 * 60, read.first + number * _DAY
        if read.is_off(day):
            off.append(Span(midnight, midnight + 24 * 60))
        else:
            opens, closes = (each.hour * 60 + each.minute for each in read.norms.hours.office_on(day))
            office.append(Span(midnight + opens, midnight + closes))
    return tuple(office), tuple(off)


# What is not free


def _closed(read: Reading, tags: Mapping[int, Tags]) -> tuple[Closed, ...]:
    events = {taken.event for taken in read.rows.values()}
    # What an event of the month claims for itself is said by the event, wherever it moves.
    return tuple(
        each for one in read.obstacles if one.own not in events or not one.own for each in _times(one, read, tags)
    )


def _times(obstacle: Obstacle, read: Reading, tags: Mapping[int, Tags]) -> list[Closed]:
    only = _meant(obstacle, read)
    if obstacle.subject == Subject.PERSON:
        known = {tag for each in tags.get(obstacle.resource, {}).values() for tag in each}
        return [_closed_time(obstacle, Keeps.PERSON, tag, read, only) for tag in sorted(known, key=str)]
    if obstacle.subject == Subject.VENUE:
        halls = _halls_of(obstacle, read)
        if obstacle.level in _FIRM:
            return [_closed_time(obstacle, Keeps.VENUE, hall, read, only) for hall in halls]
        # Who is only warned of a hall may stay in it; nobody is sent there.
        guests = {hall: found for hall in halls if (found := _guests(hall, read, only))}
        return [_closed_time(obstacle, Keeps.VENUE, hall, read, found) for hall, found in guests.items()]
    return [_closed_time(obstacle, Keeps.ALL, obstacle.resource, read, only)]


def _meant(obstacle: Obstacle, read: Reading) -> frozenset[Hashable] | None:
    if not obstacle.kinds:
        return None
    return frozenset(key for key, taken in read.rows.items() if taken.kind in obstacle.kinds)


def _halls_of(obstacle: Obstacle, read: Reading) -> list[int]:
    if not obstacle.district:
        return [obstacle.resource]
    own = [taken.place for taken in read.rows.values() if taken.place]
    places = [*own, *(each for halls in read.halls.values() for each in halls)]
    return sorted({each.key for each in places if each.district == obstacle.district})


def _guests(hall: int, read: Reading, only: frozenset[Hashable] | None) -> frozenset[Hashable]:
    """Return the events that may come to the hall and do not stand there."""
    guests = {key for key, halls in read.halls.items() if any(each.key == hall for each in halls)}
    return frozenset(guests if only is None else guests & only)


def _closed_time(
    obstacle: Obstacle, keeps: Keeps, resource: Hashable, read: Reading, only: frozenset[Hashable] | None
) -> Closed:
    price = None
    if obstacle.level not in _FIRM and keeps != Keeps.VENUE:
        price = 0 if obstacle.level == ClashLevel.IGNORE else _WARNED
    start, end = read.minute(obstacle.start), read.minute(obstacle.end)
    return Closed(keeps, resource, start, end, price, obstacle.words, only)


def counts_of(month: Month, plan: Plan) -> dict[str, int]:
    """Return how the month stands in the plan: clashes, evenings, days off, events with the first person."""
    counts = dict.fromkeys(("evenings", "days_off", "with_first"), 0)
    for event in month.events:
        spot = plan.spots.get(event.key)
        if spot is None:
            continue
        end = spot.start + event.minutes
        is_free = any(span.start < end and spot.start < span.end for span in month.draft.off)
        in_hours = any(span.start <= spot.start and end <= span.end for span in month.draft.office)
        counts["days_off"] += is_free
        counts["evenings"] += not is_free and not in_hours
        counts["with_first"] += month.read.first_person in month.placed(event, plan).people
    return {"clashes": len(month.clashes(plan)), **counts}
