"""The report on the execution of a plan."""

from __future__ import annotations

from docx.document import Document as Word
from docx.shared import Pt

from tools.forms.corner import add_signature, add_title
from tools.forms.page import CENTRE, TEXT, TITLE, begin, finish
from tools.forms.table import Column, add_list

EVENTS = (
    Column("№", "number", 10),
    Column("Наименование мероприятия", "title", 66),
    Column("Срок по плану", "planned", 32),
    Column("Фактический срок", "actual", 32),
    Column("Отметка о выполнении", "state", 29),
    Column("Причина, основание", "reason", 39),
    Column("Явка: план / факт", "turnout", 20),
    Column("Ответственный", "responsible", 39),
)
UNITS = (
    Column("Подразделение", "unit", 83),
    Column("Строк плана", "total", 22, centred=True),
    Column("Проведено", "held", 25, centred=True),
    Column("из них в срок", "in_time", 22, centred=True),
    Column("из них с переносом", "moved", 25, centred=True),
    Column("Перенесено, не полностью", "ahead", 27, centred=True),
    Column("Отменено", "cancelled", 23, centred=True),
    Column("Без отчёта", "unreported", 20, centred=True),
    Column("Выполнение", "share", 20, centred=True),
)


def build_report() -> Word:
    """The report on execution: title, plan–fact table, totals by unit, signature."""
    word = begin()
    add_title(word)
    word.add_paragraph("{{ basis }}", style=TEXT).alignment = CENTRE
    add_list(word, EVENTS, over="rows", sections=True)
    for text in ("{{ summary }}", "{{ formula }}"):
        word.add_paragraph(text).paragraph_format.space_before = Pt(6)
    add_totals(word)
    add_signature(word)
    return finish(word, "Отчёт о выполнении плана")


def add_totals(word: Word) -> None:
    """Totals by unit; nothing where the report is about one unit."""
    word.add_paragraph("{%p if units %}")
    title = word.add_paragraph("Итоги по подразделениям", style=TITLE)
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(6)
    add_list(word, UNITS, over="units", each="unit")
    word.add_paragraph("{%p endif %}")
