"""Plain data of a file that has been read: blocks in reading order, cells with their address."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time


@dataclass(frozen=True, slots=True)
class Cell:
    r"""One grid position of a table.

    `text` keeps line breaks as `\n` and is otherwise as found (no-break spaces become spaces). `value` is the typed
    value that a spreadsheet holds for a date, time or number, else None. A cell swallowed by a merge repeats the
    text of the cell that covers it and has `merged` set to that cell's (row, column), both counted from 0.
    """

    text: str = ""
    value: date | datetime | time | float | int | None = None
    merged: tuple[int, int] | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph outside tables; `numbered` holds the visible number of an automatic list («1.»), if any."""

    text: str
    numbered: str = ""
    bold: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A rectangular grid: every row has the same number of cells. `name` is the sheet's name, if it has one.

    `cut` tells that text lay beyond the rows and columns that are read.
    """

    rows: tuple[tuple[Cell, ...], ...]
    name: str | None = None
    hidden: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """One file: its name, its blocks in reading order, sentences about what was left unread (macros, formulas …)."""

    name: str
    blocks: tuple[Paragraph | Table, ...]
    notices: tuple[str, ...] = field(default=())


class UnreadableFile(Exception):  # noqa: N818 -- reads as the sentence it carries
    """The file cannot be read at all; `str()` is one Russian sentence that names the file and says what to do."""
