"""Long words are parted by syllables; nothing else of a text is changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.language.hyphens import LONG, SOFT_HYPHEN, hyphenated, parted

VOWELS = frozenset("аеёиоуыэюя")
LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"


@pytest.mark.parametrize(
    "pieces",
    [
        "Опе-ра-тив-ное",
        "адми-нис-тра-ции",
        "Замес-ти-тель",
        "пред-при-ни-ма-те-лей",
        "бла-го-ус-трой-ства",
        "наци-о-наль-ных",
        "совер-шен-но-лет-них",
        "объе-ди-нён-ный",
        "Встре-ча",
        "Рабо-чая",
        "май-ский",
    ],
)
def test_long_word_is_parted_by_syllables(pieces: str) -> None:
    assert "-".join(parted(pieces.replace("-", ""))) == pieces


def test_short_words_figures_and_other_letters_stay() -> None:
    assert (
        hyphenated("Приём граждан, 15:00, Leroymerlinstore, 131-ФЗ") == "Приём граждан, 15:00, Leroymerlinstore, 131-ФЗ"
    )


def test_narrower_place_parts_shorter_words() -> None:
    assert hyphenated("Совещание") == "Совещание"
    assert hyphenated("Совещание", 9) == SOFT_HYPHEN.join(["Сове", "ща", "ние"])


@given(st.text(st.sampled_from(LETTERS + " -«»1"), max_size=60))
def test_text_without_its_soft_hyphens_is_the_same(text: str) -> None:
    assert hyphenated(text, 5).replace(SOFT_HYPHEN, "") == text


@given(st.text(st.sampled_from(LETTERS), min_size=LONG, max_size=30))
def test_every_break_leaves_a_syllable_on_both_lines_and_carries_no_sign(word: str) -> None:
    pieces = parted(word)
    assert len(pieces) == 1 or all(set(each) & VOWELS for each in pieces)
    for at in range(1, len(pieces)):
        before, after = "".join(pieces[:at]), "".join(pieces[at:])
        assert set(before) & VOWELS
        assert set(after) & VOWELS
        assert after[0] not in "ъьйы"
        assert min(len(before), len(after)) > 1
