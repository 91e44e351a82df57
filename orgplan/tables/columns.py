"""Columns of a table drawn by hand: cell borders to column numbers.

In Word a table's columns are the borders of all its rows together: a border dragged by two millimetres in one row is a
new column, and every cell that crosses it «spans» two. People see one column; borders nearer than `NEAR` are one here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from orgplan.tables.grid import MAX_COLUMNS
from orgplan.tables.word_styles import W, as_int, value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml import etree

# Twips (1/20 of a point): 200 are 3.5 mm, less than the narrowest column people use for a number («1», about 7 mm).
NEAR = 200
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Columns:
    """For each row the (column, span) of each of its cells."""

    places: tuple[tuple[Place, ...], ...]

    @classmethod
    def of_edges(cls, rows: Sequence[Sequence[tuple[int, int]]]) -> Columns:
        """Place cells given by their (left, right) borders, left < right, in twips."""
        index = snap([cell for row in rows for cell in row])
        return cls(tuple(tuple((index[left], index[right] - index[left]) for left, right in row) for row in rows))

    @classmethod
    def of_word(
        cls, table: etree._Element, rows: Sequence[etree._Element], cells: Sequence[Sequence[etree._Element]]
    ) -> Columns:
        """Place the cells of a Word table by gridSpan, then join grid columns narrower than `NEAR`."""
        spans = []
        for row, own in zip(rows, cells, strict=True):
            at, places = as_int(value_of(row.find(f"{W}trPr"), f"{W}gridBefore"), 0), []
            for cell in own:
                span = min(max(as_int(value_of(cell.find(f"{W}tcPr"), f"{W}gridSpan"), 1), 1), MAX_COLUMNS)
                places.append((at, at + span))
                at += span
            spans.append(places)
        edges = _grid_edges(table, max((place[1] for places in spans for place in places), default=0))
        if edges is None:
            return cls(tuple(tuple((left, right - left) for left, right in places) for places in spans))
        return cls.of_edges([[(edges[left], edges[right]) for left, right in places] for places in spans])


def _grid_edges(table: etree._Element, width: int) -> list[int] | None:
    """Return the borders of w:tblGrid in twips, None where it is absent, short or has columns without width."""
    sizes = [as_int(column.get(f"{W}w"), 0) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    if len(sizes) < width or any(size <= 0 for size in sizes[:width]):
        return None
    edges = [0]
    for size in sizes[:width]:
        edges.append(edges[-1] + size)
    return edges


def snap(cells: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Number the borders of cells (left, right) from the left; borders nearer than `NEAR` share a number.

    Both borders of one cell never share a number, however narrow it is.
    """
    narrowest: dict[int, int] = {}
    edges = set[int]()
    for left, right in cells:
        edges.update((left, right))
        narrowest[right] = max(left, narrowest.get(right, left))
    index: dict[int, int] = {}
    number, first = -1, 0
    for edge in sorted(edges):
        if number < 0 or edge - first >= NEAR or narrowest.get(edge, first - 1) >= first:
            number, first = number + 1, edge
        index[edge] = number
    return index
