"""Plain data of a read plan: rows, their source cells, how sure the reader is, and the roles of columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Flag, StrEnum, auto
from typing import Self

from orgplan.language.problems import Problem
from orgplan.language.timing.model import Timing


class Role(Flag):
    """What a column holds; a combined column («Время и место») holds several. `Role(0)` is an unknown column."""

    NUMBER = auto()
    DATE = auto()
    TIME = auto()
    TITLE = auto()
    PLACE = auto()
    RESPONSIBLE = auto()
    PARTICIPANTS = auto()
    MONEY = auto()
    REMARK = auto()

    @property
    def code(self) -> str:
        """Return a stable code for storing: `date+time`, or an empty string for an unknown column."""
        return "+".join(member.name.lower() for member in self if member.name)

    @classmethod
    def parse(cls, code: str) -> Self:
        """Read a `code` back; ValueError on a word that is no role."""
        role = cls(0)
        for word in filter(None, code.split("+")):
            if word.upper() not in cls.__members__:
                raise ValueError(f"нет такой роли столбца: {word}")
            role |= cls[word.upper()]
        return role


@dataclass(frozen=True, slots=True)
class Responsible:
    """A person or body that answers for an event; `post` is the post written beside a person's name, if any."""

    name: str
    by_agreement: bool = False
    post: str = ""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Where a row stood: table and row counted from 1 (table 0: text outside tables), with its cells as found.

    `cells` pairs the column's header («столбец 2» where it has none) with the cell's text.
    """

    table: int
    row: int
    cells: tuple[tuple[str, str], ...]
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One line of a plan as read (contracts/cli.md, `rows`); `confidence` is 0..1 by field name.

    `fingerprint` is the same for the same words in another sending of the file, wherever the row then stands.
    """

    n: int
    section: str | None
    title: str
    date_text: str
    timing: Timing
    place: str | None
    responsible: tuple[Responsible, ...]
    problems: tuple[Problem, ...]
    confidence: Mapping[str, float]
    source: SourceRow
    fingerprint: str


class Understood(StrEnum):
    """How the columns of a table were understood."""

    HEADER = "header"
    SAID = "said"
    GUESSED = "guessed"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class TableLook:
    """A table as a person sees it who says which column is what.

    `fingerprint` marks its header, or its shape where it has none; `first` is the row in which the plan begins (0 where
    the table was not read); `rows` are its first rows by number; `width` counts the columns.
    """

    table: int
    name: str
    how: Understood
    fingerprint: str
    first: int
    width: int
    roles: Mapping[int, Role]
    headers: Mapping[int, str]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class PlanReading:
    """A whole paper as read.

    `mappings` holds the roles of columns by table number (from 1), to be remembered; `headers` their words, of tables
    that have a header; `tables` how each of them was understood.
    """

    title: str | None
    approved_on: date | None
    rows: tuple[ReadRow, ...]
    notices: tuple[str, ...] = ()
    mappings: Mapping[int, Mapping[int, Role]] = field(default_factory=dict)
    headers: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    tables: tuple[TableLook, ...] = ()

    @property
    def asks_columns(self) -> bool:
        """Tell whether a person has to say which column is what: no table has a header that is known."""
        if any(each.how in {Understood.HEADER, Understood.SAID} for each in self.tables):
            return False
        return bool(self.tables) and (not self.rows or any(each.how is Understood.GUESSED for each in self.tables))
