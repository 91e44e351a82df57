"""Wording a timing as a Russian official plan does; `reading.read_timing` reads every wording back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import groupby

from orgplan.language.periods import Period
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.language.timing.rules_in_words import rule_in_words
from orgplan.language.timing.stretches import GENITIVE, stretch_in_words, whole_in_words

_DAY = timedelta(days=1)
_LATER = "время уточняется"
UNSCHEDULED = "по отдельному графику"


@dataclass(frozen=True, slots=True)
class _Style:
    kind: TimingKind
    year_shown: bool
    period: Period | None

    def year(self, day: date) -> str:
        return f" {day.year} года" if self.year_shown else ""


def write_timing(timing: Timing, *, year_shown: bool = True, period: Period | None = None) -> str:
    """Return the timing in the words of an official plan: «18, 19 и 25 сентября», «до 1 ноября».

    Args:
        timing: What to word.
        year_shown: Whether years are written; without them the text means the year that fits the plan's period.
        period: The plan's period, if known: what covers it whole is worded as such («в течение квартала»), and a
            recurring event does not repeat it.
    """
    style = _Style(timing.kind, year_shown, period)
    match timing.kind:
        case TimingKind.UNSCHEDULED:
            return UNSCHEDULED
        case TimingKind.DUE:
            return "; ".join(_due(one, style) for one in timing.occurrences)
        case TimingKind.RECURRING:
            return _recurring(timing, style)
        case _:
            mixed = len({_has_clock(one) for one in timing.occurrences}) > 1
            return "; ".join(_segments(timing.occurrences, style, mixed=mixed))


def _has_clock(one: Occurrence) -> bool:
    return one.start_time is not None or one.end_time is not None


def _due(one: Occurrence, style: _Style) -> str:
    day = one.end or one.start or date.min
    clock = f", {one.end_time:%H:%M}" if one.end_time else ""
    return f"до {day.day} {GENITIVE[day.month]}{style.year(day)}{clock}"


def _segments(occurrences: Sequence[Occurrence], style: _Style, *, mixed: bool) -> Iterator[str]:
    """Word together what stands side by side and shares month or clocks."""
    runs = [list(run) for _, run in groupby(occurrences, key=lambda one: (one.start, one.end, _ends(one)))]
    for clocks, days in groupby(runs, key=_clocks):
        for text in _days_in_words([run[0] for run in days], style):
            if clocks != ((None, None),):
                yield f"{text}, {_clocks_in_words(clocks)}"
            else:
                yield f"{text}, {_LATER}" if mixed else text


def _clocks(run: Sequence[Occurrence]) -> tuple[tuple[time | None, time | None], ...]:
    return tuple((one.start_time, one.end_time) for one in run)


def _clocks_in_words(clocks: Sequence[tuple[time | None, time | None]]) -> str:
    return _listed([_clock(*clock) for clock in clocks])


def _clock(start: time | None, end: time | None) -> str:
    if start and end:
        return f"{start:%H:%M}–{end:%H:%M}"
    if end:
        return f"до {end:%H:%M}"
    return f"{start:%H:%M}" if start else _LATER


def _listed(texts: Sequence[str]) -> str:
    return " и ".join(filter(None, (", ".join(texts[:-1]), texts[-1])))


def _days_in_words(occurrences: Sequence[Occurrence], style: _Style) -> Iterator[str]:
    """Yield «5–7, 10 и 12 мая 2018 года» for days of one month side by side, other stretches one by one."""
    for month, run in groupby(occurrences, key=lambda one: _month(one, style)):
        if month is None:
            yield from (_stretch(one, style) for one in run)
        else:
            yield f"{_listed([_numbers(one) for one in run])} {GENITIVE[month[1]]}{style.year(date(*month, 1))}"


def _month(one: Occurrence, style: _Style) -> tuple[int, int] | None:
    """Return year and month when days of one month are meant, so that they can be listed with others."""
    start, end = _ends(one)
    inside = style.kind is not TimingKind.PERIOD and (start.year, start.month) == (end.year, end.month)
    return (start.year, start.month) if inside else None


def _ends(one: Occurrence) -> tuple[date, date]:
    """Return the days as worded: a night ends on the day on which it began."""
    start, end = one.start or one.end or date.min, one.end or one.start or date.min
    night = one.start_time and one.end_time and one.end_time < one.start_time
    return start, start if night and end - start == _DAY else end


def _numbers(one: Occurrence) -> str:
    start, end = _ends(one)
    return f"{start.day}" if start == end else f"{start.day}–{end.day}"


def _stretch(one: Occurrence, style: _Style) -> str:
    start, end = one.start or one.end or date.min, one.end or one.start or date.min
    if style.kind is TimingKind.PERIOD:
        if style.period and (whole := whole_in_words(start, end, style.period)):
            return whole
        return stretch_in_words(start, end, year_shown=style.year_shown) or f"весь период {_from_to(start, end, style)}"
    start, end = _ends(one)
    first_year = style.year(start) if start.year != end.year else ""
    return f"{start.day} {GENITIVE[start.month]}{first_year} – {end.day} {GENITIVE[end.month]}{style.year(end)}"


def _from_to(start: date, end: date, style: _Style) -> str:
    first_year = style.year(start) if start.year != end.year else ""
    return f"с {start.day} {GENITIVE[start.month]}{first_year} по {end.day} {GENITIVE[end.month]}{style.year(end)}"


def _recurring(timing: Timing, style: _Style) -> str:
    """Word the rule, the stretch where it is not the whole plan's, and the clocks."""
    parts = [rule_in_words(timing.rrule or "")]
    spans = list(dict.fromkeys((one.start, one.end) for one in timing.occurrences))
    whole = style.period and spans == [(style.period.start, style.period.end)]
    if not whole:
        parts.extend(_from_to(start, end, style) for start, end in spans if start and end)
    if clocks := [clock for clock in dict.fromkeys(_clocks(timing.occurrences)) if clock != (None, None)]:
        parts.append(_clocks_in_words(clocks))
    return ", ".join(parts)
