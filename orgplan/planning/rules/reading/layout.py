"""The shape of one table: its rows as lines of own cells, its header, the roles of its columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from orgplan.planning.rules.reading.columns import header_roles, header_share, role_of_header
from orgplan.planning.rules.reading.content import holds_dates, roles_by_content
from orgplan.planning.rules.reading.marks import has_when
from orgplan.planning.rules.reading.model import Role
from orgplan.planning.rules.reading.text import is_blank, plain, squeeze
from orgplan.tables.model import Cell, Table

_SEARCHED_ROWS = 40
_HEADER_WORDS, _HEADER_CELL = 0.6, 60  # share of known words, and length, of a second header row
_WHEN = Role.DATE | Role.TIME
_FOREIGN = re.compile(r"направлен|получен|рассыл|адресат|ознакомлен|подпись|оценк|явка")
_ACT_HEAD = re.compile(
    r"\d{4}\s*(?:г\.?|года?)?\s*(?:№|n)\s*\d|^(?:№|n)\s*\d+|постановлен|распоряжен|утвержд|приложен|_{3,}",
)
_SHELL_TITLE = re.compile(r"^(?:форма|вид|тип|жанр)\b")
_STRONG_TITLE = re.compile(r"мероприят|наименован|назван|событи")


@dataclass(frozen=True, slots=True)
class Line:
    """One table row: `texts` by column with merged text repeated, `own` the columns whose cell begins in this row."""

    number: int
    cells: tuple[Cell, ...]
    texts: tuple[str, ...]
    own: tuple[int, ...]
    span: int

    @classmethod
    def of(cls, index: int, cells: Sequence[Cell]) -> Line:
        """View row `index` (from 0) of a table."""
        own = tuple(
            column
            for column, cell in enumerate(cells)
            if cell.merged in {None, (index, column)} and not _empty(cell.text)
        )
        span = 1
        for column in own[:1]:
            span = 1 + sum(1 for cell in cells if cell.merged == (index, column) and cell is not cells[column])
        return cls(index + 1, tuple(cells), tuple(cell.text for cell in cells), own, span)

    @property
    def distinct(self) -> list[str]:
        """Return the squeezed texts of the row's own non-empty cells."""
        return [squeeze(self.texts[column]) for column in self.own]

    def text_at(self, column: int) -> str:
        """Return the column's text; a cell merged with the one on its left is empty, one merged upwards is not."""
        merged = self.cells[column].merged
        return "" if merged is not None and merged[0] == self.number - 1 and merged[1] < column else self.texts[column]

    def is_inherited(self, column: int) -> bool:
        """Tell whether the cell is covered by a merge that began in a row above."""
        merged = self.cells[column].merged
        return merged is not None and merged[0] < self.number - 1


def _empty(text: str) -> bool:
    return not text.strip()


@dataclass(slots=True)
class Columns:
    """The roles of a table's columns, with their header texts; `sure` is False where contents had to decide.

    `untitled`: no column names the event, as in a schedule of fairs; its place stands for the name.
    """

    roles: dict[int, Role]
    headers: dict[int, str] = field(default_factory=dict)
    sure: bool = True
    untitled: bool = False
    # Flags are slow to compare and every row asks; `roles` is not changed once the columns are made.
    _having: dict[Role, list[int]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def having(self, role: Role) -> list[int]:
        """Return the columns that hold any of the roles, from left to right."""
        found = self._having.get(role)
        if found is None:
            found = sorted(column for column, roles in self.roles.items() if roles & role)
            self._having[role] = found
        return found

    def has(self, role: Role) -> bool:
        """Tell whether any column holds any of the roles."""
        return bool(self.having(role))

    @property
    def calendar(self) -> bool:
        """Tell whether the date stands before the title, so that an empty date means «the same as above»."""
        when, title = self.having(_WHEN), self.having(Role.TITLE)
        return bool(when and title) and when[0] <= title[0]

    def header(self, column: int) -> str:
        """Return the column's header on one line, or «столбец N»."""
        return self.headers.get(column) or f"столбец {column + 1}"

    def name(self, role: Role) -> str:
        """Return the header of the first column with the role."""
        found = self.having(role)
        return self.header(found[0]) if found else ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A table ready for reading: `before` the rows above the header, `body` those below, in the roles of `columns`."""

    table: Table
    before: tuple[Line, ...]
    body: tuple[Line, ...]
    columns: Columns | None


def find_header(lines: Sequence[Line]) -> tuple[int, int, Columns] | None:
    """Return (first header row, first body row, columns) by the first header among the top rows, or None."""
    for index in range(min(len(lines), _SEARCHED_ROWS)):
        columns = header_at(lines, index)
        if columns:
            below, settled = columns
            return index, below, settled
    return None


def header_at(lines: Sequence[Line], index: int) -> tuple[int, Columns] | None:
    """Return (first row below the header, its columns) if a header begins at the row; more header rows are joined."""
    line = lines[index]
    if len(line.own) < 2:  # noqa: PLR2004 -- one cell is no header
        return None
    roles = header_roles(line.texts)
    if roles is None:
        return None
    headers = {column: squeeze(text) for column, text in enumerate(line.texts) if text.strip()}
    below = index + 1
    while below < len(lines) and below <= index + 2 and _is_subheader(lines[below]):
        for column in lines[below].own:
            text = squeeze(lines[below].texts[column])
            lower = role_of_header(text)
            joined = f"{headers.get(column, '')} {text}".strip().replace("- ", "")
            role = lower if lower and lower != roles.get(column) else role_of_header(joined)
            headers[column] = joined
            if role:
                roles[column] = role
        below += 1
    return below, Columns(roles, headers)


def _is_subheader(line: Line) -> bool:
    """Tell whether the row goes on with the header above it: header words only, or cells merged from above."""
    if not line.own or (len(line.distinct) == 1 and line.span > 1 and line.span >= len(line.cells) - 1):
        return False
    if is_column_numbers(line) or any(has_when(text) and header_share(text) < 1 for text in line.distinct):
        return False  # «число», «день недели» are words of a header; «1 число» and «в течение года» are contents
    known = sum(header_share(text) > _HEADER_WORDS for text in line.distinct)
    return known >= len(line.distinct) * _HEADER_WORDS and all(len(text) < _HEADER_CELL for text in line.distinct)


def is_column_numbers(line: Line) -> bool:
    """Tell whether the row only counts the columns: «1 2 3 4»."""
    found = [re.fullmatch(r"\(?(\d{1,2})\s*[.)]?", text) for text in line.distinct]
    if len(found) < 2 or not all(found):  # noqa: PLR2004 -- a lone number is a number
        return False
    numbers = [int(match.group(1)) for match in found if match]
    return numbers == list(range(1, len(numbers) + 1))


def settle(columns: Columns, body: Sequence[Line]) -> Columns:
    """Resolve doubled roles and find missing ones by contents."""
    roles = dict(columns.roles)
    _settle_titles(roles, columns.headers)
    strong = [c for c, role in roles.items() if role & Role.RESPONSIBLE and not _weak(columns.headers.get(c, ""))]
    for column, role in list(roles.items()):
        text = plain(columns.headers.get(column, ""))
        if role & Role.RESPONSIBLE and strong and column not in strong:
            roles[column] = Role.REMARK
        if role & Role.DATE and "факт" in text and sum(bool(other & Role.DATE) for other in roles.values()) > 1:
            roles[column] = Role.REMARK
        if (
            role == Role.PLACE
            and text.startswith("объект")
            and sum(bool(other & Role.PLACE) for other in roles.values()) > 1
        ):
            roles[column] = Role.REMARK
    named = Role(0)
    for role in roles.values():
        named |= role
    if not named & Role.TITLE or not named & _WHEN:
        width = max((len(line.texts) for line in body), default=0)
        cells = [[line.texts[column] for line in body] for column in range(width)]
        found = roles_by_content(cells, roles or None)
        found = {c: r for c, r in found.items() if c in roles or r & (Role.TITLE | _WHEN)}
        return Columns(found, columns.headers, sure=bool(named & Role.TITLE))
    return Columns(roles, columns.headers, columns.sure)


def _weak(header: str) -> bool:
    """Tell whether a header names a responsible only for want of a better column («Наименование учреждения»)."""
    return bool(re.search(r"учрежден|организаци|подразделен", plain(header)))


def _settle_titles(roles: dict[int, Role], headers: Mapping[int, str]) -> None:
    """Keep one title column, together with a «Форма» beside it; the others become remarks."""
    titles = [column for column in sorted(roles) if roles[column] & Role.TITLE]
    if len(titles) < 2:  # noqa: PLR2004 -- nothing to choose
        return
    named = [column for column in titles if not _SHELL_TITLE.match(plain(headers.get(column, "")))] or titles
    best = max(named, key=lambda column: (bool(_STRONG_TITLE.search(plain(headers.get(column, "")))), -column))
    for column in titles:
        if column != best and column in named:
            roles[column] = (roles[column] & ~Role.TITLE) or Role.REMARK


def lay_out(table: Table) -> Layout:
    """Find the header and columns of a table; `columns` is None where the table does not look like a plan."""
    lines = tuple(Line.of(index, row) for index, row in enumerate(table.rows))
    found = find_header(lines)
    if found is None:
        return Layout(table, (), lines, None)
    start, below, columns = found
    return Layout(table, lines[:start], lines[below:], accept(columns, lines[below:]))


def accept(columns: Columns, body: Sequence[Line]) -> Columns | None:
    """Return the settled columns of a plan, or None where the header is that of another table (a mailing list …)."""
    words = plain(" ".join(columns.headers.values()))
    if _FOREIGN.search(words) and not re.search(r"мероприят|событи", words):
        return None
    settled = settle(columns, [line for line in body if len(line.own) > 1])
    settled.untitled = not settled.has(Role.TITLE) and settled.has(Role.PLACE) and settled.has(_WHEN)
    return settled if settled.has(Role.TITLE) or settled.untitled else None


def guess_columns(lines: Sequence[Line]) -> Columns | None:
    """Return columns by contents alone, for a table without a header; None where no column holds dates."""
    rows = [line for line in lines if len(line.own) > 1]
    width = max((len(line.texts) for line in rows), default=0)
    cells = [[line.texts[column] for line in rows] for column in range(width)]
    if width < 2 or not any(holds_dates(column) for column in cells):  # noqa: PLR2004 -- a title and a date
        return None
    roles = roles_by_content(cells)
    columns = Columns(roles, sure=False)
    return columns if columns.has(Role.TITLE) and columns.has(_WHEN) and not is_letterhead(rows) else None


def is_letterhead(rows: Sequence[Line]) -> bool:
    """Tell whether the few rows are the head of an act («20 декабря 2019 года | № | 2538») or a signature."""
    if len(rows) > 3:  # noqa: PLR2004 -- a head is short
        return False
    text = " ".join(" ".join(line.distinct) for line in rows)
    return bool(_ACT_HEAD.search(plain(text))) or is_blank(text)
