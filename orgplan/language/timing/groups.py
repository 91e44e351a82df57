"""Days that share clock times, and the occurrences that they give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from orgplan.language.timing.lexemes import Clock, Span
from orgplan.language.timing.model import Occurrence

_DAY = timedelta(days=1)


@dataclass(slots=True)
class Group:
    """Days and clocks said together: each clock counts for each day."""

    spans: list[Span] = field(default_factory=list)
    clocks: list[Clock] = field(default_factory=list)
    clock_first: bool = False
    due: bool = False
    closed: bool = False  # «время уточняется» was said: a later clock is not theirs


def narrow(groups: Sequence[Group]) -> None:
    """Drop a stretch that only says in which longer one another lies: «II квартал (апрель)», «апрель, 5-6 апреля»."""
    stretches = [span for group in groups for span in group.spans]
    for group in groups:
        group.spans = [span for span in group.spans if span.exact or not any(_holds(span, one) for one in stretches)]


def _holds(longer: Span, span: Span) -> bool:
    return (longer.start, longer.end) != (span.start, span.end) and longer.start <= span.start <= span.end <= longer.end


def joined(spans: Sequence[Span]) -> Iterator[Span]:
    """Yield stretches with those that follow each other without a gap made one: «июня, июля»."""
    before: Span | None = None
    for span in spans:
        if before and not before.exact and not span.exact and span.start == before.end + _DAY:
            before = Span(before.start, span.end, exact=False)
            continue
        if before:
            yield before
        before = span
    if before:
        yield before


def occurrences(groups: Sequence[Group]) -> Iterator[Occurrence]:
    """Yield the occurrences of all groups in the order of the text."""
    for group in groups:
        for span in group.spans:
            if not group.clocks:
                yield Occurrence(span.start, span.end)
            for clock in group.clocks:
                yield _timed(span, clock)


def _timed(span: Span, clock: Clock) -> Occurrence:
    """Put a clock on days; a night («22.00–06.00», «20.00–24.00») on one day ends on the next."""
    start, end = span.start, span.end
    if clock.starts_next_day:
        start, end = start + _DAY, end + _DAY
    overnight = clock.start is not None and clock.end is not None and clock.end <= clock.start
    if start == end and span.exact and (clock.ends_next_day or overnight) and clock.end != clock.start:
        end += _DAY
    return Occurrence(start, end, clock.start, clock.end)
