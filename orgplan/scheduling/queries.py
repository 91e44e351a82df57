"""Reads of the room: a month as plain data for the search, and what its pages show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache

from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.clashes.models import AcceptedClash
from orgplan.clashes.queries import norms
from orgplan.clashes.queries.finding import is_off
from orgplan.clashes.queries.obstacles import obstacles_between
from orgplan.clashes.queries.occupation import taken_between
from orgplan.clashes.queries.outside import taken_outside
from orgplan.clashes.rules.judging import Obstacle
from orgplan.clashes.rules.kinds import ClashLevel, Subject
from orgplan.clashes.rules.norms import Hours, Norms
from orgplan.clashes.rules.occupation import Taken, one_contains_other, points_of
from orgplan.clashes.rules.road import Roads
from orgplan.directory.queries import leaders_on
from orgplan.events.actions import WITH_FACTS, EventFacts, facts_of
from orgplan.events.models import Event as Occasion
from orgplan.events.rules import ParticipationKind
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.scheduling.models import Move, Pin, Proposal
from orgplan.scheduling.rules.checking import Fault, faults_of
from orgplan.scheduling.rules.draft import Closed, Draft, Event, Keeps, Plan, Span, Spot
from orgplan.scheduling.rules.draft import Roads as RoadTable

_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_WEEK = 7
_WARNED = 40
"""The price of an hour in which the city asks not to schedule, though it does not forbid it."""
_KEEPS = {Subject.PERSON: Keeps.PERSON, Subject.VENUE: Keeps.VENUE}


@dataclass(frozen=True, slots=True)
class Month:
    """A month ready for the search: the draft, its stretches by key, and which keys may move."""

    first: date
    draft: Draft
    taken: dict[Hashable, Taken]
    pinned: frozenset[int] = frozenset()
    first_name: str = ""
    standing: Plan = field(default_factory=Plan)
    editions: dict[int, int] = field(default_factory=dict)

    def moment(self, minute: int) -> datetime:
        """Return the minute of the draft as the city's own clock."""
        return datetime.combine(self.first, datetime.min.time()) + minute * _MINUTE

    def faults(self, plan: Plan) -> list[Fault]:
        """Return what clashes in the plan; a whole and its parts do not."""
        return [
            each
            for each in faults_of(plan, self.draft)
            if len(each.events) == 1 or not one_contains_other(*(self.taken[key] for key in each.events))
        ]


def coming_month(today: date) -> date:
    """Return the first day of the next month."""
    return (today.replace(day=1) + 31 * _DAY).replace(day=1)


def month_of(first: date) -> Month:
    """Read the month for the search; a fixed number of queries.

    What stands already, lasts over midnight or several stretches, comes back by a rule, is a whole or a part, was
    accepted in a clash, or is pinned, stays where it is. Desired people are those marked so; all others who take part
    have to be there.
    """
    settings = norms()
    last = (first + 31 * _DAY).replace(day=1) - _DAY
    taken = [each for each in taken_between(first, last, settings) if first <= each.start.date() <= last]
    pins = frozenset(Pin.objects.values_list("event", flat=True))
    counted = Counter(each.event for each in taken)
    stored = list(Occasion.objects.filter(pk__in=counted).values_list("pk", "edition", "timing_kind"))
    regular = {key for key, _edition, timing in stored if timing == TimingKind.RECURRING}
    fixed = pins | regular | _not_to_move(taken, first)
    rows: dict[Hashable, Taken] = {}
    for number, each in enumerate(taken):
        rows[each.event if counted[each.event] == 1 else f"{each.event}/{number}"] = each
    leaders = leaders_on(first)
    origin = datetime.combine(first, datetime.min.time())
    events = tuple(_event(key, each, settings, (origin, last), fixed) for key, each in rows.items())
    draft = Draft(
        events,
        _road_table(settings, taken),
        (*_closed(first, last, rows, origin), *_closed_by_meetings(taken_outside(first, last, settings), origin)),
        *_hours(first, last, settings.hours),
        first_person=leaders[0].person_id if leaders else None,
    )
    absent = frozenset((event.key, person) for event in events for person in event.desired)
    standing = Plan({each.key: Spot(each.start or 0, each.venue) for each in events}, absent=absent)
    name = str(leaders[0].person.full_name.initials_first()) if leaders else ""
    editions = {key: edition for key, edition, _timing in stored}
    return Month(first, draft, rows, pins, name, standing, editions)


def _not_to_move(taken: Iterable[Taken], first: date) -> frozenset[int]:
    today = timezone.localdate()
    rows = list(taken)
    counted = Counter(each.event for each in rows)
    found = {each.event for each in rows if each.start.date() <= today or each.end.date() != each.start.date()}
    found |= {key for key, count in counted.items() if count > 1}
    found |= {key for each in rows if each.above for key in (each.event, *each.above)}
    accepted = AcceptedClash.objects.filter(first__first_day__gte=first).values_list("first", "second")
    return frozenset(found | {key for pair in accepted for key in pair if key})


def _event(key: Hashable, taken: Taken, settings: Norms, bounds: tuple[datetime, date], fixed: frozenset[int]) -> Event:
    origin, last = bounds
    times = settings.times_of(taken.kind)
    place = taken.place
    desired = frozenset(who for who, each in taken.people.items() if each.kind == ParticipationKind.DESIRED)
    day = taken.start.date()
    since = max(day - _WEEK * _DAY, origin.date(), timezone.localdate() + _DAY)
    days = [since + shift * _DAY for shift in range((min(day + _WEEK * _DAY, last) - since).days + 1)]
    hours = settings.hours
    windows = [(datetime.combine(each, hours.earliest), datetime.combine(each, hours.latest)) for each in days]
    return Event(
        key=key,
        minutes=(taken.end - taken.start) // _MINUTE,
        windows=tuple(Span((a - origin) // _MINUTE, (b - origin) // _MINUTE) for a, b in windows),
        start=(taken.start - origin) // _MINUTE,
        venue=place.key if place else None,
        people=frozenset(taken.people) - desired,
        desired=desired,
        pinned=taken.event in fixed,
        set_up=max(times.set_up, place.set_up if place else 0),
        leaving=max(times.leaving, place.leaving if place else 0),
        arrival=times.arrival,
        exit=times.exit,
    )


def _road_table(settings: Norms, taken: list[Taken]) -> RoadTable:
    roads = Roads(settings.travel, points_of(taken), settings.pairs)

    @cache
    def by_hour(start: Hashable, end: Hashable, hour: int) -> int:
        return roads.minutes(start, end, hour) or 0

    return lambda start, end, leaves: by_hour(start, end, leaves // 60 % 24)


def _closed(first: date, last: date, rows: dict[Hashable, Taken], origin: datetime) -> tuple[Closed, ...]:
    people = {key for each in rows.values() for key in each.people}
    venues = {each.place.key for each in rows.values() if each.place}
    found = obstacles_between(first, last, people=people, venues=venues)
    # A closed hall is physics to the search: where people are only warned of it, the search leaves it to them.
    hard = [each for each in found if not (_is_soft(each) and each.subject == Subject.VENUE)]
    return tuple(_closed_time(one, origin, rows) for each in hard for one in _by_venue(each, rows))


def _closed_by_meetings(meetings: Iterable[Taken], origin: datetime) -> list[Closed]:
    """Return what meetings by rule keep: their people and their hall, no events of the month as yet."""
    found = []
    for each in meetings:
        start, end = (each.start - origin) // _MINUTE, (each.end - origin) // _MINUTE
        found += [Closed(Keeps.PERSON, who, start, end, None, each.title) for who in each.people]
        found += [Closed(Keeps.VENUE, each.place.key, start, end, None, each.title)] if each.place else []
    return found


def _is_soft(each: Obstacle) -> bool:
    return each.level is not None and each.level not in (ClashLevel.BLOCK, ClashLevel.BLOCK_APPROVAL)


def _by_venue(each: Obstacle, rows: dict[Hashable, Taken]) -> list[Obstacle]:
    """Return an obstacle of a district as one of each of its venues that the month uses."""
    if not each.district:
        return [each]
    keys = {taken.place.key for taken in rows.values() if taken.place and taken.place.district == each.district}
    return [replace(each, resource=key, district="") for key in sorted(keys)]


def _closed_time(each: Obstacle, origin: datetime, rows: dict[Hashable, Taken]) -> Closed:
    keeps = _KEEPS.get(each.subject, Keeps.ALL)
    price = (0 if each.level == ClashLevel.IGNORE else _WARNED) if _is_soft(each) and keeps != Keeps.VENUE else None
    start, end = (each.start - origin) // _MINUTE, (each.end - origin) // _MINUTE
    only = frozenset(key for key, taken in rows.items() if taken.kind in each.kinds) if each.kinds else None
    return Closed(keeps, each.resource, start, end, price, each.words, only)


def _hours(first: date, last: date, hours: Hours) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    office, off = [], []
    for number in range((last - first).days + 1):
        midnight = number * 24 * 60
        if is_off(first + number * _DAY):
            off.append(Span(midnight, midnight + 24 * 60))
        else:
            opens, closes = (each.hour * 60 + each.minute for each in hours.office_on(first + number * _DAY))
            office.append(Span(midnight + opens, midnight + closes))
    return tuple(office), tuple(off)


def counts_of(month: Month, plan: Plan) -> dict[str, int]:
    """Return how the month stands in the plan: clashes, evenings, days off, events with the first person."""
    counts = dict.fromkeys(("evenings", "days_off", "with_first"), 0)
    for event in month.draft.events:
        spot = plan.spots.get(event.key)
        if spot is None:
            continue
        end = spot.start + event.minutes
        is_free = any(span.start < end and spot.start < span.end for span in month.draft.off)
        in_hours = any(span.start <= spot.start and end <= span.end for span in month.draft.office)
        counts["days_off"] += is_free
        counts["evenings"] += not is_free and not in_hours
        first = month.draft.first_person
        comes = first in event.people or (first in event.desired and (event.key, first) not in plan.absent)
        counts["with_first"] += comes
    return {"clashes": len(month.faults(plan)), **counts}


# Lines of a proposal


@dataclass(frozen=True, slots=True)
class Line:
    """A move as it stands now: offered, accepted, or stale since somebody changed the event."""

    move: Move
    event: Occasion
    starts: datetime
    ends: datetime
    is_pinned: bool

    @property
    def is_accepted(self) -> bool:
        """Tell whether the event stands where the move would put it."""
        return self.event.first_day == self.starts.date() and self.event.start_time == self.starts.time()

    @property
    def is_stale(self) -> bool:
        """Tell whether the event was changed after the proposal was computed, or is no longer on record."""
        gone = self.event.is_deleted or self.event.edition != self.move.edition
        return gone and not self.is_accepted

    @property
    def is_open(self) -> bool:
        """Tell whether the move can be accepted."""
        return not self.is_accepted and not self.is_stale and not self.is_pinned

    @property
    def facts(self) -> EventFacts:
        """Return the event as the move wants it."""
        stood = self.event.timing.occurrences[0]
        ends = self.ends.time() if stood.end_time else None
        at = Occurrence(self.starts.date(), self.ends.date(), self.starts.time(), ends)
        facts = replace(facts_of(self.event), timing=Timing(TimingKind.TIMED, (at,), None), wording="")
        return facts if self.move.venue == self.event.venue else facts.placed(self.move.venue)


def lines_of(user: User, proposal: Proposal) -> list[Line]:
    """Return the moves of the proposal as they stand now, as far as the user sees their events; eleven queries."""
    moves = list(Move.objects.visible_to(user).filter(proposal=proposal).select_related("venue"))
    events = Occasion.objects.visible_to(user).select_related("owner", "venue", "part_of")
    known = {each.pk: each for each in events.filter(pk__in=[m.event_id for m in moves]).prefetch_related(*WITH_FACTS)}
    pinned = set(Pin.objects.visible_to(user).filter(event__in=known).values_list("event", flat=True))
    found = []
    for move in moves:
        if move.event_id in known:
            starts = timezone.localtime(move.starts_at).replace(tzinfo=None)
            ends = starts + timedelta(minutes=move.minutes)
            found.append(Line(move, known[move.event_id], starts, ends, move.event_id in pinned))
    return found
