"""The letter that asks a body for people, and the table of all bodies."""

from __future__ import annotations

from docx.document import Document as Word
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from tools.forms.corner import add_signature, add_title
from tools.forms.page import RIGHT, begin, finish
from tools.forms.table import Column, add_list

TABLE = (
    Column("№\nп/п", "number", 11, centred=True),
    Column("Подразделение, организация", "body", 66),
    Column("Направить", "asked", 24, centred=True),
    Column("Обещано", "promised", 22, centred=True),
    Column("Прибыло", "came", 22, centred=True),
    Column("Ответ", "note", 35),
)
_ABOUT = (
    ("place", "Место проведения: {{ place }}."),
    ("gathering", "Сбор: {{ gathering }}."),
    ("note", "{{ note }}"),
)


def build_letter() -> Word:
    """The letter: to whom, how many are asked for, where and when, by when to answer, signature."""
    word = begin(upright=True)
    to = word.add_paragraph("{{ body }}")
    to.paragraph_format.left_indent, to.paragraph_format.space_after = Mm(95), Pt(24)
    _said(word, "О направлении людей на мероприятие").paragraph_format.space_after = Pt(18)
    asked = "Просим направить {{ count }} ({{ purpose }}) на мероприятие «{{ subject }}». Время: {{ when }}."
    _indented(_said(word, asked))
    _where(word)
    _indented(_said(word, "Ответ и список просим сообщить до {{ due }}{% if answer_to %}: {{ answer_to }}{% endif %}."))
    add_signature(word, widths=(110, 70))
    return finish(word, "Письмо о направлении людей")


def build_table() -> Word:
    """The table of all bodies with sums, for the working group and for those who meet people on the spot."""
    word = begin(upright=True)
    add_title(word, "РАЗНАРЯДКА", "{{ purpose }}", "{{ subject }}", "{{ when }}")
    _where(word)
    _indented(_said(word, "Ответ — до {{ due }}{% if answer_to %}: {{ answer_to }}{% endif %}."))
    word.paragraphs[-1].paragraph_format.space_after = Pt(8)
    add_list(word, TABLE, over="rows")
    sums = "Всего направить: {{ asked }}, обещано: {{ promised }}{% if came %}, прибыло: {{ came }}{% endif %}."
    total = _said(word, sums)
    total.paragraph_format.space_before, total.alignment = Pt(8), RIGHT
    return finish(word, "Разнарядка")


def _where(word: Word) -> None:
    for field, line in _ABOUT:
        word.add_paragraph(f"{{%p if {field} %}}")
        _indented(_said(word, line))
        word.add_paragraph("{%p endif %}")


def _said(word: Word, text: str) -> Paragraph:
    return word.add_paragraph(text)


def _indented(paragraph: Paragraph) -> None:
    paragraph.paragraph_format.first_line_indent = Mm(12.5)
