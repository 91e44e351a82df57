"""Plain text and Markdown: lines as paragraphs; tables drawn with bars, frames or tabs as tables."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from orgplan.tables.delimited import table_of_delimited
from orgplan.tables.grid import Grid
from orgplan.tables.model import Cell, Paper, Paragraph, Table
from orgplan.tables.text import clean, decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BAR = "|│┃║¦"
_BARS = re.compile(f"[{_BAR}]")
_UNESCAPED_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"^\s*[|│┃║¦+:\-=─━═┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝┏┳┓┣╋┫┗┻┛╟╫╢╤╪╧╒╕╘╛╞╡\s]+$")
_MARKDOWN_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
_HEADING = re.compile(r"^#{1,6}\s+\S")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1")
_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_MIN_TABS = 2
_MAX_MARKED = 5_000
_MIN_ROWS = 2


def read_text(data: bytes, name: str) -> Paper:
    """Read .txt and .md: every line that is not blank is a paragraph, drawn tables are tables."""
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return Paper(name=name, blocks=tuple(blocks_of_lines(text.split("\n"))))


def blocks_of_lines(lines: Sequence[str]) -> list[Paragraph | Table]:
    """Divide lines into paragraphs and tables."""
    blocks: list[Paragraph | Table] = []
    for kind, group in groupby(lines, key=_line_kind):
        own = list(group)
        table = None
        if kind == "bars" and len(own) >= _MIN_ROWS:
            table = _barred(own)
        elif kind.startswith("tabs") and len(own) >= _MIN_ROWS:
            table = table_of_delimited("\n".join(own), "\t")
        blocks.extend([table] if table else _paragraphs(own))
    return blocks


def _line_kind(line: str) -> str:
    """Tell lines of a drawn table from sentences: «bars», «tabs N» (N fields, at least three) or «text»."""
    bars = len(_BARS.findall(line))
    if bars >= _MIN_TABS or (line.strip() and line.strip("-= \t") != "" and _RULE.match(line)):
        return "bars"
    if bars == 1 and not line.strip().startswith(tuple(_BAR)) and _MARKDOWN_RULE.match(line):
        return "bars"
    tabs = line.strip("\n").count("\t")
    return "tabs" if tabs >= _MIN_TABS else "text"


def _paragraphs(lines: Iterable[str]) -> list[Paragraph | Table]:
    blocks: list[Paragraph | Table] = []
    for line in lines:
        text = clean(line)
        if _HEADING.match(text):
            blocks.append(Paragraph(_unmarked(text.strip("#").strip()), bold=True))
        elif text:
            strong = _STRONG.fullmatch(text)
            blocks.append(Paragraph(_unmarked(text), bold=strong is not None))
    return blocks


def _unmarked(text: str) -> str:
    # A line this long is no sentence; looking for pairs of asterisks in it would take quadratic time.
    return text if len(text) > _MAX_MARKED else _STRONG.sub(r"\2", text)


def _cells(line: str) -> list[str]:
    line = line.strip()
    pieces = _UNESCAPED_BAR.split(line) if "|" in line else _BARS.split(line)
    pieces = pieces[1:] if pieces and not pieces[0].strip() and line[:1] in _BAR else pieces
    pieces = pieces[:-1] if pieces and not pieces[-1].strip() and line[-1:] in _BAR else pieces
    return [clean(_BREAK_TAG.sub("\n", piece.replace("\\|", "|"))) for piece in pieces]


def _barred(lines: Sequence[str]) -> Table | None:
    """Read a table drawn with bars.

    In Markdown and where rules stand only around the heading each line is a row, and a line whose first cell is empty
    continues the row above. Where rules divide the body, all lines between two rules are one row.
    """
    groups = [
        [_cells(line) for line in own] for rule, own in groupby(lines, key=lambda x: bool(_RULE.match(x))) if not rule
    ]
    ruled = any(_RULE.match(line) and not _MARKDOWN_RULE.match(line) for line in lines)
    rows: list[list[str]] = []
    if ruled and len(groups) > _MIN_ROWS:
        rows = [_joined(group) for group in groups]
    else:
        for number, group in enumerate(groups):
            if ruled and number == 0 and len(groups) > 1:
                rows.append(_joined(group))
            else:
                rows.extend(_rows_by_first_cell(group) if ruled else group)
    grid = Grid()
    for row, fields in enumerate(rows):
        for column, text in enumerate(fields):
            grid.put(row, column, Cell(_unmarked(text), bold=_STRONG.fullmatch(text) is not None))
    return grid.table()


def _joined(lines: Sequence[Sequence[str]]) -> list[str]:
    """Join the lines of one row, cell by cell."""
    width = max(map(len, lines))
    return ["\n".join(line[column] for line in lines if column < len(line) and line[column]) for column in range(width)]


def _rows_by_first_cell(lines: Sequence[Sequence[str]]) -> list[list[str]]:
    rows: list[list[Sequence[str]]] = []
    for line in lines:
        if rows and line and not line[0]:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_joined(row) for row in rows]
