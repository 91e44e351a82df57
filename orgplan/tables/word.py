"""Word documents (.docx and the XML of Word 2003): paragraphs, tables, numbering, tracked changes.

The XML is walked directly: python-docx computes every cell anew and takes quadratic time on long tables.

Decisions: a deletion is skipped, an insertion is read; a text box follows the paragraph that holds it; a table inside
a cell becomes its own block after the outer table if it is at least 2 × 2, else it is text of the cell; a table of one
cell is a frame and its content is read in its place.
"""

from __future__ import annotations

import posixpath
from itertools import islice
from typing import TYPE_CHECKING

from orgplan.tables.columns import Columns
from orgplan.tables.grid import MAX_ROWS, Grid
from orgplan.tables.model import Cell, Paper, Paragraph, Table
from orgplan.tables.notices import MACROS
from orgplan.tables.safety import broken, open_zip, parse_xml, read_part
from orgplan.tables.text import clean
from orgplan.tables.word_styles import VAL, Numbering, Style, Styles, W, is_on, number_of, value_of

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

    from lxml import etree

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORD_2003 = b"http://schemas.microsoft.com/office/word/2003/wordml"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PARAGRAPH, _TABLE, _ROW, _CELL, _RUN = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}r"
_PARAGRAPH_PROPERTIES, _RUN_PROPERTIES, _TEXT = f"{W}pPr", f"{W}rPr", f"{W}t"
# Wrappers whose content is read as if it stood without them.
_TRANSPARENT = frozenset(
    f"{W}{name}"
    for name in "hyperlink ins moveTo smartTag sdt sdtContent customXml fldSimple dir bdo body txbxContent r".split()  # noqa: SIM905 -- one word a line would fill a page
) | {f"{_MC}AlternateContent", f"{_MC}Choice"}
_IN_RUN = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
_FRAMES = frozenset((f"{W}drawing", f"{W}pict", f"{W}object"))
_BOX, _SYMBOL = f"{W}txbxContent", f"{W}sym"
_PRIVATE_USE = 0xE000
_MIN_INNER = 2


def read_docx(data: bytes, name: str) -> Paper:
    """Read a .docx or .docm into blocks in reading order. Raises UnreadableFile for a damaged or closed file."""
    with open_zip(data, name) as archive:
        main = _main_part(archive, name)
        folder = posixpath.dirname(main)
        document = _part(archive, main, name)
        if document is None:
            raise broken(name)
        styles = Styles(_part(archive, f"{folder}/styles.xml", name))
        numbering = Numbering(_part(archive, f"{folder}/numbering.xml", name))
        macros = any(entry.lower().endswith("vbaproject.bin") for entry in archive.namelist())
    blocks = _Document(styles, numbering).read(document)
    return Paper(name, tuple(blocks), (MACROS,) if macros else ())


def read_word_xml(data: bytes, name: str) -> Paper:
    """Read one-file Word XML: that of Word 2003 and the «flat» package of later Words."""
    root = parse_xml(data.replace(_WORD_2003, _USUAL).replace(_STRICT, _USUAL), name)
    # Word 2003 writes w:vmerge and w:list inside the same structure.
    for element in root.iter(f"{W}vmerge"):
        element.tag = f"{W}vMerge"
    styles = next(root.iter(f"{W}styles"), None)
    numbering = Numbering(next(root.iter(f"{W}numbering"), None))
    return Paper(name, tuple(_Document(Styles(styles), numbering).read(root)))


def _main_part(archive: zipfile.ZipFile, name: str) -> str:
    """Find the document's main part by the package's relationships; nearly always word/document.xml."""
    if "word/document.xml" in archive.namelist():
        return "word/document.xml"
    relations = read_part(archive, "_rels/.rels", name)
    for element in [] if relations is None else parse_xml(relations, name):
        if element.get("Type", "").endswith("/officeDocument"):
            return element.get("Target", "").lstrip("/")
    raise broken(name)


def _part(archive: zipfile.ZipFile, part: str, name: str) -> etree._Element | None:
    data = read_part(archive, part, name)
    return None if data is None else parse_xml(data.replace(_STRICT, _USUAL), name)


class _Read:
    """A paragraph as read: its text, its list number, its look, and the text boxes inside it."""

    __slots__ = ("bold", "boxes", "centred", "label", "text")

    def __init__(self, *, text: str, label: str, bold: bool, centred: bool, boxes: list[etree._Element]) -> None:
        self.text, self.label, self.bold, self.centred, self.boxes = text, label, bold, centred, boxes


class _Document:
    """One reading of a document's body; keeps the list counters while it goes."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering

    def read(self, root: etree._Element) -> list[Paragraph | Table]:
        body = next(root.iter(f"{W}body"), None)
        return [] if body is None else self._blocks(body)

    def _blocks(self, parent: etree._Element) -> list[Paragraph | Table]:
        """Read paragraphs and tables under a body, a frame cell or a text box."""
        blocks: list[Paragraph | Table] = []
        for element in _content(parent):
            if element.tag == _TABLE:
                blocks.extend(self._table(element))
            else:
                read = self._paragraph(element)
                if read.text or read.label:
                    blocks.append(Paragraph(read.text, numbered=read.label, bold=read.bold, centred=read.centred))
                for box in read.boxes:
                    blocks.extend(self._blocks(box))
        return blocks

    def _paragraph(self, element: etree._Element) -> _Read:
        properties = element.find(_PARAGRAPH_PROPERTIES)
        style = self._styles.get(value_of(properties, f"{W}pStyle"))
        pieces = _Pieces(self._styles, style)
        pieces.walk(element)
        number = number_of(properties) or style.number
        label = ""
        if number is not None and not (pieces.deleted and not pieces.parts):
            inherited = style.number[0] if style.number else None
            label = self._numbering.label(number[0] or inherited, number[1])
        alignment = value_of(properties, f"{W}jc")
        return _Read(
            text=clean("".join(pieces.parts)),
            label=label,
            bold=pieces.bold,
            centred=bool(style.centred) if alignment is None else alignment == "center",
            boxes=pieces.boxes,
        )

    def _table(self, element: etree._Element) -> list[Paragraph | Table]:
        found = (row for row in _find(element, _ROW) if not _row_deleted(row))
        rows = list(islice(found, MAX_ROWS + 1))
        cells = [list(_find(row, _CELL)) for row in rows]
        if sum(map(len, cells)) == 1:
            return self._blocks(next(cell for row in cells for cell in row))
        columns = Columns.of_word(element, rows, cells)
        grid, inner = Grid(), list[Paragraph | Table]()
        for index, row in enumerate(cells):
            for cell, (start, span) in zip(row, columns.places[index], strict=True):
                if _merges_up(cell):
                    self._cell(cell)
                    grid.continue_above(index, start, span)
                else:
                    read, nested = self._cell(cell)
                    grid.put(index, start, read, columns=span)
                    inner.extend(nested)
        table = grid.table()
        return [*([table] if table else []), *inner]

    def _cell(self, cell: etree._Element) -> tuple[Cell, list[Table]]:
        """Read a cell's text and the tables inside it that are big enough to be blocks of their own."""
        lines: list[str] = []
        bold, label, nested = True, "", list[Table]()
        for element in _content(cell):
            if element.tag == _TABLE:
                self._inner_table(element, lines, nested)
                continue
            read = self._paragraph(element)
            label = label or read.label
            lines.append(read.text)
            bold = bold and (read.bold or not read.text)
            lines.extend(
                block.text for box in read.boxes for block in self._blocks(box) if isinstance(block, Paragraph)
            )
        text = "\n".join(lines).strip()
        if not text and label:
            # A column numbered by Word itself: the number is the cell's only content.
            return Cell(label.rstrip(".)")), nested
        return Cell(text, bold=bold and bool(text)), nested

    def _inner_table(self, element: etree._Element, lines: list[str], nested: list[Table]) -> None:
        for block in self._table(element):
            if isinstance(block, Paragraph):
                lines.append(block.text)
            elif len(block.rows) >= _MIN_INNER and len(block.rows[0]) >= _MIN_INNER:
                nested.append(block)
            else:
                lines.extend("\t".join(cell.text for cell in row if not cell.merged) for row in block.rows)


class _Pieces:
    """The visible pieces of one paragraph."""

    def __init__(self, styles: Styles, style: Style) -> None:
        self._styles = styles
        self._style = style
        self.parts: list[str] = []
        self.boxes: list[etree._Element] = []
        self.deleted = False
        self._plain = False

    @property
    def bold(self) -> bool:
        """Whether every visible run is bold."""
        return bool(self.parts) and not self._plain

    def walk(self, parent: etree._Element) -> None:
        for element in parent:
            tag = element.tag
            if tag == _RUN:
                self._run(element)
            elif tag in _TRANSPARENT:
                self.walk(element)
            elif tag in {f"{W}del", f"{W}moveFrom"}:
                self.deleted = True

    def _run(self, run: etree._Element) -> None:
        properties = run.find(_RUN_PROPERTIES)
        named = value_of(properties, f"{W}rStyle")
        character = self._styles.get(named) if named else Style()
        if _first_set(is_on(properties, "vanish"), character.hidden, self._style.hidden):
            return
        before = len(self.parts)
        self._content(run)
        if "".join(self.parts[before:]).strip() and not _first_set(
            is_on(properties, "b"), character.bold, self._style.bold
        ):
            self._plain = True

    def _content(self, run: etree._Element) -> None:
        for element in run:
            tag = element.tag
            if tag == _TEXT:
                self.parts.append(element.text or "")
            elif tag in _IN_RUN:
                self.parts.append(_IN_RUN[tag])
            elif tag == _SYMBOL:
                self.parts.append(_symbol(element))
            elif tag in _FRAMES:
                self.boxes.extend(_outermost_boxes(element))
            elif tag in _TRANSPARENT:
                self._content(element)


def _symbol(element: etree._Element) -> str:
    """Return the character of an inserted symbol; those of symbol fonts (private use) have no letter."""
    code = int(element.get(f"{W}char", "0"), 16)
    return "" if code >= _PRIVATE_USE or code == 0 else chr(code)


def _first_set(*toggles: bool | None) -> bool:
    return next((toggle for toggle in toggles if toggle is not None), False)


def _outermost_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """Yield text boxes, not those inside them; of two drawings of one box (for new and old Word) the first."""
    for child in element:
        if child.tag == _BOX:
            yield child
        elif child.tag != f"{_MC}Fallback":
            yield from _outermost_boxes(child)


def _content(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield paragraphs and tables under wrappers (content controls, sections of Word 2003)."""
    for element in parent:
        tag = element.tag
        if tag in {_PARAGRAPH, _TABLE}:
            yield element
        elif tag in _TRANSPARENT or tag.endswith(("}sect", "}sub-section")):
            yield from _content(element)


def _find(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Yield rows of a table or cells of a row, also those inside content controls."""
    for element in parent:
        if element.tag == wanted:
            yield element
        elif element.tag in _TRANSPARENT:
            yield from _find(element, wanted)


def _row_deleted(row: etree._Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _merges_up(cell: etree._Element) -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(VAL, "continue") == "continue"
