"""Other times for an event: where it may not begin and why, and the three best free beginnings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from orgplan.clashes.rules.judging import Obstacle, Surroundings, case_of, concerns
from orgplan.clashes.rules.kinds import SEVERITY, ClashLevel, Subject
from orgplan.clashes.rules.levels import Case, ruling_of
from orgplan.clashes.rules.norms import Hours
from orgplan.clashes.rules.occupation import Taken, one_contains_other, points_of
from orgplan.clashes.rules.road import Roads
from orgplan.clashes.rules.words import minutes_words, span_words, title_words

STEP = timedelta(minutes=15)
"""Beginnings are offered by the quarter of an hour."""
_APART = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)
_ALL = 24 * 60
"""How much is short where an event would stand across another: for rules that ask for few minutes."""


class Forbidden(NamedTuple):
    """The event may not begin later than `after` and earlier than `before`; both ends themselves are free."""

    after: datetime
    before: datetime
    level: ClashLevel
    words: str


def forbidden(wanted: Taken, others: Iterable[Taken], around: Surroundings) -> list[Forbidden]:
    """Return where the event of that length, place and people may not begin, in order; what rules ignore is left out.

    The road is kept to every event of the day, not to the neighbour only: it never forbids less than a clash would.
    """
    rows = [each for each in others if not one_contains_other(wanted, each)]
    roads = Roads(around.norms.travel, points_of([wanted, *rows]), around.norms.pairs)
    found = [span for other in rows for span in _of_event(wanted, other, around, roads)]
    found += [span for obstacle in around.obstacles for span in _of_obstacle(wanted, obstacle, around)]
    return sorted(each for each in found if each.level != ClashLevel.IGNORE and each.after < each.before)


def _of_event(wanted: Taken, other: Taken, around: Surroundings, roads: Roads) -> Iterator[Forbidden]:
    shared = sorted(set(wanted.people) & set(other.people), key=lambda each: around.ranks.get(each, 10_000))
    if shared:
        yield from _of_people(wanted, other, shared[0], around, roads)
    if wanted.place and other.place and wanted.place.key == other.place.key:
        mine, theirs = around.norms.times_of(wanted.kind), around.norms.times_of(other.kind)
        place = wanted.place
        before = max(mine.set_up, place.set_up) + max(theirs.leaving, place.leaving)
        after = max(mine.leaving, place.leaving) + max(theirs.set_up, place.set_up)
        words = f"{place.name} — {_named(other)}"
        level = _level(Subject.VENUE, place.key, (wanted, other), around)
        yield _span(wanted, other.start - after * _MINUTE, other.end + before * _MINUTE, level, words)


def _of_people(wanted: Taken, other: Taken, person: int, around: Surroundings, roads: Roads) -> Iterator[Forbidden]:
    mine, theirs = around.norms.times_of(wanted.kind), around.norms.times_of(other.kind)
    starts = other.start - (theirs.arrival + mine.exit) * _MINUTE
    ends = other.end + (theirs.exit + mine.arrival) * _MINUTE
    who = wanted.people[person].name
    yield _span(
        wanted, starts, ends, _level(Subject.PERSON, person, (wanted, other), around), f"{who} — {_named(other)}"
    )
    here, there = (each.place.key if each.place else None for each in (wanted, other))
    leaving = other.end + theirs.exit * _MINUTE
    there_from = roads.minutes(there, here, leaving.hour) if here != there else 0
    there_to = roads.minutes(here, there, other.start.hour) if here != there else 0
    level = _level(Subject.TRAVEL, person, (wanted, other), around)
    if there_from:
        words = f"{who} — дорога {minutes_words(there_from)} после {_named(other)}"
        yield Forbidden(ends - STEP, ends + there_from * _MINUTE, level, words)
    if there_to:
        words = f"{who} — дорога {minutes_words(there_to)} до {_named(other)}"
        first = starts - (wanted.end - wanted.start)
        yield Forbidden(first - there_to * _MINUTE, first + STEP, level, words)


def _of_obstacle(wanted: Taken, obstacle: Obstacle, around: Surroundings) -> Iterator[Forbidden]:
    if not concerns(obstacle, wanted):
        return
    name = ""
    if obstacle.subject == Subject.PERSON:
        name = f"{wanted.people[obstacle.resource].name} — "
    elif obstacle.subject == Subject.VENUE and wanted.place:
        name = f"{wanted.place.name} — "
    level = obstacle.level or _level(Subject.OBSTACLE, obstacle.resource, (wanted,), around)
    yield _span(wanted, obstacle.start, obstacle.end, level, f"{name}{obstacle.words}")


def _span(wanted: Taken, starts: datetime, ends: datetime, level: ClashLevel, words: str) -> Forbidden:
    return Forbidden(starts - (wanted.end - wanted.start), ends, level, words)


def _level(subject: Subject, resource: int, pair: Sequence[Taken], around: Surroundings) -> ClashLevel:
    case: Case = case_of(subject, resource, pair, _ALL, around.ranks)
    return ruling_of(case, around.norms.rules).level


def _named(other: Taken) -> str:
    return f"{title_words(other.title)} {span_words(other.start, other.end)}"


# Offers


class Offer(NamedTuple):
    """A free time and why it is a good one."""

    start: datetime
    end: datetime
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """Where to look: days from first to last inclusive, the office's hours, which days are off, not before `since`."""

    first: date
    last: date
    hours: Hours
    is_off: Callable[[date], bool]
    since: datetime


def best_offers(
    wanted: Taken, others: Sequence[Taken], around: Surroundings, search: Search, count: int = 3
) -> list[Offer]:
    """Return the best free beginnings, at least an hour apart: office hours first, then no road, then the nearest day.

    A time is free where nobody who takes part and not the hall is kept by anything that the rules do not ignore.
    """
    spans = forbidden(wanted, others, around)
    roads = Roads(around.norms.travel, points_of([wanted, *others]), around.norms.pairs)
    free = [start for start in _beginnings(wanted, search) if not any(s.after < start < s.before for s in spans)]
    ranked = sorted((_cost(start, wanted, others, search, roads), start) for start in free)
    chosen: list[datetime] = []
    for _price, start in ranked:
        if all(abs(start - each) >= _APART for each in chosen):
            chosen.append(start)
        if len(chosen) == count:
            break
    return [_offer(start, wanted, others, search, roads) for start in chosen]


def _beginnings(wanted: Taken, search: Search) -> Iterator[datetime]:
    length = wanted.end - wanted.start
    day = search.first
    while day <= search.last:
        start, latest = (datetime.combine(day, each) for each in (search.hours.earliest, search.hours.latest))
        while start + length <= latest:
            if start >= search.since and start != wanted.start:
                yield start
            start += STEP
        day += timedelta(days=1)


def _cost(
    start: datetime, wanted: Taken, others: Sequence[Taken], search: Search, roads: Roads
) -> tuple[int, int, int, float]:
    day = start.date()
    price = 0 if _in_hours(start, wanted, search) else 1
    price += 2 if search.is_off(day) else 0
    away = abs((day - wanted.start.date()).days)
    hour = abs((start - datetime.combine(day, wanted.start.time())).total_seconds())
    return price, 1 if _road(start, wanted, others, roads) else 0, away, hour


def _in_hours(start: datetime, wanted: Taken, search: Search) -> bool:
    end = start + (wanted.end - wanted.start)
    opens, closes = search.hours.office_on(start.date())
    return start.time() >= opens and end.date() == start.date() and end.time() <= closes


def _road(start: datetime, wanted: Taken, others: Sequence[Taken], roads: Roads) -> int:
    """Return the longest road of the day to or from what the people do before and after, minutes."""
    longest = 0
    for other in others:
        if (
            other.start.date() != start.date()
            or other.event == wanted.event
            or set(wanted.people).isdisjoint(other.people)
        ):
            continue
        if other.place and wanted.place and other.place.key != wanted.place.key:
            longest = max(longest, roads.minutes(other.place.key, wanted.place.key, other.end.hour) or 0)
    return longest


def _offer(start: datetime, wanted: Taken, others: Sequence[Taken], search: Search, roads: Roads) -> Offer:
    road = _road(start, wanted, others, roads)
    why = ["все свободны" if len(wanted.people) > 1 else "время свободно"]
    if wanted.place:
        why.append("площадка свободна")
    why.append(f"дорога {minutes_words(road)} учтена" if road else "дорога не нужна")
    if search.is_off(start.date()):
        why.append("выходной день")
    elif _in_hours(start, wanted, search):
        why.append("рабочие часы")
    else:
        opens, _closes = search.hours.office_on(start.date())
        why.append("до начала рабочего дня" if start.time() < opens else "после рабочего дня")
    return Offer(start, start + (wanted.end - wanted.start), tuple(why))


def most_severe(spans: Iterable[Forbidden], start: datetime) -> Forbidden | None:
    """Return the strictest of the spans that forbid this beginning, or None."""
    met = [each for each in spans if each.after < start < each.before]
    return max(met, key=lambda each: SEVERITY[each.level], default=None)
