"""Plain data of the exchange by workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Column(StrEnum):
    """A column that comes back; the value is its heading in the workbook."""

    SECTION = "Раздел"
    WHEN = "Когда"
    TITLE = "Мероприятие"
    PLACE = "Место"
    RESPONSIBLE = "Ответственные"
    STATE = "Состояние"


CITY_COLUMNS = (Column.SECTION, Column.WHEN, Column.TITLE, Column.PLACE, Column.RESPONSIBLE, Column.STATE)
UNIT_COLUMNS = (Column.WHEN, Column.TITLE, Column.PLACE, Column.RESPONSIBLE)
#: Headings of the columns that carry no words of the plan.
NUMBER, KEY, EDITION = "№", "Ключ", "Ред."


@dataclass(frozen=True, slots=True)
class SentRow:
    """A row as it went out, or as it stands now: key of the record, its edition, its words by column."""

    key: int
    edition: int
    values: Mapping[Column, str] = field(hash=False)

    @property
    def title(self) -> str:
        """Return the name by which people know the row."""
        return self.values[Column.TITLE]


@dataclass(frozen=True, slots=True)
class Sent:
    """What went out: of which plan, when (ISO), which rows."""

    plan: int
    period: str
    at: str
    rows: tuple[SentRow, ...]


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row that came back: its number in the sheet, its key as found (empty: none), its words, their cells."""

    number: int
    key: str
    values: Mapping[Column, str] = field(hash=False)
    cells: Mapping[Column, str] = field(hash=False)

    @property
    def title(self) -> str:
        """Return the name by which people know the row."""
        return self.values.get(Column.TITLE, "")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that cannot be taken as it is: the cell or row, and a Russian sentence."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that was edited: as sent, as returned, and `theirs` where the system says otherwise meanwhile."""

    column: Column
    address: str
    old: str
    new: str
    theirs: str | None = None


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row whose cells were edited. `edition` is that of the record now."""

    key: int
    edition: int
    number: int
    title: str
    cells: tuple[CellChange, ...]

    @property
    def is_disputed(self) -> bool:
        """Tell whether somebody changed the same cell in the system meanwhile."""
        return any(cell.theirs is not None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a returned workbook asks for: changed rows, new ones, missing ones, and what cannot be taken."""

    changed: tuple[RowChange, ...] = ()
    added: tuple[ReturnedRow, ...] = ()
    missing: tuple[SentRow, ...] = ()
    faults: tuple[Fault, ...] = ()
    unchanged: int = 0

    def __bool__(self) -> bool:
        return bool(self.changed or self.added or self.missing)
