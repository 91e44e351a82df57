"""Cutting the text of minutes into points: numbered ones, rows of a table, or every line one."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"\s*(?:п(?:ункт|\.)?\s*)?(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})[.)]?\s+(?=\S)")
_TABLE_NUMBER = re.compile(r"\s*\d{1,3}(?:\.\d{1,3}){0,3}[.)]?\s*")
_HEADS = {
    "number": ("№", "п/п", "номер"),
    "text": ("поручени", "содержани", "мероприяти", "решени", "что сделать", "текст"),
    "who": ("ответствен", "исполнител", "кому"),
    "term": ("срок", "дата"),
}
_SECTION = re.compile(r"\s*(?:СЛУШАЛИ|РЕШИЛИ|ВЫСТУПИЛИ|ПОРУЧИТЬ|ПОСТАНОВИЛИ|ПРИСУТСТВОВАЛИ|ПОВЕСТКА[^:]*)\s*:?\s*")
_BULLET = re.compile(r"^\s*[•–—*-]\s+")
_FEWEST_HEADS = 2
_HEAD_WITHIN = 3
_NUMBERED = re.compile(r"\s*\d{1,3}(?:\.\d{1,3}){0,3}[.)]\s+\S")


@dataclass(frozen=True, slots=True)
class Point:
    """One point as it stands in the text; `who` and `term` are cells of a table, empty where the text holds all."""

    raw: str
    text: str
    number: str = ""
    who: str = ""
    term: str = ""


def cut_points(text: str) -> list[Point]:
    """Return the points of the text in their order; whatever is no empty line and no heading belongs to one of them.

    Rows with tabs are a table, with or without its head; a line break inside a cell is no new row. Otherwise, where
    lines bear numbers, the lines without one go on with the point before; where none does, each line is a point.
    """
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    if any("\t" in line for line in lines):
        return _of_table(lines)
    lines = [line for line in lines if not _SECTION.fullmatch(line)]
    if any(_NUMBER.match(line) for line in lines):
        return [_of_line(each) for each in _joined(lines)]
    return [_of_line(line) for line in lines]


def _joined(lines: list[str]) -> list[str]:
    """Put lines without a number behind the point before them; what stands before the first is a point of its own."""
    points: list[str] = []
    for line in lines:
        if points and not _NUMBER.match(line):
            points[-1] += "\n" + line.strip()
        else:
            points.append(line.strip())
    return points


def _of_line(line: str) -> Point:
    plain = _BULLET.sub("", line.strip())
    found = _NUMBER.match(plain)
    body = plain[found.end() :] if found else plain
    return Point(line.strip(), " ".join(body.split()), found["number"] if found else "")


def _of_table(lines: list[str]) -> list[Point]:
    rows = [[_plain(cell) for cell in row] for row in _whole_rows(lines)]
    at, heads = next(((at, found) for at, row in enumerate(rows[:_HEAD_WITHIN]) if (found := _heads(row))), (-1, {}))
    before = [row for row in rows[: max(at, 0)] if any(_says(cell) for cell in row)]
    return [_of_row(row, {}) for row in before] + [_of_row(row, heads) for row in rows[at + 1 :] if any(row)]


def _whole_rows(lines: list[str]) -> list[list[str]]:
    """Return the rows with their cells whole: Word and Excel give a break inside a cell as a new line.

    A line begins a row where it has all cells, or a number of its own before them; a line without any tab goes on
    with the last cell, unless it is a numbered point beside the table.
    """
    cells = [line.split("\t") for line in lines]
    width = max(len(row) for row in cells)
    rows: list[list[str]] = []
    for row in cells:
        if not rows or len(row) == width or not _goes_on(rows[-1], row, width):
            rows.append(row)
        else:
            rows[-1][-1] += "\n" + row[0]
            rows[-1] += row[1:]
    return rows


def _goes_on(last: list[str], row: list[str], width: int) -> bool:
    if len(row) == 1:
        return len(last) > 1 and not _NUMBERED.match(row[0])
    return len(last) + len(row) - 1 <= width and not _TABLE_NUMBER.fullmatch(row[0] or "-")


def _plain(cell: str) -> str:
    """Return the words of a cell in one line; Excel puts a cell with breaks into quotes."""
    words = " ".join(cell.split())
    quoted = "\n" in cell and words.startswith('"') and words.endswith('"')
    return words[1:-1].replace('""', '"').strip() if quoted else words


def _says(cell: str) -> bool:
    return any(letter.isalpha() for letter in cell)


def _heads(row: list[str]) -> dict[str, int]:
    """Return which column holds what, by the words of the head; empty where the first row is no head."""
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        word = cell.lower()
        name = next((name for name, words in _HEADS.items() if any(each in word for each in words)), "")
        if name and name not in found and len(cell) <= 60:  # noqa: PLR2004 -- heads are short
            found[name] = at
    return found if len(found) >= _FEWEST_HEADS and "text" in found else {}


def _of_row(row: list[str], heads: dict[str, int]) -> Point:
    if len(row) == 1:
        return _of_line(row[0])
    raw = " | ".join(row)
    if heads:
        cell = {name: row[at] if at < len(row) else "" for name, at in heads.items()}
        return Point(raw, cell["text"], cell.get("number", "").rstrip(".)"), cell.get("who", ""), cell.get("term", ""))
    number = row[0].strip().rstrip(".)") if _TABLE_NUMBER.fullmatch(row[0] or "-") else ""
    cells = [cell for cell in (row[1:] if number else row) if cell]
    text = max(cells, key=len, default="")
    others = [cell for cell in cells if cell is not text]
    term = next((cell for cell in reversed(others) if re.search(r"\d|постоянно|ежемесячно|срочно", cell)), "")
    who = "; ".join(cell for cell in others if cell is not term)
    return Point(raw, text, number, who, term)
