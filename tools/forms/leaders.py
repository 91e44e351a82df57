"""The plan of events with leaders' participation."""

from __future__ import annotations

from docx.document import Document as Word

from tools.forms.corner import add_signature, add_title
from tools.forms.page import HEAD, TEXT, begin, finish
from tools.forms.table import (
    Column,
    add_across,
    command,
    keep_whole,
    new_table,
    set_columns,
    widths_of,
    write_fields,
    write_head,
)

COLUMNS = (
    Column("Время", "time", 30),
    Column("Мероприятие", "title", 81),
    Column("Место проведения", "place", 50),
    Column("Участие", "role", 48),
    Column("Ответственные, сопровождают", "company", 58),
)


def build_calendar() -> Word:
    """Events with leaders' participation: rows across for leader, day and absence, then the events."""
    word = begin()
    add_title(word)
    table = new_table(word, rows=15, columns=len(COLUMNS))
    lines = list(table.rows)
    head, cells = lines[0], lines[12]
    write_head(head, COLUMNS)
    write_fields(cells, COLUMNS, "row")
    command(lines[1], "for row in rows")
    add_across(lines[2:5], "row.section", HEAD)
    add_across(lines[5:8], "row.day", TEXT).paragraphs[0].runs[0].bold = True
    add_across(lines[8:11], "row.note", TEXT).paragraphs[0].runs[0].italic = True
    command(lines[11], "if row.title")
    command(lines[13], "endif")
    command(lines[14], "endfor")
    for row in (head, cells):
        keep_whole(row)
    set_columns(table, widths_of(COLUMNS))
    add_signature(word)
    return finish(word, "План мероприятий с участием руководителей")
