"""A pasted table of closed days: one line each, «дата и часы», then words (ADR 0003: pure rooms speak Russian)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from orgplan.availability.rules.spans import Span, span_of_days, why_wrong
from orgplan.language.periods import Period
from orgplan.language.timing.model import Occurrence, TimingKind
from orgplan.language.timing.reading import read_timing

MOST_LINES = 500
LONGEST_WORDS = 300
_DAY = timedelta(days=1)
_EXACT = (TimingKind.TIMED, TimingKind.DAYS)


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """A line that could not be read: its number from 1, its text, and why."""

    number: int
    text: str
    why: str

    @property
    def sentence(self) -> str:
        """Return «Строка 3 «…»: …»."""
        shown = self.text if len(self.text) <= 80 else f"{self.text[:80]}…"  # noqa: PLR2004 -- letters of a line
        return f"Строка {self.number} «{shown}»: {self.why}"


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a pasted table says: stretches in its order, and the lines that could not be read."""

    spans: tuple[Span, ...]
    unread: tuple[UnreadLine, ...]


def read_pasted(text: str, year: int) -> Pasted:
    """Read a table pasted from Word or Excel: cells parted by tabs or semicolons; `year` where a line names none.

    The first cell is the date with or without hours, further cells are hours or words. Every non-empty line becomes
    stretches or an `UnreadLine`: none is lost.
    """
    spans: list[Span] = []
    unread: list[UnreadLine] = []
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    for number, line in lines[:MOST_LINES]:
        found, why = _read_line(line, year)
        spans += found
        if why:
            unread.append(UnreadLine(number, line, why))
    if len(lines) > MOST_LINES:
        number, line = lines[MOST_LINES]
        unread.append(UnreadLine(number, line, f"за раз читается не больше {MOST_LINES} строк: вставьте остальные."))
    return Pasted(tuple(spans), tuple(unread))


def _read_line(line: str, year: int) -> tuple[list[Span], str]:
    parts = line.split("\t" if "\t" in line else ";")
    cells = [each.strip() for each in parts if each.strip()] or [line]
    period = Period.year(year)
    dated, words = cells[0], cells[1:]
    clock = words.pop(0) if words and _is_clock(words[0]) else ""
    reading = read_timing(dated, period, clock=clock)
    said = (", ".join(words) or reading.rest.strip(" ,;:—–-"))[:LONGEST_WORDS]
    timing = reading.timing
    if timing.kind not in _EXACT or not timing.occurrences:
        return [], "не видно дня. Напишите, например: «28.05.2026 09:00–14:00; ЕГЭ по русскому языку»."
    found = [span for each in timing.occurrences for span in _spans(each, said)]
    if any(each.start_time and not each.end_time for each in timing.occurrences):
        return [], "назовите и конец: «19:00–22:00»."
    wrong = next((why for span in found if (why := why_wrong(span))), "")
    return ([], wrong) if wrong else (found, "")


def _is_clock(cell: str) -> bool:
    """Tell whether the cell holds nothing but hours."""
    return any(sign.isdigit() for sign in cell) and not cell.lower().strip("0123456789:.–—- чсдопн")


def _spans(one: Occurrence, words: str) -> list[Span]:
    """Return the stretches of an occurrence: whole days, or on each of its days from clock to clock."""
    first, last = one.start or one.end, one.end or one.start
    if first is None or last is None:
        return []
    if one.start_time is None or one.end_time is None:
        return [span_of_days(first, last, words)]
    days = [first + shift * _DAY for shift in range((last - first).days + 1)]
    return [_of_day(day, one.start_time, one.end_time, words) for day in days]


def _of_day(day: date, begins: time, ends: time, words: str) -> Span:
    until = day if ends > begins else day + _DAY
    return Span(datetime.combine(day, begins), datetime.combine(until, ends), words)
