"""Builds the Word forms that the product ships, as an office would draw them by hand.

    python tools/forms.py

The forms lie in orgplan/documents/forms; an office may edit a copy in Word. Layout by ГОСТ Р 7.0.97-2025: sizes 12 to
14, corner blocks up to 8 cm wide, a title for every document; margins 20, 10, 20, 20 mm.
"""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

FORMS = Path(__file__).resolve().parent.parent / "orgplan" / "documents" / "forms"
FONT = "Times New Roman"
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
COLUMNS = (("№\nп/п", 12), ("Дата, время", 42), ("Мероприятие", 106), ("Место проведения", 50), ("Ответственный", 57))


def build_plan() -> Word:
    """The plan of events: stamp, title, table with a repeating head, signature."""
    word = Document()
    set_styles(word)
    set_page(word)
    add_stamp(word)
    add_title(word)
    add_rows(word)
    add_signature(word)
    add_page_marks(word)
    word.core_properties.title = "План мероприятий"
    word.core_properties.author = "Оргплан"
    word.core_properties.language = "ru-RU"
    return word


def set_styles(word: Word) -> None:
    """Serif 14 for text, 12 for tables; Russian for the spelling checker."""
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(14)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(kind), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "ru-RU")
    normal.element.get_or_add_rPr().append(language)
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    for name, size, bold in (("Table Text", 12, False), ("Table Head", 12, True), ("Document Title", 14, True)):
        style = word.styles.add_style(name, 1)
        style.base_style = normal
        style.font.size, style.font.bold = Pt(size), bold
    for name in ("Table Text", "Table Head"):
        word.styles[name].paragraph_format.space_before = word.styles[name].paragraph_format.space_after = Pt(2)
    word.styles["Document Title"].paragraph_format.alignment = CENTRE
    word.styles["Table Head"].paragraph_format.alignment = CENTRE


def set_page(word: Word) -> None:
    """A4 landscape."""
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = (
        Mm(20),
        Mm(10),
        Mm(20),
        Mm(20),
    )
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True


def add_stamp(word: Word, *, draft: bool = True) -> None:
    """«ПРОЕКТ» until approved (not for papers without states), the approval stamp in the right corner, 8 cm wide."""
    table = word.add_table(rows=1, cols=2)
    table.autofit = False
    widths = (Mm(187), Mm(80))
    set_columns(table, widths)
    corner = table.rows[0].cells[1]
    lines = (
        "{%p if draft %}",
        "ПРОЕКТ",
        "{%p endif %}",
        "УТВЕРЖДАЮ",
        "{{ approver_post }}",
        "{{ approver_line }}",
        "{{ approved_line }}",
    )
    corner.paragraphs[0].text = lines[0]
    for line in lines[1:]:
        corner.add_paragraph(line)
    corner.paragraphs[1].alignment = RIGHT
    corner.paragraphs[1].runs[0].bold = True
    if not draft:
        for paragraph in corner.paragraphs[:3]:
            paragraph._p.getparent().remove(paragraph._p)
        word.add_paragraph()
        return
    corner.paragraphs[5].paragraph_format.space_before = Pt(12)
    corner.paragraphs[6].paragraph_format.space_before = Pt(4)
    word.add_paragraph()


def add_title(word: Word) -> None:
    """«ПЛАН» and what of."""
    word.add_paragraph("{{ heading }}", style="Document Title").runs[0].font.all_caps = True
    word.add_paragraph("{{ subject }}", style="Document Title")
    word.add_paragraph()


def add_rows(word: Word) -> None:
    """The table: head repeated on every page, section rows across, rows that do not break over pages."""
    table = word.add_table(rows=7, cols=len(COLUMNS), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    head, each, if_section, section, end_section, cells, end = table.rows
    for cell, (name, _width) in zip(head.cells, COLUMNS, strict=True):
        write(cell, name, "Table Head")
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    fields = ("{{ row.number }}", "{{ row.when }}", "{{ row.title }}", "{{ row.place }}", "{{ row.responsible }}")
    for cell, field in zip(cells.cells, fields, strict=True):
        write(cell, field, "Table Text")
    cells.cells[0].paragraphs[0].alignment = CENTRE
    across = section.cells[0].merge(section.cells[-1])
    write(across, "{{ row.section }}", "Table Head")
    across.paragraphs[0].paragraph_format.keep_with_next = True
    for row, command in (
        (each, "{%tr for row in rows %}"),
        (if_section, "{%tr if row.section %}"),
        (end_section, "{%tr endif %}"),
        (end, "{%tr endfor %}"),
    ):
        write(row.cells[0], command, "Table Text")
    for row in (head, section, cells):
        keep_whole(row)
    set_columns(table, tuple(Mm(width) for _name, width in COLUMNS))


def write(cell: _Cell, text: str, style: str) -> None:
    """Put the text into the cell's one paragraph."""
    paragraph = cell.paragraphs[0]
    paragraph.text = text
    paragraph.style = style
    for surplus in cell.paragraphs[1:]:
        surplus._p.getparent().remove(surplus._p)


def keep_whole(row: _Row) -> None:
    """Forbid a page break inside the row."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def set_columns(table: Table, widths: tuple[Length, ...]) -> None:
    """Fix the widths in the grid and in every cell; Word and LibreOffice read different ones of the two."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        if len(row._tr.tc_lst) == len(widths):
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = width


def add_signature(word: Word) -> None:
    """Who signs: post on the left, name on the right, a borderless table as the standard advises."""
    word.add_paragraph()
    table = word.add_table(rows=1, cols=2)
    table.autofit = False
    left, right = table.rows[0].cells
    set_columns(table, (Mm(170), Mm(97)))
    left.paragraphs[0].text = "{{ signer_post }}"
    right.paragraphs[0].text = "{{ signer_name }}"
    right.paragraphs[0].alignment = RIGHT
    keep_whole(table.rows[0])


def add_page_marks(word: Word) -> None:
    """The page's number above from the second page on; version and time below on every page."""
    section = word.sections[0]
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    add_field(number, "PAGE")
    for footer in (section.footer, section.first_page_footer):
        paragraph = footer.paragraphs[0]
        paragraph.text = "{{ footer }}"
        paragraph.runs[0].font.size = Pt(9)
        paragraph.alignment = RIGHT


def add_field(paragraph: Paragraph, code: str) -> None:
    """Put a field that Word computes."""
    for kind, text in (("begin", None), (None, code), ("end", None)):
        run = paragraph.add_run()
        run.font.size = Pt(12)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)


EXECUTION_COLUMNS = (
    ("№", 10),
    ("Наименование мероприятия", 66),
    ("Срок по плану", 32),
    ("Фактический срок", 32),
    ("Отметка о выполнении", 29),
    ("Причина, основание", 39),
    ("Явка: план / факт", 20),
    ("Ответственный", 39),
)
UNIT_COLUMNS = (
    ("Подразделение", "unit", 83),
    ("Строк плана", "total", 22),
    ("Проведено", "held", 25),
    ("из них в срок", "in_time", 22),
    ("из них с переносом", "moved", 25),
    ("Перенесено, не полностью", "ahead", 27),
    ("Отменено", "cancelled", 23),
    ("Без отчёта", "unreported", 20),
    ("Выполнение", "share", 20),
)


def build_execution() -> Word:
    """The report on execution: title, plan–fact table, totals by unit, signature."""
    word = Document()
    set_styles(word)
    set_page(word)
    add_title(word)
    word.add_paragraph("{{ basis }}", style="Table Text").alignment = CENTRE
    fields = ("number", "title", "planned", "actual", "state", "reason", "turnout", "responsible")
    add_sectioned_table(word, EXECUTION_COLUMNS, fields)
    for text in ("{{ summary }}", "{{ formula }}"):
        word.add_paragraph(text).paragraph_format.space_before = Pt(6)
    add_plain_table(word)
    add_signature(word)
    add_page_marks(word)
    word.core_properties.title = "Отчёт о выполнении плана"
    word.core_properties.author = "Оргплан"
    word.core_properties.language = "ru-RU"
    return word


def add_sectioned_table(word: Word, columns: tuple[tuple[str, int], ...], names: tuple[str, ...]) -> None:
    """A table over `rows` with a repeating head and section rows across."""
    table = word.add_table(rows=7, cols=len(columns), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    head, each, if_section, section, end_section, cells, end = table.rows
    for cell, (name, _width) in zip(head.cells, columns, strict=True):
        write(cell, name, "Table Head")
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, name in zip(cells.cells, names, strict=True):
        write(cell, f"{{{{ row.{name} }}}}", "Table Text")
    across = section.cells[0].merge(section.cells[-1])
    write(across, "{{ row.section }}", "Table Head")
    across.paragraphs[0].paragraph_format.keep_with_next = True
    for row, command in (
        (each, "{%tr for row in rows %}"),
        (if_section, "{%tr if row.section %}"),
        (end_section, "{%tr endif %}"),
        (end, "{%tr endfor %}"),
    ):
        write(row.cells[0], command, "Table Text")
    for row in (head, section, cells):
        keep_whole(row)
    set_columns(table, tuple(Mm(width) for _name, width in columns))


def add_plain_table(word: Word) -> None:
    """Totals by unit; nothing where the report is about one unit."""
    word.add_paragraph("{%p if units %}")
    title = word.add_paragraph("Итоги по подразделениям", style="Document Title")
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(6)
    table = word.add_table(rows=4, cols=len(UNIT_COLUMNS), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    head, each, cells, end = table.rows
    for place, (name, field, _width) in enumerate(UNIT_COLUMNS):
        write(head.cells[place], name, "Table Head")
        write(cells.cells[place], f"{{{{ unit.{field} }}}}", "Table Text")
        if place:
            cells.cells[place].paragraphs[0].alignment = CENTRE
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    write(each.cells[0], "{%tr for unit in units %}", "Table Text")
    write(end.cells[0], "{%tr endfor %}", "Table Text")
    for row in (head, cells):
        keep_whole(row)
    set_columns(table, tuple(Mm(width) for _name, _field, width in UNIT_COLUMNS))
    word.add_paragraph("{%p endif %}")


def build_amendments() -> Word:
    """Changes to an approved plan: stamp, title, a passage with its row for each point, signature."""
    word = Document()
    set_styles(word)
    set_page(word)
    add_stamp(word)
    word.add_paragraph("ИЗМЕНЕНИЯ", style="Document Title")
    word.add_paragraph("к документу «{{ plan_title }}»,", style="Document Title")
    word.add_paragraph("утверждённому {{ approved_when }} ({{ approved_by }})").alignment = CENTRE
    word.add_paragraph("{%p for each in amendments %}")
    passage = word.add_paragraph("{{ each.order }}. {{ each.wording }}")
    passage.paragraph_format.space_before, passage.paragraph_format.keep_with_next = Pt(10), True
    word.add_paragraph("{%p if each.has_text %}")
    table = word.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    fields = ("number", "when", "event", "place", "responsible")
    for cell, field in zip(table.rows[0].cells, fields, strict=True):
        write(cell, f"{{{{ each.{field} }}}}", "Table Text")
    keep_whole(table.rows[0])
    set_columns(table, tuple(Mm(width) for _name, width in COLUMNS))
    word.add_paragraph("{%p else %}")
    word.add_paragraph("(«{{ each.event }}»)", style="Table Text")
    word.add_paragraph("{%p endif %}")
    word.add_paragraph("Причина: {{ each.reason }}. Основание: {{ each.basis }}.", style="Table Text")
    word.add_paragraph("{%p endfor %}")
    add_signature(word)
    add_page_marks(word)
    word.core_properties.title = "Изменения к плану"
    word.core_properties.author = "Оргплан"
    word.core_properties.language = "ru-RU"
    return word


CALENDAR_COLUMNS = (
    ("Дата", "day", 42),
    ("Время", "time", 30),
    ("Мероприятие", "title", 95),
    ("Место проведения", "place", 50),
    ("Ответственный", "responsible", 50),
)
PROGRAMME_COLUMNS = (
    ("№\nп/п", "number", 12),
    ("Наименование мероприятия", "title", 105),
    ("Срок проведения", "when", 45),
    ("Место проведения", "place", 50),
    ("Исполнители", "responsible", 55),
)
WEEK_HEADS = ("Понедельник", "Вторник", "Среда", "Четверг", "Пятница", "Суббота", "Воскресенье")


def build_calendar() -> Word:
    """The plan by days: date, time, event, place, responsible."""
    word = begin_plan()
    add_simple_rows(word, "entries", CALENDAR_COLUMNS)
    return end_plan(word)


def build_programme() -> Word:
    """The programme that stands as an annex to an act, with performers, by sections."""
    word = begin_plan(annex=True)
    add_simple_rows(word, "rows", PROGRAMME_COLUMNS, sections=True)
    return end_plan(word)


def build_week() -> Word:
    """The week on one landscape sheet: days as columns."""
    word = begin_plan()
    table = word.add_table(rows=5, cols=7, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    head, each, labels, cells, end = table.rows
    write(each.cells[0], "{%tr for week in weeks %}", "Table Text")
    write(end.cells[0], "{%tr endfor %}", "Table Text")
    for place, name in enumerate(WEEK_HEADS):
        write(head.cells[place], name, "Table Head")
        write(labels.cells[place], f"{{{{ week.days[{place}].label }}}}", "Table Head")
        write(cells.cells[place], f"{{{{ week.days[{place}].text }}}}", "Table Text")
        for row in (head, labels, cells):
            for run in row.cells[place].paragraphs[0].runs:
                run.font.size = Pt(10)
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    keep_whole(labels)
    for cell in labels.cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    set_columns(table, (Mm(38),) * 7)
    return end_plan(word)


SCHEME_COLUMNS = (
    ("№\nп/п", "number", 12),
    ("Мероприятие", "title", 56),
    ("День и время", "when", 60),
    ("Ведёт", "chair", 52),
    ("Место", "place", 42),
    ("Ответственный", "responsible", 45),
)


def build_scheme() -> Word:
    """The scheme of regular meetings: stamp, title, a row for each."""
    word = Document()
    set_styles(word)
    set_page(word)
    add_stamp(word, draft=False)
    word.add_paragraph("ЦИКЛОГРАММА", style="Document Title")
    word.add_paragraph("{{ subject }}", style="Document Title")
    word.add_paragraph()
    add_simple_rows(word, "rows", SCHEME_COLUMNS)
    add_page_marks(word)
    word.core_properties.title = "Циклограмма"
    word.core_properties.author = "Оргплан"
    word.core_properties.language = "ru-RU"
    return word


EXECUTIVE_COLUMNS = (
    ("Время", "time", 30),
    ("Мероприятие", "title", 81),
    ("Место проведения", "place", 50),
    ("Участие", "role", 48),
    ("Ответственные, сопровождают", "company", 58),
)


def build_executive() -> Word:
    """Events with leaders' participation: rows across for leader, day and absence, then the events."""
    word = Document()
    set_styles(word)
    set_page(word)
    add_title(word)
    table = word.add_table(rows=15, cols=len(EXECUTIVE_COLUMNS), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    lines = list(table.rows)
    head, cells = lines[0], lines[12]
    for place, (name, field, _width) in enumerate(EXECUTIVE_COLUMNS):
        write(head.cells[place], name, "Table Head")
        write(cells.cells[place], f"{{{{ row.{field} }}}}", "Table Text")
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    write(lines[1].cells[0], "{%tr for row in rows %}", "Table Text")
    for number, (field, style) in enumerate((("section", "Table Head"), ("day", "Table Text"), ("note", "Table Text"))):
        add_row_across(lines[2 + 3 * number : 5 + 3 * number], field, style)
    lines[6].cells[0].paragraphs[0].runs[0].bold = True
    lines[9].cells[0].paragraphs[0].runs[0].italic = True
    write(lines[11].cells[0], "{%tr if row.title %}", "Table Text")
    write(lines[13].cells[0], "{%tr endif %}", "Table Text")
    write(lines[14].cells[0], "{%tr endfor %}", "Table Text")
    for row in (head, lines[3], lines[6], lines[9], cells):
        keep_whole(row)
    set_columns(table, tuple(Mm(width) for _name, _field, width in EXECUTIVE_COLUMNS))
    end_plan(word)
    word.core_properties.title = "План мероприятий с участием руководителей"
    return word


def add_row_across(lines: list[_Row], field: str, style: str) -> None:
    """A row over the whole width where the field is not empty."""
    begin, across, end = lines
    write(begin.cells[0], f"{{%tr if row.{field} %}}", "Table Text")
    write(across.cells[0].merge(across.cells[-1]), f"{{{{ row.{field} }}}}", style)
    across.cells[0].paragraphs[0].paragraph_format.keep_with_next = True
    write(end.cells[0], "{%tr endif %}", "Table Text")


def begin_plan(*, annex: bool = False) -> Word:
    """Styles, page, the annex's line where asked, stamp and title."""
    word = Document()
    set_styles(word)
    set_page(word)
    if annex:
        word.add_paragraph("{%p if annex %}")
        word.add_paragraph("{{ annex }}").alignment = RIGHT
        word.add_paragraph("{%p endif %}")
    add_stamp(word)
    add_title(word)
    return word


def end_plan(word: Word) -> Word:
    """Signature, page marks and properties."""
    add_signature(word)
    add_page_marks(word)
    word.core_properties.title = "План мероприятий"
    word.core_properties.author = "Оргплан"
    word.core_properties.language = "ru-RU"
    return word


def add_simple_rows(
    word: Word, rows: str, columns: tuple[tuple[str, str, int], ...], *, sections: bool = False
) -> None:
    """A table with a repeating head and a row for each of the list; section rows across where asked."""
    table = word.add_table(rows=7 if sections else 4, cols=len(columns), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    lines = list(table.rows)
    head, each, cells, end = lines[0], lines[1], lines[-2], lines[-1]
    for place, (name, field, _width) in enumerate(columns):
        write(head.cells[place], name, "Table Head")
        write(cells.cells[place], f"{{{{ row.{field} }}}}", "Table Text")
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    write(each.cells[0], f"{{%tr for row in {rows} %}}", "Table Text")
    write(end.cells[0], "{%tr endfor %}", "Table Text")
    if sections:
        write(lines[2].cells[0], "{%tr if row.section %}", "Table Text")
        write(lines[3].cells[0].merge(lines[3].cells[-1]), "{{ row.section }}", "Table Head")
        write(lines[4].cells[0], "{%tr endif %}", "Table Text")
    for row in (head, cells):
        keep_whole(row)
    set_columns(table, tuple(Mm(width) for _name, _field, width in columns))


if __name__ == "__main__":
    FORMS.mkdir(parents=True, exist_ok=True)
    build_plan().save(str(FORMS / "plan.docx"))
    build_execution().save(str(FORMS / "execution.docx"))
    build_amendments().save(str(FORMS / "amendments.docx"))
    build_calendar().save(str(FORMS / "plan_calendar.docx"))
    build_week().save(str(FORMS / "plan_week.docx"))
    build_programme().save(str(FORMS / "plan_programme.docx"))
    build_scheme().save(str(FORMS / "cycle_scheme.docx"))
    build_executive().save(str(FORMS / "executive_calendar.docx"))
