"""Numbers with their nouns."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.language.counts import agreed, counted, figures

FORMS = [
    ("мероприятие", "мероприятия", "мероприятий"),
    ("рабочий день", "рабочих дня", "рабочих дней"),
    ("год", "года", "лет"),
    ("человек", "человека", "человек"),
    ("раз", "раза", "раз"),
    ("новая улица", "новые улицы", "новых улиц"),
    ("городское мероприятие", "городских мероприятия", "городских мероприятий"),
    ("план мероприятий", "плана мероприятий", "планов мероприятий"),
    ("место в первом ряду", "места в первом ряду", "мест в первом ряду"),
    ("приглашённый", "приглашённых", "приглашённых"),
    ("дежурный", "дежурных", "дежурных"),
    ("горничная", "горничные", "горничных"),
    ("судья", "судьи", "судей"),
    ("ребёнок", "ребёнка", "детей"),
    ("строка", "строки", "строк"),
    ("подразделение", "подразделения", "подразделений"),
    ("просроченное поручение", "просроченных поручения", "просроченных поручений"),
    ("копия", "копии", "копий"),
    ("час", "часа", "часов"),
    ("минута", "минуты", "минут"),
    ("секретарь", "секретаря", "секретарей"),
    ("замечание", "замечания", "замечаний"),
    ("гость", "гостя", "гостей"),
    ("файл", "файла", "файлов"),
    ("совпадение", "совпадения", "совпадений"),
    ("общегородская площадка", "общегородские площадки", "общегородских площадок"),
]


@pytest.mark.parametrize("forms", FORMS, ids=lambda forms: forms[0])
def test_noun_agrees_with_one_two_and_five(forms: tuple[str, str, str]) -> None:
    assert tuple(agreed(number, forms[0]) for number in (1, 2, 5)) == forms


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0\u00a0дней"),
        (1, "1\u00a0день"),
        (4, "4\u00a0дня"),
        (11, "11\u00a0дней"),
        (14, "14\u00a0дней"),
        (21, "21\u00a0день"),
        (112, "112\u00a0дней"),
        (1001, "1001\u00a0день"),
        (12_500, "12\u00a0500\u00a0дней"),
        (-2, "−2\u00a0дня"),
        (Decimal("1.5"), "1,5\u00a0дня"),
        (Decimal("2.0"), "2,0\u00a0дня"),
    ],
)
def test_number_stands_before_its_noun(number: int | Decimal, text: str) -> None:
    assert counted(number, "день") == text


def test_fraction_takes_the_genitive_singular_of_adjectives_too() -> None:
    assert agreed(Decimal("1.5"), "рабочий день") == "рабочего дня"
    assert agreed(Decimal("0.5"), "новая улица") == "новой улицы"


def test_capitals_stay() -> None:
    assert agreed(5, "Мероприятие Мэра") == "Мероприятий Мэра"


@given(st.integers(min_value=-(10**9), max_value=10**9), st.sampled_from(FORMS))
def test_last_two_figures_decide(number: int, forms: tuple[str, str, str]) -> None:
    assert agreed(number, forms[0]) == agreed(abs(number) % 100, forms[0])


@given(st.integers(min_value=0, max_value=10**9))
def test_figures_keep_the_number(number: int) -> None:
    assert int(figures(number).replace("\u00a0", "")) == number


@given(st.integers(min_value=0, max_value=200), st.text(max_size=20))
def test_any_phrase_is_counted(number: int, phrase: str) -> None:
    assert counted(number, phrase).startswith(str(number))
