"""Dates and times inside lines, titles and headings."""

from __future__ import annotations

from datetime import date, time

import pytest

from orgplan.language.periods import Period
from orgplan.language.timing.finding import clock_likeness, date_likeness, find_timing, heading_period, is_date_like
from orgplan.language.timing.model import Occurrence, TimingKind

DAY = date(2018, 9, 22)
LINES = [
    ("10.00 — Открытие сквера", "10.00", time(10), None),
    ("10:00 Открытие сквера", "10:00", time(10), None),
    ("9.00-10.00 - Завтрак", "9.00-10.00", time(9), time(10)),
    ("с 10-00 до 11-00 Регистрация", "с 10-00 до 11-00", time(10), time(11)),
    ("18.30-20.00. Концерт", "18.30-20.00", time(18, 30), time(20)),
    ("Праздничный концерт в 11.00", "в 11.00", time(11), None),
    ("Награждение (12.30)", "12.30", time(12, 30), None),
    ("1. 10.00 Открытие", "10.00", time(10), None),
    ("2) 10-30 – 11-15 Мастер-класс", "10-30 – 11-15", time(10, 30), time(11, 15)),
    ("11.05 Обед", "11.05", time(11, 5), None),
    ("21.00 Салют", "21.00", time(21), None),
    ("12 часов Парад оркестров", "12 часов", time(12), None),
    ("09.00 час. Заезд гостей", "09.00 час.", time(9), None),
    ("• 12:00 Мастер-класс по лепке", "12:00", time(12), None),
    ("Праздничный салют – 22.00", "22.00", time(22), None),
    ("3) 16.00-17.00 Эстафета 4х100 м", "16.00-17.00", time(16), time(17)),
    ("17.00 – 18.30 – «Играй, гармонь!», 12+", "17.00 – 18.30", time(17), time(18, 30)),
    ("Концерт группы «7Б» в 20:00 на площади", "в 20:00", time(20), None),
    ("Школа № 12, начало в 10.00", "в 10.00", time(10), None),
    ("с 12.00 Ярмарка мастеров, 15 палаток", "с 12.00", time(12), None),
]


@pytest.mark.parametrize(("line", "taken", "start", "end"), LINES, ids=[case[0] for case in LINES])
def test_clock_of_a_programme_line_is_found(line: str, taken: str, start: time, end: time | None) -> None:
    found = find_timing(line, Period.parse("2018-09-22"))
    assert found is not None
    assert line[found.start : found.end] == taken
    assert found.timing.kind is TimingKind.TIMED
    assert found.timing.occurrences == (Occurrence(DAY, DAY, start, end),)


@pytest.mark.parametrize(
    ("text", "taken", "kind"),
    [
        ("Митинг 9 мая в 10.00 у мемориала", "9 мая в 10.00", TimingKind.TIMED),
        ("Ярмарка, 15 и 16 сентября", "15 и 16 сентября", TimingKind.DAYS),
        ("22.09.2018 в 12:00 Парад", "22.09.2018 в 12:00", TimingKind.TIMED),
        ("с 1 по 5 сентября выставка", "с 1 по 5 сентября", TimingKind.DAYS),
        ("2 сентября 2018 года (воскресенье)", "2 сентября 2018 года (воскресенье)", TimingKind.DAYS),
        ("Сентябрь", "Сентябрь", TimingKind.PERIOD),
    ],
)
def test_date_in_a_sentence_is_found(text: str, taken: str, kind: TimingKind) -> None:
    found = find_timing(text, Period.year(2018))
    assert found is not None
    assert text[found.start : found.end] == taken
    assert found.timing.kind is kind


@pytest.mark.parametrize(
    "title",
    [
        "Фестиваль «Чёрная пятница»",
        "Турнир на приз 75-летия города",
        "Открытие школы № 5",
        "Субботник на ул. 9 Мая",
        "Первый квартал жилого района",
        "Глава города о планах на 2018 год",
        "10 000 участников шествия",
        "1.2 Организация торговли",
        "Концерт Марты Июньской",
        "Реализация закона от 06.10.2003 № 131-ФЗ",
        "Во исполнение постановления от 5 мая 2017 г. № 12",
        "Заседание № 5 комиссии по ст. 12.1",
        "Отчёт за I квартал",
        "О подготовке к зиме",
        "Первенство города 2008-2009 г.р.",
        "Субсидия 1,5 млн. рублей",
        "Соревнования 1 тура (3 и 4 группы)",
        "",
    ],
)
def test_title_without_a_date_has_none(title: str) -> None:
    assert find_timing(title, Period.year(2018)) is None


def test_clock_without_a_day_is_found_and_said() -> None:
    found = find_timing("10.00 — Открытие", Period.year(2018))
    assert found is not None
    assert found.timing.kind is TimingKind.UNSCHEDULED
    assert [problem.code for problem in found.problems] == ["clock_without_day"]


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("I КВАРТАЛ", "2018-Q1"),
        ("2 квартал 2018 года", "2018-Q2"),
        ("ЯНВАРЬ", "2018-01"),
        ("Январь 2018 года", "2018-01"),
        ("3 сентября, понедельник", "2018-09-03"),
        ("1 полугодие", "2018-01-01/2018-06-30"),
        ("2018 год", "2018"),
        ("Культура и спорт", None),
        ("Раздел 1. Организационные мероприятия", None),
        ("5", None),
    ],
)
def test_heading_names_its_period(heading: str, code: str | None) -> None:
    found = heading_period(heading, Period.year(2018))
    assert (found.code if found else None) == code


DATE_CELLS = [
    "01.05",
    "10.00",
    "до 5 мая",
    "май",
    "март-май",
    "еженедельно",
    "по согласованию",
    "1-3 мая\n10.00",
    "12.06.2025",
    "3-я среда",
]
OTHER_CELLS = [
    "5",
    "1.2",
    "2.10.",
    "12",
    "Иванов И.И.",
    "г. Омск",
    "ул. Ленина, 5",
    "Департамент культуры",
    "1 200,5",
    "Концерт 9 мая в парке Победы",
    "МБУ «Центр досуга»",
    "",
]


@pytest.mark.parametrize("cell", DATE_CELLS)
def test_date_cell_looks_like_one(cell: str) -> None:
    assert is_date_like(cell)


@pytest.mark.parametrize("cell", OTHER_CELLS)
def test_other_cell_does_not_look_like_a_date(cell: str) -> None:
    assert not is_date_like(cell)


def test_time_column_is_told_from_a_date_column() -> None:
    assert all(clock_likeness(cell) == 1 for cell in ("10.00", "10-30", "9.00-10.00", "с 10.00"))
    assert all(clock_likeness(cell) < date_likeness(cell) for cell in ("9 мая", "май", "01.05.2018"))
