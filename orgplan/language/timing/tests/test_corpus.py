"""Cells as real city plans word them, each with the reading of a careful person (`corpus.tsv`)."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from orgplan.language.periods import Period
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.language.timing.reading import read_timing

KINDS = {
    "D": TimingKind.DAYS,
    "T": TimingKind.TIMED,
    "P": TimingKind.PERIOD,
    "E": TimingKind.DUE,
    "R": TimingKind.RECURRING,
    "-": TimingKind.UNSCHEDULED,
}


def _day(text: str, year: int) -> date:
    return date.fromisoformat(text if text.count("-") == 2 else f"{year}-{text}")


def _occurrence(text: str, year: int, kind: TimingKind) -> Occurrence:
    days, _, clock = text.strip().partition(" ")
    start, _, end = days.partition("..")
    first, _, last = clock.partition("-")
    clocks = tuple(time.fromisoformat(part) if part else None for part in (first, last))
    if kind is TimingKind.DUE:
        return Occurrence(None, _day(start, year), None, clocks[0])
    return Occurrence(_day(start, year), _day(end or start, year), *clocks)


def _timing(text: str, year: int) -> Timing:
    kind, _, rest = text.partition(" ")
    rule = None
    if kind == "R":
        rule, _, rest = rest.partition(" ")
    found = tuple(_occurrence(part, year, KINDS[kind]) for part in rest.split(", ") if part)
    return Timing(KINDS[kind], found, rule)


CASES = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("corpus.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("code", "cell", "reading"), CASES, ids=[f"{case[0]} {case[1]}" for case in CASES])
def test_cell_is_read_as_a_careful_person_reads_it(code: str, cell: str, reading: str) -> None:
    period = Period.parse(code)
    text, _, clock = cell.replace("\\n", "\n").partition("‖")
    assert read_timing(text, period, clock=clock).timing == _timing(reading, period.start.year)
