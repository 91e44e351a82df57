"""An invented draft month for the search: seeded, with its density."""

from __future__ import annotations

import math
import random

from orgplan.scheduling.rules.checking import Fault, faults_of
from orgplan.scheduling.rules.draft import DAY, Draft, Event, Plan, Span, Spot

_OPENS, _CLOSES = 9 * 60, 18 * 60
_EARLIEST, _LATEST = 8 * 60, 21 * 60
_DAYS = 30


def draft_month(seed: int, events: int, venues: int = 40, leaders: int = 7) -> Draft:
    """Return a month of 30 days: a sixth of the events pinned, each may move a week; one in twenty on a day off."""
    dice = random.Random(f"month {seed} {events}")
    points = [(dice.uniform(0, 16), dice.uniform(0, 24)) for _ in range(venues)]
    days = [day for day in range(_DAYS) if day % 7 < 5]

    def roads(start: object, end: object, _leaves: int) -> int:
        (x, y), (u, v) = points[start], points[end]  # type: ignore[index]
        return math.ceil(math.hypot(x - u, y - v) * 1.4 / 30 * 60 / 2) + 5

    rows = tuple(_event(number, dice, days, venues, leaders) for number in range(events))
    office = tuple(Span(day * DAY + _OPENS, day * DAY + _CLOSES) for day in days)
    off = tuple(Span(day * DAY, (day + 1) * DAY) for day in range(_DAYS) if day not in days)
    return Draft(rows, roads, office=office, off=off, first_person="p0")


def _event(number: int, dice: random.Random, days: list[int], venues: int, leaders: int) -> Event:
    minutes = dice.choice((30, 45, 60, 60, 90, 120, 180))
    day = dice.choice(days) if dice.random() > 0.05 else dice.choice([d for d in range(_DAYS) if d not in days])
    start = day * DAY + dice.randrange(_OPENS, _CLOSES - minutes + 1, 15)
    who = dice.sample(range(leaders), dice.choice((1, 1, 1, 2)))
    wanted = [each for each in dice.sample(range(leaders), 2) if each not in who and dice.random() < 0.3]
    venue = dice.randrange(venues)
    others = tuple(each for each in dice.sample(range(venues), 2) if each != venue) if dice.random() < 0.3 else ()
    windows = tuple(
        Span(each * DAY + _EARLIEST, each * DAY + _LATEST) for each in range(max(0, day - 7), min(_DAYS, day + 8))
    )
    return Event(
        key=number,
        minutes=minutes,
        windows=windows,
        start=start,
        venue=venue,
        venues=others,
        people=frozenset(f"p{each}" for each in who),
        desired=frozenset(f"p{each}" for each in wanted),
        pinned=dice.random() < 1 / 6,
        importance=dice.choice((1, 1, 1, 2, 3)),
        set_up=15,
        leaving=15,
        arrival=dice.choice((0, 5, 10)),
        exit=5,
    )


def clashes_of(draft: Draft) -> list[Fault]:
    """Return the clashes of the month as it stands, desired people left out."""
    spots = {event.key: Spot(event.start, event.venue) for event in draft.events if event.start is not None}
    absent = frozenset((event.key, person) for event in draft.events for person in event.desired)
    return faults_of(Plan(spots, absent=absent), draft)


def unavoidable(faults: list[Fault], draft: Draft) -> tuple[list[Fault], list[Fault]]:
    """Return the faults that a plan could avoid, and those between pinned events, which nobody can."""
    pinned = {event.key for event in draft.events if event.pinned}
    return [f for f in faults if not pinned.issuperset(f.events)], [f for f in faults if pinned.issuperset(f.events)]
