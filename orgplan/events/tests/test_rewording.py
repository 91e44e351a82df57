"""Old words of day and place put into new ones."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.events.rules.rewording import Moment, day_forms, named_days, named_hours, replacements, reworded

OLD, NEW = date(2026, 8, 1), date(2026, 8, 8)
WORDS = replacements(
    {"when": "1 августа 2026 года, 10:00", "where": "Соборная площадь"},
    {"when": "8 августа 2026 года, 12:00", "where": "парк «Зелёный остров»"},
    moments=(Moment(OLD), Moment(NEW)),
)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def test_wording_day_and_place_are_replaced_at_once():
    text = "Ждём 1 августа 2026 года, 10:00, Соборная площадь. Напомним 01.08.2026; сбор 1\N{NO-BREAK SPACE}августа."
    assert reworded(text, WORDS) == (
        "Ждём 8 августа 2026 года, 12:00, парк «Зелёный остров». Напомним 08.08.2026; сбор 8 августа."
    )


def test_parts_of_other_words_stay():
    text = "11 августа, 101.08.2026, 21 августа 2026 года, Соборная площадьё"
    assert reworded(text, WORDS) == text


def test_a_day_that_is_not_known_any_more_leaves_the_new_words():
    words = replacements({"when": "1 августа 2026 года"}, {"when": "в течение месяца"}, moments=(Moment(OLD), Moment()))
    assert reworded("Будет 01.08.2026", words) == "Будет в течение месяца"


def test_what_stays_and_short_words_are_not_replaced():
    assert replacements({"where": "ДК"}, {"where": "Театр"}) == {}
    assert replacements({"where": "Театр"}, {"where": "Театр"}) == {}


@given(DAYS, DAYS, st.text(alphabet="абв .,0123456789", max_size=20))
def test_no_form_of_the_old_day_is_left(old, new, around):
    words = replacements({"when": day_forms(old)[0]}, {"when": day_forms(new)[0]}, moments=(Moment(old), Moment(new)))
    if old == new or set(day_forms(old)) & set(day_forms(new)):
        return
    for form in day_forms(old):
        assert form not in reworded(f"{around} {form} {around}", words) or form in f"{around} {around}"


def test_days_named_in_words_are_found_once_in_their_order():
    text = "Сдать к 15 декабря, ответы 3.12 и 03.12.2026; монтаж 14–15 декабря 2026 года, сбор в пятницу; 15 декабря"
    assert named_days(text, year=2026) == (
        "15 декабря",
        "3.12",
        "03.12.2026",
        "14–15 декабря 2026 года",
        "в пятницу",
    )


def test_dates_of_acts_hours_and_numbers_are_no_days_of_preparation():
    text = "По закону № 131-ФЗ от 06.10.2003 к 10:30, пункт 4.15, 12 человек, «Пятница» и договор 1.2.3"
    assert named_days(text, year=2026) == ()


@given(DAYS)
def test_every_form_of_a_day_is_named_and_left_out_where_it_is_right(day: date):
    for form in day_forms(day):
        assert named_days(f"Готово: {form}.", year=day.year) == (form,)
        assert named_days(f"Готово: {form}.", year=day.year, but=day_forms(day)) == ()


MOVED = (Moment(OLD, time(9, 30), time(11, 0)), Moment(NEW, time(15, 0), time(16, 0)))


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("Собираемся 1 августа в 09:30 у входа", "Собираемся 8 августа в 15:00 у входа"),
        ("01.08.2026, 9.30", "08.08.2026, 15.00"),
        ("Будет 1 августа 2026 года, в 9:30.", "Будет 8 августа 2026 года, в 15:00."),
        ("Время 9:30–11:00, с 09.30 до 11.00", "Время 15:00–16:00, с 15.00 до 16.00"),
        ("Автобус в 9:30 от площади, 1 августа 10:30", "Автобус в 9:30 от площади, 8 августа 10:30"),
    ],
)
def test_hours_follow_where_they_are_surely_those_of_the_event(text, new):
    assert reworded(text, replacements({"when": "было"}, {"when": "стало"}, moments=MOVED)) == new


def test_an_hour_alone_is_named_for_a_person_to_look_at():
    assert named_hours("Автобус в 9:30, сбор 09.30, до 11:00, 19:30, 11:00:05", *MOVED) == ("09.30", "9:30", "11:00")
    assert named_hours("Автобус в 9:30", MOVED[0], MOVED[0]) == ()


def test_the_same_day_at_another_hour_is_put_into_words_too():
    moments = (Moment(OLD, time(9, 30)), Moment(OLD, time(15, 0)))
    assert reworded("1 августа в 9:30", replacements({}, {}, moments=moments)) == "1 августа в 15:00"
