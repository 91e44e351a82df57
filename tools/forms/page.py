"""The sheet of every paper: styles, margins, the number above, version and time below, properties of the file."""

from __future__ import annotations

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
TEXT, HEAD, TITLE = "Table Text", "Table Head", "Document Title"
"""Names of the styles, as Word lists them."""

A4 = (Mm(210), Mm(297))


def begin(*, upright: bool = False) -> Word:
    """Return an empty paper with styles and page, landscape unless upright."""
    word = Document()
    set_styles(word)
    set_page(word, upright=upright)
    return word


def finish(word: Word, title: str) -> Word:
    """Add page marks and name the file."""
    add_page_marks(word)
    word.core_properties.title = title
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
    for name, size, bold in ((TEXT, 12, False), (HEAD, 12, True), (TITLE, 14, True)):
        style = word.styles.add_style(name, 1)
        style.base_style = normal
        style.font.size, style.font.bold = Pt(size), bold
    for name in (TEXT, HEAD):
        word.styles[name].paragraph_format.space_before = word.styles[name].paragraph_format.space_after = Pt(2)
    for name in (TITLE, HEAD):
        word.styles[name].paragraph_format.alignment = CENTRE


def set_page(word: Word, *, upright: bool) -> None:
    """A4 with the margins of the standard."""
    section = word.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT if upright else WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = A4 if upright else A4[::-1]
    section.left_margin = section.top_margin = section.bottom_margin = Mm(20)
    section.right_margin = section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True


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
