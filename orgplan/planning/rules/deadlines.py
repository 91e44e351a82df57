"""When a plan must be sent: four kinds of deadline met in real regulations, in moments and words (domain.md §1.1).

A date in the year («20 февраля»), days or months before the running period ends (Улан-Удэ), days before the planned one
begins (Саха), and a weekday with its hour («среда, 12.00» for the next week). Counted in calendar or working days; what
happens on a day off is a choice. Moments are naive: the city's own time.
"""

from __future__ import annotations

import calendar as months
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from orgplan.language.counts import counted
from orgplan.language.months import MONTHS_GENITIVE
from orgplan.language.periods import Period, PeriodKind
from orgplan.worktime import UnknownYearError, WorkingCalendar
from orgplan.worktime.office import OfficeYears

_ONE_DAY = timedelta(days=1)
_WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
_WEEKDAYS_GENITIVE = ("понедельника", "вторника", "среды", "четверга", "пятницы", "субботы", "воскресенья")
_QUARTERS = ("I", "II", "III", "IV")
_DAY_OF_YEAR = re.compile(r"(?P<day>\d{1,2})\s*(?:\.\s*(?P<number>\d{1,2})\.?|\s+(?P<word>[а-яё]+))", re.IGNORECASE)


class DeadlineKind(TextChoices):
    """From what a deadline is counted."""

    DATE = "date", _("a date in the year")
    BEFORE_END = "before_end", _("before the running period ends")
    BEFORE_START = "before_start", _("before the planned period begins")
    WEEKDAY = "weekday", _("a weekday of the week before")


class Measure(TextChoices):
    """What is counted back from the end or the beginning of a period."""

    CALENDAR = "calendar", _("calendar days")
    WORKING = "working", _("working days")
    MONTHS = "months", _("months")


class OffDayRule(TextChoices):
    """What becomes of a deadline that falls on a day off."""

    EARLIER = "earlier", _("the working day before")
    LATER = "later", _("the working day after")
    AS_IS = "as_is", _("stays as it is")


@dataclass(frozen=True, slots=True)
class Term:
    """A rule of a deadline as plain data.

    `days` are (month, day) pairs for a date in the year; `count` counts `measure` for the two «before» kinds and weeks
    for a weekday (1: the week right before the plan begins); `weekday` is 0 for Monday.
    """

    kind: DeadlineKind
    at: time = time(18, 0)
    days: tuple[tuple[int, int], ...] = ()
    count: int = 1
    measure: Measure = Measure.CALENDAR
    weekday: int = 2
    off_day: OffDayRule = OffDayRule.EARLIER


@dataclass(frozen=True, slots=True)
class Deadline:
    """A reckoned deadline: the moment (None where it cannot be reckoned), its ground, and what moved or hinders it.

    `year` is that of the planned period: a deadline in another year is said with its own.
    """

    moment: datetime | None
    ground: str
    note: str = ""
    year: int | None = None

    @property
    def words(self) -> str:
        """Return the whole sentence: «не позднее чем за 15 дней до конца июля: пятница 16 июля, 18:00»."""
        when = f"{self.ground}: {moment_words(self.moment, self.year)}" if self.moment else self.ground
        return f"{when} ({self.note})" if self.note else when


def reckon(term: Term, period: Period, calendar: WorkingCalendar, office: OfficeYears | None = None) -> Deadline:
    """Return the deadline of a plan for the period.

    A deadline before a period never reaches into it: where «the working day after» would, the day goes earlier.
    A year that the calendar does not know is said in words: calendar days stand unmoved, working days have no moment.
    With the hours of the office, an hour at which it is closed is said too.
    """
    ground, year = ground_words(term, period), period.start.year
    try:
        day = _DAYS[term.kind](term, period, calendar)
    except UnknownYearError as error:
        return Deadline(None, ground, str(error))
    if day is None:
        return Deadline(None, ground, "в правиле не указан ни один день")
    try:
        moved = _off_moved(day, term, period, calendar)
    except UnknownYearError as error:
        ground = ground_words(term, period, with_year=day.year != year)
        return Deadline(
            datetime.combine(day, term.at), ground, f"выходные и праздники не учтены: {error.year} год не внесён", year
        )
    notes = [] if moved == day else [f"{day_words(day, moved.year)} — {_off_words(day, calendar)}, срок перенесён"]
    ground = ground_words(term, period, with_year=moved.year != year)
    if office and (outside := office.outside_words(moved, term.at, calendar)):
        notes.append(outside)
    return Deadline(datetime.combine(moved, term.at), ground, "; ".join(notes), year)


def ground_words(term: Term, period: Period, *, with_year: bool = False) -> str:
    """Return what the rule says of the period: «не позднее чем за 15 дней до конца июля», on request with its year."""
    match term.kind:
        case DeadlineKind.DATE:
            return "не позднее установленной даты"
        case DeadlineKind.BEFORE_END:
            running = period_genitive(_before(period), with_year=with_year)
            return f"не позднее чем за {_count_words(term)} до конца {running}"
        case DeadlineKind.BEFORE_START:
            return f"не позднее чем за {_count_words(term)} до начала {period_genitive(period, with_year=with_year)}"
    name = _WEEKDAYS_GENITIVE[term.weekday]
    which = "предыдущей недели" if term.count <= 1 else f"недели за {counted(term.count, 'неделя')} до начала"
    return f"до {term.at:%H:%M} {name} {which}"


def rule_words(term: Term) -> str:
    """Return the rule without a period: «за 15 дней до конца текущего месяца, до 18:00»."""
    off = {
        OffDayRule.EARLIER: "в выходной — накануне, в рабочий день",
        OffDayRule.LATER: "с выходного — на следующий рабочий день",
        OffDayRule.AS_IS: "выходные не учитываются",
    }[term.off_day]
    clock = f"до {term.at:%H:%M}"
    match term.kind:
        case DeadlineKind.DATE:
            said = f"{days_text(term.days)}, {clock}"
        case DeadlineKind.BEFORE_END:
            said = f"за {_count_words(term)} до конца текущего периода, {clock}"
        case DeadlineKind.BEFORE_START:
            said = f"за {_count_words(term)} до начала планируемого периода, {clock}"
        case DeadlineKind.WEEKDAY:
            weeks = "" if term.count <= 1 else f" (за {counted(term.count, 'неделя')})"
            said = f"{_WEEKDAYS[term.weekday]} предыдущей недели{weeks}, {clock}"
    return f"{said}; {off}"


def read_days(text: str) -> tuple[tuple[int, int], ...]:
    """Read days of the year: «20 февраля, 20 мая», «20.02; 20.05»; ValueError names in Russian what is no day."""
    found: list[tuple[int, int]] = []
    for part in filter(None, (part.strip() for part in re.split(r"[,;\n]|\sи\s", text))):
        match = _DAY_OF_YEAR.fullmatch(part)
        month = _month_of(match) if match else 0
        if not match or not month or not 1 <= int(match["day"]) <= _longest(month):
            raise ValueError(f"«{part}» — не день года; пишите «20 февраля» или «20.02», через запятую.")
        found.append((month, int(match["day"])))
    if not found:
        raise ValueError("Назовите хотя бы один день года, например «20 февраля».")
    return tuple(sorted(set(found)))


def days_text(days: Sequence[tuple[int, int]]) -> str:
    """Return days of the year as people write them: «20 февраля, 20 мая»."""
    return ", ".join(f"{day} {MONTHS_GENITIVE[month - 1]}" for month, day in days)


def moment_words(moment: datetime, beside: int | None = None) -> str:
    """Return «пятница 16 июля, 18:00»; `beside` is the year that the reader takes for granted, another one is said."""
    return f"{day_words(moment.date(), beside)}, {moment:%H:%M}"


def day_words(day: date, beside: int | None = None) -> str:
    """Return «пятница 16 июля», beside another year «среда 16 декабря 2026 года»."""
    year = "" if beside in {None, day.year} else f" {day.year} года"
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {MONTHS_GENITIVE[day.month - 1]}{year}"


def period_genitive(period: Period, *, with_year: bool = False) -> str:
    """Return the period after «до конца»: «июля», «III квартала», «2026 года», «недели 27 июля – 2 августа»."""
    first, last = period.start, period.end
    year = f" {first.year} года" if with_year else ""
    match period.kind:
        case PeriodKind.YEAR:
            return f"{first.year} года"
        case PeriodKind.QUARTER:
            return f"{_QUARTERS[(first.month - 1) // 3]} квартала{year}"
        case PeriodKind.MONTH:
            return f"{MONTHS_GENITIVE[first.month - 1]}{year}"
    end = f"{last.day} {MONTHS_GENITIVE[last.month - 1]}"
    begin = str(first.day) if first.month == last.month else f"{first.day} {MONTHS_GENITIVE[first.month - 1]} "
    return f"недели {begin}–{' ' if first.month != last.month else ''}{end}{year}"


def _before(period: Period) -> Period:
    """Return the period that runs while this one is planned."""
    return Period.around(period.start - _ONE_DAY, period.kind)


def _count_words(term: Term) -> str:
    if term.measure == Measure.MONTHS:
        return "месяц" if term.count == 1 else counted(term.count, "месяц")
    return counted(term.count, "рабочий день" if term.measure == Measure.WORKING else "день")


def _on_date(term: Term, period: Period, _calendar: WorkingCalendar) -> date | None:
    """Return the last of the rule's days before the planned period begins."""
    years = (period.start.year - 1, period.start.year)
    days = [_in_year(year, month, day) for year in years for month, day in term.days]
    return max((day for day in days if day < period.start), default=None)


def _before_end(term: Term, period: Period, calendar: WorkingCalendar) -> date:
    return _back(period.start - _ONE_DAY, term, calendar)


def _before_start(term: Term, period: Period, calendar: WorkingCalendar) -> date:
    return _back(period.start, term, calendar)


def _on_weekday(term: Term, period: Period, _calendar: WorkingCalendar) -> date:
    monday = period.start - timedelta(days=period.start.weekday())
    return monday - timedelta(weeks=max(term.count, 1)) + timedelta(days=term.weekday)


_DAYS: dict[DeadlineKind, Callable[[Term, Period, WorkingCalendar], date | None]] = {
    DeadlineKind.DATE: _on_date,
    DeadlineKind.BEFORE_END: _before_end,
    DeadlineKind.BEFORE_START: _before_start,
    DeadlineKind.WEEKDAY: _on_weekday,
}


def _back(anchor: date, term: Term, calendar: WorkingCalendar) -> date:
    """Count back from the anchor; a month before the 31st of December is the 30th of November."""
    if term.measure == Measure.WORKING:
        return calendar.add(anchor, -term.count)
    if term.measure == Measure.MONTHS:
        whole = anchor.year * 12 + anchor.month - 1 - term.count
        return _in_year(whole // 12, whole % 12 + 1, anchor.day)
    return anchor - timedelta(days=term.count)


def _off_moved(day: date, term: Term, period: Period, calendar: WorkingCalendar) -> date:
    if term.off_day == OffDayRule.AS_IS or calendar.is_working(day):
        return day
    if term.off_day == OffDayRule.LATER:
        later = calendar.next_working(day)
        if later < period.start:
            return later
    return calendar.previous_working(day)


def _off_words(day: date, calendar: WorkingCalendar) -> str:
    return "праздничный день" if calendar.holiday(day) else "выходной"


def _month_of(match: re.Match[str]) -> int:
    if match["number"]:
        return int(match["number"]) if 1 <= int(match["number"]) <= len(MONTHS_GENITIVE) else 0
    word = match["word"].lower()
    return next((place for place, name in enumerate(MONTHS_GENITIVE, start=1) if name == word), 0)


def _longest(month: int) -> int:
    return months.monthrange(2024, month)[1]  # a leap year: the 29th of February is a day


def _in_year(year: int, month: int, day: int) -> date:
    """Return the day, or the month's last one where it is shorter."""
    return date(year, month, min(day, months.monthrange(year, month)[1]))
