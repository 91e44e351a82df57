"""States, outcomes and the ladder: pure rules, in every combination."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.instructions.rules.discipline import Outcome, Tally, formula, outcome_of, percent_words
from orgplan.instructions.rules.escalation import STALE, Rung, Side, Step, is_due, taken_on
from orgplan.instructions.rules.states import (
    INSTRUCTION_TRANSITIONS,
    OPEN,
    InstructionState,
    Status,
    next_state,
    status_on,
)
from orgplan.instructions.rules.terms import DayMeasure
from orgplan.worktime import WorkingCalendar

TODAY = date(2026, 3, 16)
CALENDAR = WorkingCalendar.bundled()
DAYS = st.dates(date(2026, 1, 12), date(2026, 11, 30))


@pytest.mark.parametrize("state", InstructionState)
def test_control_is_removed_only_from_a_report(state):
    expected = InstructionState.REMOVED if state == InstructionState.REPORTED else None
    assert next_state(state, "remove") == expected


def test_every_state_is_reached_and_left():
    assert set(INSTRUCTION_TRANSITIONS.values()) == set(InstructionState)
    assert {state for state, _verb in INSTRUCTION_TRANSITIONS} == set(InstructionState)


@pytest.mark.parametrize(("state", "shift", "extended"), list(product(InstructionState, (-1, 0, 1), (False, True))))
def test_status_of_the_day(state, shift, extended):
    status = status_on(state, due_on=TODAY + timedelta(days=shift), is_extended=extended, today=TODAY)
    if state in OPEN and shift < 0:
        assert status == Status.OVERDUE
    elif state == InstructionState.ON_EXECUTION and extended:
        assert status == Status.EXTENDED
    else:
        assert status.value == state.value


@given(
    state=st.sampled_from(InstructionState),
    due=DAYS,
    done=st.one_of(st.none(), DAYS),
    extended=st.booleans(),
    today=DAYS,
)
def test_extended_is_never_counted_as_in_time(state, due, done, extended, today):
    outcome = outcome_of(state, due_on=due, done_on=done, is_extended=extended, today=today)
    assert (outcome is None) == (state == InstructionState.CANCELLED)
    if extended:
        assert outcome not in {Outcome.IN_TIME, Outcome.AHEAD}
    if outcome == Outcome.OVERDUE:
        assert due < today


@given(counts=st.lists(st.integers(0, 500), min_size=len(Outcome), max_size=len(Outcome)))
def test_shares_come_from_the_counts_they_name(counts):
    tally = Tally(dict(zip(Outcome, counts, strict=True)))
    assert tally.total == sum(counts)
    assert (tally.share is None) == (tally.total == 0)
    if tally.share is not None and tally.timely_share is not None:
        assert abs(float(tally.share) - tally.done / tally.total * 100) <= 0.05001
        assert tally.timely_share <= tally.share


def test_formula_is_that_of_the_regulation():
    assert formula(40, 50) == "Ко = 40 / 50 × 100 % = 80,0 %"
    assert "не считается" in formula(0, 0)
    assert percent_words(None) == "—"


STEPS = st.builds(
    Step,
    side=st.sampled_from(Side),
    rung=st.sampled_from(Rung),
    count=st.integers(0, 20),
    measure=st.sampled_from(DayMeasure),
)


@given(step=STEPS, due=DAYS)
def test_step_stands_on_its_side_of_the_term(step, due):
    day = taken_on(step, due, CALENDAR)
    if step.side == Side.ON_DAY or step.count == 0:
        assert day == due
    else:
        assert (day < due) == (step.side == Side.BEFORE)


@given(step=STEPS, due=DAYS, ahead=st.integers(-40, 40))
def test_step_is_due_on_its_day_and_not_long_after(step, due, ahead):
    day = taken_on(step, due, CALENDAR)
    today = day + timedelta(days=ahead)
    if is_due(step, due, today, CALENDAR):
        assert day <= today <= day + STALE
    assert is_due(step, due, day, CALENDAR)


def test_warning_before_the_term_is_not_given_after_it():
    step = Step(Side.BEFORE, Rung.PERFORMER, 1, DayMeasure.CALENDAR)
    assert not is_due(step, TODAY, TODAY, CALENDAR)
    assert is_due(step, TODAY, TODAY - timedelta(days=1), CALENDAR)
    assert step.words == "за 1\u00a0календарный день до срока"
