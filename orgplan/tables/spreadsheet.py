"""Old Excel workbooks (.xls) by calamine. It gives values and merges, no bold and no number formats."""

from __future__ import annotations

import io
import struct
from datetime import date, datetime, time, timedelta

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from orgplan.tables.compound import Compound
from orgplan.tables.grid import MAX_ROWS, Grid
from orgplan.tables.kinds import ole_entry
from orgplan.tables.model import Cell, Paper, Table
from orgplan.tables.notices import MACROS
from orgplan.tables.numberformat import Shown, plain_number, show_moment
from orgplan.tables.safety import broken, protected
from orgplan.tables.text import clean

_FILEPASS, _END_OF_PART = 0x002F, 0x000A


def read_xls(data: bytes, name: str) -> Paper:
    """Read .xls of Excel 5–2003. Raises UnreadableFile for a damaged file and one closed by a password."""
    if _encrypted(data):
        raise protected(name)
    tables = list[Table]()
    notices = [] if ole_entry(data, "_VBA_PROJECT_CUR") is None else [MACROS]
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for number, sheet in enumerate(book.sheets_metadata):
            if sheet.typ is not SheetTypeEnum.WorkSheet:
                continue
            grid = _grid(book.get_sheet_by_index(number))
            table = grid.table(clean(sheet.name), hidden=sheet.visible is not SheetVisibleEnum.Visible)
            tables.extend([table] if table else [])
    except CalamineError as error:
        raise broken(name) from error
    return Paper(name=name, blocks=tuple(tables), notices=tuple(notices))


def _encrypted(data: bytes) -> bool:
    """Tell a workbook closed by a password: a FILEPASS record among the first ones ([MS-XLS] 2.4.117)."""
    try:
        container = Compound(data)
        stream = container.stream("Workbook") or container.stream("Book") or b""
    except (ValueError, IndexError, struct.error):
        return False
    at = 0
    while at + 4 <= len(stream):
        code, size = struct.unpack_from("<HH", stream, at)
        if code in {_FILEPASS, _END_OF_PART}:
            return bool(code == _FILEPASS)
        at += 4 + size
    return False


def _grid(sheet: CalamineSheet) -> Grid:
    grid = Grid()
    start = sheet.start
    if start is None:
        return grid
    top, left = start
    grid.cut = sheet.total_height > MAX_ROWS
    for row, values in enumerate(sheet.to_python(skip_empty_area=True, nrows=MAX_ROWS + 1), start=top):
        for column, value in enumerate(values, start=left):
            if value != "":
                shown = _shown(value)
                grid.put(row, column, Cell(clean(shown.text), shown.value))
    grid.merge((*first, *last) for first, last in sheet.merged_cell_ranges or ())
    return grid


def _shown(value: object) -> Shown:
    """Return what a person sees for a value of calamine."""
    if isinstance(value, bool):
        return Shown("ИСТИНА" if value else "ЛОЖЬ")
    if isinstance(value, int | float):
        whole = value == int(value)
        return Shown(plain_number(value), int(value) if whole else value)
    if isinstance(value, datetime | date | time):
        return show_moment(value)
    if isinstance(value, timedelta):
        hours, minutes = divmod(round(value.total_seconds() / 60), 60)
        if hours < 24:  # noqa: PLR2004 -- a day
            return show_moment(time(hours, minutes))
        return Shown(f"{hours}:{minutes:02d}")
    return Shown(str(value))
