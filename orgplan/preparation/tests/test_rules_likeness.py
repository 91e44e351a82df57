"""Past events that are like a new one are found by meaning, and unlike ones do not stand before them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.preparation.rules.likeness import LIKE, Traits, likeness, nearness, similar, words_asked

PAIRS = (
    ("Торжественное открытие сквера", "Церемония ввода парка"),
    ("Возложение цветов", "Митинг памяти"),
    ("Новогодняя ёлка для детей", "Рождественский утренник"),
    ("Проводы зимы", "Масленичные гулянья"),
    ("Чествование золотых медалистов", "Приём выпускников-отличников у Мэра"),
    ("Субботник", "Санитарная уборка города"),
    ("Велопробег", "Соревнования по велоспорту"),
    ("Легкоатлетический марафон", "Забег «Омская миля»"),
    ("Ярмарка выходного дня", "Торговые ряды сельхозпродукции"),
    ("Награждение медиков", "Чествование врачей и медсестёр"),
    ("Аппаратное совещание", "Планёрка у первого заместителя"),
    ("Пуск трамвайной линии", "Открытие движения по мосту"),
    ("Пасхальное богослужение", "Крестный ход на Светлую седмицу"),
    ("Парад Победы", "Торжественное прохождение войск 9 мая"),
    ("Закладка первого камня школы", "Начало строительства детского сада"),
    ("Приём граждан по личным вопросам", "Сход граждан"),
    ("Пресс-конференция Мэра", "Брифинг для журналистов"),
    ("Открытие мемориальной доски", "Установка бюста герою"),
)
UNLIKE = (
    "Заседание бюджетной комиссии",
    "Первенство города по волейболу",
    "Премьера спектакля",
    "Торги по продаже земельных участков",
    "Диспансеризация муниципальных служащих",
    "Хакатон юных программистов",
)


@pytest.mark.parametrize(("new", "past"), PAIRS)
def test_unlike_names_of_like_events_meet_and_nothing_unlike_stands_before_them(new, past):
    others = [Traits(number, title, "other") for number, title in enumerate(UNLIKE, start=10)]
    found = similar(Traits(1, new, "other"), [*others, Traits(2, past, "other")])
    assert found[:1] == [likeness(Traits(1, new, "other"), Traits(2, past, "other"))]
    assert found[0].why


@pytest.mark.parametrize(
    ("new", "past"),
    [
        ("Открытие сквера", "Открытие выставки живописи"),
        ("Штаб по подготовке праздника", "Штаб по ликвидации аварии на теплотрассе"),
        ("Награждение победителей олимпиады по физике", "Митинг ко Дню Победы"),
        ("День строителя", "День учителя"),
    ],
)
def test_same_form_or_a_common_word_alone_does_not_make_events_alike(new, past):
    assert likeness(Traits(1, new, "other"), Traits(2, past, "other")).points < LIKE


def test_reasons_name_the_meaning_where_no_word_is_the_same():
    found = likeness(Traits(1, "Торжественное открытие сквера", ""), Traits(2, "Церемония ввода парка", ""))
    assert found.why[0] == "по смыслу: парки и скверы, открытие"


def test_event_that_comes_back_every_week_stands_once_by_its_latest():
    weekly = [Traits(key, "Аппаратное совещание № 3", "staff_meeting", day=date(2026, 3, key)) for key in range(1, 9)]
    found = similar(Traits(99, "Аппаратное совещание", "staff_meeting"), [*weekly, Traits(50, "Планёрка", "meeting")])
    assert [each.key for each in found] == [8, 50]


def test_words_asked_of_the_index_are_single_and_never_common():
    telling, doing = words_asked("Торжественное открытие сквера")
    assert {"сквер", "парк", "бульвар"} <= telling
    assert {"ввод", "пуск"} <= doing
    assert not [word for word in telling | doing if "-" in word or word in {"торжественный", "город", "день"}]


@given(st.text(max_size=60), st.text(max_size=60))
def test_nearness_is_between_nothing_and_one_whatever_the_text(one, other):
    assert 0 <= nearness(one, other) <= 1
