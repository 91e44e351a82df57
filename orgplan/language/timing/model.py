"""Plain data of the date grammar: what a date cell says (contracts/cli.md, `timing`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class TimingKind(StrEnum):
    """How exact the time of an event is known; the words are explained in contracts/cli.md."""

    TIMED = "timed"
    DAYS = "days"
    PERIOD = "period"
    DUE = "due"
    RECURRING = "recurring"
    UNSCHEDULED = "unscheduled"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One stretch of days, both ends inclusive, with wall-clock times where known; `due` has only `end`."""

    start: date | None
    end: date | None
    start_time: time | None = None
    end_time: time | None = None


@dataclass(frozen=True, slots=True)
class Timing:
    """The whole answer: kind, occurrences in order, and an RFC 5545 rule (without `RRULE:`) when recurring."""

    kind: TimingKind
    occurrences: tuple[Occurrence, ...] = ()
    rrule: str | None = None
