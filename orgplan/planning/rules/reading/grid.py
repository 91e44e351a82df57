"""The week grid: days as columns, the events of a day one under another in its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orgplan.planning.rules.reading.bodies import starts_post
from orgplan.planning.rules.reading.cells import events_in, take_clock, without_number
from orgplan.planning.rules.reading.draft import Draft, Standing
from orgplan.planning.rules.reading.layout import Line
from orgplan.planning.rules.reading.marks import LEADING_CLOCK, is_clock_only, is_day_heading
from orgplan.planning.rules.reading.model import SourceRow
from orgplan.planning.rules.reading.people import persons_in
from orgplan.planning.rules.reading.table import Reader
from orgplan.planning.rules.reading.text import is_blank, lines_of, squeeze

_MIN_DAYS = 3
_NEXT_CLOCK = re.compile(r"(?<!\bв)(?<!\bс)(?<!\bдо)(?<![\d–—-])\s+(?=\d{1,2}[.:-][0-5]\d\s+[А-ЯЁ«\"])")
_DAY_NUMBER = re.compile(r"[0-3]?\d")


def day_columns(line: Line) -> dict[int, str] | None:
    """Return the day by column if at least three cells of the row are days («Понедельник ⏎ 2 ноября»), else None."""
    days = {column: squeeze(line.texts[column]) for column in line.own if is_day_heading(squeeze(line.texts[column]))}
    return days if len(days) >= _MIN_DAYS and len(days) * 2 > len(line.own) else None


def find_grid(lines: Sequence[Line]) -> int | None:
    """Return the index of the first row with days as columns, or None."""
    return next((index for index, line in enumerate(lines) if day_columns(line)), None)


@dataclass(slots=True)
class _Week:
    """The days that stand above the cells: by column their words and what they mean for the events below."""

    heads: dict[int, str]
    days: dict[int, Standing]


def read_grid(lines: Sequence[Line], reader: Reader, table: int, sheet: str | None, where: str) -> None:
    """Read a grid from its first row of days on; another row of days or of day numbers begins another week."""
    week = _Week({}, {})
    weekdays: dict[int, str] = {}
    for line in lines:
        found = day_columns(line)
        if found:
            weekdays = found
        else:
            found = _numbered_days(line, weekdays, reader)
        if found:
            week = _Week(found, {column: reader.dating.below(text, reader.standing) for column, text in found.items()})
            continue
        side = next((squeeze(line.texts[c]) for c in line.own if c not in week.days), "")
        for column in (c for c in line.own if c in week.days):
            source = SourceRow(table, line.number, ((week.heads[column], line.texts[column]),), sheet)
            standing, text = _own_day(line.texts[column], week.days[column], reader)
            for event in _events(text):
                draft = _draft(event, standing, source, side)
                draft.where = f"{where}строка {line.number}, столбец «{week.heads[column]}»"
                reader.drafts.append(draft)


def _numbered_days(line: Line, weekdays: Mapping[int, str], reader: Reader) -> dict[int, str] | None:
    """Return the days of a row of bare numbers below the weekdays («2 | 3 | 4»), with the month of the plan."""
    texts = {column: squeeze(line.texts[column]) for column in line.own if column in weekdays}
    if len(texts) < _MIN_DAYS or not all(_DAY_NUMBER.fullmatch(text) for text in texts.values()):
        return None
    return {column: reader.dating.in_month(text) for column, text in texts.items()}


def _own_day(text: str, standing: Standing, reader: Reader) -> tuple[Standing, str]:
    """Take the day that a cell begins with («2 ⏎ 9.00 …») off its events."""
    first, _, rest = text.strip().partition("\n")
    if _DAY_NUMBER.fullmatch(first.strip()):
        return reader.dating.below(reader.dating.in_month(first.strip()), standing), rest
    if is_day_heading(first):
        return reader.dating.below(first, standing), rest
    return standing, text


def _draft(event: str, standing: Standing, source: SourceRow, side: str) -> Draft:
    """Return the draft of one event; `side` is the text of the row's first column: a time, a person or a section."""
    title, clock = take_clock(without_number(event))
    draft = Draft(title, standing, source, clock=clock, sure={"title": 0.8})
    if is_clock_only(side):
        draft.clock = clock or side
    elif persons_in(side) or starts_post(side):
        draft.responsible.append(side)
    return draft


def _events(text: str) -> list[str]:
    """Return the events of a day's cell: those that begin or end with a time, else one for each capitalised line."""
    lines = [line for whole in lines_of(text) for line in _clocked(whole)]
    if len(lines) > 1 and is_clock_only(lines[0]) and not any(_begins(line) for line in lines[1:]):
        return ["\n".join(lines)]
    first = next((index for index, line in enumerate(lines) if LEADING_CLOCK.match(line)), None)
    if first is not None and not is_clock_only(lines[-1]):
        return _by_lines(lines[:first]) + events_in("\n".join(lines[first:]))
    listed = events_in(text)
    single = len(listed) == 1 and not (len(lines) > 1 and is_clock_only(lines[-1]))
    return _by_lines(lines) if single else [event for event in listed if not is_blank(event)]


def _begins(line: str) -> bool:
    """Tell whether the line begins or is a time."""
    return bool(is_clock_only(line) or LEADING_CLOCK.match(line))


def _clocked(line: str) -> list[str]:
    """Cut a line that lost its breaks («9.00 Совещание 15.00 Комиссия») before each time that a title follows."""
    return _NEXT_CLOCK.split(line) if LEADING_CLOCK.match(line) else [line]


def _by_lines(lines: Sequence[str]) -> list[str]:
    """Return one event for each line that begins like a title; other lines go on with the one above."""
    events: list[str] = []
    for line in lines:
        if events and (
            not re.match(r"[А-ЯЁA-Z\d]", line)
            or re.search(r"[,(–—-]$|\b(?:имени|им\.|и|в|на|по|с|города|района)$", events[-1])
        ):
            events[-1] += f" {line}"
        else:
            events.append(line)
    return events
