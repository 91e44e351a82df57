"""When a round of agreement is over and whose turn it is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from orgplan.planning.rules.approval import (
    AgreementOrder,
    AgreementState,
    RoundState,
    round_after,
    whose_turn,
)

states = st.lists(st.sampled_from(AgreementState), min_size=1)


@given(states)
def test_open_round_awaits_somebody_and_a_closed_one_nobody(given_states):
    after = round_after(given_states)
    for order in AgreementOrder:
        assert bool(whose_turn(given_states, order)) == (after == RoundState.OPEN)


@given(states)
def test_in_order_one_answers_at_a_time_and_the_first_of_those_who_wait(given_states):
    turn, all_at_once = (whose_turn(given_states, AgreementOrder(order)) for order in ("in_order", "parallel"))
    assert turn == all_at_once[:1]
