from __future__ import annotations

import io
from datetime import date, time

import odfdo

from orgplan.tables import Cell, Paragraph, read_bytes
from orgplan.tables.tests.documents import merges, odf, only_table, paragraphs, tables, texts, zipped


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def table(*rows: str, attributes: str = 'table:name="Лист1"') -> str:
    return f"<table:table {attributes}>{''.join(rows)}</table:table>"


def test_odt_of_a_library_is_read_in_order() -> None:
    document = odfdo.Document("text")
    document.body.clear()
    document.body.append(odfdo.Header(1, "ПЛАН"))
    grid = odfdo.Table("План", width=2, height=2)
    grid.set_values([["Дата", "Место"], ["1 мая", "Сквер"]])
    document.body.append(grid)
    document.body.append(odfdo.Paragraph("Подпись"))
    stream = io.BytesIO()
    document.save(stream)
    paper = read_bytes(stream.getvalue(), "план.odt")
    assert paragraphs(paper) == ["ПЛАН", "Подпись"]
    assert texts(only_table(paper)) == [["Дата", "Место"], ["1 мая", "Сквер"]]


def test_odt_spans_repeat_their_text() -> None:
    covered = "<table:covered-table-cell/>"
    body = table(
        row(cell("Раздел", 'table:number-columns-spanned="2"'), covered),
        row(cell("май", 'table:number-rows-spanned="2"'), cell("1")),
        row(covered, cell("2")),
    )
    read = only_table(read_bytes(odf("text", body), "a.odt"))
    assert texts(read) == [["Раздел", "Раздел"], ["май", "1"], ["май", "2"]]
    assert merges(read) == {(0, 1): (0, 0), (2, 0): (1, 0)}


def test_odt_spaces_tabs_breaks_notes_and_deletions() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>удалено</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:p>2,<text:s text:c="2"/>3\n  мая<text:tab/>в<text:line-break/>сквере<text:note><text:note-body>'
        "<text:p>сноска</text:p></text:note-body></text:note></text:p>"
    )
    assert paragraphs(read_bytes(odf("text", body), "a.odt")) == ["2,  3 мая\tв\nсквере"]


def test_odt_styles_give_bold_centre_and_hidden() -> None:
    styles = (
        '<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/></style:style>'
        '<style:style style:name="Q" style:family="paragraph" style:parent-style-name="P"/>'
        '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    )
    body = (
        '<text:p text:style-name="Q"><text:span text:style-name="B">ПЛАН</text:span>'
        '<text:span text:style-name="H">тайное</text:span></text:p>'
    )
    assert read_bytes(odf("text", body, styles), "a.odt").blocks == (Paragraph("ПЛАН", bold=True, centred=True),)


NUMBERS = (
    '<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="."/><text:list-level-style-bullet text:level="2" text:bullet-char="•"/></text:list-style>'
)


def numbered(*items: str, attributes: str = "") -> str:
    inner = "".join(f"<text:list-item>{text}</text:list-item>" for text in items)
    return f'<text:list text:style-name="N" {attributes}>{inner}</text:list>'


def test_odt_numbered_items_have_their_number_and_bullets_none() -> None:
    inner = "<text:list><text:list-item><text:p>пункт</text:p></text:list-item></text:list>"
    body = numbered(f"<text:p>раз</text:p>{inner}", "<text:p>два</text:p>")
    body += numbered("<text:p>три</text:p>", attributes='text:continue-numbering="true"')
    assert read_bytes(odf("text", body, NUMBERS), "a.odt").blocks == (
        Paragraph("раз", numbered="1."),
        Paragraph("пункт"),
        Paragraph("два", numbered="2."),
        Paragraph("три", numbered="3."),
    )


def test_odt_column_numbered_by_writer_has_its_numbers_as_text() -> None:
    def number(attributes: str = "") -> str:
        return f"<table:table-cell>{numbered('<text:p/>', attributes=attributes)}</table:table-cell>"

    body = table(row(number(), cell("а")), row(number('text:continue-list="l1"'), cell("б")))
    assert texts(only_table(read_bytes(odf("text", body, NUMBERS), "a.odt"))) == [["1", "а"], ["2", "б"]]


def test_odt_text_box_follows_its_paragraph() -> None:
    body = "<text:p>Шапка<draw:frame><draw:text-box><text:p>УТВЕРЖДАЮ</text:p></draw:text-box></draw:frame></text:p>"
    assert paragraphs(read_bytes(odf("text", body), "a.odt")) == ["Шапка", "УТВЕРЖДАЮ"]


def test_ods_typed_cells_and_hidden_sheets() -> None:
    styles = (
        '<style:style style:name="T" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    body = table(
        row(
            cell("27.05.18", 'office:value-type="date" office:date-value="2018-05-27"'),
            cell("10:30", 'office:value-type="time" office:time-value="PT10H30M00S"'),
            cell("май 18", 'office:value-type="date" office:date-value="2018-05-01"'),
            cell("5", 'office:value-type="float" office:value="5"'),
        ),
    ) + table(row(cell("x")), attributes='table:name="Тайный" table:style-name="T"')
    shown, hidden = tables(read_bytes(odf("spreadsheet", body, styles), "a.ods"))
    assert shown.rows == (
        (Cell("27.05.2018", date(2018, 5, 27)), Cell("10:30", time(10, 30)), Cell("май 18"), Cell("5", 5)),
    )
    assert (shown.name, shown.hidden, hidden.name, hidden.hidden) == ("Лист1", False, "Тайный", True)


def test_ods_repeated_cells_and_rows_are_placed() -> None:
    body = table(
        row(cell("да", 'table:number-columns-repeated="3"')),
        row("<table:table-cell/>", attributes='table:number-rows-repeated="2"'),
        row(cell("нет"), attributes='table:number-rows-repeated="2"'),
    )
    read = only_table(read_bytes(odf("spreadsheet", body), "a.ods"))
    assert [cells[0] for cells in texts(read)] == ["да", "", "", "нет", "нет"]
    assert texts(read)[0] == ["да", "да", "да"]


def test_ods_absurd_repetition_is_bounded() -> None:
    wide = cell("x", 'table:number-columns-repeated="16384"')
    body = table(
        row(wide, attributes='table:number-rows-repeated="1048576"'),
        row("<table:table-cell/>", attributes='table:number-rows-repeated="1000000"'),
    )
    paper = read_bytes(odf("spreadsheet", body), "a.ods")
    read = only_table(paper)
    assert len(read.rows) * len(read.rows[0]) <= 300_000
    assert any("прочитаны" in notice for notice in paper.notices)


def test_ods_formula_without_a_stored_value_is_named() -> None:
    body = table(row(cell("Итого"), '<table:table-cell table:formula="of:=SUM([.A1:.A2])"/>'))
    (notice,) = read_bytes(odf("spreadsheet", body), "a.ods").notices
    assert notice.startswith("Лист «Лист1», ячейка B1: формула без сохранённого значения")


def test_odf_macros_are_named() -> None:
    data = zipped({"content.xml": _content(odf("text", "<text:p>План</text:p>")), "Basic/Standard/a.xml": "<a/>"})
    (notice,) = read_bytes(data, "a.odt").notices
    assert "макросы не выполняются" in notice


def _content(data: bytes) -> bytes:
    import zipfile  # noqa: PLC0415 -- only this test opens a zip

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("content.xml")


def test_flat_odf_is_read() -> None:
    flat = _content(odf("text", "<text:p>План</text:p>")).replace(b"office:document-content", b"office:document")
    assert paragraphs(read_bytes(flat, "a.fodt")) == ["План"]
