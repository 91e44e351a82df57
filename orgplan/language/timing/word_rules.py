"""The scanner's rules for words: months, weekdays, frequencies, openers, set phrases.

Each rule returns the place after what it took, or None.
"""

from __future__ import annotations

from dataclasses import replace

from orgplan.language.timing import dates, figure_rules, phrases, wording
from orgplan.language.timing.clocks import meaning_at, moment_at, role_at, token_at
from orgplan.language.timing.context import Scan
from orgplan.language.timing.lexemes import Clock, Lexeme, Link, Unit, UnitKind
from orgplan.language.timing.series import bare_days_at, link_at
from orgplan.language.timing.tokens import Mark
from orgplan.language.timing.words import Role, Stretch

_ENDING = ("окончани", "завершени")
_MOVED = ("перенос", "перенес", "вместо", "взамен")
_SIMPLE_ROLES = {
    Role.FROM: Link.FROM,
    Role.TO: Link.TO,
    Role.UNTIL: Link.UNTIL,
    Role.AFTER: Link.AFTER,
    Role.LIST: Link.LIST,
    Role.ABOUT: Link.ABOUT,
    Role.NOISE: Link.NOISE,
    Role.WHOLE: Link.NOISE,
    Role.COURSE: Link.NOISE,
    Role.HOUR: Link.NOISE,
    Role.EVERY: Link.NOISE,
}


def read_word(scan: Scan, at: int) -> int:
    """Read the word at `at`: the first rule that fits, else an unknown word."""
    for rule in (
        _phrase,
        _before,
        _weekdays,
        _opened_clock,
        _repeat,
        _course,
        _numbered,
        _month,
        _named_part,
        _negated,
        _simple,
    ):
        if (last := rule(scan, at)) is not None:
            return last
    return scan.put(Lexeme(Link.UNKNOWN, at, at + 1))


def _phrase(scan: Scan, at: int) -> int | None:
    if scan.tokens[at].text.startswith(_MOVED):
        return scan.put(Lexeme(Link.UNKNOWN, at, _end_of_remark(scan, at)))
    if last := phrases.unscheduled_at(scan.tokens, at):
        return scan.put(Lexeme(Link.UNSCHEDULED, at, last))
    last = phrases.later_at(scan.tokens, at)
    return scan.put(Lexeme(Link.LATER, at, last)) if last else None


def _end_of_remark(scan: Scan, at: int) -> int:
    """Return where «перенос с 3 марта» ends: its date is no date of the event."""
    end = at
    while end < len(scan.tokens) and scan.tokens[end].mark is not Mark.CLOSE:
        end += 1
    return end


def _before(scan: Scan, at: int) -> int | None:
    found = wording.before_at(scan.tokens, at)
    return scan.put(found) if found else None


def _weekdays(scan: Scan, at: int) -> int | None:
    found = wording.except_at(scan.tokens, at) or wording.weekdays_at(scan.tokens, at)
    return scan.put(found) if found else None


def _opened_clock(scan: Scan, at: int) -> int | None:
    """Read «с 10.00», «до 17.00», «после 17.00», «в полдень»."""
    role = role_at(scan.tokens, at)
    if role is Role.FROM:
        return _from_clock(scan, at)
    if role is Role.NOON:
        return figure_rules.clock_here(scan, at, loose=True)
    if role not in {Role.UNTIL, Role.AFTER, Role.BY}:
        return None
    moment = moment_at(scan.tokens, at + 1)
    if moment is None or not (moment.sure or scan.expects_clock(at)):
        return None
    before = scan.after_date()
    if before and before.dotted and not moment.sure and dates.dotted_day_at(scan.tokens, at + 1):
        return None  # «с 30.04. до 04.05.»
    after = role is Role.AFTER
    clock = Clock(moment.time) if after else Clock(None, moment.time, ends_next_day=moment.next_day)
    return scan.put(Lexeme(clock, at, moment.last, 0.9))


def _from_clock(scan: Scan, at: int) -> int | None:
    if last := figure_rules.clock_here(scan, at, loose=False):
        return last
    if not (scan.expects_clock(at) or scan.context.one_day):
        return None
    if figure_rules.series_ahead(scan, at + 1):
        return None
    return figure_rules.clock_here(scan, at, loose=True) or figure_rules.hours_here(scan, at)


def _repeat(scan: Scan, at: int) -> int | None:
    found = wording.repeat_at(scan.tokens, at)
    return scan.put(found) if found else None


def _course(scan: Scan, at: int) -> int | None:
    found = wording.course_at(scan.tokens, at)
    return scan.put(found) if found else None


def _numbered(scan: Scan, at: int) -> int | None:
    return figure_rules.series_here(scan, at)


def _month(scan: Scan, at: int) -> int | None:
    found = meaning_at(scan.tokens, at)
    if not found or found.role is not Role.MONTH:
        return None
    if found.nominative and (days := _days_after_month(scan, at, found.number)):
        return days
    unit = Unit(UnitKind.MONTH, month=found.number)
    unit, last = dates.year_after(scan.tokens, wording.after_dot(scan.tokens, at + 1), unit, scan.context.near)
    unit, last = _short_year(scan, unit, last)
    word = meaning_at(scan.tokens, last)
    if word and word.role is Role.UNIT and word.stretch is Stretch.MONTH:
        last += 1
    return scan.put(Lexeme(unit, at, last, 0.8 if found.fuzzy else 1.0))


def _short_year(scan: Scan, unit: Unit, at: int) -> tuple[Unit, int]:
    """Read the year of «мар.25», the way a spreadsheet shows a month."""
    year = token_at(scan.tokens, at)
    dotted = token_at(scan.tokens, at - 1).mark is Mark.DOT
    near = year.mark is Mark.NUMBER and year.width == 2 and abs(2000 + year.value - scan.context.near) <= 1  # noqa: PLR2004 -- digits
    if unit.year or not (dotted and near and year.glued):
        return unit, at
    return replace(unit, year=2000 + year.value), at + 1


def _days_after_month(scan: Scan, at: int, month: int) -> int | None:
    """Read «Апрель: 5, 12» and «Май, 9», the month before its days."""
    parted = token_at(scan.tokens, at + 1).mark in {Mark.COLON, Mark.COMMA, Mark.DASH, Mark.BREAK}
    found = bare_days_at(scan.tokens, at + 1 + parted, month)
    if not found:
        return None
    scan.put(Lexeme(Link.NOISE, at, at + 1 + parted))
    scan.lexemes.extend(found[0])
    return found[1]


def _named_part(scan: Scan, at: int) -> int | None:
    near = scan.context.near
    found = wording.part_at(scan.tokens, at, near) or wording.season_at(scan.tokens, at, near)
    if not found and role_at(scan.tokens, at) is Role.ALWAYS:
        if scan.context.clock_column:  # «круглосуточно» beside the days
            return scan.put(Lexeme(Link.ALL_DAY, at, at + 1))
        found = Lexeme(Unit(UnitKind.WHOLE, stretch=Stretch.PERIOD), at, at + 1, 0.9)
    return scan.put(found) if found else None


def _negated(scan: Scan, at: int) -> int | None:
    """Read «не позднее», «не ранее», «не позднее чем»."""
    word = token_at(scan.tokens, at).text
    following = token_at(scan.tokens, at + 1).text
    if word in {"к", "ко", "срок"}:
        return scan.put(Lexeme(Link.BY, at, at + 1))
    if word == "не" and following in {"реже", "чаще", "менее"}:
        return scan.put(Lexeme(Link.NOISE, at, at + 2))
    if word != "не" or following not in {"позднее", "позже", "ранее", "раньше"}:
        return None
    last = at + 2 + (token_at(scan.tokens, at + 2).text == "чем")
    return scan.put(Lexeme(Link.NOT_LATER if following.startswith("поз") else Link.FROM, at, last))


def _simple(scan: Scan, at: int) -> int | None:
    found = meaning_at(scan.tokens, at)
    link = _SIMPLE_ROLES.get(found.role) if found else None
    ends = scan.tokens[at].text.startswith(_ENDING)
    if scan.any_date() and (ends or link_at(scan.tokens, at) is Link.TO):
        link = Link.TO
    if scan.tokens[at].text == "начало" and token_at(scan.tokens, at + 1).mark in {Mark.COLON, Mark.DASH}:
        link = Link.NOISE
    if found and found.role is Role.UNIT and (scan.any_date() or found.stretch is Stretch.PERIOD):
        link = Link.NOISE
    if found and found.role is Role.PART and role_at(scan.tokens, at + 1) is Role.NOISE:
        link = Link.NOISE
    return scan.put(Lexeme(link, at, at + 1)) if link else None
