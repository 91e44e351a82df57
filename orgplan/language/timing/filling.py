"""Between scanning and assembling: filling words are dropped, and pieces get the month or year of their neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from orgplan.language.timing.lexemes import Lexeme, Link, Unit, UnitKind

_DROPPED = {Link.NOISE, Link.ABOUT}
_IN_MONTH = {
    UnitKind.DATE,
    UnitKind.TENS,
    UnitKind.DECADE,
    UnitKind.WEEK,
    UnitKind.HALF,
    UnitKind.NTH_WEEKDAY,
    UnitKind.NTH_WORKDAY,
}
_DATED = {UnitKind.DAY, UnitKind.MONTH, UnitKind.QUARTER, UnitKind.HALF_YEAR}


def fill(lexemes: Sequence[Lexeme]) -> list[Lexeme]:
    """Return the meaningful lexemes with months and years that the text itself says elsewhere."""
    return _with_years(_with_months([lexeme for lexeme in lexemes if lexeme.value not in _DROPPED]))


def _with_months(lexemes: Sequence[Lexeme]) -> list[Lexeme]:
    """Give «апрель, II декада» its month; the month itself then is no piece of its own."""
    kept: list[Lexeme] = []
    month: Unit | None = None
    for lexeme in lexemes:
        value = lexeme.value
        if not isinstance(value, Unit):
            kept.append(lexeme)
            continue
        inside = value.kind in _IN_MONTH
        if month and inside and value.month is None:
            _drop_month(kept, month)
            kind = UnitKind.DAY if value.kind is UnitKind.DATE else value.kind
            filled = replace(value, kind=kind, month=month.month, year=value.year or month.year)
            kept.append(replace(lexeme, value=filled))
        else:
            kept.append(lexeme)
        if not inside:
            ranged = len(kept) > 1 and kept[-2].value in {Link.RANGE, Link.TO}
            month = value if value.kind is UnitKind.MONTH and not ranged else None
    return kept


def _drop_month(kept: list[Lexeme], month: Unit) -> None:
    at = len(kept) - 1
    while at >= 0 and isinstance(kept[at].value, Link):
        at -= 1
    if at >= 0 and kept[at].value == month:
        del kept[at]


def _with_years(lexemes: Sequence[Lexeme]) -> list[Lexeme]:
    """Give «18 и 19 сентября; 2 октября 2020» its year everywhere; a later month before it is of the year before."""
    filled: list[Lexeme] = []
    after: Unit | None = None
    for lexeme in reversed(lexemes):
        value = lexeme.value
        if not isinstance(value, Unit) or value.kind not in _DATED:
            filled.append(lexeme)
            continue
        if after and after.year and not value.year:
            turned = (value.month or 0) > (after.month or 12)
            value = replace(value, year=after.year - turned)
            lexeme_with_year = replace(lexeme, value=value)
        else:
            lexeme_with_year = lexeme
        after = value
        filled.append(lexeme_with_year)
    return filled[::-1]
