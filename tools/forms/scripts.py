"""The script of an event, on A4 and on A5."""

from __future__ import annotations

from docx.document import Document as Word
from docx.shared import Mm, Pt
from docx.table import _Cell

from tools.forms.corner import add_title
from tools.forms.page import RIGHT, TEXT, begin, finish
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
    return _script(begin(), WIDE, ("{{ row.tie }}", "{{ row.note }}"))


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
    return _script(word, SMALL, ("{{ row.tie }}", "Сигнал: «{{ row.cue }}»", "{{ row.text }}", "{{ row.note }}"))


def _script(word: Word, columns: tuple[Column, ...], further: tuple[str, ...]) -> Word:
    """Write the script; the `further` lines stand under what happens, each where its field is not empty."""
    for line in ("{%p if draft %}", "ПРОЕКТ", "{%p endif %}"):
        paragraph = word.add_paragraph(line)
        paragraph.alignment, paragraph.runs[0].bold = RIGHT, True
    add_title(word, "{{ heading }}", "{{ subject }}", "{{ when }}", "{{ place }}", "{{ whose }}")
    add_list(word, columns, over="rows")
    titles = [column.field for column in columns].index("title")
    _add_lines(word.tables[-1].rows[2].cells[titles], further)
    word.add_paragraph("{{ total }}").paragraph_format.space_before = Pt(8)
    word.add_paragraph("{{ remarks }}")
    return finish(word, "Сценарный план")


def _add_lines(cell: _Cell, lines: tuple[str, ...]) -> None:
    for line in lines:
        field = line.partition("{{ ")[2].partition(" }}")[0]
        for words in (f"{{%p if {field} %}}", line, "{%p endif %}"):
            cell.add_paragraph(words, style=TEXT)
