"""Papers that units of the journeys send, and the month for which they are sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from docx import Document
from openpyxl import Workbook

from orgplan.language.months import MONTHS_GENITIVE
from orgplan.language.periods import Period
from orgplan.planning.rules.naming import period_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HEAD = ("Дата и время", "Мероприятие", "Место", "Ответственный")


def next_month() -> Period:
    """Return the month after this one: the plan that units write now."""
    today = timezone.localdate()
    return Period.month(today.year + today.month // 12, today.month % 12 + 1)


PERIOD = next_month()
MONTH = MONTHS_GENITIVE[PERIOD.start.month - 1]


def word_file(folder: Path, rows: Sequence[tuple[str, ...]], name: str, head: tuple[str, ...] = HEAD) -> Path:
    """Write a unit's table in Word, with a title above it; return where it is."""
    word = Document()
    for text in ("УТВЕРЖДАЮ", "ПЛАН", f"мероприятий на {period_words(PERIOD)}"):
        word.add_paragraph(text)
    table = word.add_table(rows=0, cols=len(head))
    for row in (head, *rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    path = folder / name
    word.save(str(path))
    return path


def excel_file(folder: Path, rows: Sequence[tuple[str, ...]], name: str, head: tuple[str, ...] = HEAD) -> Path:
    """Write a unit's table in Excel; return where it is."""
    book = Workbook()
    for row in (head, *rows):
        book.worksheets[0].append(row)
    path = folder / name
    book.save(path)
    return path


def drop(walker, path: Path, period: Period = PERIOD) -> None:
    """Give the file to the page «Отправить план» and have it read."""
    walker.open(f"/plans/send/?period={period.code}")
    walker.page.set_input_files("input[name=paper]", path)
    walker.press("Прочитать")
