"""The script of an event, on A4 and on A5."""

from __future__ import annotations

from docx.document import Document as Word
from docx.shared import Mm, Pt

from tools.forms.corner import add_title
from tools.forms.page import RIGHT, begin, finish
from tools.forms.table import Column, add_list

WIDE = (
    Column("№", "number", 10, centred=True),
    Column("Время", "time", 28),
    Column("Длит.", "minutes", 18),
    Column("Что происходит", "title", 62),
    Column("Кто", "who", 42),
    Column("Где", "place", 32),
    Column("Реплика-сигнал", "cue", 32),
    Column("Текст ведущего", "text", 43),
)
SMALL = (
    Column("Время", "time", 24),
    Column("Что происходит", "title", 54),
    Column("Кто", "who", 32),
    Column("Где", "place", 18),
)
_A5 = (Mm(148), Mm(210))


def build_script() -> Word:
    """The whole script in a landscape table."""
    return _script(begin(), WIDE)


def build_script_a5() -> Word:
    """The script for the pocket: what, when, who, where."""
    word = begin(upright=True)
    section = word.sections[0]
    section.page_width, section.page_height = _A5
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(10)
    word.styles["Normal"].font.size = Pt(10)
    for name in ("Table Text", "Table Head"):
        word.styles[name].font.size = Pt(9)
    word.styles["Document Title"].font.size = Pt(11)
    return _script(word, SMALL)


def _script(word: Word, columns: tuple[Column, ...]) -> Word:
    for line in ("{%p if draft %}", "ПРОЕКТ", "{%p endif %}"):
        paragraph = word.add_paragraph(line)
        paragraph.alignment, paragraph.runs[0].bold = RIGHT, True
    add_title(word, "{{ heading }}", "{{ subject }}", "{{ when }}", "{{ place }}", "{{ whose }}")
    add_list(word, columns, over="rows")
    word.add_paragraph("{{ total }}").paragraph_format.space_before = Pt(8)
    word.add_paragraph("{{ remarks }}")
    return finish(word, "Сценарный план")
