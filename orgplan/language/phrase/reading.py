"""Reading one line said of an event: the one entrance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from orgplan.language.periods import Period, PeriodKind
from orgplan.language.phrase.clocks import Clocks, take_clocks
from orgplan.language.phrase.days import Days, note_what_is_no_day, take_days
from orgplan.language.phrase.line import Line
from orgplan.language.phrase.model import Known, Phrase
from orgplan.language.phrase.parts import peel_title, tell_parts
from orgplan.language.problems import Problem
from orgplan.language.timing.model import Timing, TimingKind
from orgplan.language.timing.reading import read_timing

LONGEST = 500
"""Characters of a line that are read; a longer one is not one line."""

_BACK, _AHEAD, _YEAR = timedelta(days=30), timedelta(days=335), timedelta(days=364)


def read_phrase(text: str, today: date, known: Known) -> Phrase:
    """Read «ср 15:00 встреча с делегацией Павлодара, каб. 401, 1 ч, мэр».

    Args:
        text: The line; read up to `LONGEST` characters, the rest stays in the title.
        today: The day on which it is said; a date without a year is the next such day.
        known: Who knows people and venues.

    Never raises on any text: what no rule takes is the title, in its order.
    """
    line = Line(text[:LONGEST])
    period = Period(today - _BACK, today + _AHEAD, PeriodKind.RANGE)
    days = take_days(line, today, period)
    clocks = take_clocks(line, day_said=days.is_said)
    note_what_is_no_day(line, days)
    timing, notes = _timing(days, clocks, period)
    parts = tell_parts(line.shown(line.text), known)
    titles = [*parts.titles, text[LONGEST:].strip()]
    title = peel_title(", ".join(filter(None, titles)), parts, known)
    return Phrase(
        title,
        timing,
        parts.place,
        parts.venue,
        tuple(parts.people),
        (*days.notes, *clocks.notes, *notes),
    )


def _timing(days: Days, clocks: Clocks, period: Period) -> tuple[Timing, list[Problem]]:
    notes: list[Problem] = []
    if days.timing:
        return days.timing, notes
    day = days.day
    if not days.is_said and (clocks.words or days.whole_day):
        day = days.said_on
        notes.append(Problem("day_not_said", f"День не назван: взято сегодня, {day:%d.%m.%Y}."))
    words = f"{day:%d.%m.%Y}" if day else days.words
    if not words:
        return Timing(TimingKind.UNSCHEDULED), notes
    reading = read_timing(f"{words}, {clocks.words}" if clocks.words else words, period)
    told = [each for each in reading.problems if each.code != "date_outside_period"]
    if reading.timing.rrule:
        return _from_today(reading.timing, period, days.said_on, [*notes, *told])
    return reading.timing, [*notes, *told]


def _from_today(timing: Timing, period: Period, today: date, notes: list[Problem]) -> tuple[Timing, list[Problem]]:
    """A rule without a beginning begins today, without an end it holds for a year: both are told."""
    held = timing.occurrences[0]
    if held.start == period.start:
        held = replace(held, start=today)
    if held.end == period.end:
        held = replace(held, end=today + _YEAR)
        notes.append(Problem("rule_for_a_year", f"Срок не назван: по {held.end:%d.%m.%Y}. Другой — «до 31 декабря»."))
    return replace(timing, occurrences=(held, *timing.occurrences[1:])), notes
