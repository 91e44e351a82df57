"""The papers of an event's document set: the act with its appendices, estimate, letters, the leader's package."""

from __future__ import annotations

from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from tools.forms.corner import DRAFT, add_signature, add_title
from tools.forms.page import CENTRE, RIGHT, TITLE, begin, finish
from tools.forms.table import Column, add_list, set_columns

_JUSTIFIED = WD_ALIGN_PARAGRAPH.JUSTIFY
_INDENT = Mm(12.5)
_SIGNED = (110, 70)
_WHERE_AND_WHEN = ("{%p if when %}", "{{ when }}{% if place %}, {{ place }}{% endif %}", "{%p endif %}")
_NUMBER = Column("№", "number", 11, centred=True)


def build_order() -> Word:
    """The act: who issues it, kind, day and number, title, ground, points, signature."""
    word = begin(upright=True)
    _mark(word)
    _caps(word, "{{ administration }}")
    word.add_paragraph()
    _caps(word, "{{ act }}")
    word.add_paragraph("{{ act_line }}").alignment = CENTRE
    word.add_paragraph()
    word.add_paragraph("{{ subject }}", style=TITLE)
    word.add_paragraph()
    _text(word, "{{ preamble }}")
    _points(word)
    word.add_paragraph()
    add_signature(word, widths=_SIGNED)
    return finish(word, "Распоряжение о подготовке мероприятия")


def build_letter() -> Word:
    """A letter: day and number on the left, the addressee in the right corner, title, requests, signature."""
    word = begin(upright=True)
    _mark(word)
    _caps(word, "{{ administration }}")
    word.add_paragraph()
    table = word.add_table(rows=1, cols=2)
    table.autofit = False
    left, right = table.rows[0].cells
    set_columns(table, (Mm(100), Mm(80)))
    left.paragraphs[0].text = "{{ act_line }}"
    right.paragraphs[0].text = "{{ addressee }}"
    word.add_paragraph()
    word.add_paragraph("{{ subject }}")
    word.add_paragraph()
    _text(word, "{{ opening }}")
    _points(word)
    word.add_paragraph()
    add_signature(word, widths=_SIGNED)
    _executor(word)
    return finish(word, "Письмо о содействии")


def build_committee() -> Word:
    """The organising committee as an appendix."""
    columns = (
        _NUMBER,
        Column("Фамилия, инициалы", "name", 52),
        Column("Должность", "post", 72),
        Column("В комитете", "role", 45),
    )
    return _list(columns, "Состав организационного комитета", appendix=True)


def build_steps() -> Word:
    """The preparation plan as an appendix."""
    columns = (
        _NUMBER,
        Column("Что сделать", "what", 62),
        Column("Срок", "due", 27),
        Column("Ответственный", "who", 42),
        Column("Документ", "paper", 38),
    )
    return _list(columns, "План подготовки", appendix=True)


def build_programme() -> Word:
    """The programme, as an appendix of the act or by itself."""
    columns = (
        Column("Время", "time", 30),
        Column("Что происходит", "what", 72),
        Column("Где", "where", 36),
        Column("Кто", "who", 42),
    )
    return _list(columns, "Программа мероприятия", appendix=True, dated=True)


def build_estimate() -> Word:
    """The estimate: what resources are asked for, prices to be written in."""
    columns = (
        _NUMBER,
        Column("Наименование", "what", 56),
        Column("Ед.", "measure", 18),
        Column("Кол-во", "amount", 18),
        Column("Цена, руб.", "", 22),
        Column("Сумма, руб.", "", 24),
        Column("Примечание", "note", 31),
    )
    word = _list(columns, "", dated=True)
    word.add_paragraph()
    word.add_paragraph("Итого: ______________ руб. (________________________________)")
    word.add_paragraph()
    add_signature(word, widths=_SIGNED)
    return finish(word, "Смета расходов")


def build_people() -> Word:
    """A list of people: participants, speakers, presidium, awardees."""
    columns = (
        _NUMBER,
        Column("Фамилия, инициалы", "name", 55),
        Column("Должность", "post", 74),
        Column("Примечание", "role", 40),
    )
    return _list(columns, "Список", dated=True)


def build_briefing() -> Word:
    """The note for the leader: what the event is about, facts, talking points."""
    word = begin(upright=True)
    _mark(word)
    add_title(word, "{{ heading }}", "{{ subject }}")
    for line in ("{%p if about %}", "{{ about }}", "{%p endif %}"):
        # Lines that people broke themselves are not stretched.
        _text(word, line, aligned=WD_ALIGN_PARAGRAPH.LEFT)
    word.add_paragraph()
    add_list(word, (Column("Что", "label", 50), Column("Сведения", "text", 130)), over="rows")
    for line in ("{%p if theses %}", "Тезисы выступления", "{%p endif %}"):
        paragraph = word.add_paragraph(line)
        paragraph.paragraph_format.space_before = Pt(10)
        paragraph.runs[0].bold = True
    for line in ("{%p for each in theses %}", "{{ each.number }}. {{ each.text }}", "{%p endfor %}"):
        _text(word, line)
    _executor(word)
    return finish(word, "Справка о мероприятии")


def _list(columns: tuple[Column, ...], title: str, *, appendix: bool = False, dated: bool = False) -> Word:
    word = begin(upright=True)
    _mark(word)
    if appendix:
        _appendix(word)
    add_title(word, "{{ heading }}", "{{ subject }}", *(_WHERE_AND_WHEN if dated else ()))
    add_list(word, columns, over="rows")
    for cell, column in zip(word.tables[-1].rows[2].cells, columns, strict=True):
        if not column.field:
            cell.paragraphs[0].text = ""
    return finish(word, title) if title else word


def _appendix(word: Word) -> None:
    """«Приложение № 1 к распоряжению …» in the right corner, 8 cm wide; nothing where there is no act."""
    for line in ("{%p if appendix %}", "{{ appendix }}", "{{ appendix_of }}", "{{ appendix_line }}", "{%p endif %}"):
        word.add_paragraph(line).paragraph_format.left_indent = Mm(100)
    word.add_paragraph()


def _mark(word: Word) -> None:
    mark = [word.add_paragraph(line) for line in DRAFT][1]
    mark.alignment, mark.runs[0].bold = RIGHT, True


def _caps(word: Word, line: str) -> None:
    paragraph = word.add_paragraph(line, style=TITLE)
    paragraph.runs[0].font.all_caps = True


def _text(word: Word, line: str, *, aligned: WD_ALIGN_PARAGRAPH = _JUSTIFIED) -> None:
    paragraph = word.add_paragraph(line)
    paragraph.alignment, paragraph.paragraph_format.first_line_indent = aligned, _INDENT


def _points(word: Word) -> None:
    for each in ("{%p for each in points %}", "{{ each.number }} {{ each.text }}", "{%p endfor %}"):
        _text(word, each)


def _executor(word: Word) -> None:
    for line in ("{%p if executor %}", "{{ executor }}", "{%p endif %}"):
        paragraph = word.add_paragraph(line)
        paragraph.runs[0].font.size, paragraph.paragraph_format.space_before = Pt(11), Pt(14)
