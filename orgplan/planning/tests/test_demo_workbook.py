"""The bare workbook of the demonstration, read back by a library that knows the whole format."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from orgplan.planning.demo.workbook import Cell, workbook

_cells = st.one_of(
    st.none(),
    st.text(alphabet=st.characters(categories=("L", "N", "P", "Zs")), min_size=1, max_size=20),
    st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 12, 31)),
    st.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
)


@given(rows=st.lists(st.lists(_cells, min_size=2, max_size=5), min_size=1, max_size=5))
def test_workbook_gives_back_its_cells(rows: list[list[Cell]]) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook({"Лист & 1": rows})))
    assert book.sheetnames == ["Лист & 1"]
    for number, row in enumerate(rows, start=1):
        assert [_plain(book["Лист & 1"].cell(number, place).value) for place in range(1, len(row) + 1)] == row


def test_workbook_merges_a_heading_over_the_width() -> None:
    book = openpyxl.load_workbook(BytesIO(workbook({"А": [("План",), ("1", "2", "3")], "Б": [("один",)]})))
    assert [str(span) for span in book["А"].merged_cells.ranges] == ["A1:C1"]
    assert not book["Б"].merged_cells.ranges


def _plain(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value
