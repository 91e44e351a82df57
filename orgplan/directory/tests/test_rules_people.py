"""Persons in the cells of plans; everybody is invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.directory.rules import KnownPerson, PeopleIndex
from orgplan.language.declension import decline_name
from orgplan.language.grammar import CASES, Case, Gender
from orgplan.language.names import PersonName

PEOPLE = [
    KnownPerson(1, PersonName("Выдуманов", "Пётр", "Ильич"), Gender.MALE),
    KnownPerson(2, PersonName("Выдуманов", "Павел", "Олегович"), Gender.MALE),
    KnownPerson(3, PersonName("Небылицына", "Анна", "Сергеевна"), Gender.FEMALE),
    KnownPerson(4, PersonName("Примеров-Образцов", "Лев", ""), Gender.MALE),
    KnownPerson(5, PersonName("Сказко", "Ольга", "Вымысловна"), Gender.FEMALE),
]
INDEX = PeopleIndex(PEOPLE)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Выдуманов П.И.", 1),
        ("Выдуманов П. О.", 2),
        ("П.И. Выдуманов", 1),
        ("П.О.Выдуманов", 2),
        ("Выдуманову П. И.", 1),
        ("Выдуманов Петр Ильич", 1),
        ("Петра Ильича Выдуманова", 1),
        ("Выдумановым Павлом", 2),
        ("директор департамента культуры Небылицына А.С.", 3),
        ("Небылицыной А.C.", 3),
        ("Небылицына", 3),
        ("Небылицына А.", 3),
        ("Примеров-Образцов Л.", 4),
        ("Сказко O.B.", 5),
    ],
)
def test_person_is_found(text: str, key: int) -> None:
    assert INDEX.find(text) == key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Выдуманов П.",
        "Выдуманов",
        "Небылицына И.С.",
        "Незнакомцев П.И.",
        "Выдуманов П.И., Небылицына А.С.",
        "Пётр Ильич",
    ],
)
def test_nobody_or_several_is_none(text: str) -> None:
    assert INDEX.find(text) is None


@given(st.sampled_from(PEOPLE), st.sampled_from(CASES))
def test_full_name_in_any_case_is_found(person: KnownPerson, case: Case) -> None:
    assert INDEX.find(decline_name(person.name, case, person.gender).full()) == person.key


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert INDEX.find(text) in {None, 1, 2, 3, 4, 5}
