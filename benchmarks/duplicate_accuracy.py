"""Duplicates by `orgplan duplicates` on the lines of eighteen units for one month.

The gold names pairs of the same event, pairs of part and whole, and pairs that a person could decide either way; the
last are left out of the count. A pair in no list is not the same event. Precision: right pairs among those printed;
recall: gold pairs that were printed. Part and whole are scored with their direction.
"""

import json
from collections.abc import Iterable
from functools import cache
from itertools import combinations
from typing import Any

from benchmarks.model import Benchmark, Better, NoDataError
from benchmarks.programs import ORGPLAN, data, output_of

Pair = tuple[str, str]
_ALIKE = 85  # the usual threshold of those who compare titles by token sets


@cache
def _months() -> tuple[tuple[str, dict[str, Any]], ...]:
    """Every set of lines with its gold, by path."""
    files = sorted(data("duplicates").glob("*.json"))
    if not files:
        raise NoDataError("в shared/data/duplicates нет наборов")
    return tuple((str(file), json.loads(file.read_text(encoding="utf-8"))) for file in files)


@cache
def _found(path: str) -> dict[str, list[list[str]]]:
    answer: dict[str, list[list[str]]] = json.loads(output_of([*ORGPLAN, "duplicates", path, "--json"]))
    return answer


def _sorted_pairs(pairs: Iterable[Iterable[str]]) -> set[Pair]:
    return {(first, second) for first, second in (sorted(pair) for pair in pairs)}


def _directed_pairs(pairs: Iterable[Iterable[str]]) -> set[Pair]:
    return {(child, parent) for child, parent in pairs}


def _counts(kind: str, answers: dict[str, dict[str, list[list[str]]]]) -> tuple[int, int, int]:
    """Right pairs, printed pairs and gold pairs over all sets."""
    right = printed = gold_size = 0
    for path, gold in _months():
        shaped = _directed_pairs if kind == "part_of" else _sorted_pairs
        undecided = _sorted_pairs(gold["ignore"])
        expected = shaped(gold[kind])
        found = {
            pair for pair in shaped(answers[path][kind]) if tuple(sorted(pair)) not in undecided or pair in expected
        }
        right += len(found & expected)
        printed += len(found)
        gold_size += len(expected)
    return right, printed, gold_size


def _precision(kind: str, answers: dict[str, dict[str, list[list[str]]]]) -> float:
    right, printed, _ = _counts(kind, answers)
    return 100 * right / printed if printed else 0.0


def _recall(kind: str, answers: dict[str, dict[str, list[list[str]]]]) -> float:
    right, _, gold_size = _counts(kind, answers)
    return 100 * right / gold_size


def _answers() -> dict[str, dict[str, list[list[str]]]]:
    return {path: _found(path) for path, _ in _months()}


def _plain_answers() -> dict[str, dict[str, list[list[str]]]]:
    """Titles alike by token sets on the same first day are the same event; parts are not looked for."""
    from rapidfuzz.fuzz import token_set_ratio  # noqa: PLC0415 -- only for the comparison
    from rapidfuzz.utils import default_process  # noqa: PLC0415 -- the same

    answers = {}
    for path, gold in _months():
        same = [
            [one["id"], other["id"]]
            for one, other in combinations(gold["lines"], 2)
            if one["start"] == other["start"]
            and token_set_ratio(one["title"], other["title"], processor=default_process) >= _ALIKE
        ]
        answers[path] = {"same": same, "part_of": []}
    return answers


_PLAIN = f"rapidfuzz token_set_ratio ≥ {_ALIKE} в один день, все пары"

BENCHMARKS = [
    Benchmark(
        name="duplicates.same.precision",
        what="Повторы: точность «одно и то же»",
        unit="%",
        better=Better.MORE,
        target=95,
        run=lambda: _precision("same", _answers()),
        baseline=lambda: _precision("same", _plain_answers()),
        baseline_is=_PLAIN,
    ),
    Benchmark(
        name="duplicates.same.recall",
        what="Повторы: полнота «одно и то же»",
        unit="%",
        better=Better.MORE,
        target=90,
        run=lambda: _recall("same", _answers()),
        baseline=lambda: _recall("same", _plain_answers()),
        baseline_is=_PLAIN,
    ),
    Benchmark(
        name="duplicates.part.precision",
        what="Повторы: точность «часть»",
        unit="%",
        better=Better.MORE,
        target=95,
        run=lambda: _precision("part_of", _answers()),
    ),
    Benchmark(
        name="duplicates.part.recall",
        what="Повторы: полнота «часть»",
        unit="%",
        better=Better.MORE,
        target=90,
        run=lambda: _recall("part_of", _answers()),
    ),
]
