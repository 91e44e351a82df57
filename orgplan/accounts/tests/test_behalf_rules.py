from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.accounts.rules.behalf import Scope, genitive_of, is_in_force, reaches, refusal, signature

DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
SCOPES = st.sampled_from(Scope)


@given(DAYS, st.integers(0, 400), DAYS)
def test_right_holds_from_its_first_to_its_last_day(starts_on: date, length: int, today: date) -> None:
    ends_on = starts_on + timedelta(days=length)
    days = {starts_on + timedelta(days=number) for number in range(length + 1)}
    assert is_in_force(starts_on=starts_on, ends_on=ends_on, today=today) == (today in days)


@given(SCOPES, SCOPES, SCOPES)
def test_scopes_stand_in_one_order(one: Scope, two: Scope, three: Scope) -> None:
    assert reaches(one, one)
    assert reaches(one, two) or reaches(two, one)
    assert not (reaches(one, two) and reaches(two, three)) or reaches(one, three)


@given(SCOPES, SCOPES, st.booleans(), st.booleans(), st.booleans())
def test_wider_right_refuses_nothing_that_a_narrower_one_allows(
    narrow: Scope, wide: Scope, personal: bool, writes: bool, decides: bool
) -> None:
    if reaches(wide, narrow) and not refusal(narrow, personal=personal, writes=writes, decides=decides):
        assert not refusal(wide, personal=personal, writes=writes, decides=decides)


@pytest.mark.parametrize("scope", Scope)
def test_what_is_the_persons_own_is_refused_to_every_scope_with_a_sentence(scope: Scope) -> None:
    assert "за другого этого не делают" in str(refusal(scope, personal=True, writes=False, decides=True))


def test_seeing_is_never_refused_and_changing_as_far_as_the_scope_says() -> None:
    answers = {
        (scope, decides): bool(refusal(scope, personal=False, writes=True, decides=decides))
        for scope in Scope
        for decides in (True, False)
    }
    assert answers == {
        (Scope.DAY, True): True,
        (Scope.DAY, False): True,
        (Scope.DECIDE, True): False,
        (Scope.DECIDE, False): True,
        (Scope.ALL, True): False,
        (Scope.ALL, False): False,
    }
    assert not refusal(Scope.DAY, personal=False, writes=False, decides=False)


def test_signature_names_both() -> None:
    assert (
        signature("Петрова Ирина Игоревна", "Мэра города")
        == "Петрова\N{NO-BREAK SPACE}И.\N{NO-BREAK SPACE}И. за Мэра города"
    )
    assert len(signature("Ф" * 300, "Мэра")) == 200


def test_leader_is_proposed_in_the_genitive() -> None:
    assert genitive_of("Образцов И. И.") == "Образцова\N{NO-BREAK SPACE}И.\N{NO-BREAK SPACE}И."
