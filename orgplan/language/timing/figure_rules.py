"""The scanner's rules for figures: which of date, clock, list of days, year or plain number they are.

Each rule returns the place after what it took, or None.
"""

from __future__ import annotations

from orgplan.language.periods import PeriodKind
from orgplan.language.timing import dates, wording
from orgplan.language.timing.clocks import clock_at, hours_at, moment_at, role_at, token_at
from orgplan.language.timing.context import Scan
from orgplan.language.timing.lexemes import Clock, Lexeme, Link, Unit, UnitKind
from orgplan.language.timing.resolving import Resolver
from orgplan.language.timing.series import bare_days_at, series_at
from orgplan.language.timing.tokens import Mark
from orgplan.language.timing.words import Role, forms

_NAMED_AFTER = frozenset(
    forms(
        "ул улица улице улицы улицу пл площадь площади пр проспект проспекте пер переулок переулке "
        "им имени № n ст статья статьи п пп пункт пункта"
    )
)
_BEFORE_DAYS = {Link.NOISE, Link.FROM, Link.UNTIL, Link.BY, Link.NOT_LATER}
_MIDNIGHT = [(Mark.NUMBER, 0), (Mark.COLON, -1), (Mark.NUMBER, 0), (Mark.COLON, -1), (Mark.NUMBER, 0)]


def read_figures(scan: Scan, at: int) -> int:
    """Read the figures at `at`: the first rule that fits, else an unknown number."""
    before = token_at(scan.tokens, at - 1)
    named = before if before.mark is not Mark.DOT else token_at(scan.tokens, at - 2)
    if named.text in _NAMED_AFTER and not _is_sure_clock(scan, at):
        return _named(scan, at)
    for rule in (
        _full_date,
        _sure_clock,
        _repeat,
        _expected_clock,
        series_here,
        _bare_days,
        _dotted,
        _year,
        _any_clock,
    ):
        if (last := rule(scan, at)) is not None:
            return last
    return scan.put(Lexeme(Link.UNKNOWN, at, at + 1))


def _is_sure_clock(scan: Scan, at: int) -> bool:
    moment = moment_at(scan.tokens, at)
    return moment is not None and moment.sure


def _named(scan: Scan, at: int) -> int:
    """Keep «ул. 9 Мая», «школа 5» as words."""
    month = role_at(scan.tokens, at + 1) is Role.MONTH
    return scan.put(Lexeme(Link.UNKNOWN, at, at + 1 + month))


def _full_date(scan: Scan, at: int) -> int | None:
    found = (
        dates.iso_date_at(scan.tokens, at)
        or dates.full_date_at(scan.tokens, at)
        or dates.month_of_year_at(scan.tokens, at)
    )
    if not found:
        return None
    scan.put(Lexeme(found[0], at, found[1]))
    return _skip_midnight(scan, found[1])


def _skip_midnight(scan: Scan, at: int) -> int:
    """Drop the «00:00:00» that a spreadsheet adds to a date without a time."""
    tail = [(token.mark, token.value) for token in scan.tokens[at : at + 5]]
    if tail != _MIDNIGHT:
        return at
    return scan.put(Lexeme(Link.NOISE, at, at + len(tail)))


def clock_here(scan: Scan, at: int, *, loose: bool) -> int | None:
    """Take a clock time or stretch; `loose` where the place says that figures are a clock."""
    found = clock_at(scan.tokens, at, loose=loose)
    return scan.put(Lexeme(found[0], at, found[1], found[2])) if found else None


def _sure_clock(scan: Scan, at: int) -> int | None:
    return clock_here(scan, at, loose=False)


def _expected_clock(scan: Scan, at: int) -> int | None:
    if not scan.expects_clock(at) or _continues_dates(scan, at):
        return None
    if _is_packed(scan, at) and scan.after_date() is None and not scan.context.clock_column:
        return None  # «в 1000 семьях»
    apart = scan.after_date() is None or scan.lexemes[-1].value is Link.LIST
    if apart and not scan.context.clock_column and series_ahead(scan, at):
        return None  # «в 3-4 кварталах», «5 мая, 10-15 июня»
    return clock_here(scan, at, loose=True) or hours_here(scan, at)


def _continues_dates(scan: Scan, at: int) -> bool:
    """Tell «01.05 02.05»: a second day after a numeric one rather than two in the morning."""
    before, found = scan.after_date(), dates.dotted_day_at(scan.tokens, at)
    if not (before and before.dotted and found):
        return False
    token = scan.tokens[at]
    early = token.text.startswith("0") and token.value < 7  # noqa: PLR2004 -- no event begins so early
    return early or scan.lexemes[-1].value is Link.LIST


def hours_here(scan: Scan, at: int) -> int | None:
    """Take whole hours («9-18», «с 9 до 18»; in a time column a lone hour)."""
    if scan.tokens[at].mark is Mark.NUMBER and not scan.context.clock_column and series_ahead(scan, at):
        return None
    found = hours_at(scan.tokens, at)
    if found is None and scan.context.clock_column:
        moment = moment_at(scan.tokens, at, bare=True)
        found = (Clock(moment.time), moment.last, 0.8) if moment else None
    return scan.put(Lexeme(found[0], at, found[1], found[2])) if found else None


def series_ahead(scan: Scan, at: int) -> bool:
    """Tell whether numbers with their word follow («10-15 июня»)."""
    return series_at(scan.tokens, at, scan.context.near) is not None


def series_here(scan: Scan, at: int) -> int | None:
    """Take numbers with their word."""
    found = series_at(scan.tokens, at, scan.context.near)
    if not found:
        return None
    scan.lexemes.extend(found[0])
    return found[1]


def _bare_days(scan: Scan, at: int) -> int | None:
    """Read «5, 12, 19» in a plan of one month."""
    known = any(lexeme.value not in _BEFORE_DAYS for lexeme in scan.lexemes)
    if _days_need_month(scan) or known:
        return None
    found = bare_days_at(scan.tokens, at, scan.context.period.start.month)
    if not found:
        return None
    scan.lexemes.extend(found[0])
    return found[1]


def _days_need_month(scan: Scan) -> bool:
    context = scan.context
    return context.clock_column or context.line or context.period.kind is not PeriodKind.MONTH


def _dotted(scan: Scan, at: int) -> int | None:
    found = dates.dotted_day_at(scan.tokens, at)
    if not found:
        return None
    unit, last = found
    if scan.context.one_day and not unit.year and _clock_rather(scan, unit, at):
        return None
    return scan.put(Lexeme(unit, at, last))


def _clock_rather(scan: Scan, unit: Unit, at: int) -> bool:
    """In the plan of one day «11.05» is a clock unless it is that very day."""
    period = scan.context.period
    if period.start != period.end:
        dated = Resolver(period, scan.context.year).span(unit)
        return dated.start not in period and moment_at(scan.tokens, at) is not None
    day = period.start
    return (unit.number, unit.month) != (day.day, day.month) and moment_at(scan.tokens, at) is not None


def _any_clock(scan: Scan, at: int) -> int | None:
    """Take what can only be a clock («11-30» where no days are waiting), less certainly."""
    if scan.context.line and _is_packed(scan, at):
        return None
    if not (scan.context.one_day or scan.any_date()):
        moment = moment_at(scan.tokens, at)
        if not moment or scan.tokens[at + 1 :][:1] == []:
            return None
        if not scan.lexemes and not _separated_minutes(scan, at):
            return None
    return clock_here(scan, at, loose=True) or (hours_here(scan, at) if scan.context.one_day else None)


def _is_packed(scan: Scan, at: int) -> bool:
    """Tell «1130» or a plain number from figures with a separator."""
    return scan.tokens[at].width > 2 and token_at(scan.tokens, at + 1).mark is not Mark.RAISED  # noqa: PLR2004 -- digits


def _separated_minutes(scan: Scan, at: int) -> bool:
    return token_at(scan.tokens, at + 1).mark in {Mark.DASH, Mark.DOT, Mark.COLON}


def _year(scan: Scan, at: int) -> int | None:
    found = dates.year_at(scan.tokens, at, scan.context.near)
    return scan.put(Lexeme(Unit(UnitKind.YEAR, year=found[0]), at, found[1])) if found else None


def _repeat(scan: Scan, at: int) -> int | None:
    found = wording.repeat_at(scan.tokens, at)
    return scan.put(found) if found else None
