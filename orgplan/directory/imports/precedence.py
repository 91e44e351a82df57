"""A table of precedence out of Excel, CSV or Word."""

from __future__ import annotations

import re
from dataclasses import dataclass

from orgplan.directory.rules.intake import column_letters
from orgplan.tables import Table, UnreadableFile, read_bytes

_HEADINGS = {
    "rank": r"^(№|n|место|ранг|номер|п/п|№ п/п|порядок)",
    "post": r"должност",
    "body": r"орган|организац|подразделен",
    "person": r"ф\.? ?и\.? ?о|фамили|лицо|персона",
    "note": r"примечан|основан",
}
_MOST = 300
_LAST_PLACE = 32_000


@dataclass(frozen=True, slots=True)
class PrecedenceDraft:
    """A row read; `line` is its number in the file."""

    rank: int
    post: str
    body: str
    person: str
    note: str
    line: int


def read_precedence(data: bytes, name: str) -> tuple[list[PrecedenceDraft], list[str]]:
    """Return the rows and the sentences about what is wrong, each with its cell; raises tables.UnreadableFile."""
    for table in (block for block in read_bytes(data, name).blocks if isinstance(block, Table)):
        for number, row in enumerate(table.rows):
            columns = _columns([cell.text for cell in row])
            if columns is not None:
                return _rows(table, number + 1, columns)
    raise UnreadableFile(
        f"В файле «{name}» не найдена таблица старшинства: в её шапке должны быть столбец «Место» (или «№») "
        "и хотя бы один из столбцов «Должность», «Орган», «Фамилия, имя, отчество»."
    )


def _columns(texts: list[str]) -> dict[str, int] | None:
    found: dict[str, int] = {}
    for number, text in enumerate(texts):
        plain = " ".join(text.lower().split())
        name = next((name for name, words in _HEADINGS.items() if plain and re.search(words, plain)), "")
        if name and name not in found:
            found[name] = number
    return found if "rank" in found and {"post", "body", "person"} & set(found) else None


def _rows(table: Table, first: int, columns: dict[str, int]) -> tuple[list[PrecedenceDraft], list[str]]:
    rows: list[PrecedenceDraft] = []
    wrong: list[str] = []
    for at in range(first, len(table.rows)):
        texts = {name: " ".join(table.rows[at][column].text.split()) for name, column in columns.items()}
        if not any(texts.values()):
            continue
        number = re.match(r"\d+", texts["rank"])
        place = f"{column_letters(columns['rank'])}{at + 1}"
        named = [texts.get(name, "") for name in ("post", "body", "person")]
        if number is None or not 1 <= int(number[0]) <= _LAST_PLACE:
            wrong.append(f"{place}: место «{texts['rank']}» — не число.")
        elif not any(named):
            wrong.append(f"Строка {at + 1}: не названы ни должность, ни орган, ни лицо.")
        elif max(map(len, named)) > _MOST:
            wrong.append(f"Строка {at + 1}: слишком длинный текст (больше {_MOST} знаков).")
        else:
            post, body, person = named
            note = texts.get("note", "")[:_MOST]
            rows.append(PrecedenceDraft(int(number[0]), post, body, person, note, at + 1))
    return rows, wrong
