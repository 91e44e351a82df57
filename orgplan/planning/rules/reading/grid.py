"""The week grid: days as columns, the events of a day one under another in its cell."""

from __future__ import annotations

import re
from collections.abc import Sequence

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


def day_columns(line: Line) -> dict[int, str] | None:
    """Return the day by column if at least three cells of the row are days («Понедельник ⏎ 2 ноября»), else None."""
    days = {column: squeeze(line.texts[column]) for column in line.own if is_day_heading(squeeze(line.texts[column]))}
    return days if len(days) >= _MIN_DAYS and len(days) * 2 > len(line.own) else None


def find_grid(lines: Sequence[Line]) -> int | None:
    """Return the index of the first row with days as columns, or None."""
    return next((index for index, line in enumerate(lines) if day_columns(line)), None)


def read_grid(lines: Sequence[Line], reader: Reader, table: int, sheet: str | None, where: str) -> None:
    """Read a grid from its first row of days on; another row of days begins another week."""
    days: dict[int, Standing] = {}
    heads: dict[int, str] = {}
    for line in lines:
        found = day_columns(line)
        if found:
            days = {column: reader.dating.below(text, reader.standing) for column, text in found.items()}
            heads = found
            continue
        side = next((squeeze(line.texts[c]) for c in line.own if c not in days), "")
        for column in line.own:
            if column not in days:
                continue
            source = SourceRow(table, line.number, ((heads[column], line.texts[column]),), sheet)
            for event in _events(line.texts[column]):
                draft = _draft(event, days[column], source, side)
                draft.where = f"{where}строка {line.number}, столбец «{heads[column]}»"
                reader.drafts.append(draft)


def _draft(event: str, standing: Standing, source: SourceRow, side: str) -> Draft:
    """Return the draft of one event; `side` is the text of the row's first column: a time, a person or a section."""
    title, clock = take_clock(squeeze(without_number(event)))
    draft = Draft(title, standing, source, clock=clock, sure={"title": 0.8})
    if is_clock_only(side):
        draft.clock = clock or side
    elif persons_in(side) or starts_post(side):
        draft.responsible.append(side)
    return draft


def _events(text: str) -> list[str]:
    """Return the events of a day's cell; lines before the first time are events of their own, one each."""
    lines = lines_of(text)
    first = next((index for index, line in enumerate(lines) if LEADING_CLOCK.match(line)), None)
    if first is None:
        listed = events_in(text)
        return [event for event in listed if not is_blank(event)]
    before: list[str] = []
    for line in lines[:first]:
        if before and not re.match(r"[А-ЯЁA-Z«\"\d]", line):
            before[-1] += f" {line}"
        else:
            before.append(line)
    return before + events_in("\n".join(lines[first:]))
