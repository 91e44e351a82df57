"""The pieces between tokens and meaning: dates, clocks, rules and marks, each with the tokens that it took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from orgplan.language.timing.words import Stretch


class UnitKind(StrEnum):
    """What a dated piece names; what is missing (month, year) is filled from its neighbours or the period."""

    DAY = "day"  # number = day of the month
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"
    DECADE = "decade"  # number 1..3, or -1
    HALF = "half"  # of a month or of the year
    WEEK = "week"  # number 1..5 of a month, or -1
    PART = "part"  # 1 beginning, 2 middle, 3 end of `stretch`
    TENS = "tens"  # «первые числа» 1, «двадцатые числа» 20, «последние числа» -1
    SEASON = "season"
    WHOLE = "whole"  # «в течение квартала», «весь период»
    NTH_WEEKDAY = "nth-weekday"
    NTH_WORKDAY = "nth-workday"
    DATE = "date"  # «15 числа»


@dataclass(frozen=True, slots=True)
class Unit:
    """One dated piece, as far as the text says it."""

    kind: UnitKind
    number: int = 0
    month: int | None = None
    year: int | None = None
    stretch: Stretch | None = None
    weekday: int = 0
    dotted: bool = False
    every: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time or stretch; `end_next_day` says that the end was written 24.00."""

    start: time | None
    end: time | None = None
    starts_next_day: bool = False
    ends_next_day: bool = False


@dataclass(frozen=True, slots=True)
class Repeat:
    """A frequency: every `interval` stretches; `times` within one where it was said («2 раза в месяц»)."""

    stretch: Stretch
    interval: int = 1
    times: int = 1


@dataclass(frozen=True, slots=True)
class Weekdays:
    """Days of the week, Monday = 0; `repeats` when the wording itself says that they come again («по вторникам»)."""

    days: tuple[int, ...]
    repeats: bool = False
    excluded: bool = False
    ranged: bool = False


@dataclass(frozen=True, slots=True)
class Before:
    """So many days before what follows: «за 3 дня до …»."""

    days: int


class Link(StrEnum):
    """Marks between pieces."""

    FROM = "from"
    TO = "to"
    UNTIL = "until"
    BY = "by"
    NOT_LATER = "not-later"
    AFTER = "after"
    RANGE = "range"
    LIST = "list"
    BREAK = "break"
    NOISE = "noise"
    ABOUT = "about"
    UNKNOWN = "unknown"
    UNSCHEDULED = "unscheduled"
    LATER = "later"  # «время уточняется»: said, but gives no day
    ALL_DAY = "all-day"  # «в течение дня»
    NAMED_PERIOD = "named-period"  # «весь период с … по …»


Value = Unit | Clock | Repeat | Weekdays | Before | Link


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A value with the half-open range of tokens it took and how certain the reading is."""

    value: Value
    first: int
    last: int
    certainty: float = 1.0


@dataclass(frozen=True, slots=True)
class Span:
    """Resolved days, both inclusive; `exact` when both ends were named as days."""

    start: date
    end: date
    exact: bool
