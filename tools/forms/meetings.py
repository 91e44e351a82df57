"""The scheme of regular meetings."""

from __future__ import annotations

from docx.document import Document as Word

from tools.forms.corner import add_stamp, add_title
from tools.forms.page import begin, finish
from tools.forms.table import Column, add_list

SCHEME = (
    Column("№\nп/п", "number", 12),
    Column("Мероприятие", "title", 56),
    Column("День и время", "when", 60),
    Column("Ведёт", "chair", 52),
    Column("Место", "place", 42),
    Column("Ответственный", "responsible", 45),
)


def build_scheme() -> Word:
    """The scheme of regular meetings: stamp, title, a row for each."""
    word = begin()
    add_stamp(word, draft=False)
    add_title(word, "ЦИКЛОГРАММА", "{{ subject }}")
    add_list(word, SCHEME, over="rows")
    return finish(word, "Циклограмма")
