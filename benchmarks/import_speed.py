"""Reading a plan of 1,000 rows from Word and Excel: the wall time of the whole command, start included."""

import sys
import tempfile
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

from benchmarks.invented import Line, lines
from benchmarks.model import Benchmark, Better
from benchmarks.programs import ORGPLAN, output_of, seconds_of

_ROWS = 1000
_TITLE = "План основных мероприятий города Рябиновска на 2026 год"
_HEADING = ("№ п/п", "Наименование мероприятия", "Дата и время проведения", "Место проведения", "Ответственный")


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Kept until the process ends."""
    return tempfile.TemporaryDirectory(prefix="orgplan-bench-")


def _cells() -> list[tuple[str, ...]]:
    def row(number: int, line: Line) -> tuple[str, ...]:
        return f"{number}.", line.title, line.date_text, line.place, line.responsible

    made = sorted(lines(_ROWS, first=date(2026, 1, 1), days=360), key=lambda line: line.start)
    return [_HEADING, *(row(number, line) for number, line in enumerate(made, 1))]


@cache
def _word_file() -> Path:
    from docx import Document  # noqa: PLC0415 -- only where a Word file is wanted
    from docx.oxml import parse_xml  # noqa: PLC0415 -- the same
    from docx.oxml.ns import nsdecls  # noqa: PLC0415 -- the same

    # Written as XML: python-docx itself needs a minute for such a table.
    rows = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in row) + "</w:tr>"
        for row in _cells()
    )
    grid = "<w:gridCol/>" * len(_HEADING)
    document = Document()
    document.add_paragraph(_TITLE)
    document.element.body.insert(
        1, parse_xml(f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>")
    )
    path = Path(_folder().name) / "plan.docx"
    document.save(str(path))
    return path


@cache
def _excel_file() -> Path:
    from openpyxl import Workbook  # noqa: PLC0415 -- only where an Excel file is wanted

    book = Workbook(write_only=True)
    sheet = book.create_sheet("План")
    sheet.append([_TITLE])
    for row in _cells():
        sheet.append(row)
    path = Path(_folder().name) / "plan.xlsx"
    book.save(path)
    return path


def _ours(file: Callable[[], Path]) -> float:
    command: list[str | Path] = [*ORGPLAN, "import", file(), "--period", "2026", "--dry-run", "--json"]
    return seconds_of(lambda: output_of(command))


def _plain(file: Callable[[], Path], times: int) -> float:
    command: list[str | Path] = [sys.executable, "-m", "benchmarks.plain_import", file(), "--period", "2026"]
    return seconds_of(lambda: output_of(command), times)


BENCHMARKS = [
    Benchmark(
        name="import.speed.docx",
        what=f"Импорт: {_ROWS} строк Word, вся команда",
        unit="с",
        better=Better.LESS,
        target=2,
        run=lambda: _ours(_word_file),
        baseline=lambda: _plain(_word_file, 1),
        baseline_is="ячейки python-docx и одно выражение для даты",
    ),
    Benchmark(
        name="import.speed.xlsx",
        what=f"Импорт: {_ROWS} строк Excel, вся команда",
        unit="с",
        better=Better.LESS,
        target=1,
        run=lambda: _ours(_excel_file),
        baseline=lambda: _plain(_excel_file, 3),
        baseline_is="ячейки openpyxl и одно выражение для даты",
    ),
]
