"""A plain .xlsx workbook: texts, real dates and times, headings in merged rows.

Written as bare SpreadsheetML (ECMA-376 part 1, §18): the running product needs no library that writes Excel yet.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, time
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

Cell = str | date | time | None

_DAY_ONE = date(1899, 12, 30)
"""Excel's day 0, as dates since March 1900 count."""
_MINUTES = 24 * 60
_DATE_STYLE, _TIME_STYLE = 1, 2
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# Number formats 14 and 20 are the built-in «dd.mm.yyyy» and «hh:mm» of the reader's language.
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3">'
    '<xf/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="20" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def workbook(sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> bytes:
    """Return a workbook of the named sheets; a row of one cell is merged over the sheet's width."""
    numbers = range(1, len(sheets) + 1)
    parts = {
        "[Content_Types].xml": _content_types(numbers),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _book(sheets),
        "xl/_rels/workbook.xml.rels": _relations(
            [*(("worksheet", f"worksheets/sheet{number}.xml") for number in numbers), ("styles", "styles.xml")]
        ),
        "xl/styles.xml": _STYLES,
    }
    for number, rows in zip(numbers, sheets.values(), strict=True):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(rows)
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{content}')
    return stream.getvalue()


def _content_types(numbers: Sequence[int]) -> str:
    named = {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles"}
    named |= {f"/xl/worksheets/sheet{number}.xml": "worksheet" for number in numbers}
    overrides = "".join(
        f'<Override PartName="{part}" ContentType="{_TYPE}.{kind}+xml"/>' for part, kind in named.items()
    )
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>'


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="r{number}" Type="{_LINKS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _book(names: Mapping[str, object]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="r{number}"/>'
        for number, name in enumerate(names, start=1)
    )
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{sheets}</sheets></workbook>'


def _sheet(rows: Sequence[Sequence[Cell]]) -> str:
    last_column = _letter(max(len(row) for row in rows) - 1)
    body = "".join(
        f'<row r="{number}">{"".join(_cell(f"{_letter(place)}{number}", cell) for place, cell in enumerate(row))}</row>'
        for number, row in enumerate(rows, start=1)
    )
    spans = [
        f'<mergeCell ref="A{number}:{last_column}{number}"/>'
        for number, row in enumerate(rows, start=1)
        if len(row) == 1 and last_column != "A"
    ]
    merged = f'<mergeCells count="{len(spans)}">{"".join(spans)}</mergeCells>' if spans else ""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData>{merged}</worksheet>'


def _cell(place: str, cell: Cell) -> str:
    match cell:
        case date():
            return f'<c r="{place}" s="{_DATE_STYLE}"><v>{(cell - _DAY_ONE).days}</v></c>'
        case time():
            return f'<c r="{place}" s="{_TIME_STYLE}"><v>{(cell.hour * 60 + cell.minute) / _MINUTES!r}</v></c>'
        case str() if cell:
            text = escape(cell)
            return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
        case _:
            return ""


def _letter(place: int) -> str:
    return chr(ord("A") + place)
