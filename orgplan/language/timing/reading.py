"""Reading a date cell of a plan: the one entrance for cells (`finding` is the one for sentences)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from math import prod

from orgplan.language.periods import Period
from orgplan.language.problems import Problem
from orgplan.language.timing.assembling import Assembler, outside
from orgplan.language.timing.context import Context
from orgplan.language.timing.filling import fill
from orgplan.language.timing.lexemes import Clock, Lexeme, Link, Unit
from orgplan.language.timing.model import Timing, TimingKind
from orgplan.language.timing.resolving import Resolver
from orgplan.language.timing.scanner import scan
from orgplan.language.timing.tokens import Token, tokenize

_SKIPPED = {Link.NOISE, Link.ABOUT, Link.UNKNOWN}
_REST_CERTAINTY = 0.8
_ABOUT_CERTAINTY = 0.8
# Three clocks with nothing between are a list; two are a stretch that lost its dash.
_CLOCK_TEXT = r"(?<![\d.,:-])(?:[01]?\d|2[0-4])[.:-][0-5]\d(?![\d.:-])"
_BARE_CLOCKS = re.compile(rf"{_CLOCK_TEXT}(?:\s+{_CLOCK_TEXT}){{2,}}")
_EDGES = " \t\r\n\xa0,;:.()[]–—-/"


@dataclass(frozen=True, slots=True)
class TimingReading:
    """A timing with its confidence (1 = every word understood by an unambiguous rule), problems and leftover words."""

    timing: Timing
    confidence: float
    problems: tuple[Problem, ...] = ()
    rest: str = ""


def read_timing(
    text: str, period: Period, *, year: int | None = None, clock: str = "", value: object = None
) -> TimingReading:
    """Read a date cell, with its line breaks, in a plan for `period`.

    Args:
        text: The date or date-and-time cell as found.
        period: The plan's period (or that of its section); fills missing years and months.
        year: The year that the title names.
        clock: The text of a separate time column.
        value: The typed value of a spreadsheet cell (date, datetime or time), trusted over its text.

    Never raises on any text: what is not understood is `unscheduled` with a problem, and its words are in `rest`.
    """
    text = _typed(value) or text
    context = Context(period, year)
    return read_parts(_by_lines(text, clock, context), context)


def _by_lines(text: str, clock: str, context: Context) -> list[tuple[str, Context]]:
    """Return the texts in reading order; lines of the date and the time column that pair up are read in pairs."""
    text, clock = (_BARE_CLOCKS.sub(_listed, part) for part in (text, clock))
    column = replace(context, clock_column=True)
    if not clock:
        return [(text, context)]
    dated, timed = ([line for line in cell.splitlines() if line.strip()] for cell in (text, clock))
    if len(dated) == len(timed) > 1:
        has_days = all(_has(line, context, Unit) for line in dated)
        if has_days and all(_has(line, column, Clock) for line in timed):
            return [part for day, time_ in zip(dated, timed, strict=True) for part in ((day, context), (time_, column))]
    return [(text, context), (clock, column)]


def _listed(found: re.Match[str]) -> str:
    """Put commas between clocks that only line breaks or spaces part."""
    return re.sub(r"\s+", ", ", found[0])


def _has(text: str, context: Context, kind: type) -> bool:
    return any(isinstance(lexeme.value, kind) for lexeme in scan(tokenize(text), context))


def read_parts(parts: Sequence[tuple[str, Context]], context: Context) -> TimingReading:
    """Read texts that together say one timing, each in its own context (date column, time column, line)."""
    period, year = context.period, context.year
    lexemes: list[Lexeme] = []
    rests: list[str] = []
    for part, place in parts:
        tokens = tokenize(part)
        found = scan(tokens, place)
        rests.append(_rest(part, tokens, found))
        lexemes += [*found, Lexeme(Link.BREAK, 0, 0)] if found else []
    resolver = Resolver(period, year)
    timing = _without_invented(Assembler(fill(lexemes), context, resolver).assemble(), resolver)
    _note_outside(timing, period, resolver)
    rest = " ".join(filter(None, rests))
    confidence = _confidence(lexemes, resolver, rest)
    return TimingReading(timing, confidence, tuple(_once(resolver.problems)), rest)


def _without_invented(timing: Timing, resolver: Resolver) -> Timing:
    """Leave out days that do not exist: a guessed day must not slip into a plan; a range keeps its real part."""
    guessed = resolver.invented - resolver.named
    kept = [one for one in timing.occurrences if not (one.end in guessed and one.start in {one.end, None})]
    if timing.occurrences and not kept:
        return Timing(TimingKind.UNSCHEDULED)
    return replace(timing, occurrences=tuple(kept))


def _typed(value: object) -> str:
    """Return the text of a spreadsheet's own date or time; empty for anything else."""
    match value:
        case datetime():
            return f"{value:%d.%m.%Y}" if value.time() == time() else f"{value:%d.%m.%Y %H:%M}"
        case date():
            return f"{value:%d.%m.%Y}"
        case time():
            return f"{value:%H:%M}"
        case _:
            return ""


def _rest(text: str, tokens: Sequence[Token], lexemes: Sequence[Lexeme]) -> str:
    """Return the words between the lexemes that no rule took, with the small words that belong to them."""
    chunks: list[str] = []
    at = 0
    while at < len(lexemes):
        end = at
        while end < len(lexemes) and lexemes[end].value in {*_SKIPPED, Link.LIST, Link.BREAK, Link.RANGE}:
            end += 1
        run = lexemes[at:end]
        if any(lexeme.value is Link.UNKNOWN for lexeme in run):
            chunk = text[tokens[run[0].first].start : tokens[run[-1].last - 1].end]
            chunks.append(re.sub(r"\s+", " ", chunk).strip(_EDGES))
        at = max(end, at + 1)
    return " ".join(filter(None, chunks))


def _note_outside(timing: Timing, period: Period, resolver: Resolver) -> None:
    days = outside(timing, period)
    if days:
        shown = ", ".join(f"{day:%d.%m.%Y}" for day in dict.fromkeys(days))
        sure = 0.9 if timing.kind is TimingKind.DUE else 0.6
        between = f"{period.start:%d.%m.%Y}–{period.end:%d.%m.%Y}"
        resolver.note("date_outside_period", f"Вне периода плана ({between}): {shown}.", sure)


def _confidence(lexemes: Sequence[Lexeme], resolver: Resolver, rest: str) -> float:
    certainty = prod({lexeme.first: lexeme.certainty for lexeme in lexemes if lexeme.certainty < 1}.values())
    certainty *= _ABOUT_CERTAINTY if any(lexeme.value is Link.ABOUT for lexeme in lexemes) else 1.0
    certainty *= _REST_CERTAINTY if rest else 1.0
    return round(certainty * resolver.certainty, 3)


def _once(problems: Sequence[Problem]) -> list[Problem]:
    return list(dict.fromkeys(problems))
