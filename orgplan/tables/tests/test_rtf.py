from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from orgplan.tables import Paragraph, Table, UnreadableFile, read_bytes
from orgplan.tables.tests.documents import merges, only_table, paragraphs, texts

HEAD = r"{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\fcharset204 Times;}{\f1\fcharset0 Arial;}}{\info{\title X}}"


def rtf(body: str) -> bytes:
    return (HEAD + body + "}").encode("cp1251")


def row(*cells: str, edges: tuple[str, ...] | None = None) -> str:
    edges = edges or tuple(rf"\cellx{2000 * (number + 1)}" for number in range(len(cells)))
    return r"\trowd\trleft0" + "".join(edges) + "".join(rf"\pard\intbl {cell}\cell" for cell in cells) + r"\row"


def test_rtf_paragraphs_and_tables_come_in_order() -> None:
    body = r"\pard\qc{\b ПЛАН}\par\pard " + row("Дата", "Место") + row("1 мая", "Сквер") + r"\pard Подпись\par"
    paper = read_bytes(rtf(body), "план.rtf")
    assert paper.blocks[0] == Paragraph("ПЛАН", bold=True, centred=True)
    assert isinstance(paper.blocks[1], Table)
    assert texts(paper.blocks[1]) == [["Дата", "Место"], ["1 мая", "Сквер"]]
    assert paper.blocks[2] == Paragraph("Подпись")


def test_rtf_letters_written_as_codes() -> None:
    body = r"\pard \'cf\'eb\'e0\'ed {\uc1\u1085\'3f\u1072?} {\uc0\u-3844 \'e9} {\uc2\u1075ab}\par"
    assert paragraphs(read_bytes(rtf(body), "a.rtf")) == ["План на \uf0fcй г"]


def test_rtf_surrogate_pairs_are_joined() -> None:
    assert paragraphs(read_bytes(rtf(r"\pard \u-10179?\u-8704?\par"), "a.rtf")) == ["😀"]


def test_rtf_without_code_page_is_taken_as_russian() -> None:
    assert paragraphs(read_bytes(rb"{\rtf1\ansi \'cf\'eb\'e0\'ed\par}", "a.rtf")) == ["План"]


def test_rtf_merged_cells_repeat_their_text() -> None:
    body = (
        row("Раздел", "", edges=(r"\clmgf\cellx2000", r"\clmrg\cellx4000"))
        + row("май", "1", edges=(r"\clvmgf\cellx2000", r"\cellx4000"))
        + row("", "2", edges=(r"\clvmrg\cellx2000", r"\cellx4000"))
    )
    table = only_table(read_bytes(rtf(body), "a.rtf"))
    assert texts(table) == [["Раздел", "Раздел"], ["май", "1"], ["май", "2"]]
    assert merges(table) == {(0, 1): (0, 0), (2, 0): (1, 0)}


def test_rtf_wide_cell_covers_the_columns_of_other_rows() -> None:
    body = row("I квартал", edges=(r"\cellx6000",)) + row("1", "2", "3")
    table = only_table(read_bytes(rtf(body), "a.rtf"))
    assert texts(table) == [["I квартал"] * 3, ["1", "2", "3"]]
    assert merges(table) == {(0, 1): (0, 0), (0, 2): (0, 0)}


def test_rtf_borders_a_millimetre_apart_are_one_column() -> None:
    body = row("a", "b", edges=(r"\cellx2000", r"\cellx4000")) + row("c", "d", edges=(r"\cellx2050", r"\cellx4010"))
    assert texts(only_table(read_bytes(rtf(body), "a.rtf"))) == [["a", "b"], ["c", "d"]]


def test_rtf_row_definition_after_the_cells_counts() -> None:
    body = r"\pard\intbl 1\cell 2\cell\trowd\cellx1000\cellx2000\row\pard\intbl 3\cell 4\cell\trowd\cellx1000\cellx2000\row"
    assert texts(only_table(read_bytes(rtf(body), "a.rtf"))) == [["1", "2"], ["3", "4"]]


def test_rtf_breaks_inside_cells_are_kept() -> None:
    body = row(r"25,\line 26 сентября\par 10.00", "Ярмарка")
    assert texts(only_table(read_bytes(rtf(body), "a.rtf"))) == [["25,\n26 сентября\n10.00", "Ярмарка"]]


def test_rtf_hidden_deleted_and_service_text_is_skipped() -> None:
    body = (
        r"{\header шапка}{\*\bkmkstart x}\pard {\v тайное}{\deleted старое}"
        r"{\field{\*\fldinst HYPERLINK x}{\fldrslt ссылка}}{\footnote сноска}{\*\unknown слово}\par"
    )
    assert paragraphs(read_bytes(rtf(body), "a.rtf")) == ["ссылка"]


def test_rtf_list_number_is_no_part_of_the_text() -> None:
    body = r"{\listtext\pard\plain 2.\tab}\pard Концерт\par{\listtext\'95\tab}\pard Пункт\par"
    assert read_bytes(rtf(body), "a.rtf").blocks == (Paragraph("Концерт", numbered="2."), Paragraph("Пункт"))


def test_rtf_column_numbered_by_word_has_its_numbers_as_text() -> None:
    assert texts(only_table(read_bytes(rtf(row(r"{\listtext 3.\tab}", "Концерт")), "a.rtf"))) == [["3", "Концерт"]]


def test_rtf_binary_picture_is_jumped_over() -> None:
    body = r"\pard До{\pict\wmetafile8\bin7 }{\}}}}}после\par"
    assert paragraphs(read_bytes(rtf(body), "a.rtf")) == ["Допосле"]


def test_rtf_nested_table_is_text_of_its_cell() -> None:
    body = row(r"{8.00\nestcell 9.00\nestcell{\*\nesttableprops\trowd\cellx500\nestrow}{\nonesttables\par}}", "b")
    assert texts(only_table(read_bytes(rtf(body), "a.rtf"))) == [["8.00\t9.00", "b"]]


def test_rtf_cut_inside_a_row_keeps_what_was_read() -> None:
    body = row("1", "2") + r"\trowd\cellx2000\cellx4000\pard\intbl 3\cell 4"
    assert texts(only_table(read_bytes(HEAD.encode() + body.encode(), "a.rtf")))[0] == ["1", "2"]
    assert "3" in str(texts(only_table(read_bytes(HEAD.encode() + body.encode(), "a.rtf"))))


def test_rtf_nested_a_million_deep_is_refused() -> None:
    try:
        read_bytes(b"{\\rtf1 " + b"{" * 1_000_000, "бомба.rtf")
    except UnreadableFile as error:
        assert str(error).startswith("Файл «бомба.rtf»")  # noqa: PT017 -- the sentence is the result
    else:
        raise AssertionError


@given(
    st.text(alphabet="abcж\\{}'*0123456789-;\n ", max_size=200),
    st.sampled_from(["", "\\trowd\\cellx9", "\\intbl", "\\cell\\row"]),
)
def test_rtf_of_any_content_gives_blocks_or_a_sentence(content: str, tail: str) -> None:
    try:
        paper = read_bytes(("{\\rtf1 " + content + tail).encode("cp1251"), "a.rtf")
    except UnreadableFile as error:
        assert "«a.rtf»" in str(error)  # noqa: PT017 -- either outcome is right
        return
    assert all(len({len(cells) for cells in block.rows}) == 1 for block in paper.blocks if isinstance(block, Table))
