"""Excel's one-file XML of 2003, which accounting programs still write under the name .xls."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from orgplan.tables.grid import MAX_COLUMNS, MAX_ROWS, Grid
from orgplan.tables.model import Cell, Paper, Table
from orgplan.tables.notices import cell_name, in_cells
from orgplan.tables.numberformat import Shown, plain_number, show_moment
from orgplan.tables.safety import parse_xml
from orgplan.tables.text import clean

if TYPE_CHECKING:
    from lxml import etree

_S = "{urn:schemas-microsoft-com:office:spreadsheet}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_EPOCH_YEAR = 1899


def read_excel_xml(data: bytes, name: str) -> Paper:
    """Read all sheets of an Excel 2003 XML workbook. Raises UnreadableFile for damaged XML."""
    tables, notices = list[Table](), list[str]()
    for sheet in parse_xml(data, name).iterfind(f"{_S}Worksheet"):
        title = clean(sheet.get(f"{_S}Name", ""))
        grid, unvalued = _grid(sheet)
        table = grid.table(title, hidden=sheet.find(f"{_EXCEL}WorksheetOptions/{_EXCEL}Visible") is not None)
        tables.extend([table] if table else [])
        if unvalued:
            notices.append(in_cells(title, unvalued, "формула без сохранённого значения, она не вычисляется"))
    return Paper(name=name, blocks=tuple(tables), notices=tuple(notices))


def _grid(sheet: etree._Element) -> tuple[Grid, list[str]]:
    grid, unvalued, row = Grid(), list[str](), -1
    for element in sheet.iterfind(f"{_S}Table/{_S}Row"):
        row = _number(element, "Index", row + 2) - 1
        column = -1
        for item in element.iterfind(f"{_S}Cell"):
            column = _number(item, "Index", grid.next_free(row, column + 1) + 1) - 1
            shown = _shown(item.find(f"{_S}Data"))
            if not shown.text and item.get(f"{_S}Formula"):
                unvalued.append(cell_name(row, column))
            down = min(_number(item, "MergeDown", 0), MAX_ROWS)
            across = min(_number(item, "MergeAcross", 0), MAX_COLUMNS)
            grid.put(row, column, Cell(clean(shown.text), shown.value), rows=down + 1, columns=across + 1)
            column += across
    return grid, unvalued


def _number(element: etree._Element, attribute: str, default: int) -> int:
    value = element.get(f"{_S}{attribute}", "")
    return int(value) if value.isdigit() and len(value) < 8 else default  # noqa: PLR2004 -- a sheet has 1,048,576 rows


def _shown(data: etree._Element | None) -> Shown:
    """Return what a cell shows by its type; a moment of 1899 is a bare time."""
    if data is None:
        return Shown("")
    text = "".join(map(str, data.itertext()))
    kind = data.get(f"{_S}Type", "String")
    try:
        if kind == "DateTime":
            moment = datetime.fromisoformat(text)
            return show_moment(moment.time() if moment.year == _EPOCH_YEAR else moment)
        if kind == "Number":
            number = float(text)
            return Shown(plain_number(number), int(number) if number == int(number) else number)
    except (ValueError, OverflowError):
        return Shown(text)
    if kind == "Boolean":
        return Shown("ИСТИНА" if text == "1" else "ЛОЖЬ")
    return Shown(text)
