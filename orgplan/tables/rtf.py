"""RTF documents: paragraphs and tables with merged cells.

Written for this product because striprtf joins cells with bars and loses breaks and merges. The file is read in one
pass with a stack of states, without recursion. A table inside a cell becomes text of that cell, tabs between its cells.
Source of the control words: Rich Text Format Specification 1.9.1.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from orgplan.tables.bordered import BorderedRow, CellBorder, grid_of_rows
from orgplan.tables.grid import MAX_ROWS
from orgplan.tables.model import Cell, Paper, Paragraph, Table
from orgplan.tables.safety import broken
from orgplan.tables.text import clean

_TOKEN = re.compile(r"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)")
_MAX_DEPTH = 2_000
_MAX_DEFINITIONS = 1_000
_SKIPPED = frozenset(
    "colortbl stylesheet info pict header headerl headerr headerf footer footerl footerr footerf footnote annotation "  # noqa: SIM905 -- one word a line would fill a page
    "fldinst object objdata themedata colorschememapping datastore latentstyles listtable listoverridetable revtbl "
    "rsidtbl generator xmlnstbl filetbl pgptbl bkmkstart bkmkend atnid atnauthor atntime atnref atnparent atrfstart "
    "atrfend ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn tc xe nonesttables sp shprslt docvar userprops falt panose "
    "fontemb comment private template operator upr do".split()
)
_READ_THOUGH_STARRED = frozenset("shpinst shptxt nesttableprops ud fldrslt".split())  # noqa: SIM905 -- one word a line would fill a page
_CHARACTERS = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "softline": "\n",
    "emdash": "—",
    "endash": "–",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "nestcell": "\t",
    "nestrow": "\n",
}
_SYMBOLS = {"~": " ", "_": "-", "\n": "\n", "\r": "\n", "{": "{", "}": "}", "\\": "\\", "\t": "\t"}
_CHARSETS = {
    77: "mac_roman",
    89: "mac_cyrillic",
    161: "cp1253",
    162: "cp1254",
    186: "cp1257",
    204: "cp1251",
    238: "cp1250",
    254: "cp866",
    255: "cp866",
}


@dataclass(slots=True)
class _State:
    """What an RTF group inherits and restores."""

    skip: bool = False
    fonts: bool = False
    label: bool = False
    fallback: int = 1
    font: int = -1
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    in_table: bool = False
    centred: bool = False


@dataclass(slots=True)
class _Text:
    """Text being collected: runs, whether all of it is bold, and the visible number of a list item."""

    parts: list[str] = field(default_factory=list)
    label: list[str] = field(default_factory=list)
    plain: bool = False

    def text(self) -> str:
        joined = "".join(self.parts)
        if any("\ud800" <= character <= "\udfff" for character in joined):
            joined = joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return clean(joined)

    def number(self) -> str:
        """Return the list number; a bullet is no number."""
        label = clean("".join(self.label))
        return label if any(character.isalnum() for character in label) and len(label) < 16 else ""  # noqa: PLR2004


def read_rtf(data: bytes, name: str) -> Paper:
    """Read an RTF file into blocks. Raises UnreadableFile for absurdly nested content."""
    return Paper(name=name, blocks=tuple(_Reader(data.decode("latin-1"), name).read()))


class _Reader:
    """One pass over an RTF file."""

    def __init__(self, source: str, name: str) -> None:
        self._source = source
        self._name = name
        self._state = _State()
        self._stack: list[_State] = []
        self._fonts: dict[int, int] = {}
        self._page = "cp1251"
        self._table_font = 0
        self._drop = 0
        self._starred = False
        self._now = _Text()
        self._cells: list[Cell] = []
        self._left = 0
        self._definitions: list[CellBorder] = []
        self._next = CellBorder(0)
        self._rows: list[BorderedRow] = []
        self._blocks: list[Paragraph | Table] = []
        self._words = self._handlers()

    def read(self) -> list[Paragraph | Table]:
        position, length = 0, len(self._source)
        while position < length:
            token = _TOKEN.match(self._source, position)
            if token is None:  # a lone backslash at the end
                break
            position = token.end()
            word, argument = token.group(1), token.group(2)
            if word is None:
                self._other(token)
                continue
            if word == "bin":
                position += max(int(argument or 0), 0)
            self._word(word, argument)
        self._end_paragraph()
        self._end_table()
        return self._blocks

    def _other(self, token: re.Match[str]) -> None:
        """Take a token that is no control word."""
        _, _, hexadecimal, symbol, brace, run = token.groups()
        if run is not None:
            self._run(run)
        elif hexadecimal is not None:
            self._byte(int(hexadecimal, 16))
        elif brace is not None:
            self._brace(brace)
        elif symbol is not None:
            self._symbol(symbol)

    def _brace(self, brace: str) -> None:
        self._drop = 0
        if brace == "{":
            if len(self._stack) >= _MAX_DEPTH:
                raise broken(self._name)
            self._stack.append(self._state)
            self._state = replace(self._state)
        elif self._stack:
            self._state = self._stack.pop()
        self._starred = False

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._starred = True
        elif symbol in _SYMBOLS:
            self._add(_SYMBOLS[symbol])

    def _byte(self, value: int) -> None:
        if self._drop:
            self._drop -= 1
            return
        self._add(bytes((value,)).decode(self._encoding(), errors="replace"))

    def _run(self, run: str) -> None:
        if self._drop:
            dropped = min(self._drop, len(run))
            self._drop -= dropped
            run = run[dropped:]
        if self._state.skip or not run:
            return
        self._add(run if run.isascii() else run.encode("latin-1").decode(self._encoding(), errors="replace"))

    def _encoding(self) -> str:
        charset = self._fonts.get(self._state.font, 0)
        return _CHARSETS.get(charset, self._page)

    def _add(self, text: str) -> None:
        state = self._state
        if state.skip or state.hidden or state.deleted or state.fonts:
            return
        if state.label:
            self._now.label.append(text)
            return
        self._now.parts.append(text)
        if not state.bold and not text.isspace():
            self._now.plain = True

    def _word(self, word: str, argument: str | None) -> None:
        starred, self._starred = self._starred, False
        if self._drop and word != "u":
            self._drop = 0
        if word in _SKIPPED or (starred and word not in _READ_THOUGH_STARRED and word not in self._words):
            self._state.skip = True
        elif word == "ud":
            self._state.skip = False
        elif word in _CHARACTERS:
            self._add(_CHARACTERS[word])
        elif word in self._words:
            self._words[word](None if argument is None else int(argument))

    def _handlers(self) -> dict[str, Callable[[int | None], None]]:
        return {
            "par": lambda _: self._paragraph_mark(),
            "sect": lambda _: self._paragraph_mark(),
            "page": lambda _: self._paragraph_mark(),
            "pard": lambda _: self._reset_paragraph(),
            "plain": lambda _: self._reset_characters(),
            "intbl": lambda _: self._set(in_table=True),
            "qc": lambda _: self._set(centred=True),
            "b": lambda on: self._set(bold=on != 0),
            "v": lambda on: self._set(hidden=on != 0),
            "deleted": lambda on: self._set(deleted=on != 0),
            "f": self._font,
            "uc": lambda count: self._set(fallback=max(count or 0, 0)),
            "u": self._unicode,
            "ansicpg": self._code_page,
            "mac": lambda _: self._use_page("mac_cyrillic"),
            "pc": lambda _: self._use_page("cp866"),
            "fonttbl": lambda _: self._set(fonts=True),
            "fcharset": lambda charset: self._fonts.__setitem__(self._table_font, charset or 0),
            "listtext": lambda _: self._set(label=True),
            "pntext": lambda _: self._set(label=True),
            "trowd": lambda _: self._row_definition(),
            "trleft": self._row_left,
            "clmrg": lambda _: setattr(self._next, "joins_left", True),
            "clvmrg": lambda _: setattr(self._next, "joins_above", True),
            "cellx": self._cell_definition,
            "cell": lambda _: self._end_cell(),
            "row": lambda _: self._end_row(),
        }

    def _set(self, **changes: bool | int) -> None:
        for key, value in changes.items():
            setattr(self._state, key, value)

    def _use_page(self, page: str) -> None:
        self._page = page

    def _code_page(self, number: int | None) -> None:
        page = f"cp{number}"
        try:
            codecs.lookup(page)
        except LookupError:
            return
        self._page = page

    def _font(self, number: int | None) -> None:
        if self._state.fonts:
            self._table_font = number or 0
        else:
            self._state.font = number or 0

    def _unicode(self, number: int | None) -> None:
        self._drop = 0
        if number is not None and not self._state.skip:
            self._add(chr(number % 0x10000))
        self._drop = self._state.fallback

    def _reset_paragraph(self) -> None:
        self._set(in_table=False, centred=False)

    def _reset_characters(self) -> None:
        self._set(bold=False, hidden=False, deleted=False)

    def _paragraph_mark(self) -> None:
        if self._state.skip:
            return
        if self._state.in_table or self._cells:
            self._add("\n")
        else:
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        """Close a paragraph outside tables, and the table before it."""
        self._end_table()
        text, number = self._now.text(), self._now.number()
        if text or number:
            bold = bool(text) and not self._now.plain
            self._blocks.append(Paragraph(text, numbered=number, bold=bold, centred=self._state.centred))
        self._now = _Text()

    def _row_definition(self) -> None:
        if not self._state.skip:
            self._left, self._definitions, self._next = 0, [], CellBorder(0)

    def _row_left(self, left: int | None) -> None:
        self._left = left or 0

    def _cell_definition(self, right: int | None) -> None:
        self._next.right = right or 0
        if not self._state.skip and len(self._definitions) < _MAX_DEFINITIONS:
            self._definitions.append(self._next)
        self._next = CellBorder(0)

    def _end_cell(self) -> None:
        if self._state.skip:
            return
        text = self._now.text()
        if text:
            self._cells.append(Cell(text, bold=not self._now.plain))
        else:
            self._cells.append(Cell(self._now.number().rstrip(".)")))
        self._now = _Text()

    def _end_row(self) -> None:
        if self._state.skip:
            return
        if self._cells and len(self._rows) <= MAX_ROWS:
            self._rows.append(BorderedRow(self._cells, self._left, self._definitions))
        self._cells, self._now = [], _Text()

    def _end_table(self) -> None:
        if self._cells:
            # The file ends inside a row: what was read is kept.
            self._rows.append(BorderedRow(self._cells, self._left, self._definitions))
            self._cells = []
        if not self._rows:
            return
        grid = grid_of_rows(self._rows)
        self._rows = []
        table = grid.table()
        if table:
            self._blocks.append(table)
