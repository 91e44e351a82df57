"""What of an event falls on a day: stretches of days and clock times become pieces of days.

Local wall-clock time throughout. A stretch of one day whose end is not later than its beginning runs over midnight;
so does one of two days. A longer stretch with an end later in the day is «daily from … to …»; with an end not later it
is one stretch from the first day's beginning to the last day's end. Without an end an hour is drawn, and said so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache

DAY = 24 * 60
USUAL = 60
"""Minutes drawn for an event whose end nobody said."""
_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days, both inclusive, with clock times where known."""

    first: date
    last: date
    start: time | None = None
    end: time | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """What of a stretch falls on a day: minutes from midnight, `ends` exclusive; whether it goes on beyond the day."""

    day: date
    begins: int
    ends: int
    goes_on_before: bool = False
    goes_on_after: bool = False


def minutes(clock: time) -> int:
    """Return the minutes from midnight."""
    return clock.hour * 60 + clock.minute


def last_day_of(span: Span) -> date:
    """Return the last day on which something of the stretch stands: the next one where it runs over midnight."""
    return span.last + _ONE if _is_over_midnight(span) and minutes(span.end or time()) else span.last


def _is_over_midnight(span: Span) -> bool:
    return span.start is not None and span.end is not None and span.first == span.last and span.end < span.start


# A page asks for the same stretch three times: for the hours to show, for its place, for its words.
@lru_cache(maxsize=8192)
def pieces(span: Span, since: date, until: date) -> tuple[Piece, ...]:
    """Return the pieces of the days from since to until, both inclusive, in order: one a day, none without an hour."""
    if span.start is None:
        return ()
    first, last = max(span.first, since), min(last_day_of(span), until)
    return tuple(_piece(span, first + timedelta(days=shift)) for shift in range((last - first).days + 1))


def _piece(span: Span, day: date) -> Piece:
    start = minutes(span.start or time())
    if span.end is None:
        return Piece(day, start, min(start + USUAL, DAY))
    end, last = minutes(span.end), last_day_of(span)
    is_daily = span.first == last or (end > start and not _is_over_midnight(span))
    if is_daily:
        return Piece(day, start, max(end, start) if not _is_over_midnight(span) else DAY)
    begins, ends = (start if day == span.first else 0), (end if day == last else DAY)
    return Piece(day, begins, ends, goes_on_before=day != span.first, goes_on_after=day != last)


def busy_minutes(found: Iterable[tuple[int, int]]) -> int:
    """Return how many minutes of a day the stretches cover together; what overlaps counts once."""
    total, reached = 0, 0
    for begins, ends in sorted(found):
        total += max(0, ends - max(begins, reached))
        reached = max(reached, ends)
    return total
