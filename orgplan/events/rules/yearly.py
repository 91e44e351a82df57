"""How a day comes back every year: a fixed day, an n-th weekday, a day of the year, days from Easter.

An event is repeated by its rule, not after 365 days: the City Day is the first Saturday of August.
"""

from __future__ import annotations

import calendar as months
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import EASTER_ORTHODOX, easter
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from orgplan.language.counts import counted
from orgplan.language.months import MONTHS_GENITIVE
from orgplan.worktime import UnknownYearError, WorkingCalendar
from orgplan.worktime.reckoning import add_working_days, count_working_days, is_working_day, working_day_from

_WEEK = 7
_MASCULINE = ("первый", "второй", "третий", "четвёртый", "пятый")
_FEMININE = ("первая", "вторая", "третья", "четвёртая", "пятая")
_NEUTER = ("первое", "второе", "третье", "четвёртое", "пятое")
_WEEKDAYS = (
    *(("понедельник", _MASCULINE, "последний"), ("вторник", _MASCULINE, "последний")),
    *(("среда", _FEMININE, "последняя"), ("четверг", _MASCULINE, "последний"), ("пятница", _FEMININE, "последняя")),
    *(("суббота", _FEMININE, "последняя"), ("воскресенье", _NEUTER, "последнее")),
)


class DateRuleKind(TextChoices):
    """How the day of a date is found in a year."""

    FIXED = "fixed", _("a day of a month")
    NTH_WEEKDAY = "nth_weekday", _("an n-th weekday of a month")
    DAY_OF_YEAR = "day_of_year", _("a day of the year by its number")
    EASTER = "easter", _("days from Easter")


@dataclass(frozen=True, slots=True)
class DateRule:
    """How the day is found, by kind.

    Fixed: `month` and `day`. N-th weekday: `month`, `number` (1 to 5, -1 the last), `weekday` (0 Monday). Day of the
    year: `number`. Easter: `number` of days from the Orthodox one (0 Easter itself, negative before).
    """

    kind: DateRuleKind
    month: int = 0
    day: int = 0
    number: int = 0
    weekday: int = 0


def day_in(rule: DateRule, year: int) -> date | None:
    """Return the day of the date in the year; None where the year has none (29 February, a fifth Friday)."""
    match rule.kind:
        case DateRuleKind.FIXED:
            return _real(year, rule.month, rule.day)
        case DateRuleKind.NTH_WEEKDAY:
            return _nth_weekday(year, rule)
        case DateRuleKind.DAY_OF_YEAR:
            found = date(year, 1, 1) + timedelta(days=rule.number - 1)
            return found if found.year == year and rule.number > 0 else None
        case DateRuleKind.EASTER:
            return easter(year, EASTER_ORTHODOX) + timedelta(days=rule.number)


def _real(year: int, month: int, day: int) -> date | None:
    if not 1 <= month <= 12 or not 1 <= day <= months.monthrange(year, month)[1]:  # noqa: PLR2004 -- months
        return None
    return date(year, month, day)


def _nth_weekday(year: int, rule: DateRule) -> date | None:
    if not 1 <= rule.month <= 12:  # noqa: PLR2004 -- months
        return None
    length = months.monthrange(year, rule.month)[1]
    days = [day for day in range(1, length + 1) if date(year, rule.month, day).weekday() == rule.weekday]
    place = rule.number - 1 if rule.number > 0 else rule.number
    if rule.number == 0 or not -len(days) <= place < len(days):
        return None
    return date(year, rule.month, days[place])


def date_words(rule: DateRule) -> str:
    """Return the rule in words: «22 июня», «первая суббота августа», «256-й день года», «49 дней после Пасхи»."""
    match rule.kind:
        case DateRuleKind.FIXED:
            return f"{rule.day} {MONTHS_GENITIVE[rule.month - 1]}"
        case DateRuleKind.NTH_WEEKDAY:
            name, ordinals, last = _WEEKDAYS[rule.weekday]
            number = last if rule.number < 0 else ordinals[rule.number - 1]
            return f"{number} {name} {MONTHS_GENITIVE[rule.month - 1]}"
        case DateRuleKind.DAY_OF_YEAR:
            return f"{rule.number}-й день года"
        case DateRuleKind.EASTER:
            if rule.number == 0:
                return "Пасха"
            when = "после Пасхи" if rule.number > 0 else "до Пасхи"
            return f"{counted(abs(rule.number), 'день')} {when}"


class OffDayShift(TextChoices):
    """What becomes of a day that falls on a day off."""

    AS_IS = "as_is", _("stays where it falls")
    PREVIOUS = "previous", _("goes to the working day before it")
    NEXT = "next", _("goes to the working day after it")


@dataclass(frozen=True, slots=True)
class YearRule:
    """How the first day of an event is found in a year, and what becomes of it on a day off."""

    rule: DateRule
    off_day: OffDayShift = OffDayShift.AS_IS

    def day(self, year: int, calendar: WorkingCalendar) -> date | None:
        """Return the day in the year; None where the year has none."""
        found = day_in(self.rule, year)
        if found is None or self.off_day == OffDayShift.AS_IS:
            return found
        return working_day_from(found, calendar, back=self.off_day == OffDayShift.PREVIOUS)

    @property
    def words(self) -> str:
        """Return «первая суббота августа», «31 августа, в выходной – накануне рабочим днём»."""
        said = {OffDayShift.PREVIOUS: ", в выходной – рабочий день до него", OffDayShift.NEXT: ", в выходной – после"}
        return date_words(self.rule) + said.get(self.off_day, "")


@dataclass(frozen=True, slots=True)
class Shift:
    """How days move from one holding of an event to another: `since` there becomes `to` here."""

    since: date
    to: date

    def __call__(self, day: date) -> date:
        """Return the day as far from the new one as it was from the old one, in calendar days."""
        return day + (self.to - self.since)

    def by_working_days(self, day: date, calendar: WorkingCalendar) -> date:
        """Return the day as far from the new one as it was from the old one, in working days; a working day."""
        distance = count_working_days(self.since, day, calendar)
        moved = add_working_days(self.to, distance, calendar)
        return working_day_from(moved, calendar, back=distance <= 0)


_FIFTH = 5
_EASTER_REACH = 57
"""So many days around Easter feasts depend on it: from Shrovetide to Trinity."""


def likely_rules(days: Sequence[date], calendar: WorkingCalendar) -> list[YearRule]:
    """Return the rules by which the latest of the days may have been found, the likeliest first.

    One that also gives the earlier days in their years comes before others; then a public holiday stays on its date,
    and anything else on its weekday.
    """
    if not days:
        return []
    *earlier, last = sorted(days)
    fixed = DateRule(DateRuleKind.FIXED, last.month, last.day)
    places = [(last.day - 1) // _WEEK + 1]
    if last.day + _WEEK > days_of_month(last):
        # A fifth Friday is not in every month: who says so means the last one.
        places = [-1] if places == [_FIFTH] else [*places, -1]
    weekday = last.weekday()
    found = [YearRule(DateRule(DateRuleKind.NTH_WEEKDAY, last.month, 0, place, weekday)) for place in places]
    by_date = [YearRule(fixed), YearRule(fixed, OffDayShift.PREVIOUS), YearRule(fixed, OffDayShift.NEXT)]
    if not is_working_day(last, calendar):
        by_date = by_date[:1]
    found = by_date + found if _is_holiday(last, calendar) else found + by_date
    from_easter = (last - easter(last.year, EASTER_ORTHODOX)).days
    if abs(from_easter) <= _EASTER_REACH:
        found.append(YearRule(DateRule(DateRuleKind.EASTER, number=from_easter)))
    return sorted(found, key=lambda rule: sum(rule.day(day.year, calendar) != day for day in earlier))


def days_of_month(day: date) -> int:
    """Return how many days the month of the day has."""
    return months.monthrange(day.year, day.month)[1]


def _is_holiday(day: date, calendar: WorkingCalendar) -> bool:
    try:
        return calendar.holiday(day) is not None
    except UnknownYearError:
        return False


def year_in_title(title: str, since: int, to: int) -> str:
    """Return the title of an event of the year `since` as it reads in the year `to`: its years, «309-летие» too.

    Jubilee numbers move with the years; other numbers stay.
    """
    moved = re.sub(rf"\b{since}\b", str(to), title)
    return re.sub(r"\b(\d{1,4})(?=-(?:лети|\w{1,3} годовщин))", lambda found: str(int(found[1]) + to - since), moved)
