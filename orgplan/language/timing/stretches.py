"""Names of long stretches: months, quarters, half-years, years, decades of a month."""

from __future__ import annotations

import calendar
from datetime import date

from orgplan.language.months import MONTHS, MONTHS_GENITIVE
from orgplan.language.periods import Period, PeriodKind

# Counted from 1, as dates count months.
NOMINATIVE = ("", *MONTHS)
GENITIVE = ("", *MONTHS_GENITIVE)
ROMAN = ("", "I", "II", "III", "IV")
_WHOLE = {
    PeriodKind.YEAR: "в течение года",
    PeriodKind.QUARTER: "в течение квартала",
    PeriodKind.MONTH: "в течение месяца",
    PeriodKind.WEEK: "в течение недели",
    PeriodKind.DAY: "весь период",
    PeriodKind.RANGE: "весь период",
}


def whole_in_words(start: date, end: date, period: Period) -> str | None:
    """Return «в течение месяца» and the like when the days are the whole period."""
    return _WHOLE[period.kind] if (start, end) == (period.start, period.end) else None


def stretch_in_words(start: date, end: date, *, year_shown: bool) -> str | None:
    """Return the name of a stretch («II квартал 2018 года», «апрель – май»); None when it has no name."""
    if start.year != end.year:
        return None
    year = f" {start.year} года" if year_shown else ""
    last = calendar.monthrange(end.year, end.month)[1]
    if start.day == 1 and end.day == last:
        return _months_in_words(start, end, year)
    if start.month != end.month:
        return None
    month = f"{GENITIVE[start.month]}{year}"
    named = {(1, 10): "I декада", (11, 20): "II декада", (21, last): "III декада"}
    named |= {(1, 15): "первая половина", (16, last): "вторая половина"}
    name = named.get((start.day, end.day))
    return f"{name} {month}" if name else None


def _months_in_words(start: date, end: date, year: str) -> str:
    first, count = start.month, end.month - start.month + 1
    if count == 1:
        return NOMINATIVE[first] + year
    if count == 12:  # noqa: PLR2004 -- months of a year
        return f"{start.year} год"
    if count == 6 and first in {1, 7}:  # noqa: PLR2004 -- months of a half-year
        return f"{ROMAN[first // 6 + 1]} полугодие{year}"
    if count == 3 and first % 3 == 1:  # noqa: PLR2004 -- months of a quarter
        return f"{ROMAN[first // 3 + 1]} квартал{year}"
    return f"{NOMINATIVE[first]} – {NOMINATIVE[end.month]}{year}"
