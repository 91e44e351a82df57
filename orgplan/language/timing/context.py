"""What a rule of the scanner sees: the tokens, what is known beside the cell, and what was read so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from orgplan.language.periods import Period, PeriodKind
from orgplan.language.timing.clocks import token_at
from orgplan.language.timing.lexemes import Clock, Lexeme, Link, Unit, Weekdays
from orgplan.language.timing.tokens import Mark, Token

_BREAKS_DATE = {Link.UNKNOWN, Link.RANGE, Link.TO, Link.UNTIL}


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


@dataclass(slots=True)
class Scan:
    """One pass over the tokens of a text."""

    tokens: Sequence[Token]
    context: Context
    lexemes: list[Lexeme] = field(default_factory=list)

    def put(self, lexeme: Lexeme) -> int:
        """Keep a lexeme and return the place after it."""
        self.lexemes.append(lexeme)
        return lexeme.last

    def after_date(self) -> Unit | None:
        """Return the dated piece just before, when nothing but white space or a comma parts us from it."""
        for lexeme in reversed(self.lexemes):
            if isinstance(lexeme.value, Unit):
                return lexeme.value
            if lexeme.value is Link.LIST and self.tokens[lexeme.first].mark is not Mark.COMMA:
                return None
            if isinstance(lexeme.value, Clock) or lexeme.value in _BREAKS_DATE:
                return None
        return None

    def any_date(self) -> bool:
        """Tell whether a date or weekday was read."""
        return any(isinstance(lexeme.value, Unit | Weekdays) for lexeme in self.lexemes)

    def expects_clock(self, at: int) -> bool:
        """Tell whether figures at `at` are a clock: a time column, behind a date or behind «в»."""
        return (
            self.context.clock_column
            or self.after_date() is not None
            or token_at(self.tokens, at - 1).text in {"в", "начало"}
        )
