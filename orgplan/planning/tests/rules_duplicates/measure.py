"""Marked sets of lines and the precision and recall of what is found in them."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from orgplan.planning.rules.duplicates import Line

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from orgplan.planning.rules.duplicates import Duplicates

DATA = Path(__file__).parent / "data"
SHARED = Path(__file__).resolve().parents[5] / "shared" / "data" / "duplicates"

Pair = tuple[str, str]


@dataclass(frozen=True)
class MarkedSet:
    """Lines with the pairs that a person marked. A pair in no list is neither; `ignore` may be found or not."""

    lines: list[Line]
    same: set[Pair]
    part_of: set[Pair]
    ignore: set[Pair]


@dataclass(frozen=True)
class Measure:
    """How many of the pairs found are right, and how many of the right pairs are found, 0 to 1."""

    precision: float
    recall: float


def read_marked(path: Path) -> MarkedSet:
    """Read a marked set; skip the test where a shared one is absent, except in CI."""
    if not path.exists():
        message = f"marked set absent: {path.name}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    document = json.loads(path.read_text(encoding="utf-8"))
    return MarkedSet(
        lines=[line_of(row) for row in document["lines"]],
        same={ordered(pair) for pair in document["same"]},
        part_of={(pair[0], pair[1]) for pair in document["part_of"]},
        ignore={ordered(pair) for pair in document["ignore"]},
    )


def line_of(row: dict[str, Any]) -> Line:
    """Return a line of the contract's JSON."""
    return Line(
        id=row["id"],
        unit=row["unit"],
        title=row["title"],
        date_text=row["date_text"],
        start=date.fromisoformat(row["start"]) if row["start"] else None,
        end=date.fromisoformat(row["end"]) if row["end"] else None,
        start_time=time.fromisoformat(row["start_time"]) if row["start_time"] else None,
        end_time=time.fromisoformat(row["end_time"]) if row["end_time"] else None,
        place=row["place"],
        responsible=row["responsible"],
    )


def ordered(pair: list[str] | Pair) -> Pair:
    """Return a pair without its order."""
    return (min(pair[:2]), max(pair[:2]))


def measure_same(marked: MarkedSet, found: Duplicates) -> Measure:
    """Measure the pairs found to be one event."""
    pairs = {ordered((one.first.id, one.second.id)) for one in found.same}
    return _measure(pairs - marked.ignore, marked.same - marked.ignore)


def measure_parts(marked: MarkedSet, found: Duplicates) -> Measure:
    """Measure the pairs found to be part and whole; the direction counts."""
    pairs = {(one.first.id, one.second.id) for one in found.part_of}
    return _measure(
        {pair for pair in pairs if ordered(pair) not in marked.ignore},
        {pair for pair in marked.part_of if ordered(pair) not in marked.ignore},
    )


def _measure(found: AbstractSet[Pair], right: AbstractSet[Pair]) -> Measure:
    hits = len(found & right)
    return Measure(precision=hits / len(found) if found else 1.0, recall=hits / len(right) if right else 1.0)
