from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.directory.rules import cases_of, in_force, is_head
from orgplan.language.names import PersonName

DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@dataclass
class _Dated:
    starts_on: date | None
    ends_on: date | None


@given(st.none() | DAYS, st.none() | DAYS, DAYS)
def test_in_force_from_the_first_to_the_last_day(start: date | None, end: date | None, day: date) -> None:
    item = _Dated(start, end)
    expected = not (start is not None and day < start) and not (end is not None and day > end)
    assert in_force([item], day) == ([item] if expected else [])


@given(DAYS)
def test_both_ends_are_inclusive(day: date) -> None:
    item = _Dated(day, day)
    assert in_force([item], day) == [item]
    assert in_force([item], day + timedelta(1)) == in_force([item], day - timedelta(1)) == []


@pytest.mark.parametrize(
    "title",
    [
        "директор департамента культуры",
        "Мэр города",
        "глава администрации округа",
        "управляющий делами",
        "заведующая сектором",
        "исполняющий обязанности директора департамента",
        "и. о. начальника управления",
    ],
)
def test_head_of_a_unit(title: str) -> None:
    assert is_head(title)


@pytest.mark.parametrize(
    "title", ["", "заместитель директора", "первый заместитель Мэра", "специалист", "советник главы"]
)
def test_others_do_not_head_a_unit(title: str) -> None:
    assert not is_head(title)


def test_cases_show_the_stored_form_where_the_rules_err() -> None:
    name = PersonName("Выдуманов", "Лев", "Ильич")
    rows = cases_of(name, "m", title="директор", overrides={"Лев": {"dative": "Леву"}})
    assert [row.name for row in rows] == [
        "Выдуманов Лев Ильич",
        "Выдуманова Льва Ильича",
        "Выдуманову Леву Ильичу",
        "Выдуманова Льва Ильича",
        "Выдумановым Львом Ильичом",
        "Выдуманове Льве Ильиче",
    ]
    assert [row.corrected for row in rows] == [False, False, True, False, False, False]
    assert [row.title for row in rows][1:3] == ["директора", "директору"]
