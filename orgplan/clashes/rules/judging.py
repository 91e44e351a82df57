"""From stretches to clashes that speak: found, weighed by the rules, put into words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from orgplan.clashes.rules.finding import Busy, Clash, ClashKind, clashes_over_halls, clashes_over_people, clashes_with
from orgplan.clashes.rules.kinds import SEVERITY, ClashLevel, Subject
from orgplan.clashes.rules.levels import Case, Ruling, ruling_of
from orgplan.clashes.rules.norms import Norms
from orgplan.clashes.rules.occupation import Taken, one_contains_other, points_of
from orgplan.clashes.rules.road import Roads
from orgplan.clashes.rules.words import (
    Gap,
    obstacle_sentence,
    person_sentence,
    title_words,
    travel_sentence,
    venue_sentence,
)

LONGEST_IDENTITY = 200
_FEW = 4
CITY = 0
"""The key of an obstacle that concerns everybody and every place."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A time that is not free though no event stands there: an absence, a blocked hall, a day of mourning.

    `subject` says whose time: PERSON, VENUE, or OBSTACLE for the whole city with `resource` CITY. Without a `level`
    the rules about obstacles say how much it matters. `words` are read behind «—», `why` is the reason of the level.
    `key` is stable. An open end is behind `words.NO_END`. With `district` it is every venue there. With `kinds` only
    events of these kinds meet it; `own` is the event whose own claim it is, and which it does not hinder.
    """

    key: str
    subject: Subject
    resource: int
    start: datetime
    end: datetime
    words: str
    level: ClashLevel | None = None
    why: str = ""
    kinds: frozenset[str] = frozenset()
    own: int = 0
    district: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A clash with its level and its words. `second` or `obstacle` is there, never both.

    What comes back by a rule and is no event yet stands as an obstacle, with the subject that it clashes over.

    `speak` gives the words when somebody asks for them: a page of a crowded week shows few of its thousand clashes.
    """

    subject: Subject
    first: Taken
    second: Taken | None
    obstacle: Obstacle | None
    resource: int
    resource_name: str
    minutes: int
    ruling: Ruling
    speak: Callable[[], str] = field(compare=False)

    @property
    def sentence(self) -> str:
        """Return the clash in words."""
        return self.speak()

    @property
    def level(self) -> ClashLevel:
        """Return how much it matters."""
        return self.ruling.level

    @property
    def severity(self) -> int:
        """Return the level as a number, the higher the more it stops."""
        return SEVERITY[self.ruling.level]

    @property
    def events(self) -> tuple[int, ...]:
        """Return the keys of its events."""
        return (self.first.event,) if self.second is None else (self.first.event, self.second.event)

    @property
    def identity(self) -> str:
        """Return what is accepted: which events, over what, at which times and places; other times, another clash."""
        sides = [_mark(self.first, travels=self.subject == Subject.TRAVEL)]
        if self.second is not None:
            sides.append(_mark(self.second, travels=self.subject == Subject.TRAVEL))
        if self.obstacle is not None:
            sides.append(f"{self.obstacle.key}@{self.obstacle.start:%y%m%d%H%M}-{self.obstacle.end:%y%m%d%H%M}")
        return (f"{self.subject}:{self.resource}:" + "|".join(sorted(sides)))[:LONGEST_IDENTITY]

    @property
    def key(self) -> tuple[object, ...]:
        """Return what tells clashes apart as their identity does, without writing it."""
        sides = sorted(_side(each) for each in (self.first, self.second) if each)
        return self.subject, self.resource, self.obstacle, *sides


def _side(taken: Taken) -> tuple[int, datetime, datetime]:
    return taken.event, taken.start, taken.end


def _mark(taken: Taken, *, travels: bool) -> str:
    where = f"#{taken.place.key}" if travels and taken.place else ""
    return f"{taken.event}@{taken.start:%y%m%d%H%M}-{taken.end:%y%m%d%H%M}{where}"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a clash is judged by: settings, leaders' places in their order by key of person, times that are not free."""

    norms: Norms
    ranks: Mapping[int, int]
    obstacles: Sequence[Obstacle] = ()


def judge_all(taken: Sequence[Taken], around: Surroundings, *, most: int | None = None) -> list[Judged]:
    """Return all clashes of the stretches, in the order in which they begin; those to ignore are left out.

    With `most` an event is compared with so many later ones over one person or hall.
    """
    return _judge(taken, around, None, most)


def judge_one(event: int, taken: Sequence[Taken], around: Surroundings) -> list[Judged]:
    """Return the clashes of one event with the others among the stretches, in the order in which they begin."""
    return _judge(taken, around, {event})


def judge_some(
    events: Collection[int], taken: Sequence[Taken], around: Surroundings, *, most: int | None = None
) -> list[Judged]:
    """Return the clashes that some of the events take part in, in the order in which they begin; `most` as above."""
    return _judge(taken, around, events, most)


def _judge(
    taken: Sequence[Taken], around: Surroundings, events: Collection[int] | None, most: int | None = None
) -> list[Judged]:
    own = frozenset(n for n, each in enumerate(taken) if not each.source and (events is None or each.event in events))
    roads = Roads(around.norms.travel, points_of(taken), around.norms.pairs)
    found = _found(taken, own, around.norms, roads, most)
    pairs = ((clash, taken[_number(clash.first)], taken[_number(clash.second)]) for clash in found)
    judged = [_judged(*each, around, roads) for each in pairs if not one_contains_other(each[1], each[2])]
    judged += _met_obstacles([taken[number] for number in sorted(own)], around)
    shown = {each.key: each for each in judged if each.level != ClashLevel.IGNORE}
    return sorted(
        shown.values(), key=lambda each: (each.first.start, each.second.start if each.second else each.first.start)
    )


def judge_meetings(taken: Sequence[Taken], around: Surroundings) -> list[Judged]:
    """Return the clashes among meetings by rule of which no event was made yet, in the order in which they begin.

    The earlier stands as `first`, the later as the obstacle: neither has an event, so neither can be accepted.
    """
    rows = [each for each in taken if each.source]
    roads = Roads(around.norms.travel, points_of(rows), around.norms.pairs)
    found = _found(rows, range(len(rows)), around.norms, roads)
    pairs = ((clash, rows[_number(clash.first)], rows[_number(clash.second)]) for clash in found)
    judged = (_judged(*each, around, roads) for each in pairs if not one_contains_other(each[1], each[2]))
    return sorted((each for each in judged if each.level != ClashLevel.IGNORE), key=lambda each: each.first.start)


def _found(
    taken: Sequence[Taken], own: Collection[int], norms: Norms, roads: Roads, most: int | None = None
) -> list[Clash]:
    """Return the clashes in which one of `own` takes part, each once."""
    # Most events keep nobody by name, and most are at another place than the few that are asked about: what shares
    # neither costs nothing.
    wanted = {person for number in own for person in taken[number].people}
    places = {place.key for number in own if (place := taken[number].place)}
    people = {
        number: _busy(number, each, norms, for_people=True)
        for number, each in enumerate(taken)
        if each.people and not wanted.isdisjoint(each.people)
    }
    halls = {
        number: _busy(number, each, norms, for_people=False)
        for number, each in enumerate(taken)
        if each.place and each.place.key in places
    }
    if len(own) <= _FEW:
        near = [
            each for number in own if number in people for each in clashes_with(people[number], people.values(), roads)
        ]
        found = [clash for clash in near if clash.kind != ClashKind.VENUE]
        for number in own:
            if number in halls:
                found += clashes_with(halls[number], halls.values(), roads)
        return list(dict.fromkeys(found))  # two of the few bring the clash between them twice
    found = clashes_over_people(people.values(), roads, most=most) + clashes_over_halls(halls.values(), most=most)
    return [clash for clash in found if clash.first.key in own or clash.second.key in own]


def _number(busy: Busy) -> int:
    assert isinstance(busy.key, int)
    return busy.key


def _busy(number: int, taken: Taken, norms: Norms, *, for_people: bool) -> Busy:
    """Return the stretch as it keeps its people, or as it keeps its hall."""
    times = norms.times_of(taken.kind)
    venue = taken.place.key if taken.place else None
    if for_people:
        before, after = times.arrival, times.exit
    else:
        before = max(times.set_up, taken.place.set_up if taken.place else 0)
        after = max(times.leaving, taken.place.leaving if taken.place else 0)
    start, end = taken.start - timedelta(minutes=before), taken.end + timedelta(minutes=after)
    return Busy(number, start, end, venue, tuple(taken.people) if for_people else ())


def _judged(clash: Clash, one: Taken, other: Taken, around: Surroundings, roads: Roads) -> Judged:
    first, second = (one, other) if one.start <= other.start else (other, one)
    subject, resource = Subject(clash.kind), clash.resource
    assert isinstance(resource, int)
    ruling = ruling_of(case_of(subject, resource, (first, second), clash.short_by, around.ranks), around.norms.rules)
    if subject == Subject.VENUE:
        assert first.place is not None
        name, say = first.place.name, venue_sentence
    else:
        name = first.people[resource].name
        say = travel_sentence if subject == Subject.TRAVEL else person_sentence

    def speak() -> str:
        return say(first, second, _gap(subject, first, second, around.norms, roads), clash.short_by)

    if first.source or second.source:
        event, meeting = (second, first) if first.source and not second.source else (first, second)
        obstacle = _of_meeting(meeting, subject, resource)
        return Judged(subject, event, None, obstacle, resource, name, clash.short_by, ruling, speak)
    return Judged(subject, first, second, None, resource, name, clash.short_by, ruling, speak)


def _of_meeting(meeting: Taken, subject: Subject, resource: int) -> Obstacle:
    """Return what comes back by a rule as the time that is not free; another place makes another road."""
    where = f"#{meeting.place.key}" if subject == Subject.TRAVEL and meeting.place else ""
    of = Subject.VENUE if subject == Subject.VENUE else Subject.PERSON
    return Obstacle(f"{meeting.source}{where}", of, resource, meeting.start, meeting.end, title_words(meeting.title))


def _gap(subject: Subject, first: Taken, second: Taken, norms: Norms, roads: Roads) -> Gap:
    after, before = norms.times_of(first.kind), norms.times_of(second.kind)
    if subject == Subject.VENUE:
        place = first.place
        own = (place.leaving, place.set_up) if place else (0, 0)
        return Gap(max(after.leaving, own[0]), 0, max(before.set_up, own[1]))
    road = 0
    if subject == Subject.TRAVEL and first.place and second.place:
        leaves = first.end + timedelta(minutes=after.exit)
        road = roads.minutes(first.place.key, second.place.key, leaves.hour) or 0
    return Gap(after.exit, road, before.arrival)


def case_of(subject: Subject, resource: int, pair: Sequence[Taken], minutes: int, ranks: Mapping[int, int]) -> Case:
    """Return the clash as rules look at it; `resource` is a person's key where the subject is not a venue."""
    of_person = [] if subject == Subject.VENUE else [each.people[resource] for each in pair if resource in each.people]
    return Case(
        subject=subject,
        minutes=minutes,
        kinds=frozenset(each.kind for each in pair),
        takings=frozenset(each.kind for each in of_person),
        consents=frozenset(each.consent for each in of_person),
        units=frozenset(each.unit for each in pair),
        rank=ranks.get(resource) if of_person else None,
        same_programme=len(pair) > 1 and len({each.programme for each in pair}) == 1,
        year=pair[0].start.year,
    )


def _met_obstacles(own: Sequence[Taken], around: Surroundings) -> list[Judged]:
    return [
        _met(taken, obstacle, around)
        for taken in own
        for obstacle in around.obstacles
        if concerns(obstacle, taken) and taken.start < obstacle.end and obstacle.start < taken.end
    ]


def concerns(obstacle: Obstacle, taken: Taken) -> bool:
    """Tell whether the obstacle is about the event's people, its hall, its kind; the time is not looked at."""
    if (obstacle.kinds and taken.kind not in obstacle.kinds) or (obstacle.own and obstacle.own == taken.event):
        return False
    if obstacle.subject == Subject.PERSON:
        return obstacle.resource in taken.people
    if obstacle.district:
        return taken.place is not None and taken.place.district == obstacle.district
    if obstacle.subject == Subject.VENUE:
        return taken.place is not None and taken.place.key == obstacle.resource
    return True


def _met(taken: Taken, obstacle: Obstacle, around: Surroundings) -> Judged:
    both = min(taken.end, obstacle.end) - max(taken.start, obstacle.start)
    minutes = max(1, -(-both // timedelta(minutes=1)))
    case = case_of(Subject.OBSTACLE, obstacle.resource, [taken], minutes, around.ranks)
    if obstacle.subject != Subject.PERSON:
        case = replace(case, rank=None, takings=frozenset(), consents=frozenset())
    ruling = (
        Ruling(obstacle.level, obstacle.why or obstacle.words)
        if obstacle.level
        else ruling_of(case, around.norms.rules)
    )
    name = _name_of(taken, obstacle)

    def speak() -> str:
        return obstacle_sentence(taken, obstacle.start, obstacle.end, obstacle.words)

    return Judged(Subject.OBSTACLE, taken, None, obstacle, obstacle.resource, name, minutes, ruling, speak)


def _name_of(taken: Taken, obstacle: Obstacle) -> str:
    if obstacle.subject == Subject.PERSON:
        return taken.people[obstacle.resource].name
    return taken.place.name if obstacle.subject == Subject.VENUE and taken.place else ""
