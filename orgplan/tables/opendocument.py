"""OpenDocument: texts (.odt), spreadsheets (.ods) and their one-file form, read straight from the XML.

odfdo expands every repeated row and cell; a few bytes may ask for a million of them, so repetition is bounded here.
Tracked deletions lie outside the body (text:tracked-changes) and are not read; insertions are ordinary text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from orgplan.tables.grid import MAX_COLUMNS, MAX_ROWS, Grid
from orgplan.tables.model import Cell, Paper, Paragraph, Table
from orgplan.tables.notices import MACROS, cell_name, in_cells
from orgplan.tables.numberformat import Shown, Value, plain_number, show_moment
from orgplan.tables.safety import broken, open_zip, parse_xml, protected, read_part
from orgplan.tables.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT = (f"{{{_NAMESPACE}{part}:1.0}}" for part in ("office", "table", "text"))
_STYLE, _DRAW = f"{{{_NAMESPACE}style:1.0}}", f"{{{_NAMESPACE}drawing:1.0}}"
_FO = f"{{{_NAMESPACE}xsl-fo-compatible:1.0}}"
_PARAGRAPHS = frozenset((f"{_TEXT}p", f"{_TEXT}h"))
_LISTS = frozenset((f"{_TEXT}list", f"{_TEXT}numbered-paragraph"))
_GROUPS = frozenset(
    [f"{_TEXT}{name}" for name in "section index-body table-of-content list-item list-header".split()]  # noqa: SIM905 -- one word a line would fill a page
    + [f"{_TABLE}{name}" for name in "table-header-rows table-rows table-row-group".split()]  # noqa: SIM905 -- one word a line would fill a page
)
_SKIPPED_INLINE = frozenset(
    [f"{_TEXT}{name}" for name in "note bookmark ruby-text hidden-text hidden-paragraph".split()]  # noqa: SIM905 -- one word a line would fill a page
    + [f"{_OFFICE}annotation", f"{_OFFICE}annotation-end"]
)
_BREAKS = {f"{_TEXT}line-break": "\n", f"{_TEXT}tab": "\t", f"{_TEXT}soft-page-break": ""}
_DURATION = re.compile(r"^PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S$")
_MAX_SPACES = 100
_MIN_INNER = 2


def read_odf(data: bytes, name: str) -> Paper:
    """Read .odt or .ods. Raises UnreadableFile for a damaged file and one closed by a password."""
    with open_zip(data, name) as archive:
        manifest = read_part(archive, "META-INF/manifest.xml", name)
        if manifest is not None and b"encryption-data" in manifest:
            raise protected(name)
        content, styles = read_part(archive, "content.xml", name), read_part(archive, "styles.xml", name)
        macros = any(entry.startswith(("Basic/", "Scripts/")) for entry in archive.namelist())
    if content is None:
        raise broken(name)
    roots = [parse_xml(content, name), *([parse_xml(styles, name)] if styles else [])]
    paper = _read(roots, name)
    return Paper(name, paper.blocks, (MACROS, *paper.notices)) if macros else paper


def read_flat_odf(data: bytes, name: str) -> Paper:
    """Read one-file OpenDocument (.fodt, .fods)."""
    return _read([parse_xml(data, name)], name)


def _read(roots: list[etree._Element], name: str) -> Paper:
    looks = _Looks(roots)
    body = roots[0].find(f"{_OFFICE}body")
    if body is None or len(body) == 0:
        raise broken(name)
    sheets = body.find(f"{_OFFICE}spreadsheet")
    reader = _Reader(looks)
    blocks = reader.blocks(body[0]) if sheets is None else reader.sheets(sheets)
    return Paper(name=name, blocks=tuple(blocks), notices=tuple(reader.notices))


class _Looks:
    """Which styles are bold, centred, hidden, with parents resolved."""

    def __init__(self, roots: list[etree._Element]) -> None:
        self._styles: dict[str, etree._Element] = {}
        for root in roots:
            for style in root.iter(f"{_STYLE}style"):
                self._styles.setdefault(f"{style.get(f'{_STYLE}family')}/{style.get(f'{_STYLE}name')}", style)
        self._known: dict[tuple[str, str, str], str] = {}
        self._lists = {
            style.get(f"{_STYLE}name", ""): style for root in roots for style in root.iter(f"{_TEXT}list-style")
        }

    def get(self, family: str, name: str | None, attribute: str) -> str:
        """Return a formatting attribute of a style or of the nearest parent that sets it, else an empty string."""
        key = (family, name or "", attribute)
        if key not in self._known:
            self._known[key] = self._find(*key)
        return self._known[key]

    def number_suffix(self, style: str, level: int) -> str | None:
        """Return what follows the number of a list level («.»), None where the level has no numbers."""
        for element in self._lists.get(style, ()):
            if element.get(f"{_TEXT}level") == str(level):
                numbered = element.tag == f"{_TEXT}list-level-style-number" and element.get(f"{_STYLE}num-format")
                return element.get(f"{_STYLE}num-suffix", "") if numbered else None
        return None

    def _find(self, family: str, name: str, attribute: str) -> str:
        seen = set[str]()
        while name and name not in seen:
            seen.add(name)
            style = self._styles.get(f"{family}/{name}")
            if style is None:
                return ""
            for properties in style:
                value = properties.get(attribute)
                if value is not None:
                    return value
            name = style.get(f"{_STYLE}parent-style-name", "")
        return ""


class _Line:
    """A paragraph being read."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.plain = False
        self.boxes: list[etree._Element] = []


class _Reader:
    """One reading of a document's body."""

    def __init__(self, looks: _Looks) -> None:
        self._looks = looks
        self._counters: dict[tuple[str, int], int] = {}
        self.notices: list[str] = []

    def blocks(self, parent: Iterable[etree._Element]) -> list[Paragraph | Table]:
        """Read paragraphs, lists and tables in order."""
        blocks: list[Paragraph | Table] = []
        for element in parent:
            tag = element.tag
            if tag in _PARAGRAPHS:
                blocks.extend(self._paragraph(element))
            elif tag == f"{_TABLE}table":
                blocks.extend(self._table(element))
            elif tag in _LISTS:
                blocks.extend(self._list(element))
            elif tag in _GROUPS:
                blocks.extend(self.blocks(element))
            elif tag == f"{_DRAW}frame":
                for box in element.iterfind(f"{_DRAW}text-box"):
                    blocks.extend(self.blocks(box))
        return blocks

    def _list(self, element: etree._Element, style: str = "", level: int = 1) -> list[Paragraph | Table]:
        """Read a list; the items of a numbered one get their number, bullets get none.

        A list that continues another of its style (Writer makes one list of each cell of a numbered column) goes on
        counting; numbers of sublists show their own level only.
        """
        style = element.get(f"{_TEXT}style-name", style)
        suffix = self._looks.number_suffix(style, level)
        continues = element.get(f"{_TEXT}continue-numbering") == "true" or element.get(f"{_TEXT}continue-list")
        number = self._counters.get((style, level), 0) if continues else 0
        blocks: list[Paragraph | Table] = []
        for item in element:
            start = item.get(f"{_TEXT}start-value", "")
            number = int(start) if start.isdigit() else number + (item.tag == f"{_TEXT}list-item")
            label = f"{number}{suffix}" if suffix is not None and item.tag == f"{_TEXT}list-item" else ""
            blocks.extend(self._item(item, label, style, level))
        self._counters[style, level] = number
        return blocks

    def _item(self, item: etree._Element, label: str, style: str, level: int) -> list[Paragraph | Table]:
        """Read one item; the number belongs to its first paragraph, be it empty."""
        blocks: list[Paragraph | Table] = []
        for child in item:
            if child.tag == f"{_TEXT}list":
                blocks.extend(self._list(child, style, level + 1))
                continue
            own = self.blocks([child])
            if label and child.tag in _PARAGRAPHS:
                first = own[0] if own and isinstance(own[0], Paragraph) else Paragraph("")
                own[:1] = [replace(first, numbered=label)]
                label = ""
            blocks.extend(own)
        return blocks

    def _paragraph(self, element: etree._Element) -> list[Paragraph | Table]:
        style = element.get(f"{_TEXT}style-name")
        line = _Line()
        bold = self._looks.get("paragraph", style, f"{_FO}font-weight") == "bold"
        self._inline(element, line, bold=bold)
        text = clean("".join(line.parts))
        centred = self._looks.get("paragraph", style, f"{_FO}text-align") == "center"
        blocks: list[Paragraph | Table] = []
        if text:
            blocks.append(Paragraph(text, bold=not line.plain, centred=centred))
        for box in line.boxes:
            blocks.extend(self.blocks(box))
        return blocks

    def _inline(self, element: etree._Element, line: _Line, *, bold: bool) -> None:
        self._add(line, element.text, bold=bold)
        for child in element:
            self._child(child, line, bold=bold)
            self._add(line, child.tail, bold=bold)

    def _child(self, child: etree._Element, line: _Line, *, bold: bool) -> None:
        tag = child.tag
        if tag in _BREAKS:
            line.parts.append(_BREAKS[tag])
        elif tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            line.parts.append(" " * min(int(count) if count.isdigit() else 1, _MAX_SPACES))
        elif tag == f"{_TEXT}span":
            style = child.get(f"{_TEXT}style-name")
            if self._looks.get("text", style, f"{_TEXT}display") != "none":
                weight = self._looks.get("text", style, f"{_FO}font-weight")
                self._inline(child, line, bold=weight == "bold" if weight else bold)
        elif tag.startswith(_DRAW):
            line.boxes.extend(child.iter(f"{_DRAW}text-box"))
        elif tag not in _SKIPPED_INLINE:
            self._inline(child, line, bold=bold)

    @staticmethod
    def _add(line: _Line, text: str | None, *, bold: bool) -> None:
        if text:
            # White space of the XML collapses; meant spaces are text:s elements.
            line.parts.append(re.sub(r"[ \t\r\n]+", " ", text))
            line.plain = line.plain or (not bold and not text.isspace())

    def sheets(self, parent: etree._Element) -> list[Paragraph | Table]:
        """Read each sheet as a table with its name; hidden sheets are flagged."""
        tables: list[Paragraph | Table] = []
        for element in parent.iterfind(f"{_TABLE}table"):
            style = element.get(f"{_TABLE}style-name")
            name = clean(element.get(f"{_TABLE}name", ""))
            unvalued: list[str] = []
            grid, _ = self._grid(element, unvalued)
            hidden = self._looks.get("table", style, f"{_TABLE}display") == "false"
            table = grid.table(name, hidden=hidden)
            tables.extend([table] if table else [])
            if unvalued:
                what = "формула без сохранённого значения, она не вычисляется; откройте файл и сохраните его"
                self.notices.append(in_cells(name, unvalued, what))
        return tables

    def _table(self, element: etree._Element) -> list[Paragraph | Table]:
        cells = list(element.iter(f"{_TABLE}table-cell"))
        if len(cells) == 1:
            return self.blocks(cells[0])
        grid, inner = self._grid(element, [])
        table = grid.table()
        return [*([table] if table else []), *inner]

    def _grid(self, element: etree._Element, unvalued: list[str]) -> tuple[Grid, list[Table]]:
        """Place rows and cells; empty repetitions only move the position, filled ones are bounded by the grid."""
        grid, inner, index = Grid(), list[Table](), 0
        for row in _rows(element):
            repeat = _count(row, f"{_TABLE}number-rows-repeated")
            placed = self._row(row, index, grid, inner, unvalued)
            copies = min(repeat, MAX_ROWS, _MAX_COPIES // len(placed)) if placed else 0
            grid.cut = grid.cut or (bool(placed) and copies < repeat)
            for copy in range(1, copies):
                for column, cell, columns in placed:
                    grid.put(index + copy, column, cell, columns=columns)
            index += repeat
        return grid, inner

    def _row(
        self, row: etree._Element, index: int, grid: Grid, inner: list[Table], unvalued: list[str]
    ) -> list[tuple[int, Cell, int]]:
        column, placed = 0, list[tuple[int, Cell, int]]()
        for element in row:
            if element.tag not in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
                continue
            repeat = _count(element, f"{_TABLE}number-columns-repeated")
            if element.tag == f"{_TABLE}table-cell" and (len(element) or element.get(f"{_OFFICE}value-type")):
                cell, nested = self._cell(element)
                inner.extend(nested)
                if element.get(f"{_TABLE}formula") and not cell.text and not element.get(f"{_OFFICE}value-type"):
                    unvalued.append(cell_name(index, column))
                rows = _count(element, f"{_TABLE}number-rows-spanned")
                columns = _count(element, f"{_TABLE}number-columns-spanned")
                grid.cut = grid.cut or (repeat > MAX_COLUMNS and bool(cell.text))
                for copy in range(min(repeat, MAX_COLUMNS)) if cell.text else ():
                    grid.put(index, column + copy, cell, rows=rows, columns=columns)
                    placed.append((column + copy, cell, columns))
            elif element.get(f"{_TABLE}formula"):
                unvalued.append(cell_name(index, column))
            column += repeat
        return placed

    def _cell(self, element: etree._Element) -> tuple[Cell, list[Table]]:
        lines, nested, paragraphs = [], list[Table](), list[Paragraph]()
        for block in self.blocks(element):
            if isinstance(block, Paragraph):
                paragraphs.append(block)
                lines.append(block.text)
            elif len(block.rows) >= _MIN_INNER and len(block.rows[0]) >= _MIN_INNER:
                nested.append(block)
            else:
                lines.extend("\t".join(cell.text for cell in row if not cell.merged) for row in block.rows)
        text = "\n".join(lines).strip()
        if not text and paragraphs and paragraphs[0].numbered:
            text = paragraphs[0].numbered.rstrip(".)")
        shown = _typed(element, text)
        bold = all(paragraph.bold for paragraph in paragraphs) if paragraphs else False
        cell_bold = self._looks.get("table-cell", element.get(f"{_TABLE}style-name"), f"{_FO}font-weight") == "bold"
        return Cell(shown.text, shown.value, bold=bold or (bool(text) and cell_bold)), nested


_MAX_COPIES = 200_000


def _rows(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in _GROUPS:
            yield from _rows(child)


def _count(element: etree._Element, attribute: str) -> int:
    value = element.get(attribute, "1")
    return max(int(value), 1) if value.isdigit() and len(value) < 9 else 1  # noqa: PLR2004 -- no sheet has 10^9 rows


def _typed(element: etree._Element, text: str) -> Shown:
    """Return a cell's text as people in Russia see it and its typed value."""
    kind = element.get(f"{_OFFICE}value-type", "string")
    try:
        if kind == "date":
            moment = datetime.fromisoformat(element.get(f"{_OFFICE}date-value", "").removesuffix("Z"))
            return _as_shown(text, moment)
        if kind == "time":
            match = _DURATION.match(element.get(f"{_OFFICE}time-value", ""))
            if match is None:
                return Shown(text)
            hours, minutes, seconds = map(int, match.groups())
            return show_moment(time(hours, minutes, seconds))
        if kind in {"float", "percentage", "currency"}:
            number = float(element.get(f"{_OFFICE}value", ""))
            value: Value = int(number) if number == int(number) else number
            return Shown(text or plain_number(number), value)
    except (ValueError, OverflowError):
        pass
    return Shown(text)


def _as_shown(text: str, moment: datetime) -> Shown:
    """Keep a month without a day («апр.18») as shown and untyped; write other dates in full."""
    if text and not re.search(r"\d", re.sub(r"\d{4}|\b\d{2}$", "", text)):
        return Shown(text)
    shown = show_moment(moment)
    return shown if not isinstance(shown.value, date) or shown.text else Shown(text)
