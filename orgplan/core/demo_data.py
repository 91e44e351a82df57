"""Reading the data files of the demonstration city: CSV in UTF-8, `;` between cells, the first row names them."""

from __future__ import annotations

import csv
from pathlib import Path

Row = dict[str, str]


def rows_of(file: Path) -> list[Row]:
    """Return the rows by column name; ValueError names the line that has too few or too many cells."""
    with file.open(encoding="utf-8", newline="") as stream:
        header, *lines = csv.reader(stream, delimiter=";", strict=True)
    for number, line in enumerate(lines, start=2):
        if len(line) != len(header):
            raise ValueError(f"{file.name}, line {number}: {len(line)} cells instead of {len(header)}")
    return [dict(zip(header, line, strict=True)) for line in lines]


def several(cell: str) -> list[str]:
    """Return the values of a cell that holds several, `|` between them."""
    return [value.strip() for value in cell.split("|") if value.strip()]
