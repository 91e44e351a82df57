from __future__ import annotations

from datetime import date, datetime, time

import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from orgplan.tables import Cell, read_bytes
from orgplan.tables.numberformat import Shape, shape_of, show
from orgplan.tables.tests.documents import merges, only_table, raw_xlsx, replaced, tables, texts, xlsx

TEN = datetime.fromisoformat("2018-05-27T10:00")
HALF_PAST_TEN = datetime.fromisoformat("2018-05-27T10:30")


def test_xlsx_dates_times_and_numbers_look_as_a_person_sees_them() -> None:
    def build(sheet: Worksheet) -> None:
        sheet.append([date(2018, 5, 27), time(10, 0), TEN, 5.0, 10.5, "слово", True])

    (row,) = only_table(read_bytes(xlsx(build), "a.xlsx")).rows
    assert row == (
        Cell("27.05.2018", date(2018, 5, 27)),
        Cell("10:00", time(10, 0)),
        Cell("27.05.2018 10:00", TEN),
        Cell("5", 5),
        Cell("10,5", 10.5),
        Cell("слово"),
        Cell("ИСТИНА"),
    )


def test_xlsx_addresses_survive_leading_empty_rows_and_columns() -> None:
    def build(sheet: Worksheet) -> None:
        sheet["C3"] = "План"

    table = only_table(read_bytes(xlsx(build), "a.xlsx"))
    assert texts(table) == [["", "", ""], ["", "", ""], ["", "", "План"]]


def test_xlsx_merged_ranges_repeat_their_text() -> None:
    def build(sheet: Worksheet) -> None:
        for row in (["Раздел", None, None], ["май", "а", "б"], [None, "в", "г"]):
            sheet.append(row)
        sheet.merge_cells("A1:C1")
        sheet.merge_cells("A2:A3")

    table = only_table(read_bytes(xlsx(build), "a.xlsx"))
    assert texts(table) == [["Раздел"] * 3, ["май", "а", "б"], ["май", "в", "г"]]
    assert merges(table) == {(0, 1): (0, 0), (0, 2): (0, 0), (2, 0): (1, 0)}


def test_xlsx_sheets_are_named_and_hidden_ones_flagged() -> None:
    def build(sheet: Worksheet) -> None:
        sheet.title = "План"
        sheet["A1"] = "1"
        book = sheet.parent
        assert book is not None
        hidden = book.create_sheet("Справочник")
        hidden["A1"] = "2"
        hidden.sheet_state = "veryHidden"
        book.create_sheet("Пустой")

    read = [(table.name, table.hidden) for table in tables(read_bytes(xlsx(build), "a.xlsx"))]
    assert read == [("План", False), ("Справочник", True)]


def test_xlsx_bold_and_line_breaks_are_kept() -> None:
    def build(sheet: Worksheet) -> None:
        sheet["A1"] = "Дата,\nвремя"
        sheet["A1"].font = Font(bold=True)

    assert only_table(read_bytes(xlsx(build), "a.xlsx")).rows == ((Cell("Дата,\nвремя", bold=True),),)


def test_xlsx_formula_uses_its_stored_value() -> None:
    sheet = '<sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>A1&amp;""</f><v>да</v></c></row></sheetData>'
    paper = read_bytes(raw_xlsx(sheet), "a.xlsx")
    assert texts(only_table(paper)) == [["2", "да"]]
    assert paper.notices == ()


def test_xlsx_formula_without_a_stored_value_is_named() -> None:
    def build(sheet: Worksheet) -> None:
        sheet.title = "Май"
        sheet["A1"] = "Итого"
        sheet["B7"] = "=SUM(B1:B6)"

    paper = read_bytes(xlsx(build), "a.xlsx")
    assert texts(only_table(paper)) == [["Итого"]]
    (notice,) = paper.notices
    assert notice.startswith("Лист «Май», ячейка B7: формула без сохранённого значения")


def test_xlsx_text_with_a_formula_sign_is_text_with_a_notice() -> None:
    sheet = '<sheetData><row r="2"><c r="C2" t="inlineStr"><is><t>=HYPERLINK("x")</t></is></c></row></sheetData>'
    paper = read_bytes(raw_xlsx(sheet), "a.xlsx")
    assert only_table(paper).rows[1][2] == Cell('=HYPERLINK("x")')
    (notice,) = paper.notices
    assert notice.startswith("Лист «План», ячейка C2: текст начинается со знака формулы")


def test_xlsx_dates_counted_from_1904() -> None:
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<cellXfs count="1"><xf numFmtId="14" fontId="0"/></cellXfs></styleSheet>'
    )
    sheet = '<sheetData><row r="1"><c r="A1" s="0"><v>0</v></c><c r="B1" s="0"><v>41785</v></c></row></sheetData>'
    data = raw_xlsx(sheet, '<workbookPr date1904="1"/>', styles=styles)
    assert texts(only_table(read_bytes(data, "a.xlsx"))) == [["01.01.1904", "27.05.2018"]]


def test_xlsx_cells_without_addresses_stand_one_after_another() -> None:
    sheet = "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>"
    assert texts(only_table(read_bytes(raw_xlsx(sheet), "a.xlsx"))) == [["1", "2"], ["3", ""]]


def test_xlsx_shared_strings_with_runs_escapes_and_reading_aids() -> None:
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>День </t></r>'
        "<r><t>города_x000D_</t></r><rPh><t>лишнее</t></rPh></si></sst>"
    )
    sheet = '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>9</v></c></row></sheetData>'
    assert texts(only_table(read_bytes(raw_xlsx(sheet, sharedStrings=strings), "a.xlsx"))) == [["День города"]]


def test_xlsx_month_that_was_a_time_reads_as_the_time_typed() -> None:
    # Excel set to Russian stores «11-30» typed into a cell as 1 November 1930 shown as «ноя.30».
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<cellXfs count="1"><xf numFmtId="17" fontId="0"/></cellXfs></styleSheet>'
    )
    serial = (date(1930, 11, 1) - date(1899, 12, 30)).days
    data = raw_xlsx(f'<sheetData><row r="4"><c r="B4" s="0"><v>{serial}</v></c></row></sheetData>', styles=styles)
    paper = read_bytes(data, "a.xlsx")
    assert only_table(paper).rows[3][1] == Cell("11.30")
    assert [notice.partition(":")[0] for notice in paper.notices] == ["Лист «План», ячейка B4"]


def test_xlsx_macros_are_named() -> None:
    data = replaced(xlsx(lambda sheet: sheet.append(["План"])), "xl/vbaProject.bin", b"\0" * 16)
    (notice,) = read_bytes(data, "a.xlsm").notices
    assert "макросы не выполняются" in notice


def test_xlsx_far_cell_is_cut_with_a_notice_and_costs_nothing() -> None:
    sheet = (
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="XFD1" t="str"><v>далеко</v></c></row>'
        '<row r="1048576"><c r="A1048576" t="str"><v>глубоко</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells>'
    )
    paper = read_bytes(raw_xlsx(sheet), "a.xlsx")
    assert texts(only_table(paper)) == [["1"]]
    (notice,) = paper.notices
    assert notice.startswith("Лист «План»: прочитаны только первые")


@pytest.mark.parametrize(("late", "cut"), [("", False), ('<c r="A60001" t="str"><v>поздно</v></c>', True)])
def test_xlsx_empty_formatted_rows_are_trimmed(*, late: str, cut: bool) -> None:
    rows = "".join(f'<row r="{n}" s="1"><c r="A{n}" s="3"/><c r="B{n}" s="3"/></row>' for n in range(2, 60_000))
    sheet = f'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>{rows}<row r="60001">{late}</row></sheetData>'
    sheet += '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    paper = read_bytes(raw_xlsx(sheet), "a.xlsx")
    assert texts(only_table(paper)) == [["1"]]
    assert bool(paper.notices) is cut


@pytest.mark.parametrize(
    ("code", "shape"),
    [
        ("General", Shape.NUMBER),
        ("Основной", Shape.NUMBER),
        ("0.00", Shape.NUMBER),
        ('#,##0"р."', Shape.NUMBER),
        ("[Red]0", Shape.NUMBER),
        ("dd/mm/yyyy", Shape.DATE),
        ("[$-419]d mmmm yyyy;@", Shape.DATE),
        ("mmmm yyyy", Shape.MONTH),
        ("[$-419]mmmm;@", Shape.MONTH),
        ("h:mm;@", Shape.TIME),
        ("[h]:mm", Shape.TIME),
        ("mm:ss", Shape.TIME),
        ("dd.mm.yyyy h:mm", Shape.MOMENT),
        ('d mmmm "в" h:mm', Shape.MOMENT),
    ],
)
def test_number_formats_tell_dates_from_numbers(code: str, shape: Shape) -> None:
    assert shape_of(code) is shape


@pytest.mark.parametrize(
    ("number", "code", "text", "value"),
    [
        (43247, "dd.mm.yyyy", "27.05.2018", date(2018, 5, 27)),
        (43247.0, "mmmm yyyy", "май 2018", None),
        (43191, "mmm-yy", "апрель 2018", None),
        (0.4375, "h:mm", "10:30", time(10, 30)),
        (0.999999, "h:mm", "00:00", time(0, 0)),
        (1.5, "[h]:mm", "36:00", 1.5),
        (43247, "d-mmm", "27 мая", None),
        (43247.4375, "d mmmm h:mm", "27 мая 10:30", None),
        (43247, "[$-419]mmmm;@", "май", None),
        (43247.4375, "dd.mm.yyyy h:mm", "27.05.2018 10:30", HALF_PAST_TEN),
        (59, "dd.mm.yyyy", "28.02.1900", date(1900, 2, 28)),
        (61, "dd.mm.yyyy", "01.03.1900", date(1900, 3, 1)),
        (1, "dd.mm.yyyy", "01.01.1900", date(1900, 1, 1)),
        (11.3, "0.00", "11,30", 11.3),
        (0.5, "0%", "50%", 0.5),
        (1234567.891, "#,##0.00", "1 234 567,89", 1234567.891),
        (7, "00", "07", 7),
        (25.98, "General", "25,98", 25.98),
        (-3, "dd.mm.yyyy", "-3", -3),
        (1e12, "dd.mm.yyyy", "1000000000000", 1e12),
    ],
)
def test_stored_numbers_show_by_their_format(number: float, code: str, text: str, value: object) -> None:
    shown = show(number, code)
    assert (shown.text, shown.value) == (text, value)
