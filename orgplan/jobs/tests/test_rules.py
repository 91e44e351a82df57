"""Due moments, pauses, states: by properties."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.jobs.rules import (
    EVERY_DAY,
    HEARTBEAT,
    JOB_TRANSITIONS,
    LEASE,
    MONDAY_TO_FRIDAY,
    Daily,
    Every,
    JobState,
    latest_due,
    next_job_state,
    pause_after,
)

OMSK = ZoneInfo("Asia/Omsk")
moments = st.integers(0, 3_000_000).map(lambda each: datetime(2024, 1, 1, tzinfo=OMSK) + timedelta(minutes=each))
schedules = st.one_of(
    st.integers(1, 1440).map(Every),
    st.builds(
        Daily,
        st.times().map(lambda each: each.replace(tzinfo=None)),
        st.sets(st.integers(0, 6), min_size=1).map(frozenset),
    ),
)


@given(schedules, moments)
def test_latest_due_has_come_and_is_its_own_latest(schedule, now):
    due = latest_due(schedule, now)
    assert due <= now
    assert latest_due(schedule, due) == due


@given(schedules, moments, st.timedeltas(timedelta(0), timedelta(days=20)))
def test_latest_due_never_goes_back(schedule, now, later):
    assert latest_due(schedule, now) <= latest_due(schedule, now + later)


@given(st.integers(1, 1440), moments)
def test_every_some_minutes_is_due_less_than_that_ago(minutes, now):
    assert now - latest_due(Every(minutes), now) < timedelta(minutes=minutes)


def test_missed_days_collapse_into_the_latest():
    monday = datetime(2026, 7, 20, 8, 59, tzinfo=OMSK)
    assert latest_due(Daily(time(9), MONDAY_TO_FRIDAY), monday) == datetime(2026, 7, 17, 9, tzinfo=OMSK)
    assert latest_due(Daily(time(9)), monday) == datetime(2026, 7, 19, 9, tzinfo=OMSK)


@pytest.mark.parametrize("wrong", [lambda: Every(0), lambda: Every(1441), lambda: Daily(time(9), frozenset())])
def test_schedule_that_is_never_due_is_refused(wrong):
    with pytest.raises(ValueError, match=r"minutes|weekdays"):
        wrong()


@given(st.integers(-3, 100), st.integers(0, 100))
def test_pauses_never_grow_shorter(attempt, more):
    assert timedelta(0) < pause_after(attempt) <= pause_after(attempt + more)


def test_lease_outlives_several_lost_heartbeats():
    assert HEARTBEAT * 3 < LEASE


def test_done_work_is_never_done_again():
    assert [verb for state, verb in JOB_TRANSITIONS if state == JobState.DONE] == []
    assert next_job_state("done", "try_again") is None
    assert next_job_state("failed", "try_again") == JobState.WAITING
    assert EVERY_DAY > MONDAY_TO_FRIDAY
