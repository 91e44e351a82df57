"""Dates in words, quotation marks, no-break spaces."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.language import wording
from orgplan.language.months import MONTHS_GENITIVE

DAY = date(2009, 10, 26)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_date_is_written_in_words_and_figures() -> None:
    assert wording.in_words(DAY) == "26\u00a0октября 2009\u00a0года"
    assert wording.in_words_short(DAY) == "26\u00a0октября 2009\u00a0г."
    assert wording.for_signature(DAY) == "«26»\u00a0октября 2009\u00a0г."
    assert wording.for_signature(date(2025, 5, 3)) == "«03»\u00a0мая 2025\u00a0г."
    assert wording.in_figures(date(2025, 5, 3)) == "03.05.2025"
    assert wording.weekday(DAY) == "понедельник"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2025, 5, 3), date(2025, 5, 3), "3 мая 2025 года"),
        (date(2025, 5, 3), date(2025, 5, 5), "3–5 мая 2025 года"),
        (date(2025, 4, 30), date(2025, 5, 2), "30 апреля – 2 мая 2025 года"),
        (date(2025, 12, 29), date(2026, 1, 8), "29 декабря 2025 года – 8 января 2026 года"),
    ],
)
def test_span_names_month_and_year_once(first: date, last: date, text: str) -> None:
    assert plain(wording.span_in_words(first, last)) == text


def test_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match=r"Последний день 25\.10\.2009 раньше первого 26\.10\.2009\."):
        wording.span_in_words(DAY, date(2009, 10, 25))


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ('День "Омска"', "День «Омска»"),
        ('"Ночь музеев"', "«Ночь музеев»"),
        ('клуб ("Луч")', "клуб («Луч»)"),
        ("“Луч”", "«Луч»"),
        ("«Луч»", "«Луч»"),
        ("", ""),
    ],
)
def test_straight_marks_become_guillemets(text: str, marked: str) -> None:
    assert wording.guillemets(text) == marked


def test_title_in_a_title_takes_the_inner_marks() -> None:
    assert wording.quoted('Ансамбль "Луч"') == "«Ансамбль „Луч“»"
    assert wording.quoted("Луч") == "«Луч»"


@pytest.mark.parametrize(
    ("text", "tied"),
    [
        ("в г. Омске", "в_г._Омске"),
        ("приказ № 5 от 3 мая", "приказ №_5 от_3_мая"),
        ("И. И. Лисицын", "И._И._Лисицын"),
        ("2009 г.", "2009_г."),
        ("5 % и 10 тыс. руб.", "5_% и_10_тыс. руб."),
        ("Омск - город", "Омск_– город"),
        ("Омск — город", "Омск_– город"),
        ("научно-практическая", "научно-практическая"),
    ],
)
def test_typeset_ties_what_must_not_part(text: str, tied: str) -> None:
    assert wording.typeset(text).replace("\u00a0", "_") == tied


@given(st.dates())
def test_date_in_words_reads_back(day: date) -> None:
    number, month, year, _ = plain(wording.in_words(day)).split()
    assert date(int(year), MONTHS_GENITIVE.index(month) + 1, int(number)) == day


@given(st.text(alphabet='абвАБ .,-–—"«»№5г', max_size=40))
def test_typeset_changes_no_letter_and_is_stable(text: str) -> None:
    once = wording.typeset(text)
    assert [letter for letter in once if letter.isalnum()] == [letter for letter in text if letter.isalnum()]
    assert wording.typeset(once) == once
