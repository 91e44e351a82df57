"""From dated pieces to days: missing years and months come from the neighbours, the title or the period."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from orgplan.language.periods import Period, PeriodKind
from orgplan.language.problems import Problem
from orgplan.language.timing.lexemes import Span, Unit, UnitKind
from orgplan.language.timing.words import Stretch

_MONTHS = 12
_FAR = 10_000


@dataclass(slots=True)
class Resolver:
    """Turns units into spans of days; gathers problems and lowers `certainty` where it had to guess.

    `invented` holds, for each day that does not exist («31 апреля»), the last day of the month that stood in for it;
    `named` the days that do exist.
    """

    period: Period
    year: int | None = None
    problems: list[Problem] = field(default_factory=list)
    named: set[date] = field(default_factory=set)
    invented: set[date] = field(default_factory=set)
    certainty: float = 1.0

    def note(self, code: str, text: str, certainty: float) -> None:
        """Remember a problem and that the reading is the less certain for it."""
        self.problems.append(Problem(code, text))
        self.certainty *= certainty

    def span(self, first: Unit, last: Unit | None = None) -> Span:
        """Return the days from the first unit to the last, in the year that fits the period best."""
        if last is None:
            first = first if first.year else replace(first, year=self._best_year(first, first))
            return Span(*self._days(first), is_exact(first))
        if first.year is None and last.year is None:
            year = self._best_year(first, last)
            first, last = replace(first, year=year), replace(last, year=year + _turns(first, last))
        elif first.year is None:
            first = replace(first, year=(last.year or 0) - _turns(first, last))
        elif last.year is None:
            last = replace(last, year=first.year + _turns(first, last))
        return self._between(first, last)

    def _between(self, first: Unit, last: Unit) -> Span:
        start, end = self._days(first), self._days(last)
        exact = is_exact(first) and is_exact(last)
        if end[1] < start[0]:
            self.note("end_before_start", f"Конец ({_shown(end[1])}) раньше начала ({_shown(start[0])}).", 0.5)
            return Span(end[0], start[1], exact)
        return Span(start[0], end[1], exact)

    def _best_year(self, first: Unit, last: Unit) -> int:
        """Return the year in which the first unit falls into the period, or the pair overlaps it, or the nearest."""
        years = range(self.period.start.year - 1, self.period.end.year + 2)
        return min(years, key=lambda year: self._distance(first, last, year))

    def _distance(self, first: Unit, last: Unit, year: int) -> tuple[int, int, int]:
        start, end = bounds(first, self.period, year)
        if last is not first:
            end = bounds(last, self.period, year + _turns(first, last))[1]
        if start in self.period:
            return 0, 0, year
        if start <= self.period.end and end >= self.period.start:
            return 1, 0, year
        gap = (self.period.start - end).days if end < self.period.start else (start - self.period.end).days
        return 2, abs(year - self.year) * _FAR if self.year else gap, gap

    def _days(self, unit: Unit) -> tuple[date, date]:
        if unit.kind is UnitKind.DAY and unit.year and unit.month:
            most = calendar.monthrange(unit.year, unit.month)[1]
            if unit.number > most:
                text = f"Даты {unit.number:02}.{unit.month:02}.{unit.year} не бывает: в этом месяце дней {most}."
                self.note("day_does_not_exist", text, 0.4)
                self.invented.add(date(unit.year, unit.month, most))
            elif unit.number > 0:  # −1 is the last day of the month
                self.named.add(date(unit.year, unit.month, unit.number))
        if unit.kind in _MONTHLESS and unit.month is None and self._month_unknown():
            self.note("month_unknown", "Не сказано, какого месяца это число, неделя или декада.", 0.5)
        if unit.kind is UnitKind.WHOLE and unit.stretch and self._stretch_unclear(unit.stretch):
            self.note("stretch_unclear", f"Не сказано, какого именно: {_UNCLEAR[unit.stretch]}; взят весь период.", 0.6)
        return bounds(unit, self.period)

    def _month_unknown(self) -> bool:
        return (self.period.start.year, self.period.start.month) != (self.period.end.year, self.period.end.month)

    def _stretch_unclear(self, stretch: Stretch) -> bool:
        return (
            stretch in _UNCLEAR
            and whole(self.period, stretch) == (self.period.start, self.period.end)
            and (self.period.end - self.period.start).days > _LENGTHS[stretch]
        )


_MONTHLESS = {UnitKind.DECADE, UnitKind.WEEK, UnitKind.HALF, UnitKind.NTH_WEEKDAY, UnitKind.DATE}
_UNCLEAR = {
    Stretch.QUARTER: "квартала",
    Stretch.MONTH: "месяца",
    Stretch.WEEK: "недели",
    Stretch.HALF_YEAR: "полугодия",
}
_LENGTHS = {Stretch.QUARTER: 92, Stretch.MONTH: 31, Stretch.WEEK: 7, Stretch.HALF_YEAR: 184}


def is_exact(unit: Unit) -> bool:
    """Tell whether a unit names a day rather than a longer stretch."""
    return unit.kind in {UnitKind.DAY, UnitKind.NTH_WEEKDAY, UnitKind.NTH_WORKDAY, UnitKind.DATE}


def _shown(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _turns(first: Unit, last: Unit) -> int:
    """Return 1 when the pair goes over the new year («28 декабря – 8 января»)."""
    return int(_place(last) < _place(first) and last.kind is not UnitKind.WHOLE)


def _place(unit: Unit) -> int:
    """Return a number that orders units inside a year by month."""
    if unit.month:
        return unit.month
    match unit.kind:
        case UnitKind.QUARTER:
            return 3 * unit.number - 2
        case UnitKind.HALF_YEAR:
            return 6 * unit.number - 5
        case UnitKind.SEASON:
            return 3 * unit.number - 3
        case _:
            return 0


def bounds(unit: Unit, period: Period, year: int | None = None) -> tuple[date, date]:
    """Return first and last day of a unit; what it does not say is taken from the period."""
    year = year or unit.year or period.start.year
    if find := _BOUNDS.get(unit.kind):
        return find(unit, year, period)
    return _in_month(unit, year, period)


def _winter(year: int) -> tuple[date, date]:
    return date(year, 12, 1), _months(year + 1, 2, 1)[1]


def _from_end(number: int, count: int) -> int:
    return min(number, count) if number >= 0 else max(1, count + 1 + number)


def _day(year: int, month: int, number: int) -> date:
    most = calendar.monthrange(year, month)[1]
    return date(year, month, most + 1 + number if number < 0 else max(1, min(number, most)))


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    return date(year, month, 1), _day(year, month + count - 1, -1)


def whole(period: Period, stretch: Stretch | None) -> tuple[date, date]:
    """Return «в течение года», «… квартала» in a plan for the period: the named stretch around a shorter period."""
    start, end = period.start, period.end
    same_year = start.year == end.year
    match stretch:
        case Stretch.YEAR if same_year:
            return _months(start.year, 1, _MONTHS)
        case Stretch.HALF_YEAR if same_year and (start.month > 6) == (end.month > 6):  # noqa: PLR2004 -- June
            return _months(start.year, 1 if start.month <= 6 else 7, 6)  # noqa: PLR2004 -- June
        case Stretch.QUARTER if same_year and (start.month - 1) // 3 == (end.month - 1) // 3:
            return _months(start.year, (start.month - 1) // 3 * 3 + 1, 3)
        case Stretch.MONTH if same_year and start.month == end.month:
            return _months(start.year, start.month, 1)
        case Stretch.WEEK if start.isocalendar()[:2] == end.isocalendar()[:2]:
            monday = start - timedelta(days=start.weekday())
            return monday, monday + timedelta(days=6)
        case _:
            return start, end


def _part(unit: Unit, year: int, period: Period) -> tuple[date, date]:
    """Return the third of a month, quarter, year or period that «начало», «середина», «конец» mean."""
    if unit.stretch is Stretch.MONTH and unit.month:
        return _decade(year, unit.month, unit.number)
    if unit.stretch is Stretch.QUARTER and unit.month:
        return _months(year, unit.month + unit.number - 1, 1)
    if unit.stretch is Stretch.YEAR:
        return _months(year, 4 * unit.number - 3, 4)
    start, end = whole(period, unit.stretch)
    if unit.stretch is Stretch.MONTH and (start.year, start.month) == (end.year, end.month):
        return _decade(start.year, start.month, unit.number)
    third = ((end - start).days + 1) // 3
    first = start + timedelta(days=third * (unit.number - 1))
    return first, end if unit.number == 3 else max(first, first + timedelta(days=third - 1))  # noqa: PLR2004 -- thirds


def _decade(year: int, month: int, number: int) -> tuple[date, date]:
    number = _from_end(number, 3)
    return date(year, month, 10 * number - 9), _day(year, month, -1 if number == 3 else 10 * number)  # noqa: PLR2004 -- decades


def _in_month(unit: Unit, year: int, period: Period) -> tuple[date, date]:
    month = unit.month or period.start.month
    most = calendar.monthrange(year, month)[1]
    match unit.kind:
        case UnitKind.DECADE:
            return _decade(year, month, unit.number)
        case UnitKind.TENS:
            first = 21 if unit.number < 0 else unit.number
            return _day(year, month, first), _day(year, month, min(first + 9, most) if unit.number > 0 else -1)
        case UnitKind.HALF:
            return (
                (date(year, month, 1), date(year, month, 15))
                if unit.number == 1
                else (date(year, month, 16), _day(year, month, -1))
            )
        case UnitKind.WEEK:
            first = most - 6 if unit.number < 0 else min(7 * unit.number - 6, 29 if most > 28 else 22)  # noqa: PLR2004 -- days
            return date(year, month, first), date(year, month, min(first + 6, most))
        case UnitKind.NTH_WEEKDAY:
            return (day := _nth_weekday(year, month, unit.number, {unit.weekday})), day
        case _:
            return (day := _nth_weekday(year, month, unit.number, set(range(5)))), day


def _nth_weekday(year: int, month: int, number: int, weekdays: set[int]) -> date:
    most = calendar.monthrange(year, month)[1]
    days = [day for n in range(1, most + 1) if (day := date(year, month, n)).weekday() in weekdays]
    return days[number if number < 0 else min(number, len(days)) - 1]


def _one_day(unit: Unit, year: int, period: Period) -> tuple[date, date]:
    day = _day(year, unit.month or period.start.month, unit.number)
    return day, day


def _season(unit: Unit, year: int, _: Period) -> tuple[date, date]:
    return _months(year, 3 * unit.number - 3, 3) if unit.number > 1 else _winter(year)


_BOUNDS: dict[UnitKind, Callable[[Unit, int, Period], tuple[date, date]]] = {
    UnitKind.DAY: _one_day,
    UnitKind.DATE: _one_day,
    UnitKind.MONTH: lambda unit, year, _: _months(year, unit.month or 1, 1),
    UnitKind.QUARTER: lambda unit, year, _: _months(year, 3 * _from_end(unit.number, 4) - 2, 3),
    UnitKind.HALF_YEAR: lambda unit, year, _: _months(year, 6 * _from_end(unit.number, 2) - 5, 6),
    UnitKind.YEAR: lambda _unit, year, _: _months(year, 1, _MONTHS),
    UnitKind.SEASON: _season,
    UnitKind.WHOLE: lambda unit, _year, period: whole(period, unit.stretch),
    UnitKind.PART: _part,
}


def single_month(period: Period) -> bool:
    """Tell whether the plan is for one month: then lone numbers are its days."""
    return period.kind is PeriodKind.MONTH
