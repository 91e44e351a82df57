"""How a plan is called: «План основных мероприятий Администрации города Омска на август 2026 года»."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from orgplan.language.declension import decline_position
from orgplan.language.grammar import Case
from orgplan.language.months import MONTHS, MONTHS_GENITIVE
from orgplan.language.names import NO_BREAK_SPACE
from orgplan.language.periods import Period, PeriodKind
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.language.timing.writing import write_timing
from orgplan.language.wording import quoted

_QUARTERS = ("I", "II", "III", "IV")
_PLAN, _DOCUMENT = "план", "документ"
_ENDINGS = {Case.GENITIVE: "а", Case.DATIVE: "у"}


def period_words(period: Period) -> str:
    """Return the period as a plan's title names it, after «на»: «август 2026 года», «III квартал 2026 года»."""
    first = period.start
    match period.kind:
        case PeriodKind.YEAR:
            return f"{first.year} год"
        case PeriodKind.QUARTER:
            return f"{_QUARTERS[(first.month - 1) // 3]} квартал {first.year} года"
        case PeriodKind.MONTH:
            return f"{MONTHS[first.month - 1]} {first.year} года"
        case PeriodKind.DAY:
            return f"{first.day} {MONTHS_GENITIVE[first.month - 1]} {first.year} года"
        case PeriodKind.WEEK | PeriodKind.RANGE:
            return _span(period)


def _span(period: Period) -> str:
    first, last = period.start, period.end
    end = f"{last.day} {MONTHS_GENITIVE[last.month - 1]} {last.year} года"
    if first.year != last.year:
        return f"{first.day} {MONTHS_GENITIVE[first.month - 1]} {first.year} года – {end}"
    if first.month != last.month:
        return f"{first.day} {MONTHS_GENITIVE[first.month - 1]} – {end}"
    return f"{first.day}–{end}"


def plan_title(period: Period, body: str) -> str:
    """Return the usual title: «План основных мероприятий Департамента культуры на август 2026 года».

    `body` is the full name of the unit or of the administration, in the nominative.
    """
    return f"План основных мероприятий {decline_position(body, Case.GENITIVE)} на {period_words(period)}"


def title_within(title: str, case: Case) -> str:
    """Return a plan's title inside a sentence, genitive or dative: «плану основных мероприятий … на август 2026 года».

    A title that begins with another word is named as a document: «документу «Сводный план …»». No line ends between
    the year and its word.
    """
    head, _, rest = title.replace(" год", f"{NO_BREAK_SPACE}год").partition(" ")
    if head.casefold() == _PLAN and rest:
        return f"{_PLAN}{_ENDINGS[case]} {rest}"
    return f"{_DOCUMENT}{_ENDINGS[case]} {quoted(title)}"


@lru_cache(maxsize=32_768)
def when_in(timing: Timing, period: Period) -> str:
    """Return the time as a plan of the period words it: the year stands only where it is not the plan's own."""
    days = [day for each in timing.occurrences for day in (each.start, each.end) if day]
    foreign = any(day.year != period.start.year for day in days)
    return write_timing(timing, year_shown=foreign, period=period)


def days_in(days: Iterable[date], period: Period) -> str:
    """Return days as a plan of the period lists them: «7, 14 и 21 декабря»."""
    return when_in(Timing(TimingKind.DAYS, tuple(Occurrence(day, day) for day in sorted(days))), period)
