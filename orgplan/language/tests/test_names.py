"""Names in parts: reading from one line, initials, salutation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.language.grammar import Gender
from orgplan.language.names import PersonName, parse_name

FULL = PersonName("Лисицын", "Иван", "Иванович")
WORD = st.text(alphabet="абвгдежз", min_size=2, max_size=8).map(str.title)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Лисицын Иван Иванович", FULL),
        ("Иван Иванович Лисицын", FULL),
        ("  Лисицын   Иван\nИванович ", FULL),
        ("Лисицын Иван", PersonName("Лисицын", "Иван")),
        ("Иван Лисицын", PersonName("Лисицын", "Иван")),
        ("Анна Лисицкая", PersonName("Лисицкая", "Анна")),
        ("Лев Ким", PersonName("Лев", "Ким")),
        ("Иван Иванович", PersonName("", "Иван", "Иванович")),
        ("Лисицын", PersonName("Лисицын")),
        ("", PersonName()),
        ("Лисицын И. И.", PersonName("Лисицын", "И.", "И.")),
        ("Лисицын И.И.", PersonName("Лисицын", "И.", "И.")),
        ("И.И. Лисицын", PersonName("Лисицын", "И.", "И.")),
        ("И. Лисицын", PersonName("Лисицын", "И.")),
        ("Лисицына-Волкова А.П.", PersonName("Лисицына-Волкова", "А.", "П.")),
        ("Гаджиев Рашид Мамед оглы", PersonName("Гаджиев", "Рашид", "Мамед оглы")),
        ("фон Лис Иван Иванович", PersonName("фон Лис", "Иван", "Иванович")),
        ("Волкович Анна Ильинична", PersonName("Волкович", "Анна", "Ильинична")),
        ("Волкович Иван Кузьмич", PersonName("Волкович", "Иван", "Кузьмич")),
        ("Лис Анна Мария", PersonName("Лис", "Анна", "Мария")),
    ],
)
def test_name_is_read_from_a_line(text: str, name: PersonName) -> None:
    assert parse_name(text) == name


def test_forms_hold_together_with_no_break_spaces() -> None:
    assert FULL.full() == "Лисицын Иван Иванович"
    assert FULL.initials() == "И.\u00a0И."
    assert FULL.initials_first() == "И.\u00a0И.\u00a0Лисицын"
    assert FULL.surname_first() == "Лисицын\u00a0И.\u00a0И."


def test_forms_leave_out_what_is_not_known() -> None:
    assert PersonName("Лис").initials_first() == "Лис"
    assert PersonName("Лис", "Анна").surname_first() == "Лис\u00a0А."
    assert PersonName("", "Анна", "Ивановна").full() == "Анна Ивановна"
    assert PersonName().initials() == ""


@pytest.mark.parametrize(
    ("name", "gender", "salutation"),
    [
        (FULL, Gender.MALE, "Уважаемый Иван Иванович!"),
        (PersonName("Лисицына", "Анна", "Петровна"), Gender.FEMALE, "Уважаемая Анна Петровна!"),
        (PersonName("Лис", "Анна"), Gender.FEMALE, "Уважаемая Анна!"),
        (PersonName("Лис", "А.", "П."), Gender.FEMALE, "Уважаемая госпожа Лис!"),
        (PersonName("Лис", "И."), Gender.MALE, "Уважаемый господин Лис!"),
    ],
)
def test_salutation_agrees_with_the_person(name: PersonName, gender: Gender, salutation: str) -> None:
    assert name.salutation(gender) == salutation


@given(WORD, WORD, WORD)
def test_full_name_reads_back(surname: str, first_name: str, stem: str) -> None:
    name = PersonName(surname, first_name, stem + "ович")
    assert parse_name(name.full()) == name


@given(WORD, st.sampled_from("АБВ"), st.sampled_from("АБВ"))
def test_initials_read_back_in_both_orders(surname: str, first: str, second: str) -> None:
    name = PersonName(surname, first + ".", second + ".")
    assert [parse_name(name.surname_first()), parse_name(name.initials_first())] == [name, name]


@given(st.text(max_size=30))
def test_any_text_is_read(text: str) -> None:
    name = parse_name(text)
    assert sorted("".join(name.full().split())) == sorted("".join(text.split()))
