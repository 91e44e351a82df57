"""Rows of a plan laid out by days: the calendar (date, time, event) and the week with days as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from orgplan.language.months import MONTHS_GENITIVE
from orgplan.language.periods import Period
from orgplan.language.timing.model import Occurrence
from orgplan.language.timing.reading import read_timing

WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
_NO_DAY = "В течение периода"


@dataclass(frozen=True, slots=True)
class LaidRow:
    """What of a row the calendars print; `when` in the words of the plan, read again here."""

    when: str
    title: str
    place: str
    responsible: str


def calendar_of(rows: Sequence[LaidRow], period: Period) -> list[dict[str, Any]]:
    """Return the entries of the calendar form: `day` stands with the first entry of its day; undated rows come last."""
    dated: list[tuple[date, str, LaidRow]] = []
    undated: list[LaidRow] = []
    for row in rows:
        found = [(each.start, _clock(each)) for each in _occurrences(row, period) if each.start and _is_one_day(each)]
        dated += [(day, clock, row) for day, clock in found]
        undated += [] if found else [row]
    entries, last = [], None
    for day, clock, row in sorted(dated, key=lambda one: (one[0], one[1], one[2].title)):
        entries.append(_entry(day_words(day) if day != last else "", clock, row))
        last = day
    return entries + [_entry(_NO_DAY if not n else "", row.when, row) for n, row in enumerate(undated)]


def weeks_of(rows: Sequence[LaidRow], period: Period) -> list[dict[str, Any]]:
    """Return the weeks of the period, Monday to Sunday, each with seven days: `label` and `text`, an event a line."""
    by_day: dict[date, list[tuple[str, LaidRow]]] = {}
    for row in rows:
        for each in _occurrences(row, period):
            for day in _days(each, period):
                by_day.setdefault(day, []).append((_clock(each), row))
    monday = period.start - timedelta(days=period.start.weekday())
    weeks = []
    while monday <= period.end:
        days = [monday + timedelta(days=n) for n in range(7)]
        weeks.append({"days": [{"label": day_words(day), "text": _text(by_day.get(day, []))} for day in days]})
        monday += timedelta(days=7)
    return weeks


def day_words(day: date) -> str:
    """Return «12 августа, среда»."""
    return f"{day.day} {MONTHS_GENITIVE[day.month - 1]}, {WEEKDAYS[day.weekday()]}"


def _occurrences(row: LaidRow, period: Period) -> tuple[Occurrence, ...]:
    return read_timing(row.when, period).timing.occurrences if row.when else ()


def _is_one_day(each: Occurrence) -> bool:
    return each.start == each.end


def _days(each: Occurrence, period: Period) -> list[date]:
    """Return the days of a stretch inside the period; a stretch over the whole period belongs to no day."""
    first, last = each.start or each.end, each.end or each.start
    if first is None or last is None or (first <= period.start and last >= period.end and first != last):
        return []
    count = (min(last, period.end) - max(first, period.start)).days + 1
    return [max(first, period.start) + timedelta(days=n) for n in range(max(count, 0))]


def _clock(each: Occurrence) -> str:
    if each.start_time is None:
        return ""
    end = f"–{each.end_time:%H:%M}" if each.end_time else ""
    return f"{each.start_time:%H:%M}{end}"


def _entry(day: str, clock: str, row: LaidRow) -> dict[str, Any]:
    return {"day": day, "time": clock, "title": row.title, "place": row.place, "responsible": row.responsible}


def _text(events: Sequence[tuple[str, LaidRow]]) -> str:
    lines = [
        " ".join(filter(None, (clock, row.title))) + (f" ({row.place})" if row.place not in {"", "—"} else "")
        for clock, row in sorted(events, key=lambda one: (one[0], one[1].title))
    ]
    return "\n".join(lines)
