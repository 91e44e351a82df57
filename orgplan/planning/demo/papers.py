"""Units' papers as files: a heading and a table, in the layouts that units really use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO

from orgplan.core.demo_data import Row
from orgplan.language.periods import Period
from orgplan.planning.demo.days import fill
from orgplan.planning.demo.workbook import workbook

_NUMBERED_BELOW = "сроки"
"""The layout with a row of column numbers below its header."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A heading and a table of texts; `sections` maps a row's index to the section row that stands above it."""

    heading: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sections: dict[int, str]

    def lines(self) -> list[tuple[str, ...]]:
        """Return header, section rows (one cell) and rows in order."""
        found: list[tuple[str, ...]] = [self.header]
        for index, row in enumerate(self.rows):
            if index in self.sections:
                found.append((self.sections[index],))
            found.append(row)
        return found


def lay_out(rows: Sequence[Row], *, heading: str, layout: str, month: Period) -> Paper:
    """Put the rows of a data file into a layout: «список», «сроки», «календарь» or «вместе»."""
    header, cells = _LAYOUTS[layout]
    filled = [row | {"when": fill(row["when"], month)} for row in rows]
    body = [cells(number, row) for number, row in enumerate(filled, start=1)]
    if layout == _NUMBERED_BELOW:
        body.insert(0, tuple(str(number) for number in range(1, len(header) + 1)))
    shift = len(body) - len(rows)
    sections, last = {}, ""
    for index, row in enumerate(rows):
        if row.get("section") and row["section"] != last:
            last = sections[index + shift] = row["section"]
    return Paper(heading, header, tuple(body), sections)


def _when(row: Row) -> str:
    return ", ".join(part for part in (row["when"], row["time"]) if part)


def _list(number: int, row: Row) -> tuple[str, ...]:
    return f"{number}.", row["title"], _when(row), row["place"], row["responsible"]


def _calendar(_number: int, row: Row) -> tuple[str, ...]:
    return row["when"], row["time"], row["title"], row["place"], row["responsible"]


def _together(_number: int, row: Row) -> tuple[str, ...]:
    return (
        "\n".join(part for part in (row["when"], row["time"]) if part),
        row["title"],
        row["place"],
        row["responsible"],
    )


_LAYOUTS: dict[str, tuple[tuple[str, ...], Callable[[int, Row], tuple[str, ...]]]] = {
    "список": (("№", "Мероприятие", "Дата, время", "Место проведения", "Ответственный"), _list),
    "сроки": (
        ("№ п/п", "Наименование мероприятия", "Срок проведения", "Место проведения", "Ответственные исполнители"),
        _list,
    ),
    "календарь": (("Дата", "Время", "Наименование мероприятия", "Место", "Ответственный"), _calendar),
    "вместе": (("Дата и время", "Наименование мероприятия", "Место проведения", "Ответственные"), _together),
}


def as_html(paper: Paper) -> bytes:
    """Return the paper as a web page, as an office program saves it."""
    body = []
    for line in paper.lines():
        span = f' colspan="{len(paper.header)}"' if len(line) == 1 else ""
        cells = "".join(f"<td{span}>{escape(cell).replace(chr(10), '<br>')}</td>" for cell in line)
        body.append(f"<tr>{cells}</tr>")
    table = f"<table border='1'>{''.join(body)}</table>"
    page = f"<html><head><meta charset='utf-8'></head><body><p>{escape(paper.heading)}</p>{table}</body></html>"
    return page.encode()


def as_docx(paper: Paper, *, stamp: Sequence[str] = ()) -> bytes:
    """Return the paper as a Word document; `stamp` is the corner «УТВЕРЖДАЮ», a line each."""
    from docx import Document  # noqa: PLC0415 -- loads slowly, and only the demonstration's first start needs it
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 -- the same

    document = Document()
    for words in stamp:
        document.add_paragraph(words).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph(paper.heading).alignment = WD_ALIGN_PARAGRAPH.CENTER
    lines = paper.lines()
    table = document.add_table(rows=len(lines), cols=len(paper.header), style="Table Grid")
    for row, line in zip(table.rows, lines, strict=True):
        cells = row.cells
        if len(line) == 1:
            cells[0].merge(cells[-1]).text = line[0]
            continue
        for cell, text in zip(cells, line, strict=True):
            cell.text = text
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_xlsx(paper: Paper) -> bytes:
    """Return the paper as a workbook of one sheet, the heading in a merged row."""
    return workbook({"Лист1": [(paper.heading,), *paper.lines()]})


WRITERS: dict[str, Callable[[Paper], bytes]] = {"docx": as_docx, "html": as_html, "xlsx": as_xlsx}
