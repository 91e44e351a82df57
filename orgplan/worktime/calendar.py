"""The working calendar: a fixed table of days with counts before each, so every question is one look-up."""

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Self

from orgplan.worktime.decrees import bundled_decrees
from orgplan.worktime.labour_code import days_of_year
from orgplan.worktime.model import FIRST_YEAR, CalendarDay, DayKind, DecreeError, UnknownYearError, YearDecree


class WorkingCalendar:
    """Days of successive years and arithmetic over working days; immutable.

    Days are `datetime.date`. Every method raises `UnknownYearError` where it would need a day outside `years`.
    """

    __slots__ = ("_before", "_days", "_decrees", "_first", "_overrides", "_worked")

    def __init__(self, decrees: Iterable[YearDecree], overrides: Mapping[date, DayKind] | None = None) -> None:
        self._decrees = {decree.year: decree for decree in sorted(decrees, key=lambda one: one.year)}
        self._overrides = dict(overrides or {})
        _check_years(list(self._decrees))
        days = [day for decree in self._decrees.values() for day in days_of_year(decree)]
        self._first = days[0].day.toordinal()
        for day, kind in self._overrides.items():
            place = self._place(day, len(days))
            days[place] = _overridden(days[place], kind)
        self._days = tuple(days)
        # _before[i]: working days among the first i days; _worked[k]: the place of the k-th working day.
        self._before = array("L", [0])
        self._worked = array("L")
        for place, known in enumerate(days):
            if known.kind.is_working:
                self._worked.append(place)
            self._before.append(len(self._worked))

    @classmethod
    def bundled(cls) -> "WorkingCalendar":
        """The calendar that comes with the product: 2013–2026 confirmed, 2027 proposed."""
        return _bundled()

    def with_overrides(self, overrides: Mapping[date, DayKind]) -> Self:
        """A calendar in which these days are of these kinds: the administrator's last word."""
        return type(self)(self._decrees.values(), self._overrides | dict(overrides))

    def with_decrees(self, decrees: Iterable[YearDecree]) -> Self:
        """A calendar with these years added or put in the place of the known ones; overrides stay.

        Raises:
            DecreeError: a gap between the years, or a decree that cannot be.
        """
        return type(self)((self._decrees | {decree.year: decree for decree in decrees}).values(), self._overrides)

    @property
    def years(self) -> range:
        """The known years, without a gap."""
        return range(min(self._decrees), max(self._decrees) + 1)

    def is_confirmed(self, year: int) -> bool:
        """Whether the year's decree is known; False for a proposal."""
        if year not in self._decrees:
            raise UnknownYearError(year, self.years)
        return self._decrees[year].confirmed

    def unconfirmed_years(self, one: date, other: date) -> tuple[int, ...]:
        """The proposed years that the days between the two touch, both included, in either order."""
        first, last = sorted((one.year, other.year))
        return tuple(year for year in range(first, last + 1) if year in self._decrees and not self.is_confirmed(year))

    def day(self, day: date) -> CalendarDay:
        """Everything known about the day."""
        return self._days[self._place(day, len(self._days))]

    def kind(self, day: date) -> DayKind:
        """Working, shortened or off."""
        return self.day(day).kind

    def is_working(self, day: date) -> bool:
        """Whether the day is a working one; a shortened day is."""
        return self.day(day).kind.is_working

    def holiday(self, day: date) -> str | None:
        """The name of the holiday by art. 112 of the Labour Code, None on other days, off or not."""
        return self.day(day).holiday

    def moved_from(self, day: date) -> date | None:
        """For a day off on a weekday: the day whose rest was moved here, by the decree or by art. 112."""
        return self.day(day).moved_from

    def add(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, or before it where `count` is negative.

        `day` itself is never counted, whatever its kind: one working day after a Saturday is Monday. A count of
        nought gives `day` back, off or not.
        """
        place = self._place(day, len(self._days))
        if count == 0:
            return day
        order = self._before[place + 1] + count - 1 if count > 0 else self._before[place] + count
        return self._worked_day(order)

    def between(self, start: date, end: date) -> int:
        """The number of working days in the half-open range [start, end), negative where end is before start."""
        if end < start:
            return -self.between(end, start)
        # The day after the last known one may end a range: it is not counted.
        return self._before[self._place(end, len(self._days) + 1)] - self._before[self._place(start, len(self._days))]

    def next_working(self, day: date) -> date:
        """The first working day on or after `day`: the end of a term that falls on a day off."""
        return self._worked_day(self._before[self._place(day, len(self._days))])

    def previous_working(self, day: date) -> date:
        """The last working day on or before `day`: what must be ready by a day off."""
        return self._worked_day(self._before[self._place(day, len(self._days)) + 1] - 1)

    def _place(self, day: date, size: int) -> int:
        place = day.toordinal() - self._first
        if not 0 <= place < size:
            raise UnknownYearError(day.year, self.years)
        return place

    def _worked_day(self, order: int) -> date:
        if order < 0:
            raise UnknownYearError(self.years.start - 1, self.years)
        if order >= len(self._worked):
            raise UnknownYearError(self.years.stop, self.years)
        return self._days[self._worked[order]].day


@cache
def _bundled() -> WorkingCalendar:
    return WorkingCalendar(bundled_decrees())


def _overridden(day: CalendarDay, kind: DayKind) -> CalendarDay:
    """The day with another kind; where the kind changes, the old ground no longer holds."""
    return day if day.kind is kind else replace(day, kind=kind, moved_from=None, basis=None)


def _check_years(years: list[int]) -> None:
    if not years:
        raise DecreeError("Производственный календарь пуст: нужен хотя бы один год.")
    if years[0] < FIRST_YEAR:
        raise DecreeError(
            f"Производственный календарь: {years[0]} год раньше {FIRST_YEAR}-го, праздники тогда были другие."
        )
    missing = sorted(set(range(years[0], years[-1])) - set(years))
    if missing:
        raise DecreeError(f"Производственный календарь: годы идут подряд, нет {missing[0]} года.")
