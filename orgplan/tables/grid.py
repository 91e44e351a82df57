"""Building of rectangular grids from cells that span rows and columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from orgplan.tables.model import Cell, Table

MAX_ROWS = 20_000
MAX_COLUMNS = 256
# Positions that spans of one table may cover; a page of the size of a plan needs some thousands.
MAX_SPANNED = 400_000
_EMPTY = Cell()


class Grid:
    """Cells by (row, column), filled piece by piece; `table()` gives the rectangle.

    What lies outside `MAX_ROWS` × `MAX_COLUMNS` is not stored; `cut` tells that something with text was lost there.
    """

    def __init__(self) -> None:
        """Start with no cells."""
        self._cells: dict[tuple[int, int], Cell] = {}
        self._budget = MAX_SPANNED
        self.cut = False

    def next_free(self, row: int, column: int = 0) -> int:
        """Return the first column from `column` on that no cell of this row or span from above takes."""
        while (row, column) in self._cells:
            column += 1
        return column

    def put(self, row: int, column: int, cell: Cell, *, rows: int = 1, columns: int = 1) -> None:
        """Place a cell that covers `rows` × `columns` positions; positions already taken keep what they have."""
        if row >= MAX_ROWS or column >= MAX_COLUMNS:
            self.cut = self.cut or bool(cell.text)
            return
        self._cells.setdefault((row, column), cell)
        if rows > 1 or columns > 1:
            swallowed = replace(cell, merged=(row, column))
            for place in self._covered(row, column, min(row + rows, MAX_ROWS), min(column + columns, MAX_COLUMNS)):
                self._cells.setdefault(place, swallowed)

    def merge(self, ranges: Iterable[tuple[int, int, int, int]]) -> None:
        """Join rectangles (first row, first column, last row, last column) of cells already placed, as sheets do.

        All but the first cell of each repeat the first. Rectangles are cut to the part of the sheet that has text:
        people merge whole rows and columns.
        """
        height, width = self._extent()
        for first_row, first_column, last_row, last_column in ranges:
            anchor = self._cells.get((first_row, first_column), _EMPTY)
            if not anchor.text:
                continue
            swallowed = replace(anchor, merged=(first_row, first_column))
            bottom, right = min(last_row + 1, height), min(last_column + 1, width)
            for place in self._covered(first_row, first_column, bottom, right):
                self._cells[place] = swallowed

    def _covered(self, top: int, left: int, bottom: int, right: int) -> Iterator[tuple[int, int]]:
        """Yield the places of a span but its first, as long as the budget for spans lasts."""
        for row in range(top, bottom):
            for column in range(left, right):
                if (row, column) != (top, left) and self._budget:
                    self._budget -= 1
                    yield row, column
            if not self._budget:
                return

    def _extent(self) -> tuple[int, int]:
        """Return the numbers of rows and columns up to the last ones with text."""
        filled = [place for place, cell in self._cells.items() if cell.text]
        height = max((row for row, _ in filled), default=-1) + 1
        return height, max((column for _, column in filled), default=-1) + 1

    def continue_above(self, row: int, column: int, columns: int = 1) -> None:
        """Let the cell above (row, column) cover this position too; without a cell above the position is empty."""
        above = self._cells.get((row - 1, column), _EMPTY)
        anchor = above.merged or (row - 1, column)
        for right in range(column, min(column + columns, MAX_COLUMNS)):
            if row < MAX_ROWS:
                self._cells.setdefault((row, right), replace(above, merged=anchor) if row else _EMPTY)

    def table(self, name: str | None = None, *, hidden: bool = False) -> Table | None:
        """Return the rectangle up to the last row and column with text, or None where nothing has text.

        Leading empty rows and columns stay, so that positions are the addresses that the person sees.
        """
        height, width = self._extent()
        if not height and not self.cut:
            return None
        height, width = max(height, 1), max(width, 1)
        get = self._cells.get
        rows = tuple(tuple([get((row, column), _EMPTY) for column in range(width)]) for row in range(height))
        return Table(rows=rows, name=name, hidden=hidden, cut=self.cut)
