"""Dates and times inside lines, titles and headings, and how much a text looks like a date cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from orgplan.language.periods import Period, PeriodKind
from orgplan.language.problems import Problem
from orgplan.language.timing.context import Context
from orgplan.language.timing.lexemes import Clock, Lexeme, Link, Repeat, Unit, UnitKind, Weekdays
from orgplan.language.timing.model import Timing, TimingKind
from orgplan.language.timing.reading import read_parts, read_timing
from orgplan.language.timing.scanner import scan
from orgplan.language.timing.tokens import END, Mark, Token, tokenize

_EDGE_LINKS = {Link.RANGE, Link.LIST, Link.BREAK, Link.NOISE}
_PREPOSITIONS = {"в", "во"}
_BROKEN_BY = {Link.UNKNOWN}
_SURE = 1.0
_LIKE = 0.6
_ANY_PERIOD = Period.year(2024)
_LONGEST_DATE = 400


@dataclass(frozen=True, slots=True)
class FoundTiming:
    """A timing in a text, with the half-open span of characters that it took (brackets and dashes around excluded)."""

    timing: Timing
    start: int
    end: int
    confidence: float
    problems: tuple[Problem, ...] = ()


def find_timing(text: str, period: Period, *, year: int | None = None) -> FoundTiming | None:
    """Find the date or time of a programme line, title or heading; None when there is none.

    «10.00 — Открытие сквера», «с 10-00 до 11-00 …», «Митинг … в 11.00», «3 сентября, пятница». A lone clock is given
    the day of a one-day `period`; with a longer one it is `unscheduled` with the problem `clock_without_day`, and the
    caller can read its span again with the day of the heading. Words that are rarely dates in a sentence (a month's
    name, a weekday, a year) count only where they stand alone.
    """
    tokens = tokenize(text)
    lexemes = scan(tokens, Context(period, year, line=True))
    runs = list(_runs(tokens, _without_number(tokens, lexemes)))
    alone = len(runs) == 1 and len(runs[0]) == len(lexemes)
    runs = runs if alone else [run for run in runs if _is_strong(run, lexemes) and not _dates_an_act(tokens, run)]
    if not runs or not any(_says_something(lexeme) for lexeme in runs[0]):
        return None
    best = min(runs, key=lambda run: (not _has_day(run), run[0].first))
    start, end = _place(text, tokens, best)
    context = Context(_day_or(period), year, line=True)
    reading = read_parts([(text[start:end], context)], context)
    return FoundTiming(reading.timing, start, end, reading.confidence, reading.problems)


def _day_or(period: Period) -> Period:
    """Return the period as one of a single day where it is one, whatever it is called."""
    return Period(period.start, period.end, PeriodKind.DAY) if period.start == period.end else period


def _without_number(tokens: Sequence[Token], lexemes: Sequence[Lexeme]) -> Sequence[Lexeme]:
    """Drop the number of a numbered line («1. 10.00 Открытие», «2) …»)."""
    if len(lexemes) > 2 and lexemes[0].value is Link.UNKNOWN and tokens[0].mark is Mark.NUMBER:  # noqa: PLR2004 -- "1." and more
        mark = tokens[lexemes[1].first]
        if mark.glued and mark.mark in {Mark.DOT, Mark.CLOSE}:
            return lexemes[2:]
    return lexemes


def _runs(tokens: Sequence[Token], lexemes: Sequence[Lexeme]) -> Iterator[list[Lexeme]]:
    """Yield the stretches of understood lexemes, cut at unknown words and trimmed of links at both ends."""
    run: list[Lexeme] = []
    for lexeme in [*lexemes, Lexeme(Link.UNKNOWN, 0, 0)]:
        if lexeme.value in _BROKEN_BY:
            if trimmed := _trimmed(tokens, run):
                yield trimmed
            run = []
        else:
            run.append(lexeme)


def _trimmed(tokens: Sequence[Token], run: list[Lexeme]) -> list[Lexeme]:
    while run and (run[-1].value in _EDGE_LINKS or isinstance(run[-1].value, Link)) and not _says_something(run[-1]):
        run = run[:-1]
    while run and run[0].value in _EDGE_LINKS and not (len(run) > 1 and tokens[run[0].first].text in _PREPOSITIONS):
        run = run[1:]
    return run


def _says_something(lexeme: Lexeme) -> bool:
    return isinstance(lexeme.value, Unit | Clock | Repeat | Weekdays) or lexeme.value in {Link.UNSCHEDULED, Link.LATER}


def _has_day(run: Sequence[Lexeme]) -> bool:
    return any(isinstance(lexeme.value, Unit) and lexeme.value.kind is UnitKind.DAY for lexeme in run)


def _is_strong(run: Sequence[Lexeme], lexemes: Sequence[Lexeme]) -> bool:
    """Tell a date of the sentence from words that only look like one: a day with its month, or a sure clock."""
    leads = run[0].first <= 1 or run[0] is lexemes[0]
    for lexeme in run:
        value = lexeme.value
        if isinstance(value, Unit) and value.kind is UnitKind.DAY and not _is_numbering(value, lexeme):
            return True
        if isinstance(value, Clock) and (leads or lexeme.certainty >= _SURE):
            return True
    return False


def _dates_an_act(tokens: Sequence[Token], run: Sequence[Lexeme]) -> bool:
    """Tell «от 06.10.2003 № 131-ФЗ», the date of a paper rather than of the event."""
    following = tokens[run[-1].last] if run[-1].last < len(tokens) else END
    return tokens[run[0].first].text == "от" and following.text in {"№", "n"}


def _is_numbering(unit: Unit, lexeme: Lexeme) -> bool:
    """Tell the number of a point («1.2 Организация») from a day: dotted, no year, at the very beginning."""
    return unit.dotted and not unit.year and lexeme.first == 0 and lexeme.last == len("1.2") and (unit.month or 0) < 10  # noqa: PLR2004 -- one digit


def _place(text: str, tokens: Sequence[Token], run: Sequence[Lexeme]) -> tuple[int, int]:
    """Return the characters of a run, with the bracket that closes inside it."""
    start, end = tokens[run[0].first].start, tokens[run[-1].last - 1].end
    opened = text[start:end].count("(") > text[start:end].count(")")
    return start, end + (opened and text[end : end + 1] == ")")


def date_likeness(text: str) -> float:
    """Return how much of the text is date words, 0..1; 0 where no date, frequency or set phrase is in it.

    For telling a date column from others: a lone row number («5», «1.2») is no date, a title with a date inside is
    mostly other words.
    """
    return _likeness(text, (Unit, Clock, Repeat, Weekdays))


def clock_likeness(text: str) -> float:
    """Return how much of the text is clock times, 0..1, for telling a time column from a date column."""
    return _likeness(text, (Clock,))


def is_date_like(text: str) -> bool:
    """Tell whether a cell is likely one of a date or time column."""
    return date_likeness(text) >= _LIKE


def _likeness(text: str, wanted: tuple[type, ...]) -> float:
    if not text.strip() or len(text) > _LONGEST_DATE:
        return 0.0
    tokens = tokenize(text)
    lexemes = scan(tokens, Context(_ANY_PERIOD, clock_column=wanted == (Clock,) and not _is_number(tokens)))
    said = [lexeme for lexeme in lexemes if _counts(lexeme, wanted)]
    if not said or _is_row_number(text, lexemes):
        return 0.0
    taken = sum(_length(tokens, lexeme) for lexeme in lexemes if lexeme.value is not Link.UNKNOWN)
    if wanted == (Clock,):
        taken = sum(_length(tokens, lexeme) for lexeme in said)
    return min(1.0, taken / max(1, sum(_length(tokens, lexeme) for lexeme in lexemes)))


def _is_number(tokens: Sequence[Token]) -> bool:
    return len(tokens) == 1 and tokens[0].mark is Mark.NUMBER


def _counts(lexeme: Lexeme, wanted: tuple[type, ...]) -> bool:
    return isinstance(lexeme.value, wanted) or (
        len(wanted) > 1 and lexeme.value in {Link.UNSCHEDULED, Link.LATER} and not isinstance(lexeme.value, Unit)
    )


def _is_row_number(text: str, lexemes: Sequence[Lexeme]) -> bool:
    """Tell «1.2» and «2.10.» from «01.02»: numbering has no leading zero and no two-digit parts on both sides."""
    value = lexemes[0].value
    dotted = isinstance(value, Unit) and value.dotted and not value.year
    return dotted and len(lexemes) == 1 and len(text.strip(" .")) < len("10.5.")


def _length(tokens: Sequence[Token], lexeme: Lexeme) -> int:
    return sum(token.width for token in tokens[lexeme.first : lexeme.last] if token.mark is not Mark.BREAK)


def heading_period(text: str, period: Period, *, year: int | None = None) -> Period | None:
    """Return the period that a section heading names («I КВАРТАЛ», «Январь 2018 года», «3 сентября, пятница»).

    Rows below the heading are read with it, so that «в течение квартала» is that quarter. None for other headings.
    """
    reading = read_timing(text, period, year=year)
    if reading.rest or len(reading.timing.occurrences) != 1:
        return None
    one = reading.timing.occurrences[0]
    if reading.timing.kind not in {TimingKind.DAYS, TimingKind.PERIOD} or not one.start or not one.end:
        return None
    start, end = one.start, one.end
    for named in (Period.year(start.year), Period.quarter(start.year, (start.month + 2) // 3)):
        if (named.start, named.end) == (start, end):
            return named
    if (month := Period.month(start.year, start.month)).end == end and month.start == start:
        return month
    return Period(start, end, PeriodKind.DAY if start == end else PeriodKind.RANGE)
