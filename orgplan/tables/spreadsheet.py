"""Old and binary Excel workbooks (.xls, .xlsb) by calamine. It gives values and merges, no bold and no formats."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from orgplan.tables.grid import MAX_ROWS, Grid
from orgplan.tables.kinds import ole_entry
from orgplan.tables.model import Cell, Paper, Table
from orgplan.tables.notices import MACROS, cut
from orgplan.tables.numberformat import Shown, plain_number, show_moment
from orgplan.tables.safety import broken, open_zip, protected
from orgplan.tables.text import clean


def read_xls(data: bytes, name: str) -> Paper:
    """Read .xls of Excel 5–2003. Raises UnreadableFile for a damaged file and one closed by a password."""
    macros = ole_entry(data, "_VBA_PROJECT_CUR") is not None
    return _read(data, name, macros=macros)


def read_xlsb(data: bytes, name: str) -> Paper:
    """Read a binary workbook of Excel 2007 and later; the zip around it is looked at first."""
    with open_zip(data, name) as archive:
        macros = any(entry.lower().endswith("vbaproject.bin") for entry in archive.namelist())
    return _read(data, name, macros=macros)


def _read(data: bytes, name: str, *, macros: bool) -> Paper:
    tables, notices = list[Table](), [MACROS] if macros else []
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for number, sheet in enumerate(book.sheets_metadata):
            if sheet.typ is not SheetTypeEnum.WorkSheet:
                continue
            grid = _grid(book.get_sheet_by_index(number))
            table = grid.table(clean(sheet.name), hidden=sheet.visible is not SheetVisibleEnum.Visible)
            tables.extend([table] if table else [])
            notices.extend([cut(f"Лист «{sheet.name}»")] if grid.cut else [])
    except PasswordError as error:
        raise protected(name) from error
    except CalamineError as error:
        raise broken(name) from error
    return Paper(name=name, blocks=tuple(tables), notices=tuple(notices))


def _grid(sheet: CalamineSheet) -> Grid:
    grid = Grid()
    start = sheet.start
    if start is None:
        return grid
    for row, values in enumerate(sheet.iter_rows()):
        if row >= MAX_ROWS:
            grid.cut = True
            break
        for column, value in enumerate(values):
            if value != "":
                shown = _shown(value)
                grid.put(row, column, Cell(clean(shown.text), shown.value))
    grid.merge((*start, *end) for start, end in sheet.merged_cell_ranges or ())
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
