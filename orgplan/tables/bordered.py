"""Rows whose cells are given by their borders, as RTF and old Word documents define tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from orgplan.tables.columns import Columns
from orgplan.tables.grid import Grid
from orgplan.tables.model import Cell

# Twips between the borders of a cell whose width the file does not give.
_DEFAULT_WIDTH = 1_000


@dataclass(slots=True)
class CellBorder:
    """The right border of a cell in twips and whether the cell is swallowed by the one on its left or above it."""

    right: int
    joins_left: bool = False
    joins_above: bool = False


@dataclass(slots=True)
class BorderedRow:
    """The cells of a row, its left border in twips and the definitions of its cells (there may be fewer)."""

    cells: list[Cell]
    left: int
    definitions: Sequence[CellBorder]


def grid_of_rows(rows: Sequence[BorderedRow]) -> Grid:
    """Place the cells of a table; borders a few millimetres apart are one column (see `Columns`)."""
    columns = Columns.of_edges([_edges(row) for row in rows])
    grid = Grid()
    for index, row in enumerate(rows):
        anchor, start_of_anchor = Cell(), 0
        for number, (cell, (start, span)) in enumerate(zip(row.cells, columns.places[index], strict=True)):
            definition = row.definitions[number] if number < len(row.definitions) else CellBorder(0)
            if definition.joins_left and number:
                for column in range(start, start + span):
                    grid.put(index, column, replace(anchor, merged=(index, start_of_anchor)))
            elif definition.joins_above and index:
                grid.continue_above(index, start, span)
            else:
                grid.put(index, start, cell, columns=span)
                anchor, start_of_anchor = cell, start
    return grid


def _edges(row: BorderedRow) -> list[tuple[int, int]]:
    """Return (left, right) of each cell; borders that are missing or run backwards get a default width."""
    edges = []
    left = row.left
    for number in range(len(row.cells)):
        right = row.definitions[number].right if number < len(row.definitions) else left + _DEFAULT_WIDTH
        if right <= left:
            right = left + _DEFAULT_WIDTH
        edges.append((left, right))
        left = right
    return edges
