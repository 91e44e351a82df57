"""How a week is put on one sheet of A4 across, or on two: in the largest type in which all lines fit.

Where even the smallest does not do, a cell prints fewer entries.

Millimetres and points; the letters of the product's face are 0.54 of the type's size wide on average. A page is told
the step of type (`fit-6` … `fit-1` in core/css/calendar.css) and how many entries of a cell it may print.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

STEPS = {6: (8.5, 3), 5: (7.5, 3), 4: (6.5, 3), 3: (7.5, 2), 2: (6.5, 2), 1: (5.5, 2)}
"""The steps of type: points, and lines of one entry, where what is longer is cut; the best first."""
_TABLE, _FIRST_COLUMN = 279.0, 15.0
_ROOM = 166.0
"""What a sheet of 210 mm leaves for head and rows under the heading and above the line of when it was printed."""
_HEAD_LINES = 3
"""Lines of one note in the head of a row; what is longer is cut."""
_LETTER, _LEADING = 0.19, 0.43
"""Millimetres of a letter's width and of a line's height for each point of type."""
_SIDES, _CELL, _ENTRY = 4.0, 1.8, 0.7
"""Millimetres of padding: at the sides of a cell with its mark, above and below its lines, between two entries."""


@dataclass(frozen=True, slots=True)
class Fit:
    """The step of type, and how many entries a cell may hold on paper."""

    size: int
    most: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table by the number of letters: of column heads, of row heads' lines, and of each entry of each cell.

    On several sheets its head stands on each, and no row goes over from one to the next.
    """

    heads: Sequence[int]
    row_heads: Sequence[Sequence[int]]
    rows: Sequence[Sequence[Sequence[int]]]
    first_column: float = _FIRST_COLUMN
    sheets: int = 1


def fit_of(table: Table) -> Fit:
    """Return how the table is printed on its sheets."""
    longest = max((len(cell) for row in table.rows for cell in row), default=0)
    for size in STEPS:
        set_table = _set(table, size)
        if set_table.height(longest) <= _ROOM * table.sheets:
            return Fit(size, max(longest, 1))
    smallest = _set(table, min(STEPS))
    fitting = (most for most in range(longest - 1, 0, -1) if smallest.height(most) <= _ROOM * table.sheets)
    return Fit(min(STEPS), next(fitting, 1))


def height_of(table: Table, size: int, most: int) -> float:
    """Return how many millimetres the table is high in this type with at most so many entries a cell.

    On several sheets with the heads that are repeated and what may stay empty at the end of each.
    """
    return _set(table, size).height(most)


@dataclass(frozen=True, slots=True)
class _Set:
    """A table in one size of type: millimetres of a line and of the head; of each row its head, and lines by entry."""

    line: float
    head: float
    rows: Sequence[tuple[float, Sequence[Sequence[int]]]]
    sheets: int

    def height(self, most: int) -> float:
        heights = [max([own, *(_cell(cell, self.line, most) for cell in cells)]) + _CELL for own, cells in self.rows]
        return (self.head + _CELL) * self.sheets + sum(heights) + max(heights, default=0) * (self.sheets - 1)


def _set(table: Table, size: int) -> _Set:
    points, lines = STEPS[size]
    columns = max(len(table.heads), 1)
    letters = _letters((_TABLE - table.first_column) / columns - _SIDES, points)
    narrow = _letters(table.first_column - _SIDES / 2, points)
    line = points * _LEADING
    rows = [
        (
            sum(min(_HEAD_LINES, -(-length // narrow)) for length in heads) * line,
            [[min(lines, -(-length // letters)) for length in cell] for cell in row if cell],
        )
        for heads, row in zip(table.row_heads, table.rows, strict=True)
    ]
    head = max((-(-length // letters) for length in table.heads), default=0) + 1
    return _Set(line, head * line, rows, table.sheets)


def _letters(width: float, points: float) -> int:
    return max(4, int(width / (_LETTER * points)))


def _cell(lines: Sequence[int], line: float, most: int) -> float:
    return (sum(lines[:most]) + (len(lines) > most)) * line + min(most, len(lines)) * _ENTRY
