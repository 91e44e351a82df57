"""Duplicates among 5,000 lines: the wall time of the whole command, start included."""

import json
import tempfile
import time
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path

from benchmarks.invented import Line, as_request, lines
from benchmarks.model import Benchmark, Better
from benchmarks.programs import ORGPLAN, output_of, seconds_of

_LINES = 5000
_PLAIN_LINES = 500
_MONTH, _YEAR = 31, 365


@cache
def _made(days: int, repeats: float) -> list[Line]:
    return lines(_LINES, first=date(2026, 1, 1), days=days, repeats=repeats)


def _ours(days: int, repeats: float) -> float:
    period = "2026" if days == _YEAR else "2026-01"
    with tempfile.TemporaryDirectory(prefix="orgplan-bench-") as folder:
        file = Path(folder) / "lines.json"
        request = as_request(_made(days, repeats), period)
        file.write_text(json.dumps(request, ensure_ascii=False), encoding="utf-8")
        return seconds_of(lambda: output_of([*ORGPLAN, "duplicates", file, "--json"]), times=2)


def _plain(days: int, repeats: float) -> float:
    """Compare all pairs of a tenth of the lines, and count that the work grows with their square."""
    from rapidfuzz.fuzz import token_set_ratio  # noqa: PLC0415 -- only for the comparison

    titles = [line.title for line in _made(days, repeats)[:_PLAIN_LINES]]
    start = time.perf_counter()
    for one, other in combinations(titles, 2):
        token_set_ratio(one, other)
    return (time.perf_counter() - start) * (_LINES / _PLAIN_LINES) ** 2


def _benchmark(name: str, what: str, days: int, repeats: float) -> Benchmark:
    return Benchmark(
        name=f"duplicates.speed.{name}",
        what=f"Повторы: {_LINES} строк {what}",
        unit="с",
        better=Better.LESS,
        target=5,
        run=lambda: _ours(days, repeats),
        baseline=lambda: _plain(days, repeats),
        baseline_is=f"rapidfuzz, все пары {_PLAIN_LINES} строк, пересчитано на {_LINES} по квадрату",
    )


BENCHMARKS = [
    _benchmark("year", "года, повторов нет", _YEAR, 0.0),
    _benchmark("year30", "года, повторов 30 %", _YEAR, 0.3),
    _benchmark("month", "месяца, повторов нет", _MONTH, 0.0),
    _benchmark("month30", "месяца, повторов 30 %", _MONTH, 0.3),
]
