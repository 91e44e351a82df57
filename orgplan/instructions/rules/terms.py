"""By when an instruction is due: terms as data and how they are counted (domain.md §7).

Offices contradict each other: calendar or working days, from signing or from registration, what happens on a day off.
All of it is in the rule; the day from which a term is counted is never counted itself.
"""

from __future__ import annotations

import calendar as months
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count as counting

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from orgplan.language.counts import counted
from orgplan.language.months import MONTHS_GENITIVE
from orgplan.worktime import UnknownYearError, WorkingCalendar

_MONTHS_A_QUARTER = 3
_DECEMBER = 12


class TermKind(TextChoices):
    """How a term is found."""

    DAYS = "days", _("so many days")
    MONTHS = "months", _("so many months")
    MONTHLY = "monthly", _("every month, by a day of the next one")
    QUARTERLY = "quarterly", _("every quarter, by a day of the month after it")
    YEARLY = "yearly", _("every year, by a date")


PERIODIC = (TermKind.MONTHLY, TermKind.QUARTERLY, TermKind.YEARLY)
"""Terms that come back: each period has its own report."""


class DayMeasure(TextChoices):
    """Which days are counted."""

    CALENDAR = "calendar", _("days of the calendar")
    WORKING = "working", _("only working days")


class CountedFrom(TextChoices):
    """From which day a term is counted."""

    SIGNING = "signing", _("from the day of signing")
    REGISTRATION = "registration", _("from the day of registration")


class OffDay(TextChoices):
    """What becomes of a last day that is off."""

    EARLIER = "earlier", _("the working day before")
    LATER = "later", _("the working day after")
    AS_IS = "as_is", _("stays as it is")


class UncountableTermError(Exception):
    """The term cannot be counted; the text is a Russian sentence that says what is missing."""


@dataclass(frozen=True, slots=True)
class TermSpec:
    """A rule of terms as plain data. `day` (and `month` for yearly ones) is by when periodic terms end."""

    kind: TermKind
    count: int = 1
    measure: DayMeasure = DayMeasure.CALENDAR
    counted_from: CountedFrom = CountedFrom.SIGNING
    off_day: OffDay = OffDay.EARLIER
    day: int = 10
    month: int = 1

    @property
    def words(self) -> str:
        """Return «10 рабочих дней с даты регистрации», «ежемесячно, до 10-го числа следующего месяца»."""
        return f"{_LENGTHS[self.kind](self)}{_from_words(self)}"


@dataclass(frozen=True, slots=True)
class CountedTerm:
    """A term that was counted: the last day, and in one sentence how it came about."""

    due_on: date
    words: str


def missing_registration(spec: TermSpec) -> str:
    """Say that the term cannot be counted before the day of registration is known."""
    return f"Срок «{spec.words}» считается с даты регистрации: укажите её или назовите день исполнения."


def count_term(
    spec: TermSpec, *, signed_on: date, registered_on: date | None, calendar: WorkingCalendar
) -> CountedTerm:
    """Return the last day of the term, and how it was counted.

    Raises:
        UncountableTermError: it is counted from a registration that has no date yet, or in working days of a year that
            the calendar does not know.
    """
    start = signed_on if spec.counted_from == CountedFrom.SIGNING else registered_on
    if start is None:
        raise UncountableTermError(missing_registration(spec))
    try:
        nominal = next(_nominals(spec, start, calendar))
    except UnknownYearError as error:
        raise UncountableTermError(f"Рабочие дни не сосчитать: {error.year} год не внесён в календарь.") from None
    return _moved(spec, nominal, f"{spec.words} {start:%d.%m.%Y}", calendar, earliest=start)


def next_term(spec: TermSpec, after: date, calendar: WorkingCalendar) -> CountedTerm | None:
    """Return the term that follows the one due on the day, None for a rule that does not come back."""
    if spec.kind not in PERIODIC:
        return None
    for nominal in _nominals(spec, _month_on(after, -1), calendar):
        term = _moved(spec, nominal, spec.words, calendar, earliest=date.min)
        if term.due_on > after:
            return term
    return None  # pragma: no cover -- the nominal days never end


def material_due(due_on: date, days: int, measure: DayMeasure, *, signed_on: date, calendar: WorkingCalendar) -> date:
    """Return by when co-performers give their material: so many days before, a working day, never before signing."""
    day = due_on - timedelta(days=days)
    try:
        day = calendar.add(due_on, -days) if measure == DayMeasure.WORKING and days else calendar.previous_working(day)
    except UnknownYearError:
        return max(day, signed_on)
    return max(day, signed_on)


def off_day_words(day: date, calendar: WorkingCalendar) -> str:
    """Say that a day named by people is off, and which working day stands before; empty for a working day."""
    try:
        if calendar.is_working(day):
            return ""
        before = calendar.previous_working(day)
    except UnknownYearError:
        return ""
    return f"{day:%d.%m.%Y} — нерабочий день, последний рабочий перед ним — {before:%d.%m.%Y}."


def _nominals(spec: TermSpec, start: date, calendar: WorkingCalendar) -> Iterator[date]:
    """Yield the last days as the rule names them, before days off are looked at; one for a term that ends."""
    if spec.kind == TermKind.DAYS:
        working = spec.measure == DayMeasure.WORKING
        yield calendar.add(start, spec.count) if working else start + timedelta(days=spec.count)
    elif spec.kind == TermKind.MONTHS:
        yield _month_on(start, spec.count)
    else:
        yield from _PERIODS[spec.kind](spec, start)


def _monthly(spec: TermSpec, start: date) -> Iterator[date]:
    for ahead in counting(1):
        yield _day_of(_month_on(start.replace(day=1), ahead), spec.day)


def _quarterly(spec: TermSpec, start: date) -> Iterator[date]:
    first = start.replace(month=(start.month - 1) // _MONTHS_A_QUARTER * _MONTHS_A_QUARTER + 1, day=1)
    for ahead in counting(1):
        yield _day_of(_month_on(first, ahead * _MONTHS_A_QUARTER), spec.day)


def _yearly(spec: TermSpec, start: date) -> Iterator[date]:
    for year in counting(start.year):
        day = _day_of(date(year, spec.month, 1), spec.day)
        if day > start:
            yield day


def _moved(spec: TermSpec, nominal: date, ground: str, calendar: WorkingCalendar, *, earliest: date) -> CountedTerm:
    said = f"{ground}: до {nominal:%d.%m.%Y}"
    if spec.off_day == OffDay.AS_IS:
        return CountedTerm(nominal, said)
    try:
        if calendar.is_working(nominal):
            return CountedTerm(nominal, said)
        earlier = calendar.previous_working(nominal)
        due = calendar.next_working(nominal) if spec.off_day == OffDay.LATER or earlier < earliest else earlier
    except UnknownYearError as error:
        return CountedTerm(nominal, f"{said} (выходные не учтены: {error.year} год не внесён в календарь)")
    which = "предыдущий" if due < nominal else "следующий"
    return CountedTerm(due, f"{said} — нерабочий день, {which} рабочий {due:%d.%m.%Y}")


def _month_on(day: date, ahead: int) -> date:
    """Return the same date so many months later (or earlier), or the last day of that month."""
    year, month = divmod(day.year * _DECEMBER + day.month - 1 + ahead, _DECEMBER)
    return _day_of(date(year, month + 1, 1), day.day)


def _day_of(month: date, day: int) -> date:
    return month.replace(day=min(day, months.monthrange(month.year, month.month)[1]))


def _from_words(spec: TermSpec) -> str:
    if spec.kind in PERIODIC:
        return ""
    return " с даты подписания" if spec.counted_from == CountedFrom.SIGNING else " с даты регистрации"


_LENGTHS: dict[TermKind, Callable[[TermSpec], str]] = {
    TermKind.DAYS: lambda spec: counted(
        spec.count, "рабочий день" if spec.measure == DayMeasure.WORKING else "календарный день"
    ),
    TermKind.MONTHS: lambda spec: counted(spec.count, "месяц"),
    TermKind.MONTHLY: lambda spec: f"ежемесячно, до {spec.day}-го числа следующего месяца",
    TermKind.QUARTERLY: lambda spec: f"ежеквартально, до {spec.day}-го числа месяца после квартала",
    TermKind.YEARLY: lambda spec: f"ежегодно, до {spec.day} {MONTHS_GENITIVE[spec.month - 1]}",
}
_PERIODS: dict[TermKind, Callable[[TermSpec, date], Iterator[date]]] = {
    TermKind.MONTHLY: _monthly,
    TermKind.QUARTERLY: _quarterly,
    TermKind.YEARLY: _yearly,
}
