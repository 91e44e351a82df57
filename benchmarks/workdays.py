"""The working calendar: every published day, and additions and counts per second against a day-by-day walk."""

import csv
import random
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from benchmarks.model import Benchmark, Better
from benchmarks.programs import ORGPLAN, data, output_of
from orgplan.worktime import WorkingCalendar

_DAY = timedelta(days=1)
_CALENDAR = WorkingCalendar.bundled()


@cache
def _published() -> list[dict[str, str]]:
    with data("working-calendar/days-2013-2026.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _right_days() -> float:
    """Per cent of the published days whose kind the command prints, asked as a user asks."""
    days = _published()
    lines = output_of([*ORGPLAN, "workdays", "kind", days[0]["date"], days[-1]["date"]]).splitlines()
    expected = {f"{row['date']}\t{row['kind']}" for row in days}
    return 100 * len(expected.intersection(lines)) / len(expected)


def _library_days() -> float:
    from holidays import country_holidays  # noqa: PLC0415 -- 0.6 s, only for the comparison

    known = country_holidays("RU", years=range(2013, 2027))
    days = _published()
    right = 0
    for row in days:
        day = date.fromisoformat(row["date"])
        right += row["kind"] == ("off" if day in known or day.weekday() >= 5 else "working")
    return 100 * right / len(days)


def _questions(count: int) -> list[tuple[date, int]]:
    dice = random.Random(2026)
    first = date(2014, 6, 1)
    return [(first + _DAY * dice.randrange(4200), dice.randint(1, 250)) for _ in range(count)]


def _per_second(ask: Callable[[date, int], object], count: int) -> float:
    questions = _questions(count)
    start = time.perf_counter()
    for day, length in questions:
        ask(day, length)
    return count / (time.perf_counter() - start)


def _walk_add(day: date, count: int) -> date:
    while count:
        day += _DAY
        count -= _CALENDAR.is_working(day)
    return day


def _walk_between(day: date, length: int) -> int:
    return sum(_CALENDAR.is_working(day + _DAY * offset) for offset in range(length))


BENCHMARKS = [
    Benchmark(
        name="workdays.days",
        what="Календарь: дни 2013–2026 верны",
        unit="%",
        better=Better.MORE,
        target=100,
        run=_right_days,
        baseline=_library_days,
        baseline_is="выходные недели и библиотека holidays",
    ),
    Benchmark(
        name="workdays.add",
        what="Календарь: прибавить рабочие дни",
        unit="в с",
        better=Better.MORE,
        target=None,
        run=lambda: _per_second(_CALENDAR.add, 100_000),
        baseline=lambda: _per_second(_walk_add, 500),
        baseline_is="обход по одному дню, 500 вопросов",
    ),
    Benchmark(
        name="workdays.between",
        what="Календарь: сосчитать рабочие дни",
        unit="в с",
        better=Better.MORE,
        target=None,
        run=lambda: _per_second(lambda day, length: _CALENDAR.between(day, day + _DAY * length), 100_000),
        baseline=lambda: _per_second(_walk_between, 500),
        baseline_is="обход по одному дню, 500 вопросов",
    ),
]
