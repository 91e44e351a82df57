"""Memorial and professional dates as rules: a fixed day, an n-th weekday, a day of the year, days from Easter."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import EASTER_ORTHODOX, easter
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from orgplan.language.counts import counted
from orgplan.language.months import MONTHS_GENITIVE

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


class DateLevel(TextChoices):
    """Whose date it is."""

    FEDERAL = "federal", _("date of Russia")
    REGIONAL = "regional", _("date of the region")
    CITY = "city", _("date of the city")
    PROFESSIONAL = "professional", _("professional holiday")
    CHURCH = "church", _("church holiday")


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
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:  # noqa: PLR2004 -- months
        return None
    return date(year, month, day)


def _nth_weekday(year: int, rule: DateRule) -> date | None:
    if not 1 <= rule.month <= 12:  # noqa: PLR2004 -- months
        return None
    length = calendar.monthrange(year, rule.month)[1]
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
