"""Building of rectangular grids from cells that span rows and columns."""

from __future__ import annotations

from dataclasses import replace

from orgplan.tables.model import Cell, Table

MAX_ROWS = 20_000
MAX_COLUMNS = 256
_EMPTY = Cell()


class Grid:
    """Cells by (row, column), filled piece by piece; `table()` gives the rectangle.

    What lies outside `MAX_ROWS` × `MAX_COLUMNS` is not stored; `cut` tells that something with text was lost there.
    """

    def __init__(self) -> None:
        """Start with no cells."""
        self._cells: dict[tuple[int, int], Cell] = {}
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
        if rows == 1 and columns == 1:
            return
        swallowed = replace(cell, merged=(row, column))
        for below in range(row, min(row + rows, MAX_ROWS)):
            for right in range(column, min(column + columns, MAX_COLUMNS)):
                self._cells.setdefault((below, right), swallowed)

    def merge(self, row: int, column: int, *, rows: int, columns: int) -> None:
        """Join a rectangle of cells already placed: all but the first repeat the first (a sheet's merged range)."""
        anchor = self._cells.get((row, column), _EMPTY)
        last_row, last_column = min(row + rows, MAX_ROWS), min(column + columns, MAX_COLUMNS)
        for below in range(row, last_row):
            for right in range(column, last_column):
                if (below, right) != (row, column):
                    self._cells[below, right] = replace(anchor, merged=(row, column))

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
        filled = [place for place, cell in self._cells.items() if cell.text]
        if not filled:
            return None
        height = max(row for row, _ in filled) + 1
        width = max(column for _, column in filled) + 1
        get = self._cells.get
        rows = tuple(tuple([get((row, column), _EMPTY) for column in range(width)]) for row in range(height))
        return Table(rows=rows, name=name, hidden=hidden)
