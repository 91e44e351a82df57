from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from orgplan.tables import Paragraph, Table, UnreadableFile, read_bytes, read_clipboard
from orgplan.tables.tests.documents import merges, only_table, paragraphs, tables, texts


def page(body: str) -> bytes:
    return f"<html><body>{body}</body></html>".encode()


def test_html_blocks_come_in_order() -> None:
    body = (
        '<p align="center"><b>ПЛАН<br>мероприятий</b></p>'
        "<table><tr><th>Дата</th><th>Место</th></tr><tr><td>1 мая</td><td>Сквер</td></tr></table><div>Подпись</div>"
    )
    paper = read_bytes(page(body), "a.html")
    assert paper.blocks[0] == Paragraph("ПЛАН\nмероприятий", bold=True, centred=True)
    assert isinstance(paper.blocks[1], Table)
    assert texts(paper.blocks[1]) == [["Дата", "Место"], ["1 мая", "Сквер"]]
    assert [cell.bold for cell in paper.blocks[1].rows[0]] == [True, True]
    assert paper.blocks[2] == Paragraph("Подпись")


def test_html_line_ends_of_the_source_are_spaces() -> None:
    assert paragraphs(read_bytes(page("<p>20\r\n  декабря&nbsp;2019\n<span>года</span></p>"), "a.html")) == [
        "20 декабря 2019 года"
    ]


def test_html_spans_repeat_their_text() -> None:
    body = "<table><tr><td colspan=2>Раздел</td></tr><tr><td rowspan='2'>май</td><td>1</td></tr><tr><td>2</td></tr></table>"
    table = only_table(read_bytes(page(body), "a.html"))
    assert texts(table) == [["Раздел", "Раздел"], ["май", "1"], ["май", "2"]]
    assert merges(table) == {(0, 1): (0, 0), (2, 0): (1, 0)}


def test_html_absurd_spans_are_bounded() -> None:
    body = '<table><tr><td colspan="999999999" rowspan="1000000">x</td><td>y</td></tr><tr><td>z</td></tr></table>'
    table = only_table(read_bytes(page(body), "a.html"))
    assert len(table.rows) == 2
    assert len(table.rows[0]) <= 256


def test_html_declared_encoding_counts() -> None:
    source = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head><body>План</body>'
    )
    assert paragraphs(read_bytes(source.encode("cp1251"), "a.htm")) == ["План"]


def test_html_wrongly_declared_encoding_is_found_out() -> None:
    source = '<html><head><meta charset="utf-8"></head><body><p>План мероприятий</p></body>'
    assert paragraphs(read_bytes(source.encode("cp1251"), "a.htm")) == ["План мероприятий"]


def test_html_named_xls_or_doc_is_read_as_a_page() -> None:
    body = page("<table><tr><td>1</td><td>2</td></tr></table>")
    assert texts(only_table(read_bytes(body, "выгрузка.xls"))) == [["1", "2"]]
    assert texts(only_table(read_bytes(body, "план.doc"))) == [["1", "2"]]


def test_html_scripts_and_hidden_parts_are_skipped() -> None:
    body = '<script>x</script><style>p{}</style><p style="display: none">тайное</p><p>видно<span hidden>нет</span></p>'
    assert paragraphs(read_bytes(page(body), "a.html")) == ["видно"]


def test_html_layout_table_is_transparent_and_inner_table_own_block() -> None:
    inner = "<table><tr><td>Дата</td><td>Место</td></tr><tr><td>1</td><td>2</td></tr></table>"
    frame = read_bytes(page(f"<table><tr><td><p>Шапка</p>{inner}</td></tr></table>"), "a.html")
    assert paragraphs(frame) == ["Шапка"]
    assert texts(only_table(frame)) == [["Дата", "Место"], ["1", "2"]]
    outer, nested = tables(read_bytes(page(f"<table><tr><td>меню</td><td>текст{inner}</td></tr></table>"), "a.html"))
    assert texts(outer) == [["меню", "текст"]]
    assert texts(nested) == [["Дата", "Место"], ["1", "2"]]


def test_html_ordered_list_gives_numbers() -> None:
    paper = read_bytes(page("<ol start=3><li>раз<li><p>два</p></ol><ul><li>три</ul>"), "a.html")
    assert paper.blocks == (Paragraph("раз", numbered="3."), Paragraph("два", numbered="4."), Paragraph("три"))


def test_html_paragraphs_of_a_cell_are_lines() -> None:
    body = "<table><tr><td><p>10.00</p><p>11.00</p></td><td>а<br>б</td></tr></table>"
    assert texts(only_table(read_bytes(page(body), "a.html"))) == [["10.00\n11.00", "а\nб"]]


def test_mhtml_of_word_is_read() -> None:
    message = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
        "<html><body><p>=D0=9F=D0=BB=D0=B0=D0=BD</p></body></html>\r\n--b--\r\n"
    )
    assert paragraphs(read_bytes(message.encode(), "план.doc")) == ["План"]


def test_clipboard_prefers_the_table_of_its_html() -> None:
    html = (
        "Version:1.0\r\nStartHTML:0000000105\r\n<html><body><!--StartFragment--><table><tr><td>1 мая</td>"
        "<td>Концерт<br>в сквере</td></tr></table><!--EndFragment--></body></html>"
    )
    paper = read_clipboard("1 мая\tКонцерт", html)
    assert texts(only_table(paper)) == [["1 мая", "Концерт\nв сквере"]]
    assert paragraphs(paper) == []


def test_clipboard_of_excel_text_keeps_cells_with_breaks() -> None:
    table = only_table(read_clipboard('Дата\tМесто\r\n"1\n2 мая"\tСквер\r\n'))
    assert texts(table) == [["Дата", "Место"], ["1\n2 мая", "Сквер"]]


def test_clipboard_of_lines_gives_paragraphs() -> None:
    assert paragraphs(read_clipboard("10.00 Концерт\r\n11.00 Ярмарка")) == ["10.00 Концерт", "11.00 Ярмарка"]


def test_clipboard_of_html_without_a_table_keeps_its_lines() -> None:
    assert paragraphs(read_clipboard("раз два", "<p>раз</p><p>два</p>")) == ["раз", "два"]


def test_empty_clipboard_is_told() -> None:
    for text, html in (("", ""), (" \n", "<p></p>")):
        try:
            read_clipboard(text, html)
        except UnreadableFile as error:
            assert "уфер" in str(error)  # noqa: PT017 -- the sentence is the result
        else:
            raise AssertionError


_PIECES = st.sampled_from(
    [
        "<table>",
        "</table>",
        "<tr>",
        "<td>",
        "<td colspan=3>",
        "<td rowspan=2>",
        "</td>",
        "<p>",
        "<br>",
        "слово",
        "<ol>",
        "<li>",
        "<b>",
    ]
)


@given(st.lists(_PIECES, max_size=30))
def test_html_tables_are_rectangular(pieces: list[str]) -> None:
    try:
        paper = read_bytes(page("".join(pieces) + "конец"), "a.html")
    except UnreadableFile as error:
        assert "«a.html»" in str(error)  # noqa: PT017 -- either outcome is right
        return
    for block in paper.blocks:
        if isinstance(block, Table):
            assert {len(cells) for cells in block.rows} == {len(block.rows[0])}
            assert any(cell.text for cells in block.rows for cell in cells)
