"""The period a plan covers: a year, quarter, month, week, day or any range of days (contracts/cli.md, `--period`)."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self


class PeriodKind(StrEnum):
    """The kinds of period that plans are made for."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    RANGE = "range"


_CODE = re.compile(
    r"(?P<year>\d{4})(?:-Q(?P<quarter>[1-4])|-W(?P<week>\d{2})|-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?",
)
_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Whole days from `start` to `end`, both inclusive, with the kind that names them."""

    start: date
    end: date
    kind: PeriodKind

    @classmethod
    def parse(cls, code: str) -> Self:
        """Read `2018`, `2018-Q2`, `2018-04`, `2018-W15`, `2018-04-10` or `2018-04-10/2018-05-09`; else ValueError."""
        if span := _RANGE.fullmatch(code.strip()):
            start, end = (date.fromisoformat(day) for day in span.groups())
            if end < start:
                raise ValueError(f"конец периода раньше начала: {code}")
            return cls(start, end, PeriodKind.DAY if start == end else PeriodKind.RANGE)
        found = _CODE.fullmatch(code.strip())
        if not found:
            forms = "2018, 2018-Q2, 2018-04, 2018-W15, 2018-04-10 или 2018-04-10/2018-05-09"
            raise ValueError(f"не понимаю период «{code}»: нужно {forms}")
        year = int(found["year"])
        if found["quarter"]:
            return cls.quarter(year, int(found["quarter"]))
        if found["week"]:
            return cls.week(year, int(found["week"]))
        if found["day"]:
            day = date(year, int(found["month"]), int(found["day"]))
            return cls(day, day, PeriodKind.DAY)
        if found["month"]:
            return cls.month(year, int(found["month"]))
        return cls.year(year)

    @classmethod
    def year(cls, year: int) -> Self:
        """Return the whole calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31), PeriodKind.YEAR)

    @classmethod
    def quarter(cls, year: int, number: int) -> Self:
        """Return quarter 1 to 4 of the year."""
        first = date(year, 3 * number - 2, 1)
        return cls(first, date(year, 3 * number, calendar.monthrange(year, 3 * number)[1]), PeriodKind.QUARTER)

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        """Return month 1 to 12 of the year."""
        return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), PeriodKind.MONTH)

    @classmethod
    def week(cls, year: int, number: int) -> Self:
        """Return the ISO week, Monday to Sunday."""
        monday = date.fromisocalendar(year, number, 1)
        return cls(monday, monday + timedelta(days=6), PeriodKind.WEEK)

    @classmethod
    def around(cls, day: date, kind: str) -> Self:
        """Return the year, quarter, month, week or day that holds the day."""
        match PeriodKind(kind):
            case PeriodKind.YEAR:
                return cls.year(day.year)
            case PeriodKind.QUARTER:
                return cls.quarter(day.year, (day.month + 2) // 3)
            case PeriodKind.MONTH:
                return cls.month(day.year, day.month)
            case PeriodKind.WEEK:
                iso = day.isocalendar()
                return cls.week(iso.year, iso.week)
            case _:
                return cls(day, day, PeriodKind.DAY)

    def __contains__(self, day: date) -> bool:
        """Tell whether the day falls into the period."""
        return self.start <= day <= self.end

    @property
    def code(self) -> str:
        """Return the code that `parse` reads back."""
        match self.kind:
            case PeriodKind.YEAR:
                return f"{self.start.year}"
            case PeriodKind.QUARTER:
                return f"{self.start.year}-Q{(self.start.month + 2) // 3}"
            case PeriodKind.MONTH:
                return f"{self.start:%Y-%m}"
            case PeriodKind.WEEK:
                iso = self.start.isocalendar()
                return f"{iso.year}-W{iso.week:02}"
            case PeriodKind.DAY:
                return self.start.isoformat()
            case PeriodKind.RANGE:
                return f"{self.start.isoformat()}/{self.end.isoformat()}"
