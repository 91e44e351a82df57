"""Several events in one row of a table: a list in the title cell, or cells whose lines stand beside each other."""

from __future__ import annotations

import re
from dataclasses import replace

from orgplan.planning.rules.reading.cells import events_in, take_clock, without_number
from orgplan.planning.rules.reading.draft import Draft
from orgplan.planning.rules.reading.marks import ONE_DATE, is_clock_only, is_when
from orgplan.planning.rules.reading.text import lines_of

_SURE = 0.8


def expand(draft: Draft) -> list[Draft]:
    """Return the events of a row: itself where its cells hold one."""
    if "\n" not in draft.title.strip():
        return [draft]
    events = events_in(draft.title)
    if len(events) > 1:
        return [_listed(draft, event, index, len(events)) for index, event in enumerate(events)]
    return _parallel(draft) or [draft]


def _listed(draft: Draft, event: str, index: int, count: int) -> Draft:
    """Return one event of a marked list; times or dates as many as events belong to them one by one."""
    title, clock = take_clock(without_number(event))
    clocks, dates = lines_of(draft.clock), lines_of(draft.day)
    if not clock and len(clocks) == count and all(map(is_clock_only, clocks)):
        clock = clocks[index]
    date = dates[index] if len(dates) == count and all(map(_is_day, dates)) else draft.day
    return _copy(draft, title, date, clock or draft.clock, draft.place)


def _parallel(draft: Draft) -> list[Draft]:
    """Return one draft for each line of cells that stand side by side, or none.

    The time cell must hold a time on each of its lines, or the date cell a day, as many as the title has lines that
    begin like titles; wrapped words («… ⏎ «Весна»») are one event.
    """
    clocks, dates = lines_of(draft.clock), lines_of(draft.day)
    titles = _unwrapped(draft.title, max(len(clocks), len(dates)))
    count = len(titles)
    timed = len(clocks) == count and all(map(is_clock_only, clocks))
    dated = len(dates) == count and all(map(_is_day, dates))
    quotes = r"«\"„“" if timed else ""
    if not (timed or dated) or not all(re.match(rf"[А-ЯЁA-Z\d{quotes}]", line) for line in titles[1:]):
        return []
    places = lines_of(draft.place)
    people = [lines_of(cell) for cell in draft.responsible]
    made = []
    for index, title in enumerate(titles):
        place = places[index] if len(places) == count else draft.place
        one = _copy(draft, title, dates[index] if dated else draft.day, clocks[index] if timed else draft.clock, place)
        one.responsible = [
            lines[index] if len(lines) == count else cell for lines, cell in zip(people, draft.responsible, strict=True)
        ]
        made.append(one)
    return made


def _unwrapped(title: str, count: int) -> list[str]:
    """Return the title's lines; where they are more than `count`, lines in small letters go on with the one above."""
    lines = lines_of(title)
    if len(lines) <= count:
        return lines
    joined: list[str] = []
    for line in lines:
        if joined and not re.match(r"[А-ЯЁA-Z\d«\"„“]", line):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


def _is_day(line: str) -> bool:
    """Tell whether the line is a whole date with its month."""
    return is_when(line) and bool(ONE_DATE.match(line)) and not line.endswith(",")


def _copy(draft: Draft, title: str, date: str, clock: str, place: str) -> Draft:
    """Return the draft with other words; what events of one row share is copied, not shared."""
    return replace(
        draft,
        title=title,
        day=date,
        clock=clock,
        place=place,
        responsible=list(draft.responsible),
        sure={**draft.sure, "title": _SURE},
        problems=list(draft.problems),
    )
