"""Reading a plan of 1,000 rows from Word and Excel: the wall time of the whole command, start included."""

import sys
import tempfile
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

from benchmarks.invented import lines
from benchmarks.model import Benchmark, Better
from benchmarks.programs import ORGPLAN, output_of, seconds_of

_ROWS = 1000
_TITLE = "План основных мероприятий города Рябиновска на 2026 год"
_MONTHS = (
    "ЯНВАРЬ", "ФЕВРАЛЬ", "МАРТ", "АПРЕЛЬ", "МАЙ", "ИЮНЬ", "ИЮЛЬ", "АВГУСТ", "СЕНТЯБРЬ", "ОКТЯБРЬ", "НОЯБРЬ", "ДЕКАБРЬ",
)  # fmt: skip
_HEADING = ("№ п/п", "Наименование мероприятия", "Дата и время проведения", "Место проведения", "Ответственный")


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Kept until the process ends."""
    return tempfile.TemporaryDirectory(prefix="orgplan-bench-")


def _cells() -> list[tuple[str, ...]]:
    """The heading and the rows; a row of one cell is the name of a month across the table."""
    made = sorted(lines(_ROWS, first=date(2026, 1, 1), days=360), key=lambda line: line.start)
    rows: list[tuple[str, ...]] = [_HEADING]
    previous = ""
    for number, line in enumerate(made, 1):
        if line.start[:7] != previous[:7]:
            rows.append((_MONTHS[int(line.start[5:7]) - 1],))
        previous = line.start
        rows.append((f"{number}.", line.title, line.date_text, line.place, line.responsible))
    return rows


@cache
def _word_file() -> Path:
    from docx import Document  # noqa: PLC0415 -- only where a Word file is wanted
    from docx.oxml import parse_xml  # noqa: PLC0415 -- the same
    from docx.oxml.ns import nsdecls  # noqa: PLC0415 -- the same

    # Written as XML: the library's own cells take long in such a table.
    rows = "".join(f"<w:tr>{''.join(_word_cell(text, len(row)) for text in row)}</w:tr>" for row in _cells())
    grid = "<w:gridCol/>" * len(_HEADING)
    table = parse_xml(f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>")
    document = Document()
    document.add_paragraph(_TITLE)
    document.element.body.insert(1, table)
    path = Path(_folder().name) / "plan.docx"
    document.save(str(path))
    return path


def _word_cell(text: str, cells: int) -> str:
    span = f'<w:tcPr><w:gridSpan w:val="{len(_HEADING)}"/></w:tcPr>' if cells == 1 else ""
    return f"<w:tc>{span}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


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
