"""What the import page needs beside the rows: source cells, confidence, problems, notices, remembered columns."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from orgplan.language.periods import Period
from orgplan.planning.rules.reading.model import PlanReading, Role
from orgplan.planning.rules.reading.reading import read_plan
from orgplan.planning.tests.rules_reading.notation import paper, shown_timing
from orgplan.tables.model import Cell, Paper, Table

APRIL = Period.month(2018, 4)


def read(text: str, period: Period = APRIL) -> PlanReading:
    return read_plan(paper(text), period)


def test_source_names_sheet_row_and_original_cells() -> None:
    reading = read(
        """
        #апрель
        План на апрель |  |
        Дата | Мероприятие | Место
        3 апреля / 12.00 | Концерт | ДК «Луч»
        """
    )
    (row,) = reading.rows
    assert (row.source.table, row.source.row, row.source.sheet) == (1, 3, "апрель")
    assert row.source.cells == (("Дата", "3 апреля\n12.00"), ("Мероприятие", "Концерт"), ("Место", "ДК «Луч»"))
    assert reading.title == "План на апрель"
    assert reading.mappings == {1: {0: Role.DATE, 1: Role.TITLE, 2: Role.PLACE}}


def test_confidence_falls_where_the_reader_had_to_guess() -> None:
    sure = read("Дата | Мероприятие | Ответственный\n3 апреля | Концерт | Отдел культуры").rows[0].confidence
    assert min(sure.values()) > 0.9
    repeated = read("Дата | Мероприятие\n3 апреля | Концерт\n | Выставка").rows[1].confidence
    assert repeated["timing"] < 0.9
    strange = read("Дата | Мероприятие | Ответственный\nкогда-нибудь | Концерт | жж").rows[0].confidence
    assert strange["timing"] < 0.5
    assert strange["responsible"] < 0.6
    headless = read("3 апреля | Концерт на площади\n4 апреля | Выставка цветов").rows[0].confidence
    assert headless["title"] < sure["title"]


def test_problem_names_row_and_column() -> None:
    reading = read("Дата | Мероприятие\n31 апреля | Концерт\n | ")
    (problem,) = reading.rows[0].problems
    assert problem.text.startswith("строка 2, столбец «Дата»: ")
    assert "31.04.2018" in problem.text


def test_sheet_stands_in_the_address_of_a_problem() -> None:
    reading = read("#План\nДата | Мероприятие | Место\n3 апреля | | парк")
    assert [problem.text for problem in reading.rows[0].problems] == ["лист «План», строка 2: нет названия мероприятия"]


def test_row_without_a_title_is_not_lost() -> None:
    reading = read("№ | Мероприятие | Дата | Место\n1 | | 3 апреля | парк\n2 | Концерт | 4 апреля | сад")
    assert [row.title for row in reading.rows] == ["", "Концерт"]
    assert reading.rows[0].confidence["title"] == 0


def test_unread_tables_and_rows_are_named_in_notices() -> None:
    reading = read(
        """
        Дата | Мероприятие | Ответственный
        3 апреля | Концерт | Отдел культуры
        Итого: 1 мероприятие | < | <
        Начальник отдела | | К.К. Кедров

        #Телефоны
        Учреждение | Телефон
        Музей | 2-12-12
        """
    )
    assert len(reading.rows) == 1
    notices = " ".join(reading.notices)
    for words in ("Итого: 1 мероприятие", "К.К. Кедров", "Лист «Телефоны»"):
        assert words in notices


def test_heading_without_events_below_is_named() -> None:
    reading = read("№ | Мероприятие | Дата\n1 | Концерт | 3 апреля\nЯрмарка | < | <")
    assert [row.title for row in reading.rows] == ["Концерт"]
    assert "«Ярмарка»" in reading.notices[-1]


def test_empty_paper_says_that_nothing_was_found() -> None:
    reading = read_plan(paper("Просто слова"), APRIL)
    assert reading.rows == ()
    assert "не найдено" in reading.notices[-1]


def test_table_without_dates_keeps_its_rows_and_says_so() -> None:
    reading = read("№ | Мероприятие | Ответственный\n1 | Покраска бордюров | МКУ «Город»")
    assert [row.title for row in reading.rows] == ["Покраска бордюров"]
    assert "нет столбца с датой" in " ".join(reading.notices)
    assert reading.rows[0].problems[0].code == "date_missing"


def test_year_of_the_title_is_named_where_it_is_not_the_period() -> None:
    reading = read("План на апрель 2017 года\n\nДата | Мероприятие\n3 апреля | Концерт")
    assert reading.notices == ("В заголовке назван 2017 год, а период плана — 01.04.2018–30.04.2018",)


def test_sections_fill_the_rows_below() -> None:
    reading = read(
        """
        № | Мероприятие | Дата
        Раздел I. Культура | < | <
        1 | Концерт | 3 апреля
        II. | Спорт |
        1 | Кросс | 4 апреля
        """
    )
    assert [row.section for row in reading.rows] == ["Раздел I. Культура", "II. Спорт"]


@pytest.mark.parametrize("words", ["-//-", "«", '"', "то же", "там же"])
def test_ditto_marks_repeat_the_cell_above(words: str) -> None:
    reading = read(f"Дата | Мероприятие | Место\n3 апреля | Концерт | парк\n4 апреля | Ярмарка | {words}")
    assert [row.place for row in reading.rows] == ["парк", "парк"]


def test_typed_cells_of_a_sheet_are_trusted_and_a_repeated_day_drops_its_clock() -> None:
    rows = (
        ("Дата", "Время", "Мероприятие"),
        (datetime(2018, 4, 6, 9, 0), "", "Кросс"),  # noqa: DTZ001 -- a sheet has wall-clock times
        (None, time(12, 0), "Выставка"),
        (date(2018, 4, 7), time(10, 30), "Ярмарка"),
    )
    cells = tuple(tuple(typed(value) for value in row) for row in rows)
    reading = read_plan(Paper("план.xlsx", (Table(cells, "апрель"),)), APRIL)
    assert [shown_timing(row) for row in reading.rows] == [
        "timed 2018-04-06 09:00",
        "timed 2018-04-06 12:00",
        "timed 2018-04-07 10:30",
    ]


def typed(value: object) -> Cell:
    match value:
        case datetime():
            return Cell(f"{value:%d.%m.%Y %H:%M}", value)
        case date():
            return Cell(f"{value:%d.%m.%Y}", value)
        case time():
            return Cell(f"{value:%H:%M}", value)
        case _:
            return Cell(str(value or ""))
