"""Spreading a total, and how far a quota is filled."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.quotas.rules.filling import Answer, Share, answer_of, fill_of, names_in, people_words
from orgplan.quotas.rules.spreading import PinnedTooManyError, spread

TOTALS = st.integers(0, 5_000)
BODIES = st.lists(st.tuples(st.integers(0, 2_000), st.none() | st.integers(0, 40)), min_size=1, max_size=25)


@given(TOTALS, BODIES)
def test_shares_sum_exactly_and_pins_stay(total, bodies):
    weights, pins = [weight for weight, _pin in bodies], [pin for _weight, pin in bodies]
    pinned = sum(pin for pin in pins if pin is not None)
    if pinned > total:
        with pytest.raises(PinnedTooManyError):
            spread(total, weights, pins)
        return
    found = spread(total, weights, pins)
    assert all(share == pin for share, pin in zip(found, pins, strict=True) if pin is not None)
    assert min(found) >= 0
    assert sum(found) == (pinned if None not in pins else total)


@given(TOTALS, st.lists(st.integers(0, 2_000), min_size=1, max_size=25))
def test_a_heavier_body_never_sends_fewer(total, weights):
    found = spread(total, weights, [None] * len(weights))
    by_weight = sorted(zip(weights, found, strict=True))
    assert all(one[1] <= other[1] for one, other in pairwise(by_weight) if one[0] < other[0])


@given(TOTALS, st.lists(st.integers(1, 2_000), min_size=1, max_size=25))
def test_no_share_is_a_whole_person_away_from_its_quota(total, weights):
    found = spread(total, weights, [None] * len(weights))
    whole = sum(weights)
    assert all(abs(share * whole - total * weight) < whole for share, weight in zip(found, weights, strict=True))


def test_bodies_without_weight_send_nobody_unless_none_has_any():
    assert spread(10, [0, 5], [None, None]) == [0, 10]
    assert spread(10, [0, 0, 0], [None, None, None]) == [4, 3, 3]


def test_the_procession_of_five_districts():
    assert spread(650, [212, 178, 149, 196, 231], [None, None, None, None, None]) == [143, 120, 100, 132, 155]


def test_a_surplus_of_one_hides_no_shortage_of_another():
    fill = fill_of([Share(10, 15), Share(10, 4), Share(5), Share(0)])
    assert (fill.asked, fill.promised, fill.surplus, fill.short, fill.unanswered) == (25, 14, 5, 11, 1)
    assert fill.came is None


def test_came_is_summed_over_those_counted():
    assert fill_of([Share(10, 10, 8), Share(5, 5)]).came == 8


@pytest.mark.parametrize(
    ("share", "asked", "today", "expected"),
    [
        (Share(10), False, 1, Answer.UNASKED),
        (Share(10), True, 20, Answer.WAITING),
        (Share(10), True, 21, Answer.LATE),
        (Share(10, 0), True, 21, Answer.REFUSED),
        (Share(10, 9), True, 1, Answer.LESS),
        (Share(10, 10), False, 1, Answer.PROMISED),
    ],
)
def test_how_a_body_stands(share, asked, today, expected):
    assert answer_of(share, is_asked=asked, due_on=date(2026, 7, 20), today=date(2026, 7, today)) == expected


def test_pasted_names_lose_their_numbers():
    assert names_in("1. Примеров П. П.\n\n 2) Образцова О. О. \nПоказов") == [
        "Примеров П. П.",
        "Образцова О. О.",
        "Показов",
    ]


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1\xa0человека"), (21, "21\xa0человека"), (11, "11\xa0человек"), (2, "2\xa0человек")]
)
def test_whom_one_asks_to_send(count, words):
    assert people_words(count) == words
