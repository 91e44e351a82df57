"""Small real documents for the tests, and short views of what was read."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from docx import Document
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from orgplan.tables import Paper, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docx.document import Document as WordDocument

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NAMESPACES = (
    f'{W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def tables(paper: Paper) -> list[Table]:
    return [block for block in paper.blocks if isinstance(block, Table)]


def only_table(paper: Paper) -> Table:
    (table,) = tables(paper)
    return table


def paragraphs(paper: Paper) -> list[str]:
    return [block.text for block in paper.blocks if isinstance(block, Paragraph)]


def merges(table: Table) -> dict[tuple[int, int], tuple[int, int]]:
    return {
        (row, column): cell.merged
        for row, cells in enumerate(table.rows)
        for column, cell in enumerate(cells)
        if cell.merged is not None
    }


def docx(build: Callable[[WordDocument], object]) -> bytes:
    document = Document()
    build(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def docx_of_body(xml: str) -> bytes:
    """Build a .docx whose body is the given WordprocessingML; as text, for a tree of 20,000 rows takes ten seconds."""
    empty, stream = io.BytesIO(docx(lambda document: document)), io.BytesIO()
    with zipfile.ZipFile(empty) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "word/document.xml":
                text = content.decode()
                names = " ".join(each for each in NAMESPACES.split() if each.partition("=")[0] + "=" not in text)
                text = text.replace("<w:document ", f"<w:document {names} ", 1)
                content = text.replace("<w:sectPr", f"{xml}<w:sectPr", 1).encode()
            target.writestr(entry, content)
    return stream.getvalue()


def p(text: str, properties: str = "") -> str:
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def tc(content: str, properties: str = "") -> str:
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tbl(*rows: Sequence[str], grid: Sequence[int] = ()) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    body = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{body}</w:tbl>"


def xlsx(build: Callable[[Worksheet], object]) -> bytes:
    book = Workbook()
    assert isinstance(book.active, Worksheet)
    build(book.active)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def zipped(parts: dict[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return stream.getvalue()


def replaced(data: bytes, part: str, change: Callable[[bytes], bytes] | bytes) -> bytes:
    """Return a zip with one part changed or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, bytes | str] = {entry: archive.read(entry) for entry in archive.namelist()}
    old = parts.get(part, b"")
    assert isinstance(old, bytes)
    parts[part] = change if isinstance(change, bytes) else change(old)
    return zipped(parts)


_WORKBOOK = """<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{properties}
<sheets><sheet name="План" sheetId="1" r:id="rId1"/></sheets></workbook>"""
_RELATIONS = """<?xml version="1.0"?><Relationships
 xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
 Target="worksheets/sheet1.xml"/></Relationships>"""


def raw_xlsx(sheet: str, properties: str = "", **parts: str) -> bytes:
    """Build a workbook of one sheet from the XML of its data."""
    data = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{sheet}</worksheet>'
    return zipped(
        {
            "xl/workbook.xml": _WORKBOOK.format(properties=properties),
            "xl/_rels/workbook.xml.rels": _RELATIONS,
            "xl/worksheets/sheet1.xml": data,
            **{f"xl/{name}.xml": content for name, content in parts.items()},
        },
    )


_ODF_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
    )
)


def odf(kind: str, body: str, styles: str = "") -> bytes:
    """Build an OpenDocument file; kind is «text» or «spreadsheet»."""
    content = (
        f'<?xml version="1.0"?><office:document-content {_ODF_NAMESPACES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content})
