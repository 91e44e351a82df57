"""From tokens to lexemes: at each place the most certain rule that fits; what fits none is kept as unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orgplan.language.periods import Period, PeriodKind
from orgplan.language.timing import dates, phrases, wording
from orgplan.language.timing.clocks import (
    clock_at,
    hours_at,
    meaning_at,
    moment_at,
    role_at,
    token_at,
)
from orgplan.language.timing.lexemes import Clock, Lexeme, Link, Unit, UnitKind, Weekdays
from orgplan.language.timing.resolving import Resolver
from orgplan.language.timing.series import bare_days_at, link_at, series_at
from orgplan.language.timing.tokens import Mark, Token
from orgplan.language.timing.words import Role, Stretch, forms

_BREAKS_DATE = {Link.UNKNOWN, Link.RANGE, Link.TO, Link.UNTIL}
_NAMED_AFTER = frozenset(
    forms("ул улица улице улицы улицу пл площадь площади пр проспект проспекте пер переулок переулке им имени № n")
)
_BEFORE_DAYS = {Link.NOISE, Link.FROM, Link.UNTIL, Link.BY, Link.NOT_LATER}
_ENDING = ("окончани", "завершени")
_MOVED = ("перенос", "перенес", "вместо", "взамен")
_MIDNIGHT = [(Mark.NUMBER, 0), (Mark.COLON, -1), (Mark.NUMBER, 0), (Mark.COLON, -1), (Mark.NUMBER, 0)]
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


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the cell: the plan's period and the title's year.

    In a time column, and in a line of a programme, a lone pair of figures is a clock.
    """

    period: Period
    year: int | None = None
    clock_column: bool = False
    line: bool = False

    @property
    def near(self) -> int:
        """Return the year near which years are expected."""
        return self.year or self.period.start.year

    @property
    def one_day(self) -> bool:
        """Tell whether the plan is for one day: then a lone figure pair is a clock."""
        return self.line or self.period.kind is PeriodKind.DAY


def scan(tokens: Sequence[Token], context: Context) -> list[Lexeme]:
    """Return the lexemes of the tokens, in order and without gaps."""
    scanner = _Scanner(tokens, context)
    at = 0
    while at < len(tokens):
        at = scanner.step(at)
    return scanner.lexemes


class _Scanner:
    """One pass over the tokens; each rule returns the place after what it took, or None."""

    def __init__(self, tokens: Sequence[Token], context: Context) -> None:
        self.tokens = tokens
        self.context = context
        self.lexemes: list[Lexeme] = []

    def step(self, at: int) -> int:
        token = self.tokens[at]
        if token.mark is Mark.NUMBER:
            return self._number(at)
        if token.mark is Mark.WORD:
            return self._word(at)
        link = link_at(self.tokens, at)
        known = token.mark in {Mark.OPEN, Mark.CLOSE, Mark.DOT, Mark.COLON} or token.text in "«»\"'"
        return self._put(Lexeme(link or (Link.NOISE if known else Link.UNKNOWN), at, at + 1))

    def _put(self, lexeme: Lexeme) -> int:
        self.lexemes.append(lexeme)
        return lexeme.last

    def _after_date(self) -> Unit | None:
        """Return the dated piece just before, when nothing but white space or a comma parts us from it."""
        for lexeme in reversed(self.lexemes):
            if isinstance(lexeme.value, Unit):
                return lexeme.value
            if lexeme.value is Link.LIST and self.tokens[lexeme.first].mark is not Mark.COMMA:
                return None
            if isinstance(lexeme.value, Clock) or lexeme.value in _BREAKS_DATE:
                return None
        return None

    def _any_date(self) -> bool:
        return any(isinstance(lexeme.value, Unit | Weekdays) for lexeme in self.lexemes)

    def _expects_clock(self, at: int) -> bool:
        return (
            self.context.clock_column
            or self._after_date() is not None
            or token_at(self.tokens, at - 1).text in {"в", "начало"}
        )

    # Numbers

    def _number(self, at: int) -> int:
        before = token_at(self.tokens, at - 1)
        named = before if before.mark is not Mark.DOT else token_at(self.tokens, at - 2)
        if named.text in _NAMED_AFTER and not self._is_sure_clock(at):
            return self._named(at)
        for rule in (
            self._full_date,
            self._sure_clock,
            self._repeat,
            self._expected_clock,
            self._series,
            self._bare_days,
            self._dotted,
            self._year,
            self._any_clock,
        ):
            if (last := rule(at)) is not None:
                return last
        return self._put(Lexeme(Link.UNKNOWN, at, at + 1))

    def _is_sure_clock(self, at: int) -> bool:
        moment = moment_at(self.tokens, at)
        return moment is not None and moment.sure

    def _named(self, at: int) -> int:
        """Keep «ул. 9 Мая», «школа 5» as words."""
        month = role_at(self.tokens, at + 1) is Role.MONTH
        return self._put(Lexeme(Link.UNKNOWN, at, at + 1 + month))

    def _full_date(self, at: int) -> int | None:
        found = (
            dates.iso_date_at(self.tokens, at)
            or dates.full_date_at(self.tokens, at)
            or dates.month_of_year_at(self.tokens, at)
        )
        if not found:
            return None
        self._put(Lexeme(found[0], at, found[1]))
        return self._skip_midnight(found[1])

    def _skip_midnight(self, at: int) -> int:
        """Drop the «00:00:00» that a spreadsheet adds to a date without a time."""
        tail = [(token.mark, token.value) for token in self.tokens[at : at + 5]]
        if tail != _MIDNIGHT:
            return at
        return self._put(Lexeme(Link.NOISE, at, at + len(tail)))

    def _clock(self, at: int, *, loose: bool) -> int | None:
        found = clock_at(self.tokens, at, loose=loose)
        return self._put(Lexeme(found[0], at, found[1], found[2])) if found else None

    def _sure_clock(self, at: int) -> int | None:
        return self._clock(at, loose=False)

    def _expected_clock(self, at: int) -> int | None:
        if not self._expects_clock(at) or self._continues_dates(at):
            return None
        if self._is_packed(at) and self._after_date() is None and not self.context.clock_column:
            return None  # «в 1000 семьях»
        apart = self._after_date() is None or self.lexemes[-1].value is Link.LIST
        if apart and not self.context.clock_column and self._series_ahead(at):
            return None  # «в 3-4 кварталах», «5 мая, 10-15 июня»
        return self._clock(at, loose=True) or self._hours(at)

    def _continues_dates(self, at: int) -> bool:
        """Tell «01.05 02.05»: a second day after a numeric one rather than two in the morning."""
        before, found = self._after_date(), dates.dotted_day_at(self.tokens, at)
        if not (before and before.dotted and found):
            return False
        token = self.tokens[at]
        early = token.text.startswith("0") and token.value < 7  # noqa: PLR2004 -- no event begins so early
        return early or self.lexemes[-1].value is Link.LIST

    def _hours(self, at: int) -> int | None:
        if self.tokens[at].mark is Mark.NUMBER and not self.context.clock_column and self._series_ahead(at):
            return None
        found = hours_at(self.tokens, at)
        if found is None and self.context.clock_column:
            moment = moment_at(self.tokens, at, bare=True)
            found = (Clock(moment.time), moment.last, 0.8) if moment else None
        return self._put(Lexeme(found[0], at, found[1], found[2])) if found else None

    def _series_ahead(self, at: int) -> bool:
        return series_at(self.tokens, at, self.context.near) is not None

    def _series(self, at: int) -> int | None:
        found = series_at(self.tokens, at, self.context.near)
        if not found:
            return None
        self.lexemes.extend(found[0])
        return found[1]

    def _bare_days(self, at: int) -> int | None:
        """Read «5, 12, 19» in a plan of one month."""
        known = any(lexeme.value not in _BEFORE_DAYS for lexeme in self.lexemes)
        if self._days_need_month() or known:
            return None
        found = bare_days_at(self.tokens, at, self.context.period.start.month)
        if not found:
            return None
        self.lexemes.extend(found[0])
        return found[1]

    def _days_need_month(self) -> bool:
        context = self.context
        return context.clock_column or context.line or context.period.kind is not PeriodKind.MONTH

    def _dotted(self, at: int) -> int | None:
        found = dates.dotted_day_at(self.tokens, at)
        if not found:
            return None
        unit, last = found
        if self.context.one_day and not unit.year and self._clock_rather(unit, at):
            return None
        return self._put(Lexeme(unit, at, last))

    def _clock_rather(self, unit: Unit, at: int) -> bool:
        """In the plan of one day «11.05» is a clock unless it is that very day."""
        period = self.context.period
        if period.start != period.end:
            dated = Resolver(period, self.context.year).span(unit)
            return dated.start not in period and moment_at(self.tokens, at) is not None
        day = period.start
        return (unit.number, unit.month) != (day.day, day.month) and moment_at(self.tokens, at) is not None

    def _any_clock(self, at: int) -> int | None:
        """Take what can only be a clock («11-30» where no days are waiting), less certainly."""
        if self.context.line and self._is_packed(at):
            return None
        if not (self.context.one_day or self._any_date()):
            moment = moment_at(self.tokens, at)
            if not moment or self.tokens[at + 1 :][:1] == []:
                return None
            if not self.lexemes and not self._separated_minutes(at):
                return None
        return self._clock(at, loose=True) or (self._hours(at) if self.context.one_day else None)

    def _is_packed(self, at: int) -> bool:
        """Tell «1130» or a plain number from figures with a separator."""
        return self.tokens[at].width > 2 and token_at(self.tokens, at + 1).mark is not Mark.RAISED  # noqa: PLR2004 -- digits

    def _separated_minutes(self, at: int) -> bool:
        return token_at(self.tokens, at + 1).mark in {Mark.DASH, Mark.DOT, Mark.COLON}

    def _year(self, at: int) -> int | None:
        found = dates.year_at(self.tokens, at, self.context.near)
        return self._put(Lexeme(Unit(UnitKind.YEAR, year=found[0]), at, found[1])) if found else None

    # Words

    def _word(self, at: int) -> int:
        for rule in (
            self._phrase,
            self._before,
            self._weekdays,
            self._opened_clock,
            self._repeat,
            self._course,
            self._numbered,
            self._month,
            self._named_part,
            self._negated,
            self._simple,
        ):
            if (last := rule(at)) is not None:
                return last
        return self._put(Lexeme(Link.UNKNOWN, at, at + 1))

    def _phrase(self, at: int) -> int | None:
        if self.tokens[at].text.startswith(_MOVED):
            return self._put(Lexeme(Link.UNKNOWN, at, self._end_of_remark(at)))
        if last := phrases.unscheduled_at(self.tokens, at):
            return self._put(Lexeme(Link.UNSCHEDULED, at, last))
        last = phrases.later_at(self.tokens, at)
        return self._put(Lexeme(Link.LATER, at, last)) if last else None

    def _end_of_remark(self, at: int) -> int:
        """Return where «перенос с 3 марта» ends: its date is no date of the event."""
        end = at
        while end < len(self.tokens) and self.tokens[end].mark is not Mark.CLOSE:
            end += 1
        return end

    def _before(self, at: int) -> int | None:
        found = wording.before_at(self.tokens, at)
        return self._put(found) if found else None

    def _weekdays(self, at: int) -> int | None:
        found = wording.except_at(self.tokens, at) or wording.weekdays_at(self.tokens, at)
        return self._put(found) if found else None

    def _opened_clock(self, at: int) -> int | None:
        """Read «с 10.00», «до 17.00», «после 17.00», «в полдень»."""
        role = role_at(self.tokens, at)
        if role is Role.FROM:
            return self._from_clock(at)
        if role is Role.NOON:
            return self._clock(at, loose=True)
        if role not in {Role.UNTIL, Role.AFTER, Role.BY}:
            return None
        moment = moment_at(self.tokens, at + 1)
        if moment is None or not (moment.sure or self._expects_clock(at)):
            return None
        before = self._after_date()
        if before and before.dotted and not moment.sure and dates.dotted_day_at(self.tokens, at + 1):
            return None  # «с 30.04. до 04.05.»
        after = role is Role.AFTER
        clock = Clock(moment.time) if after else Clock(None, moment.time, ends_next_day=moment.next_day)
        return self._put(Lexeme(clock, at, moment.last, 0.9))

    def _from_clock(self, at: int) -> int | None:
        if last := self._clock(at, loose=False):
            return last
        if not (self._expects_clock(at) or self.context.one_day):
            return None
        if self._series_ahead(at + 1):
            return None
        return self._clock(at, loose=True) or self._hours(at)

    def _repeat(self, at: int) -> int | None:
        found = wording.repeat_at(self.tokens, at)
        return self._put(found) if found else None

    def _course(self, at: int) -> int | None:
        found = wording.course_at(self.tokens, at)
        return self._put(found) if found else None

    def _numbered(self, at: int) -> int | None:
        return self._series(at)

    def _month(self, at: int) -> int | None:
        found = meaning_at(self.tokens, at)
        if not found or found.role is not Role.MONTH:
            return None
        if found.nominative and (days := self._days_after_month(at, found.number)):
            return days
        unit = Unit(UnitKind.MONTH, month=found.number)
        unit, last = dates.year_after(self.tokens, wording.after_dot(self.tokens, at + 1), unit, self.context.near)
        word = meaning_at(self.tokens, last)
        if word and word.role is Role.UNIT and word.stretch is Stretch.MONTH:
            last += 1
        return self._put(Lexeme(unit, at, last, 0.8 if found.fuzzy else 1.0))

    def _days_after_month(self, at: int, month: int) -> int | None:
        """Read «Апрель: 5, 12» and «Май, 9», the month before its days."""
        parted = token_at(self.tokens, at + 1).mark in {Mark.COLON, Mark.COMMA, Mark.DASH, Mark.BREAK}
        found = bare_days_at(self.tokens, at + 1 + parted, month)
        if not found:
            return None
        self._put(Lexeme(Link.NOISE, at, at + 1 + parted))
        self.lexemes.extend(found[0])
        return found[1]

    def _named_part(self, at: int) -> int | None:
        near = self.context.near
        found = wording.part_at(self.tokens, at, near) or wording.season_at(self.tokens, at, near)
        if not found and role_at(self.tokens, at) is Role.ALWAYS:
            found = Lexeme(Unit(UnitKind.WHOLE, stretch=Stretch.PERIOD), at, at + 1, 0.9)
        return self._put(found) if found else None

    def _negated(self, at: int) -> int | None:
        """Read «не позднее», «не ранее», «не позднее чем»."""
        word = token_at(self.tokens, at).text
        following = token_at(self.tokens, at + 1).text
        if word in {"к", "ко", "срок"}:
            return self._put(Lexeme(Link.BY, at, at + 1))
        if word != "не" or following not in {"позднее", "позже", "ранее", "раньше"}:
            return None
        last = at + 2 + (token_at(self.tokens, at + 2).text == "чем")
        return self._put(Lexeme(Link.NOT_LATER if following.startswith("поз") else Link.FROM, at, last))

    def _simple(self, at: int) -> int | None:
        found = meaning_at(self.tokens, at)
        link = _SIMPLE_ROLES.get(found.role) if found else None
        ends = self.tokens[at].text.startswith(_ENDING)
        if self._any_date() and (ends or link_at(self.tokens, at) is Link.TO):
            link = Link.TO
        if self.tokens[at].text == "начало" and token_at(self.tokens, at + 1).mark in {Mark.COLON, Mark.DASH}:
            link = Link.NOISE
        if found and found.role is Role.UNIT and self._any_date():
            link = Link.NOISE
        if found and found.role is Role.PART and role_at(self.tokens, at + 1) is Role.NOISE:
            link = Link.NOISE
        return self._put(Lexeme(link, at, at + 1)) if link else None
