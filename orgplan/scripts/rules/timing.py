"""Running times of a script: as planned, and as they are to be expected once some of it has happened.

All times are whole minutes from the beginning of the script; 0 is its first minute, a hold point may lie before it.
The way of reckoning is that of a stage manager: items follow each other, a hold point waits for its time, a delay goes
on to whatever follows until a gap before a hold point or an item that may be cut takes it up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from enum import Enum

_DAY = 24 * 60
_BEFORE = 4 * 60
"""A time by up to so much earlier than the beginning lies before it; any other is later, at most the next day."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One item: how long it takes, its hold point, and how many of its minutes a delay may take away.

    With `exact` the hold point is «ровно в», else «не раньше»; without `hold` the item follows the one before it.
    """

    key: int
    minutes: int
    hold: int | None = None
    exact: bool = False
    spare: int = 0


class Progress(Enum):
    """How far an item has got."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Actual:
    """What is known of an item on the day; `extra` are the minutes that somebody added to it."""

    started: int | None = None
    finished: int | None = None
    skipped: bool = False
    extra: int = 0


NOTHING_YET = Actual()


@dataclass(frozen=True, slots=True)
class Slot:
    """When an item runs. `gap`: free minutes before it; `shortage`: minutes by which those before it run into it.

    `spared`: how much of a delay it takes up by being shorter. `late`: how long ago its exact hold point went by.
    """

    key: int
    start: int
    end: int
    gap: int = 0
    shortage: int = 0
    spared: int = 0
    late: int = 0
    progress: Progress = Progress.WAITING


def planned(segments: Iterable[Segment]) -> list[Slot]:
    """Return when each item runs if all goes as written; an exact hold point stands where it is, whatever it cuts."""
    slots, cursor = [], 0
    for each in segments:
        start, gap, shortage = _placed(each, cursor)
        slots.append(Slot(each.key, start, start + each.minutes, gap, shortage))
        cursor = start + each.minutes
    return slots


def _placed(each: Segment, cursor: int) -> tuple[int, int, int]:
    """Return start, gap before it and shortage of an item that would begin at the cursor."""
    if each.hold is None:
        return cursor, 0, 0
    if each.hold >= cursor:
        return each.hold, each.hold - cursor, 0
    return (each.hold, 0, cursor - each.hold) if each.exact else (cursor, 0, 0)


def expected(segments: Sequence[Segment], actuals: Mapping[int, Actual], now: int) -> list[Slot]:
    """Return when each item ran, runs or will run, by what has happened until `now`.

    A hold point that lies ahead never moves; one that has passed is late, and says by how much. Nothing begins before
    now. The difference to `planned` is, at each item, exactly the delay before it less its gap, its shortage and what
    it spares: no minute is lost silently.
    """
    slots: list[Slot] = []
    cursor = 0
    for each, plan in zip(segments, planned(segments), strict=True):
        slot = _expected_slot(each, plan, actuals.get(each.key, NOTHING_YET), cursor, now)
        if slot.progress != Progress.SKIPPED:
            # Something done out of turn does not take the clock back.
            cursor = max(cursor, slot.end) if slot.progress == Progress.DONE and slots else slot.end
        slots.append(slot)
    return slots


def _expected_slot(each: Segment, plan: Slot, actual: Actual, cursor: int, now: int) -> Slot:
    if actual.skipped:
        return Slot(each.key, cursor, cursor, progress=Progress.SKIPPED)
    if actual.finished is not None:
        began = actual.started if actual.started is not None else min(cursor, actual.finished)
        return Slot(each.key, began, max(began, actual.finished), progress=Progress.DONE)
    if actual.started is not None:
        spared = _spared(each, actual.started - plan.start)
        end = max(now, actual.started + each.minutes - spared + actual.extra)
        return Slot(each.key, actual.started, end, spared=spared, progress=Progress.RUNNING)
    earliest = max(cursor, now)
    start, gap, shortage, late = *_placed(each, earliest), 0
    if each.hold is not None and each.exact and each.hold < now:
        start, gap, shortage, late = earliest, 0, 0, earliest - each.hold
    spared = _spared(each, start - plan.start)
    return Slot(each.key, start, start + each.minutes - spared + actual.extra, gap, shortage, spared, late)


def _spared(each: Segment, delay: int) -> int:
    return min(max(delay, 0), each.spare, each.minutes)


@dataclass(frozen=True, slots=True)
class Totals:
    """Minutes: of all items together, from the beginning to the end, and by how much it passes the event's end."""

    length: int
    end: int
    overrun: int = 0


def totals(segments: Sequence[Segment], slots: Sequence[Slot], until: int | None) -> Totals:
    """Return the totals; `until` is the event's end in minutes from the script's beginning, None where not known."""
    end = max((slot.end for slot in slots), default=0)
    return Totals(sum(each.minutes for each in segments), end, max(0, end - until) if until is not None else 0)


def delay_at_end(segments: Sequence[Segment], slots: Sequence[Slot]) -> int:
    """Return by how many minutes the last item is expected to end later than planned; negative: earlier."""
    plan = planned(segments)
    return max((each.end for each in slots), default=0) - max((each.end for each in plan), default=0)


def minute_of(clock: time, begins: time) -> int:
    """Return a time of the clock in minutes from the beginning: at most four hours before it, else after it."""
    apart = (clock.hour - begins.hour) * 60 + clock.minute - begins.minute
    return (apart + _BEFORE) % _DAY - _BEFORE


def clock_of(minute: int, begins: time) -> time:
    """Return a minute from the beginning as a time of the clock; past midnight it is a time of the next day."""
    return time(*divmod((begins.hour * 60 + begins.minute + minute) % _DAY, 60))


def reckoned_minute(minute: int) -> int:
    """Return the minute by which the course is reckoned: on other days than the script's nothing is late yet."""
    return minute if -_BEFORE <= minute <= _DAY else -_DAY


def median_minutes(lengths: Sequence[int]) -> int:
    """Return the median of real lengths, of two middle ones the longer: a plan that is too short is the worse one."""
    return sorted(lengths)[len(lengths) // 2]
