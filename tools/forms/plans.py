"""Plans of events in four forms, and the changes to an approved plan."""

from __future__ import annotations

from docx.document import Document as Word
from docx.shared import Pt

from tools.forms.corner import add_signature, add_stamp, add_title
from tools.forms.page import CENTRE, HEAD, RIGHT, TEXT, TITLE, begin, finish
from tools.forms.table import (
    Column,
    add_list,
    command,
    keep_whole,
    new_table,
    set_columns,
    widths_of,
    write,
    write_fields,
    write_head,
)

NAME = "План мероприятий"
LIST = (
    Column("№\nп/п", "number", 12, centred=True),
    Column("Дата, время", "when", 42),
    Column("Мероприятие", "title", 106),
    Column("Место проведения", "place", 50),
    Column("Ответственный", "responsible", 57),
)
AMENDED = tuple(each._replace(field="event" if each.field == "title" else each.field, centred=False) for each in LIST)
CALENDAR = (
    Column("Дата", "day", 42),
    Column("Время", "time", 30),
    Column("Мероприятие", "title", 95),
    Column("Место проведения", "place", 50),
    Column("Ответственный", "responsible", 50),
)
PROGRAMME = (
    Column("№\nп/п", "number", 12),
    Column("Наименование мероприятия", "title", 105),
    Column("Срок проведения", "when", 45),
    Column("Место проведения", "place", 50),
    Column("Исполнители", "responsible", 55),
)
DAYS = ("Понедельник", "Вторник", "Среда", "Четверг", "Пятница", "Суббота", "Воскресенье")
WEEK = tuple(Column(name, f"days[{place}].text", 38) for place, name in enumerate(DAYS))
LABELS = tuple(Column(name, f"days[{place}].label", 38) for place, name in enumerate(DAYS))


def build_list() -> Word:
    """The plan of events: stamp, title, table by sections, signature."""
    word = begin_plan()
    add_list(word, LIST, over="rows", sections=True)
    return end_plan(word)


def build_calendar() -> Word:
    """The plan by days: date, time, event, place, responsible."""
    word = begin_plan()
    add_list(word, CALENDAR, over="entries")
    return end_plan(word)


def build_programme() -> Word:
    """The programme that stands as an annex to an act, with performers, by sections."""
    word = begin_plan(annex=True)
    add_list(word, PROGRAMME, over="rows", sections=True)
    return end_plan(word)


def build_week() -> Word:
    """The week on one landscape sheet: days as columns."""
    word = begin_plan()
    table = new_table(word, rows=5, columns=len(WEEK))
    head, each, labels, cells, end = table.rows
    write_head(head, WEEK)
    command(each, "for week in weeks")
    command(end, "endfor")
    for cell, column in zip(labels.cells, LABELS, strict=True):
        write(cell, f"{{{{ week.{column.field} }}}}", HEAD)
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    write_fields(cells, WEEK, "week")
    for row in (head, labels, cells):
        for cell in row.cells:
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(10)
    keep_whole(labels)
    set_columns(table, widths_of(WEEK))
    return end_plan(word)


def build_amendments() -> Word:
    """Changes to an approved plan: stamp, title, a passage with its row for each point, signature."""
    word = begin()
    add_stamp(word)
    word.add_paragraph("ИЗМЕНЕНИЯ", style=TITLE)
    word.add_paragraph("к {{ plan_dative }},", style=TITLE)
    word.add_paragraph("утверждённому {{ approved_when }} ({{ approved_by }})").alignment = CENTRE
    word.add_paragraph("{%p for each in amendments %}")
    passage = word.add_paragraph("{{ each.order }}. {{ each.wording }}")
    passage.paragraph_format.space_before, passage.paragraph_format.keep_with_next = Pt(10), True
    word.add_paragraph("{%p if each.has_text %}")
    table = new_table(word, rows=1, columns=len(AMENDED))
    write_fields(table.rows[0], AMENDED, "each")
    keep_whole(table.rows[0])
    set_columns(table, widths_of(AMENDED))
    word.add_paragraph("{%p else %}")
    word.add_paragraph("(«{{ each.event }}»)", style=TEXT)
    word.add_paragraph("{%p endif %}")
    word.add_paragraph("Причина: {{ each.reason }}. Основание: {{ each.basis }}.", style=TEXT)
    word.add_paragraph("{%p endfor %}")
    add_signature(word)
    return finish(word, "Изменения к плану")


def begin_plan(*, annex: bool = False) -> Word:
    """Begin a plan: the annex's line where asked, stamp and title."""
    word = begin()
    if annex:
        word.add_paragraph("{%p if annex %}")
        word.add_paragraph("{{ annex }}").alignment = RIGHT
        word.add_paragraph("{%p endif %}")
    add_stamp(word)
    add_title(word)
    return word


def end_plan(word: Word) -> Word:
    """End a plan with the signature."""
    add_signature(word)
    return finish(word, NAME)
