"""Sentences about what was found in a file but not executed or not read, naming the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orgplan.tables.grid import MAX_COLUMNS, MAX_ROWS
from orgplan.tables.model import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

MACROS = "В файле есть макросы: макросы не выполняются, прочитаны только тексты и таблицы."
_NAMED = 5
_FORMULA_SIGNS = ("=", "+", "@")


def cell_name(row: int, column: int) -> str:
    """Return a cell's address as Excel writes it: (0, 0) is `A1`."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def in_cells(place: str | None, places: Sequence[str], what: str, *, is_sheet: bool = True) -> str:
    """Return one sentence about cells of a sheet or table; after the first five only their number is told."""
    named = ", ".join(places[:_NAMED])
    more = f" и ещё {len(places) - _NAMED}" if len(places) > _NAMED else ""
    word = "ячейка" if len(places) == 1 else "ячейки"
    if place is None:
        return f"{word.capitalize()} {named}{more}: {what}."
    return f"{f'Лист «{place}»' if is_sheet else place}, {word} {named}{more}: {what}."


def about_tables(blocks: Sequence[object]) -> list[str]:
    """Return sentences about tables that were cut and texts that a spreadsheet would take for a formula."""
    sentences = []
    tables = [block for block in blocks if isinstance(block, Table)]
    for number, table in enumerate(tables, start=1):
        place = table.name or (f"Таблица {number}" if len(tables) > 1 else None)
        if table.cut:
            where = f"Лист «{table.name}»" if table.name else f"Таблица {number}"
            sentences.append(f"{where}: прочитаны только первые {MAX_ROWS} строк и {MAX_COLUMNS} столбцов.")
        places = _formula_texts(table)
        if places:
            what = "текст начинается со знака формулы, он прочитан как текст и не вычисляется"
            sentences.append(in_cells(place, places, what, is_sheet=table.name is not None))
    return sentences


def _formula_texts(table: Table) -> list[str]:
    """Return the addresses of texts that begin with `=`, `+` or `@`."""
    return [
        cell_name(row, column)
        for row, cells in enumerate(table.rows)
        for column, cell in enumerate(cells)
        if cell.text.startswith(_FORMULA_SIGNS) and cell.value is None and not cell.merged and len(cell.text) > 1
    ]
