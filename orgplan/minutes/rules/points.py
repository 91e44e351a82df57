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

    Rows with tabs are a table, with or without its head. Otherwise, where lines bear numbers, the lines without one go
    on with the point before; where none does, each line is a point.
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
    rows = [[cell.strip().strip('"') for cell in line.split("\t")] for line in lines]
    heads = _heads(rows[0])
    if heads:
        rows = rows[1:]
    return [_of_row(row, heads) for row in rows if any(row)]


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
