"""Clashes as pages and other rooms ask for them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property, partial
from typing import TypedDict, Unpack

from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.clashes.models import AcceptedClash
from orgplan.clashes.queries.norms import norms
from orgplan.clashes.queries.obstacles import KnownObstacles, obstacles_between
from orgplan.clashes.queries.occupation import (
    masked,
    taken_beside,
    taken_between,
    taken_of_events,
    taken_of_facts,
)
from orgplan.clashes.queries.outside import taken_outside, taken_outside_beside
from orgplan.clashes.rules.judging import Judged, Obstacle, Surroundings, judge_all, judge_one, judge_some
from orgplan.clashes.rules.kinds import ClashLevel
from orgplan.clashes.rules.norms import Norms
from orgplan.clashes.rules.occupation import LATEST, Taken, without_wholes
from orgplan.clashes.rules.offers import Forbidden, Offer, Search, best_offers, forbidden
from orgplan.clashes.rules.words import title_words
from orgplan.directory.models import Position
from orgplan.directory.queries import ranks_between
from orgplan.events.actions import EventFacts, facts_of
from orgplan.events.models import Event
from orgplan.events.policy import sees_all
from orgplan.events.rules import TimingKindChoice
from orgplan.worktime import UnknownYearError, WorkingCalendar

_DAY = timedelta(days=1)
_WEEKEND = 5


@dataclass(frozen=True, slots=True)
class ShownClash:
    """A clash and, where somebody accepted it as it stands, that decision."""

    clash: Judged
    accepted: AcceptedClash | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether nobody accepted it."""
        return self.accepted is None


class Narrowing(TypedDict, total=False):
    """What the clashes of a span may be narrowed by, and what has been read.

    With `people` or `venues` only the clashes over them, with `events` only theirs. With `most` an event is compared
    with so many later ones over one person or hall. `posts` are those of leaders, `known` obstacles that were read.
    """

    people: Collection[int] | None
    venues: Collection[int] | None
    events: Collection[int] | None
    most: int | None
    posts: Sequence[Position] | None
    known: KnownObstacles | None


def clashes_between(user: User, first: date, last: date, **narrowed: Unpack[Narrowing]) -> list[ShownClash]:
    """Return the clashes of the days, both inclusive, as far as the user sees one of their events; in order.

    At most six queries once the settings are known.
    """
    return clashes_and_taken(user, first, last, **narrowed)[0]


def clashes_and_taken(
    user: User, first: date, last: date, **narrowed: Unpack[Narrowing]
) -> tuple[list[ShownClash], list[Taken], Norms]:
    """Return the same clashes, what they were looked for among (of other units too) and the settings: for roads.

    With `events` that is what keeps one of their people or halls.
    """
    people, venues = narrowed.get("people"), narrowed.get("venues")
    events, most = narrowed.get("events"), narrowed.get("most")
    settings = norms()
    taken = taken_between(first, last, settings, people=people, venues=venues, near=events)
    taken += taken_outside(first - _DAY, last + _DAY, settings, people=people, venues=venues)
    around = _around(settings, first, last, taken, narrowed.get("posts"), narrowed.get("known"))
    judged = judge_all(taken, around, most=most) if events is None else judge_some(events, taken, around, most=most)
    found = [each for each in judged if first <= each.first.start.date() <= last]
    return _shown(_visible(user, found, taken)), taken, settings


def clashes_among(
    taken: Sequence[Taken],
    ranks: Mapping[int, int],
    settings: Norms,
    *,
    obstacles: Sequence[Obstacle] = (),
    most: int | None = None,
) -> list[ShownClash]:
    """Return the clashes of stretches that a page has read already, among themselves, for readers who see them all.

    `ranks` are places among the leaders by key of person, `obstacles` what the page has read of times not free.
    `most` as in `clashes_between`. One query where there is a clash, none otherwise.
    """
    return _shown(judge_all(taken, Surroundings(settings, ranks, obstacles), most=most))


def clashes_of(user: User, event: Event) -> list[ShownClash]:
    """Return the clashes of one event in order; at most seven queries beside its own facts."""
    settings = norms()
    own = _not_in_parts(taken_of_facts(event, facts_of(event), settings), [event])
    taken, around = _amid(own, settings)
    found = judge_one(event.pk or 0, taken, around) if own else []
    return _shown(_visible(user, found, taken))


EventFactsChange = tuple[Event, EventFacts, EventFacts]
"""An event, its facts before a change and after it."""


@dataclass(frozen=True, slots=True)
class Brought:
    """The clashes of changed events: those before by their identity, those after, and what they were looked for in."""

    before: frozenset[str] = frozenset()
    after: tuple[Judged, ...] = ()
    taken: tuple[Taken, ...] = ()

    def new(self, level: ClashLevel) -> list[Judged]:
        """Return the clashes of the level that were not there before."""
        return [each for each in self.after if each.level == level and each.identity not in self.before]


def brought_by(
    changes: Sequence[EventFactsChange],
    *,
    posts: Sequence[Position] | None = None,
    known: KnownObstacles | None = None,
) -> Brought:
    """Return the clashes before and after changes; as many queries for hundreds of changes as for one.

    Who has read the leaders' `posts` of the days or some of the obstacles gives them.
    """
    settings = norms()
    before = [each for event, facts, _after in changes for each in taken_of_facts(event, facts, settings)]
    after = [each for event, _before, facts in changes for each in taken_of_facts(event, facts, settings)]
    after = _not_in_parts(after, [event for event, _before, _after in changes])
    if not after:
        return Brought()
    keys = {event.pk for event, _before, _after in changes}
    taken, around = _amid([*before, *after], settings, posts, known)
    others = [each for each in taken if each.event not in keys]
    old = judge_some(keys, without_wholes([*before, *others]), around) if before else []
    found = judge_some(keys, without_wholes([*after, *others]), around)
    return Brought(frozenset(each.identity for each in old), tuple(found), tuple(taken))


def open_clashes(brought: Brought, found: Sequence[Judged], reader: User | None) -> list[ShownClash]:
    """Return those of the clashes that nobody accepted, as far as the reader sees them; a query where there are any.

    Titles that the reader may not see are hidden; None is the program itself.
    """
    shown = found if reader is None else _visible(reader, list(found), list(brought.taken))
    return [each for each in _shown(shown) if each.is_open]


def _not_in_parts(own: list[Taken], events: Iterable[Event]) -> list[Taken]:
    """Leave out regular events for which parts stand, as everywhere; one query where there is a regular one."""
    regular = [event.pk for event in events if event.pk and event.timing_kind == TimingKindChoice.RECURRING]
    if not regular or not own:
        return own
    in_parts = set(Event.objects.filter(part_of__in=regular).values_list("part_of", flat=True))
    return [each for each in own if each.event not in in_parts]


def _amid(
    own: Sequence[Taken],
    settings: Norms,
    posts: Sequence[Position] | None = None,
    known: KnownObstacles | None = None,
) -> tuple[list[Taken], Surroundings]:
    """Return the stretches among what other events keep of the same people and halls on those days and beside them."""
    if not own:
        return [], Surroundings(settings, {})
    first, last = min(each.start for each in own).date(), max(each.end for each in own).date()
    people = {key for each in own for key in each.people}
    venues = {each.place.key for each in own if each.place}
    keys = {each.event for each in own}
    read = taken_between(first, last + _DAY, settings, people=people, venues=venues, without=keys)
    read += taken_outside(first - _DAY, last + _DAY, settings, people=people, venues=venues)
    taken = without_wholes([*own, *read])
    return taken, _around(settings, first, last, own, posts, known)


def _around(
    settings: Norms,
    first: date,
    last: date,
    taken: Iterable[Taken],
    posts: Sequence[Position] | None = None,
    known: KnownObstacles | None = None,
) -> Surroundings:
    people, venues = set[int](), set[int]()
    for each in taken:
        people.update(each.people)
        if each.place:
            venues.add(each.place.key)
    ranks = Ranks(partial(_ranks_of, posts) if posts is not None else partial(ranks_between, first, last))
    found = obstacles_between(first, last, people=people, venues=venues, known=known)
    return Surroundings(settings, ranks, found)


class Ranks(Mapping[int, int]):
    """Leaders' places in their order by key of person, read when the first clash asks: most events have none."""

    def __init__(self, read: Callable[[], Mapping[int, int]]) -> None:
        self._read = read

    @cached_property
    def _known(self) -> Mapping[int, int]:
        return self._read()

    def __getitem__(self, person: int) -> int:
        return self._known[person]

    def __iter__(self) -> Iterator[int]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def _ranks_of(posts: Sequence[Position]) -> dict[int, int]:
    return {post.person_id: post.leader_order or 0 for post in reversed(posts)}


def _visible(user: User, found: list[Judged], taken: list[Taken]) -> list[Judged]:
    """Leave out what does not concern the reader, and hide others' titles in what does; a query for coordinators."""
    if sees_all(user) or not found:
        return found
    shown = {each.event: each.title for each in masked(user, taken) if not each.source}
    titles = {each.event: each.title for each in taken if not each.source}
    hidden = {key for key, title in titles.items() if shown[key] != title}
    return [_masked(each, hidden, shown) for each in found if not hidden.issuperset(each.events)]


def _masked(clash: Judged, hidden: Collection[int], shown: dict[int, str]) -> Judged:
    sentence = clash.sentence
    for side in (clash.first, clash.second):
        if side is not None and side.event in hidden:
            sentence = sentence.replace(title_words(side.title), shown[side.event])
    first = replace(clash.first, title=shown[clash.first.event])
    second = clash.second and replace(clash.second, title=shown[clash.second.event])
    return replace(clash, first=first, second=second, speak=lambda: sentence)


def _shown(found: Sequence[Judged]) -> list[ShownClash]:
    """Put beside the clashes who accepted them; one query."""
    if not found:
        return []
    rows = AcceptedClash.objects.filter(first__in={key for each in found for key in each.events})
    accepted = {row.identity: row for row in rows}
    return [ShownClash(each, accepted.get(each.identity) if accepted else None) for each in found]


def clashes_of_events(
    user: User | None, keys: Collection[int], known: KnownObstacles | None = None
) -> list[ShownClash]:
    """Return the clashes of these events among themselves and with others; ten queries at most for any number.

    Titles that the user may not see are hidden; None is the program itself. For lists and plans: only the days of the
    events are read.
    """
    settings = norms()
    own = taken_of_events(keys, settings)
    if not own:
        return []
    mine = {each.event for each in own}
    taken = without_wholes([*own, *taken_beside(own, settings), *taken_outside_beside(own, settings)])
    first, last = min(each.start for each in own).date(), max(each.end for each in own).date()
    found = judge_some(mine, taken, _around(settings, first, last, own, known=known))
    return _shown(found if user is None else _visible(user, found, taken))


def clashes_of_stretches(user: User, own: Sequence[Taken]) -> list[Judged]:
    """Return with which events these stretches would clash: proposals that are no events yet; eight queries at most.

    Their keys are below nought. Only for those who see all: to others nothing is told.
    """
    if not own or not sees_all(user):
        return []
    settings = norms()
    keys = {each.event for each in own}
    first, last = min(each.start for each in own).date(), max(each.end for each in own).date()
    taken = without_wholes([*own, *taken_beside(own, settings), *taken_outside_beside(own, settings)])
    found = judge_some(keys, taken, _around(settings, first, last, own))
    return [each for each in found if each.second is None or not keys.issuperset(each.events)]


def blocking_of(keys: Collection[int], levels: Collection[ClashLevel], reader: User | None = None) -> list[ShownClash]:
    """Return the clashes of these events that nobody accepted and whose level is among the given ones."""
    return [each for each in clashes_of_events(reader, keys) if each.is_open and each.clash.level in levels]


# Other times


def impossible_times(
    user: User, event: Event, first: date, last: date, *, facts: EventFacts | None = None
) -> list[Forbidden]:
    """Return where the event may not begin on these days, both inclusive; `facts` are those it is to have.

    Of several days each is looked at: what keeps the third forbids to begin two days earlier. For dragging: five
    queries once the settings are known; titles that the user may not see are hidden.
    """
    settings = norms()
    facts = facts or facts_of(event)
    own = taken_of_facts(event, facts, settings)
    return [] if not own or facts.timing.rrule else closed_to(user, own, first, last)


def closed_to(user: User, own: Sequence[Taken], first: date, last: date) -> list[Forbidden]:
    """Return where what takes these stretches, an event or a meeting by rule, may not begin; as `impossible_times`."""
    settings = norms()
    until = last + (own[-1].start.date() - own[0].start.date())
    others, around = _surrounded(user, own, (first, until), settings)
    found = []
    for stretch in own:
        later = stretch.start - own[0].start
        spans = forbidden(stretch, others, around)
        found += [span._replace(after=span.after - later, before=span.before - later) for span in spans]
    return sorted(found)


def _surrounded(
    user: User, own: Sequence[Taken], days: tuple[date, date], settings: Norms
) -> tuple[list[Taken], Surroundings]:
    first, last = days
    people, venues = set(own[0].people), {own[0].place.key} if own[0].place else set[int]()
    others = taken_between(first, last + _DAY, settings, people=people, venues=venues, without=(own[0].event,))
    outside = taken_outside(first - _DAY, last + _DAY, settings, people=people, venues=venues)
    others += [each for each in outside if each.source != own[0].source]
    return masked(user, others), _around(settings, first - _DAY, last + _DAY, own)


def _wanted(user: User, event: Event, first: date, last: date) -> tuple[Taken, list[Taken], Surroundings] | None:
    settings = norms()
    own = taken_of_facts(event, facts_of(event), settings)
    if not own or event.timing_kind == TimingKindChoice.RECURRING:
        return None
    return own[0], *_surrounded(user, own, (first, last), settings)


def offers_of(user: User, event: Event, *, since: date | None = None) -> list[Offer]:
    """Return the three best other times within the days that the settings say, from today or `since` on."""
    hours = norms().hours
    now = timezone.localtime().replace(tzinfo=None)
    stands = min(max(event.first_day or now.date(), now.date()), LATEST)
    first = max(now.date(), since or stands - timedelta(days=hours.days_ahead // 2))
    last = first + timedelta(days=hours.days_ahead)
    found = _wanted(user, event, first, last)
    if found is None:
        return []
    wanted, others, around = found
    return best_offers(wanted, others, around, Search(first, last, hours, is_off, now))


def is_off(day: date) -> bool:
    """Tell whether the day is off by the working calendar, by the weekday where the year is not known to it."""
    try:
        return not WorkingCalendar.bundled().is_working(day)
    except UnknownYearError:
        return day.weekday() >= _WEEKEND


def day_around(user: User, person: int | None, venue: int | None, day: date) -> list[Taken]:
    """Return what keeps the person or the hall on the day, in order; for both events side by side."""
    settings = norms()
    people, venues = ([person] if person else []), ([venue] if venue else [])
    read = taken_between(day, day, settings, people=people, venues=venues)
    read += taken_outside(day - _DAY, day, settings, people=people, venues=venues)
    taken = masked(user, read)
    begins, ends = datetime.combine(day, time()), datetime.combine(day + _DAY, time())
    return sorted((each for each in taken if each.start < ends and each.end > begins), key=lambda each: each.start)
