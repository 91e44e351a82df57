"""A sheet that came back: which column is which, and the words of every row with their cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time

from orgplan.planning.rules.exchange.model import EDITION, KEY, NUMBER, Column, Fault, ReturnedRow
from orgplan.tables.model import Cell, Table

_SPACES = re.compile(r"[ \t\u00a0\u202f]+")


def read_sheet(table: Table, columns: Sequence[Column]) -> tuple[list[ReturnedRow], list[Fault]]:
    """Return the rows below the heading, and faults of columns: deleted, renamed or unknown ones.

    Columns are known by their headings wherever they stand. A heading that nobody knows, in the place where a missing
    column went out, is that column renamed.
    """
    heads = [plain(cell.text) for cell in table.rows[0]] if table.rows else []
    places, faults = _places(heads, columns)
    rows = []
    for number, cells in enumerate(table.rows[1:], start=2):
        texts = {column: _words(cells[at], column) for column, at in places.items() if isinstance(column, Column)}
        key = plain(cells[places[KEY]].text).removesuffix(".0") if KEY in places else ""
        if key or any(texts.values()):
            addresses = {column: f"{_letters(places[column])}{number}" for column in texts}
            rows.append(ReturnedRow(number, key, texts, addresses))
    return rows, faults


def _places(heads: Sequence[str], columns: Sequence[Column]) -> tuple[dict[str, int], list[Fault]]:
    places: dict[str, int] = {}
    faults: list[Fault] = []
    wanted: list[str] = [NUMBER, *columns, KEY, EDITION]
    for at, head in enumerate(heads):
        name = next((name for name in wanted if name.lower() == head.lower()), None)
        if name and name in places:
            text = f"Столбец «{name}» стоит дважды: прочитан первый, в столбце {_letters(places[name])}."
            faults.append(Fault(f"{_letters(at)}1", text))
        elif name:
            places[name] = at
    known = set(places.values())
    for at, name in enumerate(wanted):
        if name in places or name in {NUMBER, EDITION}:
            continue
        head = heads[at] if at < len(heads) else ""
        if head and at not in known and name != KEY:
            places[name] = at
            faults.append(Fault(f"{_letters(at)}1", f"Столбец переименован: «{head}» прочитан как «{name}»."))
        elif name == KEY:
            text = "Скрытый столбец с номерами строк удалён: строки узнаны по наименованию и дате."
            faults.append(Fault("", text))
        else:
            faults.append(Fault("", f"Столбец «{name}» удалён: его значения остаются, какими были."))
    return places, faults


def _words(cell: Cell, column: Column) -> str:
    """Return the words of a cell; a date that the program turned into a day of its own is written out again."""
    if column is not Column.WHEN:
        return tidy(cell.text)
    match cell.value:
        case datetime() as moment if moment.time() != time():
            return f"{moment:%d.%m.%Y %H:%M}"
        case date() as day:
            return f"{day:%d.%m.%Y}"
        case _:
            return tidy(cell.text)


def tidy(text: str) -> str:
    """Return the text without what spreadsheets lose or add: outer and doubled spaces, kinds of line breaks."""
    lines = (plain(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def plain(text: str) -> str:
    """Return one line with single ordinary spaces."""
    return _SPACES.sub(" ", text).strip()


def _letters(at: int) -> str:
    """Return «A», «B», … «AA» for a column counted from 0."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
