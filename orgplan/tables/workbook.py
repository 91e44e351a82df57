"""Excel workbooks (.xlsx, .xlsm), streamed from their XML.

Neither library at hand fits here: calamine gives no number formats, bold or formulas without a value and allocates the
whole rectangle of an absurd sheet; openpyxl takes several times longer and refuses small faults that Excel forgives.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from datetime import datetime
from math import isfinite

from lxml import etree

from orgplan.tables.grid import MAX_ROWS, Grid
from orgplan.tables.model import Cell, Paper, Table
from orgplan.tables.notices import MACROS, cell_name, in_cells
from orgplan.tables.numberformat import Shown, builtin, show, show_moment
from orgplan.tables.safety import broken, ended, open_zip, parse_xml, pull_parser, read_part
from orgplan.tables.text import clean

_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT_RELATIONS = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
_ADDRESS = re.compile(r"^([A-Z]{1,3})(\d{1,7})$")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MAX_MERGES = 50_000
_PIECE = 1 << 16
_TAG_LENGTH = 300
_RAW_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)>[^<]|<(?:\w+:)?is><")
_RAW_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z0-9:]{2,24})"')
_BOOLEANS = {"0": "ЛОЖЬ", "1": "ИСТИНА"}


@dataclass(slots=True)
class _Book:
    """What all sheets share."""

    strings: list[str]
    formats: list[str]
    bolds: list[bool]
    from_1904: bool


@dataclass(slots=True)
class _Sheet:
    name: str
    hidden: bool
    grid: Grid = field(default_factory=Grid)
    merges: list[str] = field(default_factory=list)
    unvalued: list[str] = field(default_factory=list)
    misread: list[str] = field(default_factory=list)


def read_xlsx(data: bytes, name: str) -> Paper:
    """Read all sheets, hidden ones flagged; dates and numbers keep their typed value. Raises UnreadableFile."""
    with open_zip(data, name) as archive:
        parts = {entry.lower(): entry for entry in archive.namelist()}
        root = _part(archive, parts.get("xl/workbook.xml"), name)
        if root is None:
            raise broken(name)
        targets = _targets(archive, parts, name)
        formats, bolds = _styles(_part(archive, parts.get("xl/styles.xml"), name))
        properties = root.find("{*}workbookPr")
        book = _Book(
            strings=_strings(archive, parts.get("xl/sharedstrings.xml"), name),
            formats=formats,
            bolds=bolds,
            from_1904=properties is not None and properties.get("date1904") in {"1", "true"},
        )
        tables, notices = list[Table](), list[str]()
        if any(entry.endswith("vbaproject.bin") for entry in parts):
            notices.append(MACROS)
        for element in root.iterfind("{*}sheets/{*}sheet"):
            part = parts.get(targets.get(_relation(element), "").lower())
            if part is None or "worksheet" not in part.lower():
                continue
            sheet = _Sheet(clean(element.get("name", "")), element.get("state", "visible") != "visible")
            _read_sheet(archive, part, book, sheet, name)
            table = sheet.grid.table(sheet.name, hidden=sheet.hidden)
            tables.extend([table] if table else [])
            notices.extend(_sheet_notices(sheet))
    return Paper(name=name, blocks=tuple(tables), notices=tuple(notices))


def _sheet_notices(sheet: _Sheet) -> list[str]:
    notices = []
    if sheet.unvalued:
        what = "формула без сохранённого значения, она не вычисляется; откройте файл в Excel и сохраните его"
        notices.append(in_cells(sheet.name, sheet.unvalued, what))
    if sheet.misread:
        what = "Excel принял время за месяц 1930–1959 годов, прочитано как время"
        notices.append(in_cells(sheet.name, sheet.misread, what))
    return notices


def _relation(element: etree._Element) -> str:
    return element.get(f"{_RELATIONS}id") or element.get(f"{_STRICT_RELATIONS}id") or ""


def _part(archive: zipfile.ZipFile, part: str | None, name: str) -> etree._Element | None:
    data = None if part is None else read_part(archive, part, name)
    return None if data is None else parse_xml(data, name)


def _targets(archive: zipfile.ZipFile, parts: dict[str, str], name: str) -> dict[str, str]:
    """Return the part of each relationship id of the workbook."""
    root = _part(archive, parts.get("xl/_rels/workbook.xml.rels"), name)
    if root is None:
        raise broken(name)
    return {
        element.get("Id", ""): posixpath.normpath(posixpath.join("/xl", element.get("Target", ""))).lstrip("/")
        for element in root
    }


def _strings(archive: zipfile.ZipFile, part: str | None, name: str) -> list[str]:
    data = None if part is None else read_part(archive, part, name)
    if data is None:
        return []
    return [_rich_text(element) for element in parse_xml(data, name).iterfind("{*}si")]


def _rich_text(element: etree._Element) -> str:
    """Join the runs of a string; the reading aids of East Asian text (rPh) are left out."""
    pieces = [node.text or "" for node in element.iterfind("{*}t")]
    pieces.extend(node.text or "" for node in element.iterfind("{*}r/{*}t"))
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    """Resolve Excel's `_x000D_` escapes."""
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text) if "_x" in text else text


def _styles(root: etree._Element | None) -> tuple[list[str], list[bool]]:
    """Return for each cell format its number format code and whether its font is bold."""
    if root is None:
        return [], []
    custom = {item.get("numFmtId", ""): item.get("formatCode", "") for item in root.iterfind("{*}numFmts/{*}numFmt")}
    fonts = [
        (bold := font.find("{*}b")) is not None and bold.get("val", "1") not in {"0", "false"}
        for font in root.iterfind("{*}fonts/{*}font")
    ]
    formats, bolds = [], []
    for item in root.iterfind("{*}cellXfs/{*}xf"):
        number, font = item.get("numFmtId", "0"), item.get("fontId", "0")
        formats.append(custom.get(number) or builtin(int(number) if number.isdigit() else 0))
        bolds.append(font.isdigit() and int(font) < len(fonts) and fonts[int(font)])
    return formats, bolds


def _read_sheet(archive: zipfile.ZipFile, part: str, book: _Book, sheet: _Sheet, name: str) -> None:
    """Stream one sheet; rows and cells without a value cost no memory.

    Beyond `MAX_ROWS` the XML is only searched for values and merged ranges: parsing a million formatted empty rows,
    which a careless «format the column» leaves behind, would take ten seconds.
    """
    reader, parser = _SheetReader(book, sheet), pull_parser(("{*}row", "{*}c", "{*}mergeCell"))
    try:
        with archive.open(part) as source:
            tail = b""
            while piece := source.read(_PIECE):
                if reader.full:
                    tail = _search(tail + piece, sheet)
                    continue
                if b"<!DOCTYPE" in piece:
                    raise broken(name)
                parser.feed(piece)
                for element in ended(parser):
                    reader.take(element)
        if not reader.full:
            parser.close()
    except (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, OSError, EOFError) as error:
        raise broken(name) from error
    reader.apply_merges()


def _search(data: bytes, sheet: _Sheet) -> bytes:
    """Note values and merged ranges in raw XML; return the end, where one may have been cut in two."""
    sheet.grid.cut = sheet.grid.cut or _RAW_VALUE.search(data) is not None
    for match in _RAW_MERGE.finditer(data):
        if len(sheet.merges) < _MAX_MERGES:
            sheet.merges.append(match.group(1).decode("ascii"))
    return data[max(data.rfind(b"<"), len(data) - _TAG_LENGTH) :]


class _SheetReader:
    """Takes the finished elements of a sheet one by one; its own row and column count where addresses are missing."""

    def __init__(self, book: _Book, sheet: _Sheet) -> None:
        self._book = book
        self._sheet = sheet
        self._row = 0
        self._column = 0

    @property
    def full(self) -> bool:
        """Whether the rows that are kept have all been read."""
        return self._row >= MAX_ROWS

    def take(self, element: etree._Element) -> None:
        kind = element.tag.rpartition("}")[2]
        if kind == "c":
            self._cell(element)
        elif kind == "row":
            number = element.get("r", "")
            self._row = int(number) if number.isdigit() else self._row + 1
            self._column = 0
            _forget(element)
        elif len(self._sheet.merges) < _MAX_MERGES:
            self._sheet.merges.append(element.get("ref", ""))

    def _cell(self, element: etree._Element) -> None:
        place = address(element.get("r", "")) or (self._row, self._column)
        row, column = place
        self._column = column + 1
        if len(element) == 0:
            return
        formula, stored = element.find("{*}f"), element.find("{*}v")
        kind = element.get("t", "n")
        raw = None if stored is None else stored.text
        if formula is not None and not raw and kind not in {"str", "inlineStr"}:
            self._sheet.unvalued.append(cell_name(row, column))
            return
        style = element.get("s", "0")
        index = int(style) if style.isdigit() else 0
        shown = self._shown(kind, raw, element, index)
        if shown is None:
            return
        if shown.misread:
            self._sheet.misread.append(cell_name(row, column))
        bold = index < len(self._book.bolds) and self._book.bolds[index]
        self._sheet.grid.put(row, column, Cell(clean(shown.text), shown.value, bold=bold))

    def _shown(self, kind: str, raw: str | None, element: etree._Element, style: int) -> Shown | None:
        """Return what a cell shows, by its type; None where it holds nothing."""
        if kind == "inlineStr":
            inline = element.find("{*}is")
            return None if inline is None else Shown(_rich_text(inline))
        if not raw:
            return None
        if kind == "s":
            index = int(raw) if raw.isdigit() else -1
            return Shown(self._book.strings[index]) if 0 <= index < len(self._book.strings) else None
        if kind == "n":
            return self._number(raw, style)
        return _iso(raw) if kind == "d" else Shown(_BOOLEANS.get(raw, raw) if kind == "b" else _unescaped(raw))

    def _number(self, raw: str, style: int) -> Shown:
        try:
            number = float(raw)
        except ValueError:
            return Shown(raw)
        if not isfinite(number):
            return Shown(raw)
        code = self._book.formats[style] if style < len(self._book.formats) else "General"
        return show(number, code, from_1904=self._book.from_1904)

    def apply_merges(self) -> None:
        ranges = []
        for reference in self._sheet.merges:
            first, _, last = reference.partition(":")
            start, end = address(first), address(last)
            if start and end:
                ranges.append((*start, *end))
        self._sheet.grid.merge(ranges)


def address(reference: str) -> tuple[int, int] | None:
    """Turn `B7` into (6, 1); None for anything else."""
    match = _ADDRESS.match(reference)
    if match is None:
        return None
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - 64
    return int(match.group(2)) - 1, column - 1


def _iso(raw: str) -> Shown:
    try:
        return show_moment(datetime.fromisoformat(raw.removesuffix("Z")))
    except ValueError:
        return Shown(raw)


def _forget(element: etree._Element) -> None:
    """Free a finished row and all before it: a sheet of a million empty rows must not fill the memory."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
