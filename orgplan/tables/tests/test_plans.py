"""Every document of the shared plans is read: rectangular, not empty, with words that a person sees in it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from orgplan.tables import Paragraph, Table, read_file
from orgplan.tables.tests.documents import tables

PLANS = Path(__file__).resolve().parents[4] / "shared" / "data" / "plans"

KNOWN = {
    "01-year-calendar.docx": (4, "Кукольное представление «Святочная\nкарусель»"),
    "01b-year-calendar-web.html": (4, "Кукольное представление «Святочная карусель»"),
    "03-event-two-sheets.xlsx": (5, "13 марта 11-00-11-40"),
    "05-event-programme.doc": (5, "5 мая\n14.00"),
    "06-month-table.xlsx": (5, "03.04.2018"),
    "12-one-day.csv": (4, "13-00 14-00"),
    "12b-one-day-word.docx": (4, "13-00 14-00"),
    "15-preparation.odt": (4, "до 01.11"),
    "17-year-quarters.xlsx": (4, "25,98"),
    "17b-year-quarters-word.docx": (4, "25,98"),
    "26-sports-year.rtf": (5, "январь - апрель"),
}


def plan(name: str) -> Path:
    path = PLANS / name
    if not path.is_file():
        if os.environ.get("CI") == "true":
            pytest.fail(f"the shared plan {name} is absent")
        pytest.skip(f"the shared plan {name} is absent")
    return path


@pytest.mark.parametrize("name", KNOWN)
def test_shared_plan_is_read_with_its_table(name: str) -> None:
    path = plan(name)
    if name.endswith(".doc") and shutil.which("soffice") is None and os.environ.get("CI") != "true":
        pytest.skip("LibreOffice is absent")
    width, text = KNOWN[name]
    read = tables(read_file(path))
    assert all(len({len(cells) for cells in table.rows}) == 1 for table in read)
    assert len(read[-1].rows[0]) == width
    assert text in {cell.text for cells in read[-1].rows for cell in cells}


def test_shared_lines_are_read_as_paragraphs() -> None:
    paper = read_file(plan("24-one-day-lines.txt"))
    assert not any(isinstance(block, Table) for block in paper.blocks)
    assert Paragraph("19.30 — Цирковая программа") in paper.blocks
    assert len(paper.blocks) == 11


def test_no_shared_plan_is_forgotten() -> None:
    plan("24-one-day-lines.txt")
    documents = {path.name for path in PLANS.iterdir() if path.suffix not in {".json", ".py"}}
    assert documents == {*KNOWN, "24-one-day-lines.txt"}
