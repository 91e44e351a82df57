"""When a row's event is: its date cell, its time cell, what stands above it, joined and read by language.timing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from orgplan.language.months import MONTHS_GENITIVE
from orgplan.language.periods import Period, PeriodKind
from orgplan.language.problems import Problem
from orgplan.language.timing.finding import find_timing
from orgplan.language.timing.model import Timing, TimingKind
from orgplan.language.timing.reading import TimingReading, read_timing
from orgplan.planning.rules.reading.cells import date_part, take_clock
from orgplan.planning.rules.reading.draft import Draft, Standing
from orgplan.planning.rules.reading.marks import (
    CLOCK,
    MONTH,
    ONE_DATE,
    WEEKDAY,
    is_clock_only,
    is_day_heading,
    is_day_number,
    is_day_part,
    may_be_date,
)
from orgplan.planning.rules.reading.text import is_blank, plain, squeeze

_WEEKDAYS = ("понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресень")
_WEEK = 7
_ROUND = re.compile(r"(?:00|15|30|45)$")
_MAY = {"май", "мая", "мае"}
_MONTH_THEN_DAY = re.compile(rf"(?P<month>{MONTH})\w*\s+(?P<days>[0-3]?\d(?:\s*(?:-|,|и)\s*[0-3]?\d)*)\.?")
_DAY_COUNT = re.compile(
    r"^(?:день\s+(?:перв|втор|трет|четверт|пят|шест)\w*|(?:перв|втор|трет|четверт|пят|шест)\w*\s+день|\d\s*(?:-?й)?\s+день"
    r"|день\s+\d(?!\d))\s*[-–—.,:]?\s*",
    re.IGNORECASE,
)
_NTH_WEEKDAY = re.compile(
    rf"(?:(?:\d(?:-?\s?[а-я]{{1,2}})?|перв\w+|втор\w+|трет\w+|четверт\w+|последн\w+|посл\.?)[\s,и]+)+{WEEKDAY}\w*\.?"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A row's time as read: its words, its timing, how sure (0..1), and what could not be read."""

    date_text: str
    timing: Timing
    confidence: float
    problems: tuple[Problem, ...]


_UNDATED = Dated("", Timing(TimingKind.UNSCHEDULED), 0.2, (Problem("date_missing", "дата не указана"),))
_INHERITED, _FROM_TITLE = 0.85, 0.7


class Dating:
    """Reads the times of one paper; equal words under equal headings are read once."""

    def __init__(self, period: Period, year: int | None) -> None:
        self.period = period
        self.year = year if year is not None and not period.start.year <= year <= period.end.year else None
        self.only_day = ""
        self._read: dict[tuple[object, ...], TimingReading] = {}

    def below(self, heading: str, standing: Standing) -> Standing:
        """Return what stands above the rows below a day or period heading."""
        text = squeeze(heading).rstrip(".:")
        if is_day_heading(text):
            named = _DAY_COUNT.sub("", text)  # «День первый - 3 сентября»
            return replace(standing, heading=self._weekday_of_week(named or text, standing.period), day=True)
        found = self._timing(text, self.period).timing
        period = standing.period
        if found.kind in {TimingKind.PERIOD, TimingKind.DAYS} and len(found.occurrences) == 1:
            only = found.occurrences[0]
            if only.start and only.end and only.start <= only.end:
                period = _named(only.start, only.end)
        return replace(standing, heading=text, day=False, period=period)

    def in_month(self, number: str) -> str:
        """Return a bare day number with the month of the plan's period («2» → «2 ноября»)."""
        return f"{number} {MONTHS_GENITIVE[self.period.start.month - 1]}"

    def read(self, draft: Draft) -> Dated:
        """Read the time of a draft; a time of day standing in the title is taken from there (and cut from it)."""
        day, clock = self._words(draft)
        if not day and not clock and draft.value is None and not draft.date_header:
            return self._from_title(draft)
        if not clock and _lacks_clock(day):
            draft.title, clock = take_clock(draft.title)
        shown = squeeze(f"{day} {clock}")
        if not shown and draft.value is None:
            return _UNDATED
        reading = self._timing(day, draft.standing.period, clock, draft.value)
        confidence = reading.confidence * (_INHERITED if draft.inherited else 1.0)
        return Dated(shown, reading.timing, confidence, tuple(reading.problems))

    def _from_title(self, draft: Draft) -> Dated:
        """Read a time that stands in the title of an event without a date column, cutting it off the title's end."""
        found = find_timing(draft.title, draft.standing.period, year=self.year)
        if found is None:
            return _UNDATED
        words = squeeze(draft.title[found.start : found.end])
        if not is_blank(draft.title[: found.start]) and is_blank(draft.title[found.end :]):
            draft.title = re.sub(r"[\s,;(–—-]+(?:в|на|с|до|к)?$", "", draft.title[: found.start])
        return Dated(words, found.timing, found.confidence * _FROM_TITLE, tuple(found.problems))

    def _words(self, draft: Draft) -> tuple[str, str]:
        """Return the words of the day and of the clock, with the day heading or month of the section where missing."""
        day, clock = squeeze(draft.day), squeeze(draft.clock)
        day, clock = "" if is_blank(day) else day, "" if is_blank(clock) else clock
        above = draft.standing.heading or self.only_day
        if day and not clock and above and self._only_within_a_day(day, draft):
            day, clock = "", day
        if not day and (draft.standing.heading or clock):
            day = above
        if not day and clock and self.period.kind == PeriodKind.DAY:
            return clock, ""
        return self._whole_day(day, draft.standing.period), clock

    def _only_within_a_day(self, text: str, draft: Draft) -> bool:
        """Tell whether the words name only a time of the day that stands above: «12-00», «в течение дня»."""
        if is_day_part(text):
            return draft.standing.day
        return is_clock_only(text) and not self._means_a_day(text, draft)

    def _means_a_day(self, text: str, draft: Draft) -> bool:
        """Tell whether clock-like words are days: «01.11», or «10-12» under a month in a column without times."""
        if may_be_date(text):
            return True
        timed = "врем" in plain(draft.date_header) or "час" in plain(draft.date_header)
        return is_day_number(text) and not draft.standing.day and not (timed and _ROUND.search(text))

    def _whole_day(self, day: str, period: Period) -> str:
        """Give a bare day number its month and a bare weekday its day: «15» under «Январь», «Январь 15», «Вторник»."""
        under = _MONTH_THEN_DAY.fullmatch(plain(day))
        if under:
            return f"{under['days']} {MONTHS_GENITIVE[_month(under['month'])]}"
        if is_day_number(day) and _is_month(period):
            return f"{day.rstrip('.')} {MONTHS_GENITIVE[period.start.month - 1]}"
        if period != self.period and _NTH_WEEKDAY.fullmatch(plain(day)) and _is_month(period):
            return f"{day} {MONTHS_GENITIVE[period.start.month - 1]}"
        return self._weekday_of_week(day, period) if re.fullmatch(rf"{WEEKDAY}\w*\.?", plain(day)) else day

    def _timing(self, text: str, period: Period, clock: str = "", value: object = None) -> TimingReading:
        key = (text, clock, value, period)
        if key not in self._read:
            self._read[key] = read_timing(text, period, year=self.year, clock=clock, value=value)
        return self._read[key]

    def _weekday_of_week(self, heading: str, period: Period) -> str:
        """Add the day of a bare weekday in a plan of one week: «Понедельник» → «Понедельник, 3 апреля»."""
        low = plain(heading)
        if ONE_DATE.search(low) or (period.end - period.start).days >= _WEEK or not re.search(WEEKDAY, low):
            return heading
        weekday = next(index for index, stem in enumerate(_WEEKDAYS) if stem in low)
        day = period.start + timedelta(days=(weekday - period.start.weekday()) % _WEEK)
        return f"{heading}, {day.day} {MONTHS_GENITIVE[day.month - 1]}"


def _is_month(period: Period) -> bool:
    """Tell whether the period lies within one month."""
    return (period.start.year, period.start.month) == (period.end.year, period.end.month)


def _named(start: date, end: date) -> Period:
    """Return the period from start to end with the kind that names it."""
    for period in (
        Period.month(start.year, start.month),
        Period.quarter(start.year, (start.month + 2) // 3),
        Period.year(start.year),
    ):
        if (period.start, period.end) == (start, end):
            return period
    return Period(start, end, PeriodKind.DAY if start == end else PeriodKind.RANGE)


def _month(stem: str) -> int:
    """Return the month's number from 0 for the beginning of its name."""
    return (
        4 if stem in _MAY else next(number for number, name in enumerate(MONTHS_GENITIVE) if name.startswith(stem[:3]))
    )


def _lacks_clock(day: str) -> bool:
    """Tell whether the words name days without a time of day, so that a time in the title belongs to them."""
    if CLOCK.search(ONE_DATE.sub(" ", day)):
        return False
    return not day or bool(ONE_DATE.search(day) or re.search(rf"{WEEKDAY}|ежедневн|еженедел", plain(day)))


def repeated(day: str) -> str:
    """Return the words that an empty date cell below repeats."""
    return date_part(squeeze(day))
