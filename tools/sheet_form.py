"""Builds the Word form of the agreement sheet; see `tools/forms.py`.

python tools/sheet_form.py
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.table import _Cell

from tools.forms import (
    CENTRE,
    FORMS,
    RIGHT,
    add_page_marks,
    keep_whole,
    set_columns,
    set_page,
    set_styles,
    write,
)

COLUMNS = (("№\nп/п", 11), ("Должность, фамилия", 62), ("Результат", 55), ("Подпись, дата", 52))


def build_sheet() -> Word:
    """The agreement sheet, upright: whose plan, who agreed, when, remarks under each, who prepared the plan."""
    word = Document()
    set_styles(word)
    set_upright(word)
    word.add_paragraph("{%p if draft %}")
    mark = word.add_paragraph("ПРОЕКТ")
    mark.alignment, mark.runs[0].bold = RIGHT, True
    word.add_paragraph("{%p endif %}")
    word.add_paragraph("ЛИСТ СОГЛАСОВАНИЯ", style="Document Title")
    word.add_paragraph("документа «{{ plan_title }}»", style="Document Title")
    sent = word.add_paragraph("{{ sent }}", style="Table Text")
    sent.alignment, sent.paragraph_format.space_after = CENTRE, Pt(8)
    add_curators(word)
    result = word.add_paragraph("{{ result }}.")
    result.paragraph_format.space_before = Pt(10)
    word.add_paragraph("{%p if changes %}")
    word.add_paragraph("После отправки на согласование изменено строк плана: {{ changes }}.")
    word.add_paragraph("{%p endif %}")
    add_upright_signature(word)
    add_page_marks(word)
    word.core_properties.title = "Лист согласования"
    word.core_properties.author = "Оргплан"
    word.core_properties.language = "ru-RU"
    return word


def set_upright(word: Word) -> None:
    """A4 portrait with the same margins."""
    set_page(word)
    section = word.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)


def add_curators(word: Word) -> None:
    """A row for each curator; remarks stand under the answer, each with what became of it."""
    table = word.add_table(rows=4, cols=len(COLUMNS), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    head, each, cells, end = table.rows
    for cell, (name, _width) in zip(head.cells, COLUMNS, strict=True):
        write(cell, name, "Table Head")
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    write(each.cells[0], "{%tr for each in curators %}", "Table Text")
    write(end.cells[0], "{%tr endfor %}", "Table Text")
    number, who, answer, day = cells.cells
    write(number, "{{ each.number }}", "Table Text")
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
    set_columns(table, tuple(Mm(width) for _name, width in COLUMNS))


def lines(cell: _Cell, first: str, *others: str) -> None:
    """Put each text into a paragraph of its own."""
    write(cell, first, "Table Text")
    for text in others:
        cell.add_paragraph(text, style="Table Text")


def add_upright_signature(word: Word) -> None:
    """Who prepared the plan."""
    word.add_paragraph()
    table = word.add_table(rows=1, cols=2)
    table.autofit = False
    left, right = table.rows[0].cells
    set_columns(table, (Mm(110), Mm(70)))
    left.paragraphs[0].text = "{{ signer_post }}"
    right.paragraphs[0].text = "{{ signer_name }}"
    right.paragraphs[0].alignment = RIGHT
    keep_whole(table.rows[0])


if __name__ == "__main__":
    build_sheet().save(str(FORMS / "agreement_sheet.docx"))
