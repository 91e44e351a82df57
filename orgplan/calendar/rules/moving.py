"""Moving one stretch of an event: from where it was seen to another day and other hours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from orgplan.language.timing.model import Occurrence, Timing, TimingKind


@dataclass(frozen=True, slots=True)
class Seen:
    """The stretch as it stood on the page: its first day, and when it begins and ends, where hours are known."""

    day: date
    start: time | None = None
    end: time | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where it goes: a day, and hours where it has any; without hours the old ones stay."""

    day: date
    start: time | None = None
    end: time | None = None


def stretch_seen(timing: Timing, seen: Seen) -> Occurrence | None:
    """Return the stretch that was seen; None where it stands otherwise now."""
    stands = (seen.day, seen.start, seen.end)
    found = (each for each in timing.occurrences if (each.start, each.start_time, each.end_time) == stands)
    return next(found, None)


def moved(timing: Timing, seen: Seen, wanted: Wanted) -> Timing | None:
    """Return the time with the seen stretch where it is wanted, as many days long as before; others stay.

    None where the stretch stands otherwise now, where a rule repeats it, or where the days leave the calendar.
    """
    stretch = stretch_seen(timing, seen)
    if stretch is None or timing.rrule or timing.kind not in {TimingKind.TIMED, TimingKind.DAYS}:
        return None
    now = placed(stretch, wanted)
    if now is None:
        return None
    rest = [now if each is stretch else each for each in timing.occurrences]
    rest.sort(key=lambda each: (each.start or date.max, each.start_time or time.min))
    return replace(timing, kind=_kind(timing.kind, now), occurrences=tuple(rest))


def placed(stretch: Occurrence, wanted: Wanted) -> Occurrence | None:
    """Return the stretch where it is wanted, as many days long as before; None where its days leave the calendar."""
    days = (stretch.end - stretch.start) if stretch.start and stretch.end else timedelta()
    try:
        last = wanted.day + days
    except OverflowError:
        return None
    now = replace(stretch, start=wanted.day, end=last)
    return now if wanted.start is None else replace(now, start_time=wanted.start, end_time=wanted.end)


def _kind(kind: TimingKind, now: Occurrence) -> TimingKind:
    return TimingKind.TIMED if now.start_time else kind


def shifted_end(start: time, end: time | None, begins: time) -> time | None:
    """Return the end that keeps the length when the beginning moves; past midnight it goes on into the next day."""
    if end is None:
        return None
    minutes = (_minutes(end) - _minutes(start) + _minutes(begins)) % (24 * 60)
    return time(minutes // 60, minutes % 60)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
