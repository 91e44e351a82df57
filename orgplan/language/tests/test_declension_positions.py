"""Posts in cases. Each table holds the six forms of a post, written by hand.

`posts_held_out.tsv` was written before the rules, the second and the third before their next reworkings; the first
runs scored 286 of 289, 303 of 305 and 273 of 275 posts. Since then all guard the rules.
"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.language.declension import Case, decline_position

DATA = Path(__file__).parent / "data"
TABLES = (
    "posts.tsv",
    "posts_held_out.tsv",
    "posts_second_held_out.tsv",
    "posts_third_held_out.tsv",
    "posts_tricky.tsv",
)


def rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


POSTS = [row[0] for table in TABLES for row in rows(table)]


def forms(post: str) -> list[str]:
    return [decline_position(post, case) for case in Case]


@pytest.mark.parametrize("table", TABLES)
def test_posts_decline_in_six_cases(table: str) -> None:
    assert [forms(row[0]) for row in rows(table)] == rows(table)


@pytest.mark.parametrize(
    ("post", "genitive"),
    [
        ("заведующая отделом", "заведующей отделом"),
        ("и. о. директора", "и. о. директора"),
        ("  Директор   школы ", "  Директора   школы "),
        ("ДИРЕКТОР МБОУ «СОШ № 5»", "ДИРЕКТОРА МБОУ «СОШ № 5»"),
        ("учётчик", "учётчика"),
        ("учетчик", "учетчика"),
        ("актёр", "актёра"),
        ("актер", "актера"),
        ("директора департамента", "директора департамента"),
        ("начальник отдела\nглавный бухгалтер", "начальника отдела\nглавного бухгалтера"),
        ("", ""),
        ("–", "–"),
        ("IT", "IT"),
    ],
)
def test_post_declines_with_its_letters_and_spaces(post: str, genitive: str) -> None:
    assert decline_position(post, Case.GENITIVE) == genitive


@pytest.mark.parametrize(
    ("post", "instrumental"),
    [
        ("секретарь", "секретарем"),
        ("врач", "врачом"),
        ("сторож", "сторожем"),
        ("продавец", "продавцом"),
        ("боец", "бойцом"),
        ("судья", "судьей"),
        ("мать", "матерью"),
        ("викарий", "викарием"),
        ("подмастерье", "подмастерьем"),
    ],
)
def test_post_takes_the_instrumental_of_its_stress(post: str, instrumental: str) -> None:
    assert decline_position(post, Case.INSTRUMENTAL) == instrumental


def test_stored_form_wins_over_the_rules() -> None:
    stored = {"мастер цеха": {Case.GENITIVE: "мастера (цеха)"}}
    assert decline_position("мастер цеха", Case.GENITIVE, stored) == "мастера (цеха)"
    assert decline_position("мастер цеха", Case.DATIVE, stored) == "мастеру цеха"


@given(st.one_of(st.sampled_from(POSTS), st.text(max_size=40)))
def test_nominative_is_the_post_itself(post: str) -> None:
    assert decline_position(post, Case.NOMINATIVE) == post


@given(
    st.one_of(st.sampled_from(POSTS), st.text(max_size=40), st.text(alphabet="абвийояь -,.(«»)/–", max_size=40)),
    st.sampled_from(Case),
)
def test_any_text_declines_without_failing_and_keeps_its_words(post: str, case: Case) -> None:
    assert len(decline_position(post, case).split()) == len(post.split())


@given(st.sampled_from(POSTS), st.sampled_from(Case), st.sampled_from([str.upper, str.title, str.capitalize]))
def test_capitals_stay_where_they_were(post: str, case: Case, write: object) -> None:
    assert callable(write)
    text = str(write(post))
    before, after = text.split(), decline_position(text, case).split()
    assert [word[:1].isupper() for word in after] == [word[:1].isupper() for word in before]


@given(st.sampled_from(POSTS), st.sampled_from(Case))
def test_marks_and_spaces_stay(post: str, case: Case) -> None:
    def marks(text: str) -> list[str]:
        return [letter for letter in text if not letter.isalpha()]

    assert marks(decline_position(post, case)) == marks(post)


# A post without its own line may stand behind another; these cannot be told from a genitive there.
UNTOLD = ("печевой", "бариста", "вентилевой", "звеньевой", "миксеровой", "скиповой")


@pytest.mark.parametrize("joint", [", ", " – ", " (", " и "])
def test_second_post_declines_behind_the_first(joint: str) -> None:
    wrong = []
    for table in TABLES:
        for row in rows(table):
            got = decline_position("директор департамента" + joint + row[0], Case.DATIVE)
            if got != "директору департамента" + joint + row[2]:
                wrong.append(row[0].split()[0])
    assert tuple(wrong) == UNTOLD
