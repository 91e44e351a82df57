from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.tables import Paragraph, Table, read_bytes
from orgplan.tables.plain import blocks_of_lines
from orgplan.tables.tests.documents import only_table, paragraphs, texts


def test_txt_lines_are_paragraphs_in_any_encoding() -> None:
    for encoding in ("utf-8-sig", "cp1251", "utf-16", "cp866"):
        data = "Программа праздника\r\n\r\n10.00 — Концерт\r\n".replace("—", "-").encode(encoding)
        assert paragraphs(read_bytes(data, "a.txt")) == ["Программа праздника", "10.00 - Концерт"]


def test_txt_broken_byte_does_not_turn_utf8_into_nonsense() -> None:
    data = "Программа праздника города на первое мая и ещё несколько слов".encode() + b"\xff"
    assert paragraphs(read_bytes(data, "a.txt"))[0].startswith("Программа праздника")


def test_md_pipe_table_is_a_table() -> None:
    source = "# План\n\n**на май**\n\n| Дата | Что |\n|:-----|----:|\n| 1 мая | Концерт<br>в сквере |\n| 2 мая | **Бег \\| ходьба** |\n"
    paper = read_bytes(source.encode(), "a.md")
    assert paper.blocks[:2] == (Paragraph("План", bold=True), Paragraph("на май", bold=True))
    assert texts(only_table(paper)) == [["Дата", "Что"], ["1 мая", "Концерт\nв сквере"], ["2 мая", "Бег | ходьба"]]
    assert only_table(paper).rows[2][1].bold


def test_md_pipe_table_without_outer_bars_is_a_table() -> None:
    source = "Дата | Что | Где\n--- | --- | ---\n1 мая | Концерт | Сквер\n"
    assert texts(only_table(read_bytes(source.encode(), "a.md"))) == [
        ["Дата", "Что", "Где"],
        ["1 мая", "Концерт", "Сквер"],
    ]


def test_txt_framed_table_with_rules_between_rows_joins_lines() -> None:
    source = (
        "┌────┬──────────────┬─────────┐\n"
        "│ N  │ Мероприятия  │  Срок   │\n"
        "├────┼──────────────┼─────────┤\n"
        "│ 1. │ Организовать │ до 5    │\n"
        "│    │ дежурство    │ января  │\n"
        "├────┼──────────────┼─────────┤\n"
        "│ 2. │ Уборка       │ май     │\n"
        "└────┴──────────────┴─────────┘\n"
    )
    table = only_table(read_bytes(source.encode(), "a.txt"))
    assert texts(table) == [
        ["N", "Мероприятия", "Срок"],
        ["1.", "Организовать\nдежурство", "до 5\nянваря"],
        ["2.", "Уборка", "май"],
    ]


def test_txt_framed_table_without_rules_between_rows_splits_by_the_first_cell() -> None:
    source = (
        "+----+--------------+\n¦ N  ¦ Мероприятия  ¦\n+----+--------------+\n"
        "¦ 1. ¦ Организовать ¦\n¦    ¦ дежурство    ¦\n¦ 2. ¦ Уборка       ¦\n+----+--------------+\n"
    )
    assert texts(only_table(read_bytes(source.encode("cp1251"), "a.txt"))) == [
        ["N", "Мероприятия"],
        ["1.", "Организовать\nдежурство"],
        ["2.", "Уборка"],
    ]


def test_txt_tabbed_rows_are_a_table_and_a_stray_tab_is_not() -> None:
    paper = read_bytes("Дата\tЧто\tГде\n1 мая\tБег\tПарк\nПодпись\tИванова\n".encode(), "a.txt")
    assert texts(only_table(paper)) == [["Дата", "Что", "Где"], ["1 мая", "Бег", "Парк"]]
    assert paragraphs(paper) == ["Подпись\tИванова"]


@pytest.mark.parametrize("line", ["10.00 | Концерт", "---", "Сбор - 10.00", "=====", "- пункт"])
def test_txt_lone_signs_make_no_table(line: str) -> None:
    blocks = blocks_of_lines([line, "текст"])
    assert not any(isinstance(block, Table) for block in blocks)


@given(st.lists(st.text(alphabet="аб |-+\t│├1.", max_size=20), max_size=12))
def test_txt_of_any_lines_gives_rectangles_and_loses_no_letter(lines: list[str]) -> None:
    blocks = blocks_of_lines(lines)
    found = ""
    for block in blocks:
        if isinstance(block, Table):
            assert {len(cells) for cells in block.rows} == {len(block.rows[0])}
            found += "".join(cell.text for cells in block.rows for cell in cells)
        else:
            found += block.text
    for letter in "аб1":
        assert found.count(letter) == "".join(lines).count(letter)
