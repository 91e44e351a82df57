"""Web pages (.html, pages saved by Word and Excel, the clipboard): paragraphs and tables.

Decisions: what `display: none` hides is skipped; a table of one cell is a frame and its content is read in its place;
a table inside a cell becomes its own block after the outer table if it is at least 2 × 2, else it is text of the cell.
"""

from __future__ import annotations

import email
import email.policy
import re
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree, html

from orgplan.tables.grid import MAX_COLUMNS, MAX_ROWS, Grid
from orgplan.tables.model import Cell, Paper, Paragraph, Table
from orgplan.tables.safety import broken
from orgplan.tables.text import clean, decode

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_CHARSET_ANYWHERE = re.compile(r"(<meta[^>]+charset\s*=\s*[\"']?\s*)[\w-]+|<\?xml[^>]*\?>", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.IGNORECASE)
_CENTRE_STYLE = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SKIPPED = frozenset("script style head title noscript template select button textarea svg math iframe object".split())  # noqa: SIM905 -- one word a line would fill a page
_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd section article header footer main aside nav form center blockquote "  # noqa: SIM905 -- one word a line would fill a page
    "address figure figcaption pre hr fieldset body html tr td th caption".split()
)
_BOLD = frozenset("b strong th h1 h2 h3 h4 h5 h6".split())  # noqa: SIM905 -- one word a line would fill a page
_MIN_INNER = 2
_MAX_DEPTH = 200


def read_html(data: bytes, name: str) -> Paper:
    """Read a web page in the encoding that it declares, else as text is decoded. Raises UnreadableFile."""
    return Paper(name=name, blocks=tuple(blocks_of_html(_decode(data), name)))


def read_mhtml(data: bytes, name: str) -> Paper:
    """Read a page saved as one file (Word's «веб-страница в одном файле»): its first HTML part."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return read_html(payload, name)
    raise broken(name)


def blocks_of_html(text: str, name: str) -> list[Paragraph | Table]:
    """Read the blocks of HTML text. Raises UnreadableFile where nothing can be made of it."""
    text = _CHARSET_ANYWHERE.sub(r"\1", text).replace("\0", "")
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise broken(name) from error
    return _Page().read(root)


def _decode(data: bytes) -> str:
    declared = _CHARSET.search(data[:8192])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data.decode(declared.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def _hidden(element: etree._Element) -> bool:
    return (
        element.tag in _SKIPPED or element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style", "")))
    )


def _span(element: etree._Element, attribute: str, limit: int) -> int:
    """Read colspan or rowspan; rowspan 0 means «to the end», which nobody writes: it counts as 1."""
    digits = re.match(r"\s*(\d{1,6})", element.get(attribute, ""))
    return min(max(int(digits.group(1)), 1), limit) if digits else 1


class _Line:
    """The paragraph being collected while the page is walked."""

    def __init__(self, *, centred: bool = False, numbered: str = "") -> None:
        self.parts: list[str] = []
        self.centred = centred
        self.numbered = numbered
        self.plain = False

    def add(self, text: str | None, *, bold: bool, keep: bool) -> None:
        if text:
            self.parts.append(text if keep else _SPACE.sub(" ", text))
            self.plain = self.plain or (not bold and not text.isspace())

    def paragraph(self) -> Paragraph | None:
        text = re.sub(r" *\n *", "\n", re.sub(" {2,}", " ", "".join(self.parts)))
        text = clean(text)
        if not text:
            return None
        return Paragraph(text, numbered=self.numbered, bold=not self.plain, centred=self.centred)


class _Page:
    """One walk over a page: paragraphs are closed by block elements, tables are blocks of their own."""

    def __init__(self) -> None:
        self._blocks: list[Paragraph | Table] = []
        self._line = _Line()
        self._counted: dict[etree._Element, int] = {}

    def read(self, root: etree._Element, *, bold: bool = False) -> list[Paragraph | Table]:
        self._walk(root, bold=bold, centred=False, keep=False, depth=0)
        self._close()
        return self._blocks

    def _close(self, *, centred: bool = False, numbered: str = "") -> None:
        paragraph = self._line.paragraph()
        if paragraph:
            self._blocks.append(paragraph)
        elif self._line.numbered and not numbered:
            # The number of a list item whose text stands in an inner paragraph.
            numbered = self._line.numbered
        self._line = _Line(centred=centred, numbered=numbered)

    def _walk(self, element: etree._Element, *, bold: bool, centred: bool, keep: bool, depth: int) -> None:
        tag = element.tag
        bold = bold or tag in _BOLD or bool(_BOLD_STYLE.search(element.get("style", "")))
        centred = centred or tag == "center" or element.get("align", "").lower() == "center"
        centred = centred or bool(_CENTRE_STYLE.search(element.get("style", "")))
        keep = keep or tag == "pre"
        is_block = tag in _BLOCKS
        if is_block:
            self._close(centred=centred, numbered=self._item_number(element))
        self._line.add(element.text, bold=bold, keep=keep)
        for child in element:
            self._child(child, bold=bold, centred=centred, keep=keep, depth=depth)
            self._line.add(child.tail, bold=bold, keep=keep)
        if is_block:
            self._close(centred=centred)

    def _item_number(self, element: etree._Element) -> str:
        """Count an item of an ordered list; counting siblings anew for each would take quadratic time."""
        parent = element.getparent()
        if element.tag != "li" or parent is None or parent.tag != "ol":
            return ""
        number = self._counted.get(parent, _first_number(parent) - 1) + 1
        self._counted[parent] = number
        return f"{number}."

    def _child(self, child: etree._Element, *, bold: bool, centred: bool, keep: bool, depth: int) -> None:
        if _hidden(child) or depth > _MAX_DEPTH:
            return
        if child.tag == "br":
            self._line.parts.append("\n")
        elif child.tag == "table":
            self._close()
            self._blocks.extend(_table(child))
        else:
            self._walk(child, bold=bold, centred=centred, keep=keep, depth=depth + 1)


def _first_number(ordered: etree._Element | None) -> int:
    return 1 if ordered is None else _span(ordered, "start", 100_000)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr" and not _hidden(child):
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"} and not _hidden(child):
            yield from _rows(child)


def _table(table: etree._Element) -> list[Paragraph | Table]:
    rows = [
        [cell for cell in row if cell.tag in {"td", "th"} and not _hidden(cell)]
        for row in islice(_rows(table), MAX_ROWS + 1)
    ]
    caption = table.find("caption")
    before: list[Paragraph | Table] = [] if caption is None else _Page().read(caption)
    if sum(map(len, rows)) == 1:
        return before + _Page().read(next(cell for row in rows for cell in row))
    grid, inner = Grid(), list[Paragraph | Table]()
    for index, row in enumerate(rows):
        at = 0
        for element in row:
            cell, nested = _cell(element)
            at = grid.next_free(index, at)
            columns = _span(element, "colspan", MAX_COLUMNS)
            height = min(_span(element, "rowspan", MAX_ROWS), len(rows) - index)
            grid.put(index, at, cell, rows=height, columns=columns)
            at += columns
            inner.extend(nested)
    built = grid.table()
    return [*before, *([built] if built else []), *inner]


def _cell(element: etree._Element) -> tuple[Cell, list[Table]]:
    blocks = _Page().read(element)
    lines, nested = [], list[Table]()
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        elif len(block.rows) >= _MIN_INNER and len(block.rows[0]) >= _MIN_INNER:
            nested.append(block)
        else:
            lines.extend("\t".join(cell.text for cell in row if not cell.merged) for row in block.rows)
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    bold = bool(paragraphs) and all(paragraph.bold for paragraph in paragraphs)
    text = "\n".join(lines).strip()
    item = element.find(".//ol/li")
    if not text and not nested and item is not None:
        text = str(_first_number(item.getparent()))
    return Cell(text, bold=bold), nested
