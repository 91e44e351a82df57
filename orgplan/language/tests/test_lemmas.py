"""Lemmas: one word whatever its form, case or spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.language.lemmas import STOP_WORDS, lemma, lemmas, readings


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("школами", "школа"),
        ("ШКОЛЫ", "школа"),
        ("ёлки", "елка"),
        ("елки", "елка"),
        ("парке", "парк"),
        ("Лучших", "лучший"),
        ("КДН", "кдн"),
        ("Дню", "день"),
        ("Cалют", "салют"),  # a Latin C
        ("3", "3"),
        ("Wi", "wi"),
        ("", ""),
    ],
)
def test_lemma_is_the_dictionary_form(word: str, expected: str) -> None:
    assert lemma(word) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Открытие детского сада № 415", ("открытие", "детский", "сад", "415")),
        ("на ул. 3-й Молодёжной", ("ул", "3", "молодежный")),
        ("микрорайон «Амурский-2»", ("микрорайон", "амурский", "2")),
        ("Блиц-турнир по шахматам", ("блиц", "турнир", "шахматы")),
        ("2026/2027 учебный год", ("2026", "2027", "учебный", "год")),
        ("ПРАЗДНИК ДЛЯ ДЕТЕЙ", ("праздник", "ребенок")),
        ("5-летие клуба", ("5", "летие", "клуб")),
        ("—", ()),
    ],
)
def test_lemmas_keep_order_and_numbers(text: str, expected: tuple[str, ...]) -> None:
    assert lemmas(text) == expected


@given(st.text(max_size=80))
def test_lemmas_accept_any_text(text: str) -> None:
    found = lemmas(text)
    assert not STOP_WORDS.intersection(found)
    assert all(word and not word.isspace() for word in found)


@given(st.lists(st.sampled_from(["школа", "парк", "ёлка", "город", "совет"]), max_size=6))
def test_lemmas_do_not_depend_on_capitals_or_quotes(words: list[str]) -> None:
    assert lemmas(" ".join(words)) == lemmas("«" + "» «".join(words).upper() + "»")


def test_letter_that_the_analyser_does_not_know_stays_as_it_is():
    assert (lemma("Б\U00017000"), readings("Б\U00017000")) == ("б\U00017000", (("б\U00017000",),))


def test_question_may_be_read_in_more_ways_than_one():
    assert readings("стали")[0] == ("стать", "сталь")
