"""The report on execution discipline."""

from __future__ import annotations

from docx.document import Document as Word
from docx.shared import Pt

from tools.forms.corner import add_signature, add_title
from tools.forms.page import CENTRE, TEXT, TITLE, begin, finish
from tools.forms.table import Column, Columns, add_list


def columns(first: str) -> Columns:
    """The table's columns; the first names whose counts they are."""
    return (
        Column(first, "name", 62),
        Column("Всего со сроком в периоде", "total", 22, centred=True),
        Column("Исполнено в срок", "in_time", 20, centred=True),
        Column("Исполнено в продлённый срок", "in_extended", 22, centred=True),
        Column("Исполнено с нарушением", "late", 22, centred=True),
        Column("Отчёт не принят", "awaiting", 18, centred=True),
        Column("Просрочено", "overdue", 22, centred=True),
        Column("Продлено, срок не наступил", "extended", 20, centred=True),
        Column("Срок не наступил", "ahead", 18, centred=True),
        Column("Сверх того: срок перенесён", "carried_out", 20, centred=True),
        Column("Ко", "share", 18, centred=True),
    )


def build_report() -> Word:
    """The report: title, counts by unit and by source, the share with its formula, signature."""
    word = begin()
    add_title(word)
    word.add_paragraph("{{ basis }}", style=TEXT).alignment = CENTRE
    add_list(word, columns("Подразделение"), over="units", each="unit")
    title = word.add_paragraph("По источникам поручений", style=TITLE)
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(6)
    add_list(word, columns("Источник"), over="sources", each="source")
    for text in ("{{ formula }}", "{{ timely }}", "{{ definition }}"):
        word.add_paragraph(text).paragraph_format.space_before = Pt(6)
    add_signature(word)
    return finish(word, "Отчёт об исполнительской дисциплине")
