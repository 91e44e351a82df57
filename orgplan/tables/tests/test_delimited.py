from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.tables import read_bytes
from orgplan.tables.delimited import sniff
from orgplan.tables.tests.documents import only_table, texts
from orgplan.tables.text import clean

ROWS = [
    ["Дата", "Мероприятие", "Место"],
    ["2, 3 мая", "Концерт; ярмарка", "Сквер\nу моста"],
    ["5 мая", 'Акция "Лес"', "Парк"],
]


def written(rows: list[list[str]], delimiter: str) -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "utf-16-le", "utf-16-be", "cp866", "koi8-r"]
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_of_every_encoding_and_delimiter_is_read(encoding: str, delimiter: str) -> None:
    data = written(ROWS, delimiter).encode(encoding)
    assert texts(only_table(read_bytes(data, "план.csv"))) == ROWS


def test_csv_delimiter_named_by_excel_counts() -> None:
    assert texts(only_table(read_bytes("sep=|\r\nа,б|в\r\n".encode(), "a.csv"))) == [["а,б", "в"]]


def test_csv_commas_of_sentences_lose_to_even_semicolons() -> None:
    text = "Дата;Что\n1 мая;Концерт, ярмарка, салют\n2 мая;Чтения, конкурс\n3, 4 мая;Бег\n"
    assert sniff(text) == ";"


def test_csv_of_one_column_is_one_column() -> None:
    assert texts(only_table(read_bytes("План\nКонцерт\n".encode(), "a.csv"))) == [["План"], ["Концерт"]]


def test_csv_title_lines_above_the_table_do_not_confuse() -> None:
    text = "План мероприятий, утверждён 1 мая, в городе\n\nДата\tЧто\tГде\n1 мая\tКонцерт\tСквер\n"
    assert texts(only_table(read_bytes(text.encode(), "a.csv")))[2:] == [
        ["Дата", "Что", "Где"],
        ["1 мая", "Концерт", "Сквер"],
    ]


def test_csv_stray_quote_does_not_swallow_the_rest() -> None:
    text = 'Дата;Что\n1 мая;Клуб "Дружба\n2 мая;Ярмарка\n'
    assert texts(only_table(read_bytes(text.encode(), "a.csv")))[2] == ["2 мая", "Ярмарка"]


def test_csv_formula_signs_are_text_with_a_notice() -> None:
    paper = read_bytes('Дата;Что\n1 мая;"=cmd()"\n2 мая;@SUM(A1)\n'.encode(), "a.csv")
    assert texts(only_table(paper))[1] == ["1 мая", "=cmd()"]
    (notice,) = paper.notices
    assert notice.startswith("Ячейки B2, B3: текст начинается со знака формулы")


_FIELD = st.text(alphabet="аяЁё1. ,;\t|\"'\nx", min_size=1, max_size=12).filter(lambda text: bool(clean(text)))


@given(st.lists(st.lists(_FIELD, min_size=3, max_size=3), min_size=2, max_size=6))
def test_csv_round_trip_with_its_delimiter_named(rows: list[list[str]]) -> None:
    data = ("sep=;\n" + written(rows, ";")).encode()
    assert texts(only_table(read_bytes(data, "a.csv"))) == [[clean(field) for field in fields] for fields in rows]
