"""`python -m benchmarks [--only NAME] [--json]`: run the benchmarks and print the table."""

import argparse
import json
import sys
from collections.abc import Iterable
from importlib import import_module

from benchmarks.model import Benchmark, Better, Row, measure

# Each module holds `BENCHMARKS`, a list; a new one is added here.
MODULES = (
    "workdays",
    "import_accuracy",
    "duplicate_accuracy",
    "declension",
    "import_speed",
    "duplicate_speed",
    "plan_speed",
    "clash_speed",
    "search",
    "scheduling",
    "preparation",
    "feeds",
    "discipline",
    "folders",
    "page_speed",
)

_COLUMNS = ("Что", "Измерено", "Цель", "Просто", "Лучше в", "")


def main() -> int:
    """Run what was asked; 1 if a benchmark could not run, 0 otherwise, targets met or not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Точность и скорость: таблица.")
    parser.add_argument("--only", metavar="NAME", default="", help="только те, чьё имя начинается так")
    parser.add_argument("--list", action="store_true", help="показать имена и выйти")
    parser.add_argument("--json", action="store_true", help="один документ JSON вместо таблицы")
    options = parser.parse_args()
    chosen = [one for one in _all() if one.name.startswith(options.only)]
    if not chosen:
        parser.error(f"нет ни одного имени на «{options.only}»; имена покажет --list")
    if options.list:
        print("\n".join(f"{one.name:28} {one.what}" for one in chosen))
        return 0
    rows = []
    for benchmark in chosen:
        if sys.stderr.isatty():
            print(f"… {benchmark.name}", file=sys.stderr)
        rows.append(measure(benchmark))
    print(json.dumps([row.as_json() for row in rows], ensure_ascii=False, indent=1) if options.json else _table(rows))
    return int(any(row.trouble.startswith("не вышло") for row in rows))


def _all() -> list[Benchmark]:
    return [one for name in MODULES for one in import_module(f"benchmarks.{name}").BENCHMARKS]


def _table(rows: list[Row]) -> str:
    cells = [_COLUMNS, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(_COLUMNS))]
    lines = [_line(line, widths) for line in cells]
    lines.insert(1, "─" * len(lines[0]))
    plain = _grouped((f"«просто» — {row.benchmark.baseline_is}", row) for row in rows if row.baseline)
    troubles = _grouped((row.trouble, row) for row in rows if row.trouble)
    return "\n".join([*lines, "", *plain, *troubles])


def _grouped(notes: Iterable[tuple[str, Row]]) -> list[str]:
    """One line for each text, after the names that it concerns."""
    names: dict[str, list[str]] = {}
    for text, row in notes:
        names.setdefault(text, []).append(row.benchmark.name)
    return [f"{', '.join(concerned)}: {text}" for text, concerned in names.items()]


def _line(line: tuple[str, ...], widths: list[int]) -> str:
    first, *rest = (
        text.ljust(width) if column == 0 else text.rjust(width)
        for column, (text, width) in enumerate(zip(line[:-1], widths[:-1], strict=True))
    )
    return "  ".join([first, *rest, line[-1]])


def _cells(row: Row) -> tuple[str, ...]:
    one = row.benchmark
    sign = "≤" if one.better is Better.LESS else "≥"
    target = "" if one.target is None else f"{sign} {_figure(one.target, one.unit)}"
    ratio = "" if row.ratio is None else f"{row.ratio:,.2f}".replace(",", " ")
    verdict = {True: "met", False: "MISSED", None: ""}[row.ok]
    return (
        one.what,
        _figure(row.measured, one.unit),
        target,
        _figure(row.baseline, one.unit),
        ratio,
        row.trouble.partition(":")[0] or verdict,
    )


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    digits = 0 if value >= 1000 else 2
    return f"{value:,.{digits}f} {unit}".replace(",", " ")


if __name__ == "__main__":
    sys.exit(main())
