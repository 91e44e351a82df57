"""Tables that repeat a row for each entry of a list, with a head on every page and rows that do not break."""

from __future__ import annotations

from typing import NamedTuple

from docx.document import Document as Word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.shared import Length, Mm
from docx.table import Table, _Cell, _Row

from tools.forms.page import CENTRE, HEAD, TEXT


class Column(NamedTuple):
    """The head's words, the field of an entry, the width in millimetres."""

    head: str
    field: str
    width: int
    centred: bool = False


Columns = tuple[Column, ...]


def new_table(word: Word, *, rows: int, columns: int) -> Table:
    """Return a ruled table in the middle whose widths stay as they are set."""
    table = word.add_table(rows=rows, cols=columns, style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    return table


def add_list(word: Word, columns: Columns, *, over: str, each: str = "row", sections: bool = False) -> None:
    """Add a table with a head and a row for each entry of `over`; with `sections` their names across."""
    table = new_table(word, rows=7 if sections else 4, columns=len(columns))
    lines = list(table.rows)
    head, begin, cells, end = lines[0], lines[1], lines[-2], lines[-1]
    write_head(head, columns)
    write_fields(cells, columns, each)
    command(begin, f"for {each} in {over}")
    command(end, "endfor")
    if sections:
        add_across(lines[2:5], f"{each}.section", HEAD)
    for row in (head, cells):
        keep_whole(row)
    set_columns(table, widths_of(columns))


def write_head(row: _Row, columns: Columns) -> None:
    """Write the columns' words; the row stands again on every page."""
    for cell, column in zip(row.cells, columns, strict=True):
        write(cell, column.head, HEAD)
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def write_fields(row: _Row, columns: Columns, each: str) -> None:
    """Write the fields of one entry."""
    for cell, column in zip(row.cells, columns, strict=True):
        write(cell, f"{{{{ {each}.{column.field} }}}}", TEXT)
        if column.centred:
            cell.paragraphs[0].alignment = CENTRE


def add_across(lines: list[_Row], field: str, style: str) -> _Cell:
    """Make three rows one over the whole width, there where the field is not empty; return its cell."""
    begin, across, end = lines
    command(begin, f"if {field}")
    command(end, "endif")
    cell = across.cells[0].merge(across.cells[-1])
    write(cell, f"{{{{ {field} }}}}", style)
    cell.paragraphs[0].paragraph_format.keep_with_next = True
    keep_whole(across)
    return cell


def command(row: _Row, words: str) -> None:
    """Make the row a command of the template: it vanishes when the form is filled."""
    write(row.cells[0], f"{{%tr {words} %}}", TEXT)


def write(cell: _Cell, text: str, style: str) -> None:
    """Put the text into the cell's one paragraph."""
    paragraph = cell.paragraphs[0]
    paragraph.text = text
    paragraph.style = style
    for surplus in cell.paragraphs[1:]:
        surplus._p.getparent().remove(surplus._p)


def keep_whole(row: _Row) -> None:
    """Forbid a page break inside the row."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def widths_of(columns: Columns) -> tuple[Length, ...]:
    """Return the columns' widths as Word takes them."""
    return tuple(Mm(column.width) for column in columns)


def set_columns(table: Table, widths: tuple[Length, ...]) -> None:
    """Fix the widths in the grid and in every cell; Word and LibreOffice read different ones of the two."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        if len(row._tr.tc_lst) == len(widths):
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = width
