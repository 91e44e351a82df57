"""The tables of states, whole."""

from __future__ import annotations

from itertools import product

import pytest

from orgplan.planning.rules.states import (
    LINE_TRANSITIONS,
    PLAN_TRANSITIONS,
    SUBMISSION_TRANSITIONS,
    ForbiddenPassageError,
    LineState,
    PlanState,
    SubmissionState,
    next_line_state,
    next_plan_state,
    next_submission_state,
)

TABLES = (
    (PlanState, PLAN_TRANSITIONS, next_plan_state),
    (LineState, LINE_TRANSITIONS, next_line_state),
    (SubmissionState, SUBMISSION_TRANSITIONS, next_submission_state),
)


@pytest.mark.parametrize(("states", "table", "following"), TABLES)
def test_passages_exist_only_in_the_table(states, table, following):
    verbs = {verb for _state, verb in table}
    for state, verb in product(states, verbs):
        if (state, verb) in table:
            assert following(state.value, verb) == table[state, verb]
        else:
            with pytest.raises(ForbiddenPassageError):
                following(state.value, verb)


@pytest.mark.parametrize(("states", "table", "following"), TABLES)
def test_every_state_can_be_reached(states, table, following):
    reached = {next(iter(states))}
    while grown := {table[key] for key in table if key[0] in reached} - reached:
        reached |= grown
    assert reached == set(states)
