"""Tables in text with delimiters: CSV as Excel and 1C write it, and the clipboard's tab-separated text."""

from __future__ import annotations

import csv
import io
import re

from orgplan.tables.grid import Grid
from orgplan.tables.model import Cell, Paper, Table
from orgplan.tables.text import clean, decode

_DELIMITERS = ";\t,|"
_SEP_LINE = re.compile(r"\A\s*sep=(.)\r?\n", re.IGNORECASE)
_SNIFFED_CHARACTERS = 200_000


def read_csv(data: bytes, name: str) -> Paper:
    """Read a delimited file: `;`, tab, `,` or `|`, with or without quotes, in any encoding that `decode` knows."""
    table = table_of_delimited(decode(data))
    return Paper(name=name, blocks=(table,) if table else ())


def table_of_delimited(text: str, delimiter: str | None = None) -> Table | None:
    """Read delimited text into a table (None where it has no text)."""
    text = text.removeprefix("\ufeff").replace("\0", "")
    named = _SEP_LINE.match(text)
    if named:
        text, delimiter = text[named.end() :], named.group(1)
    grid = Grid()
    for row, fields in enumerate(_rows(text, delimiter or sniff(text))):
        for column, field in enumerate(fields):
            if field:
                grid.put(row, column, Cell(clean(field)))
    return grid.table()


def sniff(text: str) -> str:
    """Return the delimiter that divides the text into the most even rows.

    Each candidate is really parsed (quotes, breaks inside cells); it scores by the share of rows that have the most
    usual width above one, then by that width. A comma inside sentences loses to an even semicolon. Without any
    delimiter the answer is `;`.
    """
    sample = text[:_SNIFFED_CHARACTERS]
    best, best_score = ";", (0.0, 0)
    for delimiter in _DELIMITERS:
        if delimiter not in sample:
            continue
        widths = [len(row) for row in _rows(sample, delimiter) if any(row)]
        wide = [width for width in widths if width > 1]
        if not wide:
            continue
        usual = max(set(wide), key=lambda width: (wide.count(width), width))
        score = (round(wide.count(usual) / len(widths), 2), usual)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _rows(text: str, delimiter: str) -> list[list[str]]:
    """Parse strictly; where a stray quote swallows the rest of the file, parse without quotes instead."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    quoted = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    if text.count('"') % 2 == 0:
        return quoted
    return list(csv.reader(text.splitlines(), delimiter=delimiter, quoting=csv.QUOTE_NONE))
