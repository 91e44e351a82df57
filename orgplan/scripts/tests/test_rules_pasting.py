"""Lines of a script as people paste them."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.scripts.rules.pasting import read_lines


@pytest.mark.parametrize(
    ("line", "title", "minutes", "who"),
    [
        ("10:00 – 10:15 Встреча гостей – Иванов И. И.", "Встреча гостей", 15, "Иванов И. И."),
        ("10.00-10.20\tГимн\tОркестр", "Гимн", 20, "Оркестр"),
        ("с 23:50 до 00:10 Салют", "Салют", 20, ""),
        ("Вручение наград (25 мин)", "Вручение наград", 25, ""),
        ("3.\tНомер\t10 мин\tХор", "Номер", 10, "Хор"),
        ("2. Речь Мэра, 5 минут", "Речь Мэра", 5, ""),
    ],
)
def test_line_is_read(line, title, minutes, who):
    (read,) = read_lines(line).lines
    assert (read.title, read.minutes, read.who, read.doubt) == (title, minutes, who, "")


def test_length_is_taken_from_the_next_beginning():
    first, last = read_lines("10:00 Сбор\n10:25 Открытие").lines
    assert (first.minutes, first.doubt) == (25, "")
    assert (last.minutes, last.doubt) == (5, "длительность не указана: поставлено 5 мин")


def test_line_without_time_goes_on_with_the_text_before_it():
    (read,) = read_lines("10:00 – 10:05 Гимн\nВсе встают").lines
    assert (read.text, read.original) == ("Все встают", "10:00 – 10:05 Гимн\nВсе встают")


def test_head_of_a_table_is_told_and_not_taken():
    read = read_lines("Время\tЧто\tКто\n10:00\tГимн\tХор")
    assert read.left == ((1, "Время\tЧто\tКто"),)
    assert [line.title for line in read.lines] == ["Гимн"]


def test_end_before_the_beginning_is_said():
    (read,) = read_lines("10:20–10:10 Речь").lines
    assert (read.start, read.minutes, read.doubt) == (time(10, 20), 5, "окончание раньше начала: поставлено 5 мин")


@given(st.text(alphabet="10:.–-\t\n абвИО()мин№", max_size=120))
def test_nothing_pasted_is_lost(text):
    read = read_lines(text)
    lines = {line.strip() for line in text.splitlines() if line.strip(" \t\xa0")}
    kept = {line for each in read.lines for line in each.original.split("\n")} | {line for _n, line in read.left}
    assert lines <= kept
    assert all(each.title for each in read.lines)
