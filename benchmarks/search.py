"""The search: whether the right paragraph comes first for a question, and how quickly the palette answers.

    python -m benchmarks.search           accuracy, with the misses one a line
    python -m benchmarks.search --json    the figures

Accuracy: the paragraphs of `shared/data/search` are entered into the index of an empty database and asked for as the
page asks, on SQLite and, where ORGPLAN_BENCH_DATABASE names one, on PostgreSQL (in a transaction that is rolled back).
The baseline counts words of the question that stand in the paragraph as they are.
"""

from __future__ import annotations

import csv
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from benchmarks.model import Benchmark, Better, NoDataError, RunError
from benchmarks.programs import data, output_of

_TARGET = 0.92
_DAY = date(2026, 7, 30)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Case:
    """A question and the place of its paragraph in the list."""

    question: str
    right: int


def paragraphs() -> list[dict[str, str]]:
    """Return the rows of the paragraphs: `doc_id`, `title`, `text`."""
    return _table("paragraphs")


def cases() -> list[Case]:
    """Return the questions with their answers."""
    places = {row["doc_id"]: place for place, row in enumerate(paragraphs(), 1)}
    return [Case(row["question"], places[row["relevant_doc_id"]]) for row in _table("questions")]


def _table(name: str) -> list[dict[str, str]]:
    files = sorted(data("search").glob(f"*-{name}.tsv"))
    if not files:
        raise NoDataError(f"в shared/data/search нет *-{name}.tsv")
    with files[0].open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def shares(ranked: Callable[[str], Sequence[int]]) -> tuple[float, float, list[Case]]:
    """Return how often the right paragraph is the first and among the first three, and the questions missed."""
    asked = cases()
    answers = [(case, list(ranked(case.question)[:3])) for case in asked]
    missed = [case for case, found in answers if found[:1] != [case.right]]
    among = sum(case.right in found for case, found in answers)
    return 1 - len(missed) / len(asked), among / len(asked), missed


def by_the_index() -> tuple[float, float, list[Case]]:
    """Ask the product's own index."""
    from orgplan.search.models import IndexedRecord  # noqa: PLC0415 -- after setup
    from orgplan.search.queries.finding import candidates, rank_rows, understand  # noqa: PLC0415 -- after setup

    def ranked(question: str) -> list[int]:
        asked = understand(question)
        rows = {row.pk: row.record for row in candidates(asked, IndexedRecord.objects.all(), _DAY)}
        found = rank_rows(asked, IndexedRecord.objects.filter(pk__in=rows), _DAY)
        return [rows[each.key] for each in found]

    return shares(ranked)


def by_plain_words() -> tuple[float, float, list[Case]]:
    """Count the words of the question that stand in the paragraph as they are."""
    texts = [set(_WORD.findall(row["text"].lower())) for row in paragraphs()]

    def ranked(question: str) -> list[int]:
        words = set(_WORD.findall(question.lower()))
        return sorted(range(1, len(texts) + 1), key=lambda place: (-len(words & texts[place - 1]), place))

    return shares(ranked)


@contextmanager
def filled() -> Iterator[None]:
    """Put the paragraphs into the index of a database that holds nothing else, and take them out again."""
    with tempfile.TemporaryDirectory(prefix="orgplan-bench-") as folder:
        os.environ["ORGPLAN_DATA"] = folder
        os.environ["ORGPLAN_DATABASE"] = os.environ.get("ORGPLAN_BENCH_DATABASE", "")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "orgplan.config.settings")
        import django  # noqa: PLC0415 -- settings are read when it starts

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415 -- after setup
        from django.db import transaction  # noqa: PLC0415 -- after setup

        call_command("migrate", verbosity=0, interactive=False)
        with transaction.atomic():
            _enter()
            yield
            transaction.set_rollback(True)


def _enter() -> None:
    from orgplan.search.actions import enter  # noqa: PLC0415 -- after setup
    from orgplan.search.models import IndexedRecord  # noqa: PLC0415 -- after setup
    from orgplan.search.queries.sources import Shown, Source  # noqa: PLC0415 -- after setup
    from orgplan.search.rules.words import Text  # noqa: PLC0415 -- after setup

    IndexedRecord.objects.all().delete()
    texts = {place: Text(place, "", row["text"]) for place, row in enumerate(paragraphs(), 1)}
    source = Source(
        name="paragraph",
        label="",
        model=IndexedRecord,
        texts=lambda keys: [texts[key] for key in keys],
        shown=lambda row: Shown(str(row), "", ""),
    )
    enter(source, sorted(texts))


@cache
def _measured() -> Any:
    return json.loads(output_of((sys.executable, "-W", "ignore", "-m", "benchmarks.search", "--json")))


def _figure(name: str) -> Callable[[], float]:
    def read() -> float:
        found = _measured()
        if name not in found:
            raise RunError(f"нет {name}")
        return float(found[name])

    return read


_BASELINE = "сколько слов вопроса стоит в абзаце как есть"
BENCHMARKS = [
    Benchmark(
        name="search.hit1",
        what="Поиск: нужный абзац первый",
        unit="",
        better=Better.MORE,
        target=_TARGET,
        run=_figure("hit1"),
        baseline=_figure("plain1"),
        baseline_is=_BASELINE,
    ),
    Benchmark(
        name="search.hit3",
        what="Поиск: нужный абзац в первых трёх",
        unit="",
        better=Better.MORE,
        target=None,
        run=_figure("hit3"),
        baseline=_figure("plain3"),
        baseline_is=_BASELINE,
    ),
]


def main() -> None:
    """Measure; without `--json` the missed questions, too."""
    with filled():
        hit1, hit3, missed = by_the_index()
    plain1, plain3, _missed = by_plain_words()
    if "--json" in sys.argv:
        print(json.dumps({"hit1": hit1, "hit3": hit3, "plain1": plain1, "plain3": plain3}))
        return
    print(f"первым {hit1:.3f}, в первых трёх {hit3:.3f}; просто {plain1:.3f}, {plain3:.3f}")
    for case in missed:
        print(case.question)


if __name__ == "__main__":
    main()
