from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.planning.rules.reading.cells import date_part, events_in, separate_when, take_clock
from orgplan.planning.rules.reading.marks import is_clock_only, is_day_heading, is_period_heading, is_when, may_be_date
from orgplan.planning.rules.reading.places import split_title_place, take_marked_place


@pytest.mark.parametrize(
    ("text", "when", "rest"),
    [
        ("10.00\nПлощадь Труда", "10.00", "Площадь Труда"),
        ("12.00, городской парк", "12.00", "городской парк"),
        ("ДК «Химик», 18.00", "18.00", "ДК «Химик»"),
        ("с 9.00 до 11.00\nСтадион", "с 9.00 до 11.00", "Стадион"),
        ("22 июня 10.00 ч.\nМемориал", "22 июня 10.00 ч.", "Мемориал"),
        ("Парк", "", "Парк"),
    ],
)
def test_time_is_separated_from_the_place(text: str, when: str, rest: str) -> None:
    assert separate_when(text) == (when, rest)


@pytest.mark.parametrize(
    ("title", "short", "clock"),
    [
        ("10.00 Совещание", "Совещание", "10.00"),
        ("Совещание в 11.00", "Совещание", "11.00"),
        ("Дежурство с 18.00", "Дежурство", "с 18.00"),
        ("Выезд (с 10.00 до 12.00)", "Выезд", "с 10.00 до 12.00"),
        ("Приём заявок до 10.11", "Приём заявок до 10.11", ""),
        ("Концерт к 65-летию", "Концерт к 65-летию", ""),
        ("11.30", "11.30", ""),
    ],
)
def test_clock_is_taken_from_the_edge_of_a_title(title: str, short: str, clock: str) -> None:
    assert take_clock(title) == (short, clock)


@pytest.mark.parametrize(
    ("text", "kept"),
    [("28 апреля 13.00", "28 апреля"), ("10.04.2018\n12:00", "10.04.2018"), ("апрель", "апрель"), ("11.30", "")],
)
def test_repeated_date_has_no_clock(text: str, kept: str) -> None:
    assert date_part(text) == kept


def test_listed_events_are_told_from_wrapped_words() -> None:
    assert events_in("9.00 – Линейка\n12.00 – Открытие\nплощадки") == ["9.00 – Линейка", "12.00 – Открытие\nплощадки"]
    assert events_in("1. Акция\n2. Урок") == ["1. Акция", "2. Урок"]
    assert events_in("Концерт\nансамбля «Родник»") == ["Концерт\nансамбля «Родник»"]
    assert events_in("1. Акция\n3. Урок") == ["1. Акция\n3. Урок"]


@given(st.text(alphabet="А1.2:0-– \n«в", max_size=40))
def test_no_event_of_a_cell_is_lost(text: str) -> None:
    assert "".join("".join(events_in(text)).split()) == "".join(text.split())


def test_marks_tell_days_from_times() -> None:
    assert is_clock_only("13-00 14-00")
    assert is_clock_only("с 10.00 до 12.00")
    assert not is_clock_only("17.02 в 14-00")
    assert not is_clock_only("10.04.2018")
    assert may_be_date("01.11")
    assert may_be_date("до 5.12")
    assert not may_be_date("11.30")
    assert is_when("Еженедельно по вторникам с 8.00 до 10.00")
    assert not is_when("Концерт 5 мая")


@pytest.mark.parametrize(
    "text", ["3 сентября, пятница", "Понедельник, 3 апреля", "Вторник", "День первый. 5 мая", "01 июня (воскресенье)"]
)
def test_day_headings_are_known(text: str) -> None:
    assert is_day_heading(text)


@pytest.mark.parametrize("text", ["I квартал", "ЯНВАРЬ", "2 полугодие", "Апрель 2018 года"])
def test_period_headings_are_known(text: str) -> None:
    assert is_period_heading(text)
    assert not is_day_heading(text)


@pytest.mark.parametrize("text", ["Концерт", "10.00", "5 мая в 12.00", "Январские встречи", ""])
def test_other_lines_are_no_headings(text: str) -> None:
    assert not is_day_heading(text)
    assert not is_period_heading(text)


def test_place_is_split_off_a_title() -> None:
    assert split_title_place("Открытие ёлки.\nПлощадь Согласия") == ("Открытие ёлки.", "Площадь Согласия")
    assert split_title_place("Мастерская (Дом ремёсел)") == ("Мастерская", "Дом ремёсел")
    assert split_title_place("Совещание, каб. 12") == ("Совещание", "каб. 12")
    assert split_title_place("Концерт «Весна», посвящённый юбилею") == ("Концерт «Весна», посвящённый юбилею", None)
    assert take_marked_place("Кросс. Место проведения: стадион «Заря».") == ("Кросс.", "стадион «Заря»")
