"""Plain data of the working calendar and its two errors."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FIRST_YEAR = 2013  # art. 112 of the Labour Code has its present list of holidays since this year


class DayKind(StrEnum):
    """What a day is for an office with a five-day week; a shortened day is a working day one hour shorter."""

    WORKING = "working"
    SHORTENED = "shortened"
    OFF = "off"

    @property
    def is_working(self) -> bool:
        """Whether people come to the office: a shortened day counts as a working day."""
        return self is not DayKind.OFF


@dataclass(frozen=True, slots=True)
class Move:
    """A day of rest moved from one day to another by a decree."""

    source: date
    target: date


@dataclass(frozen=True, slots=True)
class DeclaredDayOff:
    """A day off declared by an act of its own, outside the Labour Code and the yearly decree."""

    day: date
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class YearDecree:
    """What a year has beyond the rules of the Labour Code; an unconfirmed year is a proposal."""

    year: int
    moves: tuple[Move, ...] = ()
    days_off: tuple[DeclaredDayOff, ...] = ()
    full_days: frozenset[date] = frozenset()
    basis: str | None = None
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day: its kind, the holiday's name, the day its rest was moved from, and the act that says so.

    `basis` is None where the Labour Code itself is the ground.
    """

    day: date
    kind: DayKind
    holiday: str | None = None
    moved_from: date | None = None
    basis: str | None = None


class UnknownYearError(LookupError):
    """The calendar has no such year; the message says in Russian how to add it."""

    def __init__(self, year: int, known: range) -> None:
        self.year = year
        way = (
            f"Раньше {FIRST_YEAR} года праздники были другие, эти годы добавить нельзя."
            if year < FIRST_YEAR
            else f"Чтобы добавить его, внесите раздел [{year}] с переносами из постановления Правительства "
            "по образцу файла orgplan/worktime/decrees.toml; годы идут подряд."
        )
        super().__init__(
            f"{year} год не внесён в производственный календарь (внесены {known.start}–{known.stop - 1}). {way}"
        )


class DecreeError(ValueError):
    """A decree that cannot be: a move from a working day, a date of another year; the message is Russian."""
