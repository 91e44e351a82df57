"""Names in cases: a table of our own, the shared data, rules as properties."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.language.declension import Case, Gender, decline_name, guess_gender
from orgplan.language.names import PersonName

DATA = Path(__file__).parent / "data"
SHARED = Path(__file__).parents[4] / "shared" / "data" / "declension"
OBLIQUE = tuple(Case)[1:]
SHARED_CASES = {"им": Case.NOMINATIVE, **dict(zip(("рд", "дт", "вн", "тв", "пр"), OBLIQUE, strict=True))}

# Forms of the shared data that are wrong: «Манижы» breaks the spelling of жи; «Снежой» would need the stress on the
# ending, which the diminutive of «Снежана» has not.
SHARED_MISTAKES = {("Манижа", "Манижы"), ("Снежа", "Снежой")}

CYRILLIC_NAME = st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяё-' .", max_size=12).map(str.title)


def rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


def declined(part: str, text: str, case: Case, gender: Gender | None) -> str:
    return str(getattr(decline_name(PersonName(**{part: text}), case, gender), part))


def shared(path: str) -> list[list[str]]:
    if not SHARED.exists():
        if os.environ.get("CI") == "true":
            pytest.fail("shared/data/declension is missing")
        pytest.skip("shared/data/declension is not beside the repository")
    return [line.split("\t") for line in (SHARED / path).read_text(encoding="utf-8-sig").splitlines()]


@pytest.mark.parametrize("row", rows("names.tsv"), ids=lambda row: f"{row[2]}-{row[1]}")
def test_name_declines_in_six_cases(row: list[str]) -> None:
    part, gender, *forms = row
    assert [declined(part, forms[0], case, Gender(gender)) for case in Case] == forms


@pytest.mark.parametrize("row", rows("names.tsv"), ids=lambda row: f"{row[2]}-{row[1]}")
def test_name_in_capitals_declines_in_capitals(row: list[str]) -> None:
    part, gender, *forms = row
    wanted = [form.upper() for form in forms]
    assert [declined(part, wanted[0], case, Gender(gender)) for case in Case] == wanted


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("petrovich-eval/surnames.misc.tsv", "surname"),
        ("petrovich-eval/firstnames.misc.tsv", "first_name"),
        ("petrovich-eval/midnames.misc.tsv", "patronymic"),
    ],
)
def test_petrovich_single_names_decline(path: str, part: str) -> None:
    wrong = []
    for lemma, word, grammemes in shared(path)[1:]:
        gender, _, case = grammemes.split(",")
        got = declined(part, lemma, SHARED_CASES[case], Gender.MALE if gender == "мр" else Gender.FEMALE)
        if got != word:
            wrong.append((lemma, word, got))
    assert wrong == []


def test_petrovich_whole_names_decline_with_guessed_gender() -> None:
    wrong = []
    for surname, first_name, patronymic, *expected, grammemes in shared("petrovich-eval/people.tsv")[1:]:
        got = decline_name(PersonName(surname, first_name, patronymic), SHARED_CASES[grammemes.split(",")[2]])
        if [got.surname, got.first_name, got.patronymic] != expected:
            wrong.append((expected, got))
    assert wrong == []


def test_petrovich_genders_are_guessed() -> None:
    genders = {"мр": Gender.MALE, "жр": Gender.FEMALE, "мр-жр": None}
    wrong = [row for row in shared("petrovich-eval/people.gender.tsv")[1:] if guess_gender(*row[:3]) != genders[row[3]]]
    assert wrong == []


@pytest.mark.parametrize(
    ("path", "part"),
    [("morphos/LastNamesInflection.tsv", "surname"), ("morphos/MiddleNamesInflection.tsv", "patronymic")],
)
def test_morphos_names_decline(path: str, part: str) -> None:
    wrong = []
    for lemma, gender, *forms in shared(path):
        got = [declined(part, lemma, case, Gender(gender)) for case in OBLIQUE]
        if got != forms:
            wrong.append((forms, got))
    assert wrong == []


def test_morphos_first_names_decline_but_for_its_mistakes() -> None:
    table = shared("morphos/FirstNamesInflecion.tsv")
    women_from = next(at for at, row in enumerate(table) if row[0] == "Анна")
    wrong = set()
    for at, (lemma, *forms) in enumerate(table):
        gender = Gender.MALE if at < women_from else Gender.FEMALE
        pairs = zip(OBLIQUE, forms, strict=True)
        # «Манижей» beside «Манижы» shows the unstressed ending that «Снежа» has too.
        wrong |= {(lemma, form) for case, form in pairs if declined("first_name", lemma, case, gender) != form}
    assert wrong == SHARED_MISTAKES


@pytest.mark.parametrize("given_gender", [True, False], ids=["given", "guessed"])
def test_morphos_whole_names_decline(given_gender: bool) -> None:
    wrong = []
    for full, letter, *forms in shared("morphos/Functions.tsv"):
        parts = full.split() if " " in full else ["", full]
        gender = Gender(letter) if given_gender else None
        got = [decline_name(PersonName(*parts), case, gender).full() for case in OBLIQUE]
        if got != forms:
            wrong.append((forms, got))
    assert wrong == []


@pytest.mark.parametrize(
    ("surname", "first_name", "patronymic", "gender"),
    [
        ("Иванов", "Саша", "", Gender.MALE),
        ("Иванова", "Саша", "", Gender.FEMALE),
        ("Осипчук", "Саша", "", None),
        ("Курбанова", "Хадижат", "", Gender.FEMALE),
        ("Литвин", "Эмма", "", Gender.FEMALE),
        ("Ткач", "Никита", "", Gender.MALE),
        ("Чайка", "Фёкла", "", Gender.FEMALE),
        ("Ли", "", "Мамед кызы", Gender.FEMALE),
        ("Ли", "", "Мамед оглы", Gender.MALE),
        ("Ли", "", "Кузьмич", Gender.MALE),
        ("Ли", "", "Ильинична", Gender.FEMALE),
        ("Ли", "И.", "И.", None),
        ("", "", "", None),
    ],
)
def test_gender_is_guessed(surname: str, first_name: str, patronymic: str, gender: Gender | None) -> None:
    assert guess_gender(surname, first_name, patronymic) == gender


def test_spaces_around_a_part_stay() -> None:
    assert declined("surname", "  Бонч-Бруевич ", Case.DATIVE, Gender.MALE) == "  Бонч-Бруевичу "
    assert declined("patronymic", "Ильич ", Case.INSTRUMENTAL, Gender.MALE) == "Ильичом "


def test_initials_stay() -> None:
    name = decline_name(PersonName("Лисицын", "И.", "И."), Case.DATIVE, Gender.MALE)
    assert name == PersonName("Лисицыну", "И.", "И.")


def test_stored_form_wins_over_the_rules() -> None:
    stored = {"Перец": {Case.GENITIVE: "Переца"}}
    name = PersonName("Перец", "Иван", "Иванович")
    assert decline_name(name, Case.GENITIVE, Gender.MALE, stored) == PersonName("Переца", "Ивана", "Ивановича")
    assert decline_name(name, Case.DATIVE, Gender.MALE, stored).first_name == "Ивану"


@given(CYRILLIC_NAME, CYRILLIC_NAME, CYRILLIC_NAME, st.sampled_from([*Gender, None]))
def test_nominative_is_the_name_itself(surname: str, first: str, patronymic: str, gender: Gender | None) -> None:
    name = PersonName(surname, first, patronymic)
    assert decline_name(name, Case.NOMINATIVE, gender) == name


@given(st.one_of(CYRILLIC_NAME, st.text(max_size=12)), st.sampled_from(Case), st.sampled_from([*Gender, None]))
def test_any_text_declines_without_failing_and_keeps_its_words(text: str, case: Case, gender: Gender | None) -> None:
    got = decline_name(PersonName(text, text, text), case, gender)
    assert [len(part.split()) for part in (got.surname, got.first_name, got.patronymic)] == [len(text.split())] * 3


@given(CYRILLIC_NAME, st.sampled_from(Case), st.sampled_from(Gender))
def test_first_letter_keeps_its_size(text: str, case: Case, gender: Gender) -> None:
    got = declined("surname", text, case, gender)
    assert got[:1].isupper() == text[:1].isupper()


@pytest.mark.parametrize(
    ("first_name", "gender"),
    [
        ("Ахмадхужа", Gender.MALE),
        ("Искандархужа", Gender.MALE),
        ("Аманмурза", Gender.MALE),
        ("Байрамбек", Gender.MALE),
        ("Нурулла", Gender.MALE),
        ("Златоцвета", Gender.FEMALE),
        ("Женя", None),
    ],
)
def test_gender_of_an_unlisted_first_name_is_told_by_its_ending(first_name: str, gender: Gender | None) -> None:
    assert guess_gender("", first_name, "") == gender
