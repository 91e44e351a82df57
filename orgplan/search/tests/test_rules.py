"""Words, marks, keys, slips, readings and order, without a database."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.search.rules.asking import LONGEST_QUESTION, asked_words, choose, read_question
from orgplan.search.rules.keyboard import by_sound, in_latin_layout, in_russian_layout, is_slip
from orgplan.search.rules.ranking import Candidate, Counts, nearness_of, rank
from orgplan.search.rules.slips import corrections, farthest
from orgplan.search.rules.words import Text, companions, date_marks, find_exact, index_words, number_mark, span_marks

TODAY = date(2026, 7, 30)
CYRILLIC = st.text("абвгдежзийклмнопрстуфхцчшщъыьэюя", min_size=1, max_size=12)
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


class Index:
    """A small index in memory, as the database answers for it."""

    def __init__(self, *titles: str) -> None:
        self.titles = titles
        self.candidates = [Candidate(n, *index_words(Text(n, title))) for n, title in enumerate(titles)]
        self.words = Counter(word for each in self.candidates for word in set(each.words))
        self.beginnings = Counter(
            begun
            for each in self.candidates
            for begun in {w[:size] for w in each.words for size in range(1, len(w) + 1)}
        )

    def choose(self, text):
        def vocabulary(shortest, longest):
            return [word for word in self.words if shortest <= len(word) <= longest]

        return choose(read_question(text, today=TODAY), self.words, self.beginnings, vocabulary)

    def find(self, text):
        counts = Counts(len(self.titles), self.words, self.beginnings)
        return [self.titles[each.key] for each in rank(self.choose(text).wanted, self.candidates, counts)]


CITY = Index(
    "Встреча мэра с делегацией Павлодара",
    "Заседание комиссии по благоустройству",
    "Праздник первой школы",
    "Субботник в мае",
    "Распоряжение № 50-п",
    "Концерт в ДК Малунцева",
)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("мэр", "Встреча мэра с делегацией Павлодара"),
        ("ьэр", "Встреча мэра с делегацией Павлодара"),
        ("v'h", "Встреча мэра с делегацией Павлодара"),
        ("vfq", "Субботник в мае"),
        ("pfctlfybt rjvbccbb", "Заседание комиссии по благоустройству"),
        ("pavlodar", "Встреча мэра с делегацией Павлодара"),
        ("благаустройство", "Заседание комиссии по благоустройству"),
        ("прадзник", "Праздник первой школы"),
        ("школам", "Праздник первой школы"),
        ("заседа", "Заседание комиссии по благоустройству"),
        ("№ 50-П", "Распоряжение № 50-п"),
        ("50-п", "Распоряжение № 50-п"),
        ("дом культуры", "Концерт в ДК Малунцева"),
        ("Дк малунцева", "Концерт в ДК Малунцева"),
    ],
)
def test_question_is_understood(text, first):
    assert CITY.find(text)[:1] == [first]


def test_word_that_is_known_is_not_read_otherwise():
    index = Index("Приём API", "Показ «Фзш»")
    assert (index.find("api"), index.choose("api").read_as) == (["Приём API"], ())


def test_other_reading_is_told():
    assert CITY.choose("vfq").read_as == (("vfq", "май"),)
    assert CITY.choose("ujhjlf vfz").read_as == (("ujhjlf", "города"), ("vfz", "мая"))
    assert CITY.choose("ьэр").read_as == (("ьэр", "мэр"),)


def test_word_of_the_dictionary_is_not_corrected():
    assert CITY.choose("школка школьник ").read_as == ()


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("12.09", ("d0912",)),
        ("12.09.2026", ("d20260912",)),
        ("12.09.26", ("d20260912",)),
        ("2026-09-12", ("d20260912",)),
        ("12 сентября", ("d0912",)),
        ("12 сент. 2026 г.", ("d20260912",)),
        ("3 мая", ("d0503",)),
        ("29.02", ("d0229",)),
        ("завтра", ("d20260731",)),
        ("№ 50-п от 01.09.2025", ("d20250901", "n50п")),
        ("школа № 5", ("n5",)),
        ("3 марафона", ()),
        ("31.02", ()),
        ("в 15.30", ()),
        ("каб. 401", ()),
    ],
)
def test_exact_dates_and_numbers(text, marks):
    assert find_exact(text, today=TODAY).marks == marks


@given(DAYS)
def test_day_is_found_by_each_way_to_write_it(day):
    with_year = date_marks(day)[1]
    assert find_exact(f"{day:%d.%m.%Y}").marks == (with_year,)
    assert find_exact(day.isoformat()).marks == (with_year,)
    assert find_exact(f"{day.day}.{day.month}").marks == (date_marks(day)[0],)


@given(DAYS, st.integers(0, 60))
def test_stretch_marks_its_first_and_last_day(first, length):
    last = date.fromordinal(first.toordinal() + length)
    assert {*date_marks(first), *date_marks(last)} <= set(span_marks(first, last))


@given(st.text(max_size=400))
def test_any_text_gives_words_that_the_index_can_hold(text):
    words, title_length = index_words(Text(1, text, text, numbers=[text]))
    assert 0 <= title_length <= len(words)
    assert [word for word in words if not word.isalnum() or len(word) > 60] == []


@settings(max_examples=60)
@given(st.text(max_size=2 * LONGEST_QUESTION))
def test_any_question_is_read_and_answered(text):
    pieces = read_question(text, today=TODAY)
    words, beginnings = asked_words(pieces)
    assert [word for word in words | beginnings if not word.isalnum()] == []
    assert len(CITY.find(text)) <= len(CITY.titles)


@given(CYRILLIC)
def test_word_typed_in_the_other_layout_comes_back(word):
    plain = word.replace("ё", "е")
    assert in_russian_layout(in_latin_layout(plain)) == plain


@given(CYRILLIC.filter(lambda word: len(word) >= 6), st.data())
def test_one_slip_of_a_long_word_is_corrected(word, data):
    place = data.draw(st.integers(0, len(word) - 1))
    slip = data.draw(st.sampled_from(("lose", "double", "change")))
    letter = data.draw(st.sampled_from("абвгд").filter(lambda each: each != word[place]))
    typed = {
        "lose": word[:place] + word[place + 1 :],
        "double": word[:place] + word[place] + word[place:],
        "change": word[:place] + letter + word[place + 1 :],
    }[slip]
    assert typed == word or corrections(typed, [word]) == (word,)


@given(CYRILLIC, st.lists(CYRILLIC, max_size=8))
def test_correction_is_near_and_never_the_word_itself(typed, vocabulary):
    found = corrections(typed, vocabulary)
    assert typed not in found
    assert all(abs(len(word) - len(typed)) <= farthest(typed) for word in found)


@given(st.lists(st.lists(st.sampled_from(["мэр", "план", "школа", "сад"]), max_size=5), min_size=1, max_size=6))
def test_order_does_not_depend_on_the_order_of_the_rows(texts):
    rows = [Candidate(n, words) for n, words in enumerate(texts)]
    counted = Counter(word for words in texts for word in set(words))
    wanted = CITY.choose("мэр школа ").wanted
    counts = Counts(len(rows), counted, counted)
    assert rank(wanted, rows, counts) == rank(wanted, rows[::-1], counts)


def test_exact_mark_stands_above_many_words():
    index = Index("Распоряжение мэра о плане школы", "№ 50-п")
    assert index.find("распоряжение мэра план школы № 50-п") == ["№ 50-п"]


def test_record_with_all_words_stands_above_one_with_some():
    index = Index("Комиссия", "Комиссия по наградам", "Наградной отдел")
    assert index.find("комиссия награды ")[0] == "Комиссия по наградам"


def test_near_day_decides_between_equals():
    counts = Counts(2, {"планерка": 2}, {"план": 2, "плане": 2})
    rows = [
        Candidate(1, ["планерка"], 1, nearness_of(date(2026, 8, 3), TODAY)),
        Candidate(2, ["планерка"], 1, nearness_of(date(2019, 8, 5), TODAY)),
    ]
    wanted = Index("Планерка").choose("планерка ").wanted
    assert [each.key for each in rank(wanted, rows, counts)] == [1, 2]


@given(DAYS)
def test_nearness_is_a_share(day):
    assert 0 <= nearness_of(day, TODAY) <= nearness_of(TODAY, TODAY) == 1


def test_abbreviation_and_its_words_stand_for_each_other():
    assert companions(["дом", "культура"]) == ("дк",)
    assert companions(["дк"]) == ("дом", "культура")


def test_number_is_one_however_it_is_written():
    assert {number_mark(each) for each in ("50-п", "50/П", "50 п")} == {"n50п"}
    assert number_mark("б/н") == ""


def test_sounds_and_neighbours():
    assert (by_sound("shchukin"), is_slip("ь", "м"), is_slip("а", "п"), is_slip("а", "ю")) == (
        "щукин",
        True,
        True,
        False,
    )
