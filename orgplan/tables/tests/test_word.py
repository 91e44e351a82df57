from __future__ import annotations

import pytest
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH

from orgplan.tables import Paragraph, read_bytes
from orgplan.tables.tests.documents import (
    docx,
    docx_of_body,
    merges,
    only_table,
    p,
    paragraphs,
    replaced,
    tables,
    tbl,
    tc,
    texts,
    zipped,
)
from orgplan.tables.word_styles import in_form

NUMBERED = '<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'


def test_docx_blocks_come_in_reading_order() -> None:
    def build(document: WordDocument) -> None:
        document.add_paragraph("УТВЕРЖДАЮ")
        title = document.add_paragraph()
        title.add_run("ПЛАН").bold = True
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Дата", "Мероприятие"
        document.add_paragraph("Подпись")

    paper = read_bytes(docx(build), "план.docx")
    assert paper.name == "план.docx"
    assert paper.blocks[0] == Paragraph("УТВЕРЖДАЮ")
    assert paper.blocks[1] == Paragraph("ПЛАН", bold=True, centred=True)
    assert texts(tables(paper)[0]) == [["Дата", "Мероприятие"]]
    assert paper.blocks[3] == Paragraph("Подпись")
    assert paper.notices == ()


def test_docx_merged_cells_repeat_their_text() -> None:
    def build(document: WordDocument) -> None:
        table = document.add_table(3, 3)
        for row in range(3):
            for column in range(3):
                table.cell(row, column).text = f"{row}{column}"
        table.cell(0, 0).merge(table.cell(0, 2)).text = "Раздел"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "май"

    table = only_table(read_bytes(docx(build), "a.docx"))
    assert texts(table) == [["Раздел"] * 3, ["май", "11", "12"], ["май", "21", "22"]]
    assert merges(table) == {(0, 1): (0, 0), (0, 2): (0, 0), (2, 0): (1, 0)}


def test_docx_block_merged_both_ways_points_to_its_first_cell() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    body = tbl(
        [tc("А", f'{wide}<w:vMerge w:val="restart"/>'), tc("1")],
        [tc("", f"{wide}<w:vMerge/>"), tc("2")],
        [tc("x"), tc("y"), tc("3")],
    )
    table = only_table(read_bytes(docx_of_body(body), "a.docx"))
    assert texts(table) == [["А", "А", "1"], ["А", "А", "2"], ["x", "y", "3"]]
    assert merges(table) == {(0, 1): (0, 0), (1, 0): (0, 0), (1, 1): (0, 0)}


def test_docx_columns_drawn_by_hand_are_the_columns_people_see() -> None:
    # The border between the first two columns lies 60 twips (1 mm) further right in the second row.
    body = tbl(
        [tc("Дата"), tc("Мероприятие", '<w:gridSpan w:val="2"/>'), tc("Место")],
        [tc("1 мая", '<w:gridSpan w:val="2"/>'), tc("Концерт"), tc("Сквер")],
        grid=[1500, 60, 4000, 2000],
    )
    table = only_table(read_bytes(docx_of_body(body), "a.docx"))
    assert texts(table) == [["Дата", "Мероприятие", "Место"], ["1 мая", "Концерт", "Сквер"]]
    assert merges(table) == {}


def test_docx_very_narrow_column_stays_a_column() -> None:
    body = tbl([tc("1"), tc("2"), tc("3")], [tc("4"), tc("5"), tc("6")], grid=[100, 120, 3000])
    assert texts(only_table(read_bytes(docx_of_body(body), "a.docx"))) == [["1", "2", "3"], ["4", "5", "6"]]


def test_docx_row_that_starts_further_right_keeps_its_columns() -> None:
    body = tbl([tc("1"), tc("2"), tc("3")]).replace(
        "</w:tbl>",
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{tc("5")}{tc("6")}</w:tr></w:tbl>',
    )
    assert texts(only_table(read_bytes(docx_of_body(body), "a.docx"))) == [["1", "2", "3"], ["", "5", "6"]]


def test_docx_breaks_and_paragraphs_of_a_cell_become_line_breaks() -> None:
    cell = "<w:p><w:r><w:t>25,</w:t><w:br/><w:t>26 сентября</w:t></w:r></w:p>" + p("10.00")
    body = tbl([tc(cell), tc("Ярмарка")])
    assert texts(only_table(read_bytes(docx_of_body(body), "a.docx"))) == [["25,\n26 сентября\n10.00", "Ярмарка"]]


def test_docx_typographic_spaces_hyphens_and_tabs_are_normalised() -> None:
    run = "<w:p><w:r><w:t>10\u00a0мая 2018\u202fг.\u00ad</w:t><w:tab/><w:t>на</w:t><w:softHyphen/><w:t>чало 9</w:t>"
    run += "<w:noBreakHyphen/><w:t xml:space='preserve'>00 </w:t><w:sym w:font='Arial' w:char='2116'/>"
    run += "<w:sym w:font='Wingdings' w:char='F0FC'/><w:t>5</w:t></w:r></w:p>"
    assert paragraphs(read_bytes(docx_of_body(run), "a.docx")) == ["10 мая 2018 г.\tначало 9-00 №5"]


def test_docx_tracked_insertion_is_read_and_deletion_is_not() -> None:
    body = (
        "<w:p><w:r><w:t>Срок: </w:t></w:r>"
        '<w:del w:id="1" w:author="а"><w:r><w:delText>1 мая</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="а"><w:r><w:t>9 мая</w:t></w:r></w:ins>'
        '<w:moveFrom w:id="3"><w:r><w:t> вчера</w:t></w:r></w:moveFrom></w:p>'
    )
    assert paragraphs(read_bytes(docx_of_body(body), "a.docx")) == ["Срок: 9 мая"]


def test_docx_deleted_row_is_not_read() -> None:
    body = tbl([tc("1"), tc("2")], [tc("3"), tc("4")]).replace(
        "</w:tbl>",
        f'<w:tr><w:trPr><w:del w:id="7" w:author="а"/></w:trPr>{tc("5")}{tc("6")}</w:tr></w:tbl>',
    )
    assert texts(only_table(read_bytes(docx_of_body(body), "a.docx"))) == [["1", "2"], ["3", "4"]]


def test_docx_hidden_text_fields_footnotes_and_links() -> None:
    body = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>тайное </w:t></w:r>"
        '<w:hyperlink w:anchor="x"><w:r><w:t>Положение</w:t></w:r></w:hyperlink>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t> 7</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    assert paragraphs(read_bytes(docx_of_body(body), "a.docx")) == ["Положение 7"]


def test_docx_text_box_follows_its_paragraph_once() -> None:
    box = f"<w:txbxContent>{p('УТВЕРЖДАЮ')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Шапка</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>" + p("Конец")
    )
    assert paragraphs(read_bytes(docx_of_body(body), "a.docx")) == ["Шапка", "УТВЕРЖДАЮ", "Конец"]


def test_docx_content_controls_are_transparent() -> None:
    row = f"<w:sdt><w:sdtContent><w:tr>{tc('1')}<w:sdt><w:sdtContent>{tc('2')}</w:sdtContent></w:sdt></w:tr>"
    body = (
        f"<w:sdt><w:sdtContent>{p('Титул')}</w:sdtContent></w:sdt><w:tbl><w:tblPr/>{row}</w:sdtContent></w:sdt></w:tbl>"
    )
    paper = read_bytes(docx_of_body(body), "a.docx")
    assert paragraphs(paper) == ["Титул"]
    assert texts(only_table(paper)) == [["1", "2"]]


def test_docx_table_inside_a_cell_is_a_block_after_the_outer_one() -> None:
    inner = tbl([tc("Дата"), tc("Место")], [tc("1 мая"), tc("Сквер")])
    body = tbl([tc("слева"), tc(p("Раздел") + inner + p(""))])
    outer, nested = tables(read_bytes(docx_of_body(body), "a.docx"))
    assert texts(outer) == [["слева", "Раздел"]]
    assert texts(nested) == [["Дата", "Место"], ["1 мая", "Сквер"]]


def test_docx_small_table_inside_a_cell_is_its_text() -> None:
    body = tbl([tc("слева"), tc(tbl([tc("8.00"), tc("9.00")]) + p(""))])
    assert texts(only_table(read_bytes(docx_of_body(body), "a.docx"))) == [["слева", "8.00\t9.00"]]


def test_docx_table_of_one_cell_is_a_frame() -> None:
    body = tbl([tc(p("УТВЕРЖДАЮ") + tbl([tc("1"), tc("2")]) + p(""))])
    paper = read_bytes(docx_of_body(body), "a.docx")
    assert paragraphs(paper) == ["УТВЕРЖДАЮ"]
    assert texts(only_table(paper)) == [["1", "2"]]


def numbered_docx(body: str, levels: str) -> bytes:
    numbering = (
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="6"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>'
    )
    return replaced(docx_of_body(body), "word/numbering.xml", numbering.encode())


DECIMAL = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>'
)


def item(text: str, level: int = 0, number: int = 5) -> str:
    return p(text, NUMBERED.format(level=level, number=number))


def test_docx_automatic_numbers_are_told_apart_from_text() -> None:
    body = item("первый") + item("под", 1) + item("под", 1) + item("второй") + item("под", 1) + item("снова", 0, 6)
    paper = read_bytes(numbered_docx(body, DECIMAL), "a.docx")
    read = [(block.numbered, block.text) for block in paper.blocks if isinstance(block, Paragraph)]
    assert read == [
        ("1.", "первый"),
        ("1.1.", "под"),
        ("1.2.", "под"),
        ("2.", "второй"),
        ("2.1.", "под"),
        ("1.", "снова"),
    ]


def test_docx_column_numbered_by_word_has_its_numbers_as_text() -> None:
    body = tbl(
        [tc("№"), tc("Мероприятие")],
        [tc(item("")), tc("Концерт")],
        [tc(item("")), tc(item("Ярмарка", 0, 6))],
    )
    table = only_table(read_bytes(numbered_docx(body, DECIMAL), "a.docx"))
    assert texts(table) == [["№", "Мероприятие"], ["1", "Концерт"], ["2", "Ярмарка"]]


def test_docx_bullets_have_no_number() -> None:
    bullet = '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>'
    assert read_bytes(numbered_docx(item("пункт"), bullet), "a.docx").blocks == (Paragraph("пункт"),)


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (4, "upperRoman", "IV"),
        (1994, "lowerRoman", "mcmxciv"),
        (3, "russianLower", "в"),
        (28, "upperLetter", "BB"),
        (7, "decimalZero", "07"),
        (12, "decimal", "12"),
        (0, "upperRoman", "0"),
    ],
)
def test_numbers_take_the_form_of_their_list(number: int, form: str, shown: str) -> None:
    assert in_form(number, form) == shown


def test_docx_bold_and_centring_come_from_styles_too() -> None:
    def build(document: WordDocument) -> None:
        style = document.styles.add_style("Заголовок плана", 1)
        style.font.bold = True
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        document.add_paragraph("ПЛАН", style="Заголовок плана")
        document.add_paragraph("текст", style="Заголовок плана").runs[0].bold = False

    blocks = read_bytes(docx(build), "a.docx").blocks
    assert blocks == (Paragraph("ПЛАН", bold=True, centred=True), Paragraph("текст", centred=True))


def test_docx_of_strict_open_xml_is_read() -> None:
    strict = replaced(
        docx_of_body(p("Строгий") + tbl([tc("1"), tc("2")])),
        "word/document.xml",
        lambda xml: xml.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
    )
    paper = read_bytes(strict, "a.docx")
    assert paragraphs(paper) == ["Строгий"]
    assert texts(only_table(paper)) == [["1", "2"]]


def test_word_2003_xml_named_doc_is_read() -> None:
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><?mso-application progid="Word.Document"?>'
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" '
        'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint"><w:body><wx:sect>'
        "<w:p><w:r><w:t>План</w:t></w:r></w:p><w:tbl>"
        '<w:tr><w:tc><w:tcPr><w:vmerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>май</w:t></w:r></w:p></w:tc>'
        "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:tc><w:tcPr><w:vmerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc></w:tr>"
        "</w:tbl></wx:sect></w:body></w:wordDocument>"
    )
    paper = read_bytes(xml.encode(), "план.doc")
    assert paragraphs(paper) == ["План"]
    assert texts(only_table(paper)) == [["май", "1"], ["май", "2"]]


def test_docx_macros_are_named_and_not_run() -> None:
    data = replaced(docx_of_body(p("План")), "word/vbaProject.bin", b"\0" * 64)
    paper = read_bytes(data, "план.docm")
    assert paragraphs(paper) == ["План"]
    assert [notice for notice in paper.notices if "макросы не выполняются" in notice] == list(paper.notices)
    assert len(paper.notices) == 1


def test_docx_whose_main_part_has_another_name_is_read() -> None:
    document = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{p("План")}</w:body></w:document>'
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document2.xml"/></Relationships>'
    )
    data = zipped({"_rels/.rels": relations, "word/document2.xml": document})
    assert paragraphs(read_bytes(data, "a.docx")) == ["План"]
