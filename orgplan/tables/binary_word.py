"""The text and tables of old Word documents (.doc) read without LibreOffice. Source: [MS-DOC].

LibreOffice loses a table that no paragraph follows: it sees its cells as one line. This reader knows less of the format
(no lists, styles, text boxes) but never loses a table, so `olddoc` takes it where LibreOffice gave fewer rows.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from orgplan.tables.bordered import BorderedRow, CellBorder, grid_of_rows
from orgplan.tables.compound import Compound
from orgplan.tables.model import Cell, Paragraph, Table
from orgplan.tables.text import clean

_PAGE = 512
_COMPRESSED = 0x40000000
# Sizes of property operands by the top three bits of the property code ([MS-DOC] 2.2.5.1); 6 is «length first».
_OPERANDS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_DEFINE_TABLE, _IN_TABLE, _ROW_END, _JUSTIFY, _JUSTIFY_OLD = 0xD608, 0x2416, 0x2417, 0x2461, 0x2403
_BOLD, _HIDDEN, _DELETED = 0x0835, 0x083C, 0x0800
_CELL_SIZE = 20
_FIELD_BEGIN, _FIELD_SEPARATOR, _FIELD_SIGNS = "\x13", "\x14", "\x13\x14\x15"
_DROPPED = dict.fromkeys(map(ord, "\x01\x02\x03\x04\x05\x06\x08"))
_MEANT = str.maketrans({"\x0b": "\n", "\x1e": "-", "\x1f": None, "\x0e": "\n"})

Properties = dict[int, bytes]


@dataclass(slots=True)
class _Runs:
    """Stretches of the file with equal properties, sorted by where they start."""

    starts: list[int]
    properties: list[Properties]

    def at(self, place: int) -> Properties:
        index = bisect_right(self.starts, place) - 1
        return self.properties[index] if index >= 0 else {}


@dataclass(slots=True)
class _Mark:
    """A paragraph or cell up to its closing mark."""

    text: str
    end: str
    properties: Properties
    bold: bool


@dataclass(slots=True)
class _Collected:
    blocks: list[Paragraph | Table] = field(default_factory=list)
    rows: list[BorderedRow] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    lines: list[_Mark] = field(default_factory=list)


def blocks_of_doc(data: bytes) -> list[Paragraph | Table]:
    """Return the blocks of a Word 97–2003 document. Raises ValueError or struct.error where it is damaged."""
    container = Compound(data)
    main = container.stream("WordDocument")
    if main is None:
        message = "no WordDocument"
        raise ValueError(message)
    (flags,) = struct.unpack_from("<H", main, 10)
    table = container.stream("1Table" if flags & 0x0200 else "0Table") or b""
    collected = _Collected()
    for mark in _marks(main, table):
        _take(mark, collected)
    _end_table(collected)
    return collected.blocks


def _take(mark: _Mark, collected: _Collected) -> None:
    if mark.end == "\x07" and mark.properties.get(_ROW_END, b"\0")[:1] == b"\1":
        left, borders = _definition(mark.properties.get(_DEFINE_TABLE, b""))
        collected.rows.append(BorderedRow(collected.cells, left, borders))
        collected.cells = []
    elif mark.end == "\x07":
        lines = [*collected.lines, mark]
        text = clean("\n".join(line.text for line in lines))
        bold = bool(text) and all(line.bold or not line.text for line in lines)
        collected.cells.append(Cell(text, bold=bold))
        collected.lines = []
    elif collected.cells or mark.properties.get(_IN_TABLE, b"\0")[:1] == b"\1":
        collected.lines.append(mark)
    else:
        _end_table(collected)
        text = clean(mark.text)
        if text:
            aligned = mark.properties.get(_JUSTIFY) or mark.properties.get(_JUSTIFY_OLD) or b"\0"
            collected.blocks.append(Paragraph(text, bold=mark.bold, centred=aligned[0] == 1))


def _end_table(collected: _Collected) -> None:
    lines = [mark.text for mark in collected.lines]
    if collected.cells or any(lines):
        # The text ends inside a row: what was read is kept.
        tail = [Cell(clean("\n".join(lines)))] if any(lines) else []
        collected.rows.append(BorderedRow([*collected.cells, *tail], 0, ()))
    if sum(len(row.cells) for row in collected.rows) == 1:
        framed = collected.rows[0].cells[0]
        lines = framed.text.split("\n")
        collected.blocks.extend(Paragraph(line, bold=framed.bold) for line in lines if line.strip())
    elif collected.rows:
        table = grid_of_rows(collected.rows).table()
        collected.blocks.extend([table] if table else [])
    collected.rows, collected.cells, collected.lines = [], [], []


def _definition(operand: bytes) -> tuple[int, list[CellBorder]]:
    """Read a row definition (sprmTDefTable): the left border and for each cell its right border and merges."""
    if not operand:
        return 0, []
    count = operand[0]
    edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
    borders, at = [], 1 + 2 * (count + 1)
    for number in range(count):
        flags = int.from_bytes(operand[at : at + 2], "little")
        borders.append(
            CellBorder(
                edges[number + 1],
                joins_left=bool(flags & 0x0002),
                joins_above=bool(flags & 0x0020) and not flags & 0x0040,
            ),
        )
        at += _CELL_SIZE
    return edges[0], borders


def _marks(main: bytes, table: bytes) -> Iterator[_Mark]:
    """Yield paragraphs and cells of the main text in order, without hidden, deleted and service text."""
    paragraphs = _runs(main, table, 0x0102, 13)
    characters = _runs(main, table, 0x00FA, 1)
    parts, plain, fields = list[str](), False, list[bool]()
    for character, place in _characters(main, table):
        if character in _FIELD_SIGNS:
            _follow_field(character, fields)
        elif character in "\r\x07\x0c":
            text = "".join(parts).translate(_DROPPED).translate(_MEANT)
            yield _Mark(text, character, paragraphs.at(place), bool(text.strip()) and not plain)
            parts, plain = [], False
        elif not any(fields):
            properties = characters.at(place)
            if _on(properties, _HIDDEN) or _on(properties, _DELETED):
                continue
            parts.append(character)
            plain = plain or not (_on(properties, _BOLD) or character.isspace())
    if parts:
        yield _Mark("".join(parts).translate(_DROPPED).translate(_MEANT), "\r", {}, bold=False)


def _follow_field(sign: str, fields: list[bool]) -> None:
    """Keep for each open field whether its instruction (True) or its result is being read."""
    if sign == _FIELD_BEGIN:
        fields.append(True)
    elif fields and sign == _FIELD_SEPARATOR:
        fields[-1] = False
    elif fields:
        fields.pop()


def _on(properties: Properties, code: int) -> bool:
    return properties.get(code, b"\0")[:1] in {b"\1", b"\x81"}


def _characters(main: bytes, table: bytes) -> Iterator[tuple[str, int]]:
    """Yield each character of the main text with its place in the stream, piece by piece ([MS-DOC] 2.4.1)."""
    (length,) = struct.unpack_from("<I", main, 0x4C)
    start, size = struct.unpack_from("<II", main, 0x01A2)
    pieces = _piece_table(table[start : start + size])
    count = (len(pieces) - 4) // 12
    limits = struct.unpack_from(f"<{count + 1}I", pieces, 0)
    for number in range(count):
        (position,) = struct.unpack_from("<I", pieces, 4 * (count + 1) + 8 * number + 2)
        wanted = min(limits[number + 1], length) - limits[number]
        if wanted <= 0:
            continue
        width = 1 if position & _COMPRESSED else 2
        place = (position & ~_COMPRESSED) // 2 if width == 1 else position
        raw = main[place : place + wanted * width]
        text = raw.decode("cp1252" if width == 1 else "utf-16-le", errors="replace")
        for index, character in enumerate(text):
            yield character, place + index * width


def _piece_table(clx: bytes) -> bytes:
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + int.from_bytes(clx[at + 1 : at + 3], "little")
    if at >= len(clx) or clx[at] != 2:  # noqa: PLR2004 -- the mark of the piece table
        message = "no piece table"
        raise ValueError(message)
    size = int.from_bytes(clx[at + 1 : at + 5], "little")
    return clx[at + 5 : at + 5 + size]


def _runs(main: bytes, table: bytes, place: int, entry: int) -> _Runs:
    """Read the pages of formatted runs listed at `place` of the header; `entry` is the size of a run's pointer."""
    start, size = struct.unpack_from("<II", main, place)
    count = max(size - 4, 0) // 8
    found: dict[int, Properties] = {}
    for number in range(count):
        (page,) = struct.unpack_from("<I", table, start + 4 * (count + 1) + 4 * number)
        found.update(_page(main[(page & 0x3FFFFF) * _PAGE :][:_PAGE], entry))
    starts = sorted(found)
    return _Runs(starts, [found[at] for at in starts])


def _page(page: bytes, entry: int) -> Iterator[tuple[int, Properties]]:
    """Yield (start, properties) of the runs of one 512-byte page ([MS-DOC] 2.9.33, 2.9.174)."""
    if len(page) < _PAGE:
        return
    count = page[-1]
    starts = struct.unpack_from(f"<{count + 1}I", page, 0)
    for number in range(count):
        offset = 2 * page[4 * (count + 1) + entry * number]
        if not offset:
            yield starts[number], {}
        elif entry == 1:
            yield starts[number], _properties(page[offset + 1 : offset + 1 + page[offset]])
        else:
            size, begin = 2 * page[offset] - 1, offset + 1
            if size < 0:
                size, begin = 2 * page[offset + 1], offset + 2
            yield starts[number], _properties(page[begin + 2 : begin + size])
    yield starts[count], {}


def _properties(data: bytes) -> Properties:
    """Divide a list of property changes into code and operand."""
    found: Properties = {}
    at = 0
    while at + 2 < len(data):
        code = int.from_bytes(data[at : at + 2], "little")
        at += 2
        size = _OPERANDS.get(code >> 13)
        if code == _DEFINE_TABLE:
            size = int.from_bytes(data[at : at + 2], "little") - 1
            at += 2
        elif size is None:
            size = data[at]
            at += 1
        found[code] = data[at : at + size]
        at += max(size, 0)
    return found
