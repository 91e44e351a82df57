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


def in_cells(sheet: str | None, places: Sequence[str], what: str) -> str:
    """Return one sentence about cells of a sheet; after the first five only their number is told."""
    named = ", ".join(places[:_NAMED])
    more = f" и ещё {len(places) - _NAMED}" if len(places) > _NAMED else ""
    word = "ячейка" if len(places) == 1 else "ячейки"
    start = f"Лист «{sheet}», {word}" if sheet else word.capitalize()
    return f"{start} {named}{more}: {what}."


def cut(what: str) -> str:
    """Return the sentence for a table («Лист «Май»», «Таблица 2») that is longer or wider than what is read."""
    return f"{what}: прочитаны только первые {MAX_ROWS} строк и {MAX_COLUMNS} столбцов."


def formula_texts(blocks: Sequence[object]) -> list[str]:
    """Return a sentence for each table with texts that a spreadsheet would take for a formula (`=`, `+`, `@`)."""
    sentences, number = [], 0
    for block in blocks:
        if not isinstance(block, Table):
            continue
        number += 1
        places = [
            cell_name(row, column)
            for row, cells in enumerate(block.rows)
            for column, cell in enumerate(cells)
            if cell.text.startswith(_FORMULA_SIGNS) and cell.value is None and not cell.merged and len(cell.text) > 1
        ]
        if places:
            what = "текст начинается со знака формулы, он прочитан как текст и не вычисляется"
            sentences.append(in_cells(block.name, places, what))
    return sentences
