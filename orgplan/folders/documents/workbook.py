"""The lists of the evening archive as one workbook, a sheet each."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from orgplan.documents.word import plain_data
from orgplan.folders.rules.lists import Listed

_WIDTH = 100
"""Signs of a page that the shares of the columns divide."""


def lists_workbook(lists: Sequence[Listed]) -> bytes:
    """Return the .xlsx: head frozen and filtered, text cells, A4 landscape with the head on every page."""
    from openpyxl import Workbook  # noqa: PLC0415 -- loads slowly, only the archive needs it

    book: Any = Workbook()
    book.remove(book.active)
    for each in lists:
        _fill(book.create_sheet(each.title[:31]), each)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Any, listed: Listed) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415 -- the same
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 -- the same

    total = sum(listed.widths)
    for at, (name, share) in enumerate(zip(listed.columns, listed.widths, strict=True), start=1):
        cell = sheet.cell(row=1, column=at, value=name)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E8EDF3")
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(at)].width = max(round(share / total * _WIDTH * 1.4), 8)
    for number, row in enumerate(listed.rows, start=2):
        for at, text in enumerate(row, start=1):
            cell = sheet.cell(row=number, column=at, value=plain_data(text))
            cell.data_type, cell.number_format = "s", "@"  # a text that begins with «=» is no formula
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(listed.columns))}{len(listed.rows) + 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
