"""Reading of the real plans: `compare.py`, which lies with them, scores our command and a plain reader alike."""

import shlex
import sys
from functools import cache

from benchmarks.model import Benchmark, Better, RunError
from benchmarks.programs import data, output_of

_MEASURES = ("rows", "timing", "place", "responsible")
_PYTHON = shlex.quote(sys.executable)
_OURS = f"{_PYTHON} -m orgplan import {{file}} --period {{period}} --dry-run --json"
_PLAIN = f"{_PYTHON} -m benchmarks.plain_import {{file}} --period {{period}}"


@cache
def _scores(command: str) -> dict[str, float]:
    """The four figures in per cent: the last columns of the line TOTAL in the scorer's table, in this order."""
    plans = data("plans")
    table = output_of([sys.executable, plans / "compare.py", "--run", command, plans]).splitlines()
    total = next((line for line in table if line.startswith("TOTAL")), None)
    if total is None:
        raise RunError("compare.py не напечатал строку TOTAL")
    figures = total.split()[-len(_MEASURES) :]
    return {name: 0.0 if figure == "-" else float(figure) for name, figure in zip(_MEASURES, figures, strict=True)}


def _benchmark(name: str, what: str, target: float | None) -> Benchmark:
    return Benchmark(
        name=f"import.{name}",
        what=what,
        unit="%",
        better=Better.MORE,
        target=target,
        run=lambda: _scores(_OURS)[name],
        baseline=lambda: _scores(_PLAIN)[name],
        baseline_is="первая таблица .docx и .xlsx, столбцы по заголовку, дата одним выражением",
    )


BENCHMARKS = [
    _benchmark("rows", "Импорт: строки найдены (F1)", 99),
    _benchmark("timing", "Импорт: время (найденных строк)", 98),
    _benchmark("place", "Импорт: место (найденных строк)", None),
    _benchmark("responsible", "Импорт: ответственные (их же, F1)", 95),
]
