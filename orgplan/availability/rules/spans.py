"""Stretches of time that are not free, as plain data: the city's own clock, half-open, naive."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

MOST_DAYS = 1100
"""A stretch of more days than about three years is a typing mistake."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From start until end, without the end. `words` say what is on; `uid` is the name in another program."""

    start: datetime
    end: datetime
    words: str = ""
    uid: str = ""

    @property
    def is_whole_days(self) -> bool:
        """Tell whether it begins and ends at midnight."""
        return self.start.time() == time() == self.end.time()

    @property
    def last_day(self) -> date:
        """Return the last day that it touches."""
        return (self.end - timedelta(microseconds=1)).date() if self.end > self.start else self.start.date()


def span_of_days(first: date, last: date, words: str = "") -> Span:
    """Return whole days, both inclusive."""
    return Span(datetime.combine(first, time()), datetime.combine(last + _DAY, time()), words)


def when_words(span: Span) -> str:
    """Return «28.05.2026», «28.05.2026 — 02.06.2026», «28.05.2026 09:00–14:00» or both ends in full."""
    first, last = span.start.date(), span.last_day
    if span.is_whole_days:
        return f"{first:%d.%m.%Y}" if first == last else f"{first:%d.%m.%Y} — {last:%d.%m.%Y}"
    if span.end.date() == first:
        return f"{first:%d.%m.%Y} {span.start:%H:%M}–{span.end:%H:%M}"
    return f"{span.start:%d.%m.%Y %H:%M} — {span.end:%d.%m.%Y %H:%M}"


def hours_on(span: Span, day: date) -> str:
    """Return the hours of the span on the day: «09:00–14:00», «с 22:00», «до 06:00»; empty for the whole day."""
    begins, ends = datetime.combine(day, time()), datetime.combine(day + _DAY, time())
    if span.start <= begins and span.end >= ends:
        return ""
    if span.start <= begins:
        return f"до {span.end:%H:%M}"
    if span.end >= ends:
        return f"с {span.start:%H:%M}"
    return f"{span.start:%H:%M}–{span.end:%H:%M}"


def touches(span: Span, day: date) -> bool:
    """Tell whether the span keeps a moment of the day."""
    begins = datetime.combine(day, time())
    return span.start < begins + _DAY and span.end > begins


def overlap(one: Span, other: Span) -> bool:
    """Tell whether both keep a moment together."""
    return one.start < other.end and other.start < one.end


def any_overlap(ones: Iterable[Span], others: Sequence[Span]) -> bool:
    """Tell whether some of the ones meet some of the others."""
    return any(overlap(one, other) for one in ones for other in others)


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return the time that is kept, each moment once, in order; words and names are lost."""
    found: list[Span] = []
    for span in sorted(Span(each.start, each.end) for each in spans if each.end > each.start):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def why_wrong(span: Span) -> str:
    """Return what is wrong with a stretch as a sentence, empty where it is sane."""
    if span.end <= span.start:
        return "Конец должен быть позже начала."
    if span.end - span.start > timedelta(days=MOST_DAYS):
        return f"Срок длиннее {MOST_DAYS} дней: проверьте годы."
    return ""
