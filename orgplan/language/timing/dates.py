"""Written days and months, as tokens: «10.04.2018», «01.05», «04.2018», years after a date, numeric forms only."""

from __future__ import annotations

from collections.abc import Sequence

from orgplan.language.timing.clocks import meaning_at, role_at, token_at
from orgplan.language.timing.lexemes import Unit, UnitKind
from orgplan.language.timing.tokens import Mark, Token
from orgplan.language.timing.words import Role, Stretch, roman

_MONTHS, _LONGEST_MONTH = 12, 31
_OLDEST, _NEWEST = 1990, 2069
_NEAR_YEARS = 6
_CENTURY = 2000
_SEPARATORS = {Mark.DOT, Mark.SLASH, Mark.DASH}

Found = tuple[Unit, int]


def full_year(value: int, width: int) -> int | None:
    """Return the year of two or four digits; None when it is no year of a plan."""
    if width == 2:  # noqa: PLR2004 -- digits
        return _CENTURY + value
    return value if width == 4 and _OLDEST <= value <= _NEWEST else None  # noqa: PLR2004 -- digits


def is_day(day: int, month: int) -> bool:
    """Tell whether figures can be meant as day and month, also a day that does not exist (31.04)."""
    return 1 <= day <= _LONGEST_MONTH and 1 <= month <= _MONTHS


def _figures(tokens: Sequence[Token], i: int, count: int) -> tuple[list[Token], Mark, int] | None:
    """Return `count` numbers with one kind of separator between them («10. 04. 2018» too), the mark and the end."""
    numbers = [token_at(tokens, i)]
    mark = token_at(tokens, i + 1).mark
    commas = mark is Mark.COMMA and count == 3  # noqa: PLR2004 -- «15,04,2025»
    if numbers[0].mark is not Mark.NUMBER or not (mark in _SEPARATORS or commas):
        return None
    at = i + 1
    for _ in range(count - 1):
        separator, number = token_at(tokens, at), token_at(tokens, at + 1)
        if separator.mark is not mark or number.mark is not Mark.NUMBER:
            return None
        if mark is not Mark.DOT and not (separator.glued and number.glued):
            return None
        numbers.append(number)
        at += 2
    if not _tight(tokens, i + 1, at) and _clock_goes_on(tokens, at):
        return None  # «1. 10.00», a numbered line
    return numbers, mark, at


def iso_date_at(tokens: Sequence[Token], i: int) -> Found | None:
    """Read «2018-04-10» (a spreadsheet's own wording)."""
    found = _figures(tokens, i, 3)
    if not found or found[0][0].width != 4:  # noqa: PLR2004 -- digits
        return None
    (year, month, day), _, last = found
    if not is_day(day.value, month.value) or full_year(year.value, 4) is None:
        return None
    return Unit(UnitKind.DAY, day.value, month.value, year.value, dotted=True), last


def full_date_at(tokens: Sequence[Token], i: int) -> Found | None:
    """Read «10.04.2018», «10/04/18», «10-04-2018», with «г.» and a trailing dot."""
    found = _figures(tokens, i, 3)
    if not found:
        return None
    (day, month, year), mark, last = found
    if mark is Mark.COMMA and (year.width != 4 or not _tight(tokens, i + 1, last)):  # noqa: PLR2004 -- digits
        return None
    if not is_day(day.value, month.value) or max(day.width, month.width) > 2:  # noqa: PLR2004 -- digits
        return None
    short = year.width == 2  # noqa: PLR2004 -- digits
    if short and (mark is Mark.DASH or not _tight(tokens, i + 1, last) or _clock_goes_on(tokens, last)):
        return None
    full = full_year(year.value, year.width)
    if full is None:
        return None
    return Unit(UnitKind.DAY, day.value, month.value, full, dotted=True), after_year_word(tokens, last)


def _tight(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell «10.04.18» from the numbered line «1. 10.00»."""
    return all(token.glued for token in tokens[first:last])


def _clock_goes_on(tokens: Sequence[Token], i: int) -> bool:
    """Tell «05.09.10.30» (5 September, 10.30) from «05.09.10»."""
    mark, minute = token_at(tokens, i), token_at(tokens, i + 1)
    return mark.mark in {Mark.DOT, Mark.COLON} and mark.glued and minute.mark is Mark.NUMBER and minute.glued


def dotted_day_at(tokens: Sequence[Token], i: int) -> Found | None:
    """Read «01.05», «1/05», «27.05.» as a day and month; the caller decides whether it is rather a clock."""
    found = _figures(tokens, i, 2)
    if not found or found[1] is Mark.DASH:
        return _roman_month_at(tokens, i)
    (day, month), _, last = found
    if not is_day(day.value, month.value) or max(day.width, month.width) > 2:  # noqa: PLR2004 -- digits
        return None
    if found[1] is Mark.SLASH and role_at(tokens, last) is Role.MONTH:
        return None  # «7/8 ноября»
    dot = token_at(tokens, last)
    if dot.mark is Mark.DOT and dot.glued:
        last += 1
    unit = Unit(UnitKind.DAY, day.value, month.value, dotted=True)
    if token_at(tokens, last).mark is Mark.NUMBER and role_at(tokens, last + 1) is not Role.UNIT:
        return unit, last
    return year_after(tokens, last, unit)


def _roman_month_at(tokens: Sequence[Token], i: int) -> Found | None:
    """Read «5.IX» and «5.IX.2005»."""
    day, dot, month = token_at(tokens, i), token_at(tokens, i + 1), token_at(tokens, i + 2)
    if day.mark is not Mark.NUMBER or dot.mark is not Mark.DOT or month.mark is not Mark.WORD or not month.glued:
        return None
    if not is_day(day.value, roman(month.text)):
        return None
    last = i + 3 + (token_at(tokens, i + 3).mark is Mark.DOT)
    return year_after(tokens, last, Unit(UnitKind.DAY, day.value, roman(month.text), dotted=True))


def month_of_year_at(tokens: Sequence[Token], i: int) -> Found | None:
    """Read «04.2018» as a month."""
    found = _figures(tokens, i, 2)
    if not found or found[1] is Mark.DASH:
        return None
    (month, year), _, last = found
    if not 1 <= month.value <= _MONTHS or year.width != 4 or full_year(year.value, 4) is None:  # noqa: PLR2004 -- digits
        return None
    return Unit(UnitKind.MONTH, month=month.value, year=year.value), after_year_word(tokens, last)


def after_year_word(tokens: Sequence[Token], i: int) -> int:
    """Skip «г.», «года» and a dot after a year."""
    found = meaning_at(tokens, i)
    if found and found.stretch is Stretch.YEAR and token_at(tokens, i).text != "лет":
        i += 1
    dot = token_at(tokens, i)
    return i + 1 if dot.mark is Mark.DOT and dot.glued else i


def year_at(tokens: Sequence[Token], i: int, near: int | None) -> tuple[int, int] | None:
    """Read «2018», «2018 г.», «18 г.»; four bare digits far from the year `near` may be a clock («19³⁰») instead."""
    token = token_at(tokens, i)
    if token.mark is not Mark.NUMBER:
        return None
    worded = meaning_at(tokens, i + 1)
    named = worded is not None and worded.stretch is Stretch.YEAR and tokens[i + 1].text != "лет"
    if token.width == 4:  # noqa: PLR2004 -- digits
        year = full_year(token.value, 4)
        if year and (named or near is None or abs(year - near) <= _NEAR_YEARS or token.value % 5):
            return year, after_year_word(tokens, i + 1)
    elif token.width == 2 and named and tokens[i + 1].text != "гг":  # noqa: PLR2004 -- digits
        return _CENTURY + token.value, after_year_word(tokens, i + 1)
    return None


def year_after(tokens: Sequence[Token], i: int, unit: Unit, near: int | None = None) -> Found:
    """Add a year that follows the unit («… 2018 года», «…, 2018 г.», «(2018)»), and skip a bare «г.»."""
    at = i
    if token_at(tokens, at).mark in {Mark.COMMA, Mark.OPEN}:
        at += 1
    found = year_at(tokens, at, near)
    if not found:
        return unit, i
    year, last = found
    if token_at(tokens, at - 1).mark is Mark.OPEN and token_at(tokens, last).mark is Mark.CLOSE:
        last += 1
    return Unit(unit.kind, unit.number, unit.month, year, unit.stretch, unit.weekday, unit.dotted, unit.every), last
