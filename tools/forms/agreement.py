"""The agreement sheet."""

from __future__ import annotations

from docx.document import Document as Word
from docx.shared import Pt
from docx.table import _Cell

from tools.forms.corner import DRAFT, add_signature
from tools.forms.page import CENTRE, RIGHT, TEXT, TITLE, begin, finish
from tools.forms.table import Column, command, keep_whole, new_table, set_columns, widths_of, write, write_head

COLUMNS = (
    Column("№\nп/п", "number", 11),
    Column("Должность, фамилия", "name", 62),
    Column("Результат", "answer", 55),
    Column("Подпись, дата", "day", 52),
)


def build_sheet() -> Word:
    """The agreement sheet, upright: whose plan, who agreed, when, remarks under each, who prepared the plan."""
    word = begin(upright=True)
    mark = [word.add_paragraph(line) for line in DRAFT][1]
    mark.alignment, mark.runs[0].bold = RIGHT, True
    word.add_paragraph("ЛИСТ СОГЛАСОВАНИЯ", style=TITLE)
    word.add_paragraph("{{ plan_genitive }}", style=TITLE)
    sent = word.add_paragraph("{{ sent }}", style=TEXT)
    sent.alignment, sent.paragraph_format.space_after = CENTRE, Pt(8)
    add_curators(word)
    result = word.add_paragraph("{{ result }}.")
    result.paragraph_format.space_before = Pt(10)
    word.add_paragraph("{%p if changes %}")
    word.add_paragraph("После отправки на согласование изменено строк плана: {{ changes }}.")
    word.add_paragraph("{%p endif %}")
    add_signature(word, widths=(110, 70))
    return finish(word, "Лист согласования")


def add_curators(word: Word) -> None:
    """A row for each curator; remarks stand under the answer, each with what became of it."""
    table = new_table(word, rows=4, columns=len(COLUMNS))
    head, each, cells, end = table.rows
    write_head(head, COLUMNS)
    command(each, "for each in curators")
    command(end, "endfor")
    number, who, answer, day = cells.cells
    write(number, "{{ each.number }}", TEXT)
    acting = ("{%p if each.acting %}", "({{ each.acting }})", "{%p endif %}")
    lines(who, "{{ each.post }}", "{{ each.name }}", *acting)
    lines(
        answer,
        "{{ each.answer }}",
        "{%p if each.words %}",
        "«{{ each.words }}»",
        "{%p endif %}",
        "{%p for remark in each.remarks %}",
        "{{ remark.row }}: {{ remark.text }} — {{ remark.outcome }}",
        "{%p endfor %}",
    )
    lines(
        day,
        "____________",
        "{%p if each.day %}",
        "{{ each.day }}",
        "{%p else %}",
        "«___» ________ 20__",
        "{%p endif %}",
    )
    for row in (head, cells):
        keep_whole(row)
    set_columns(table, widths_of(COLUMNS))


def lines(cell: _Cell, first: str, *others: str) -> None:
    """Put each text into a paragraph of its own."""
    write(cell, first, TEXT)
    for text in others:
        cell.add_paragraph(text, style=TEXT)
