"""What stands around a paper's text: the approval's stamp, the title, the signature."""

from __future__ import annotations

from docx.document import Document as Word
from docx.shared import Mm, Pt

from tools.forms.page import RIGHT, TITLE
from tools.forms.table import keep_whole, set_columns

APPROVAL = ("УТВЕРЖДАЮ", "{{ approver_post }}", "{{ approver_line }}", "{{ approved_line }}")
DRAFT = ("{%p if draft %}", "ПРОЕКТ", "{%p endif %}")


def add_stamp(word: Word, *, draft: bool = True) -> None:
    """«ПРОЕКТ» until approved (not for papers without states), the approval stamp in the right corner, 8 cm wide."""
    table = word.add_table(rows=1, cols=2)
    table.autofit = False
    set_columns(table, (Mm(187), Mm(80)))
    corner = table.rows[0].cells[1]
    lines = (DRAFT if draft else ()) + APPROVAL
    corner.paragraphs[0].text = lines[0]
    for line in lines[1:]:
        corner.add_paragraph(line)
    if draft:
        corner.paragraphs[1].alignment, corner.paragraphs[1].runs[0].bold = RIGHT, True
    corner.paragraphs[-2].paragraph_format.space_before = Pt(12)
    corner.paragraphs[-1].paragraph_format.space_before = Pt(4)
    word.add_paragraph()


def add_title(word: Word, *lines: str) -> None:
    """The lines of the title, an empty one behind; without lines «ПЛАН» and what of."""
    if not lines:
        word.add_paragraph("{{ heading }}", style=TITLE).runs[0].font.all_caps = True
    for line in lines or ("{{ subject }}",):
        word.add_paragraph(line, style=TITLE)
    word.add_paragraph()


def add_signature(word: Word, *, widths: tuple[int, int] = (170, 97)) -> None:
    """Who signs: post on the left, name on the right, a borderless table as the standard advises; widths in mm."""
    word.add_paragraph()
    table = word.add_table(rows=1, cols=2)
    table.autofit = False
    left, right = table.rows[0].cells
    set_columns(table, tuple(Mm(width) for width in widths))
    left.paragraphs[0].text = "{{ signer_post }}"
    right.paragraphs[0].text = "{{ signer_name }}"
    right.paragraphs[0].alignment = RIGHT
    keep_whole(table.rows[0])
