"""Quiet hours, states and marks of letters: by properties."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.notices.rules import (
    MESSAGE_TRANSITIONS,
    MessageState,
    QuietHours,
    is_temporary,
    leaves_when,
    message_id,
    occasion_of,
    pause_after,
)

OMSK = ZoneInfo("Asia/Omsk")
moments = st.integers(0, 3_000_000).map(lambda each: datetime(2024, 1, 1, tzinfo=OMSK) + timedelta(minutes=each))
times = st.times().map(lambda each: each.replace(second=0, microsecond=0))
quiets = st.builds(QuietHours, times, times, st.booleans())


def weekend(day: date) -> bool:
    return day.weekday() >= 5


@given(moments, quiets)
def test_leaving_is_never_earlier_and_is_allowed(moment, quiet):
    leaves = leaves_when(moment, quiet, weekend)
    assert leaves >= moment
    assert leaves_when(leaves, quiet, weekend) == leaves
    assert not (quiet.days_off and weekend(leaves.date()))


@given(moments, quiets, st.timedeltas(timedelta(0), timedelta(days=9)))
def test_later_letter_never_leaves_before(moment, quiet, later):
    assert leaves_when(moment, quiet, weekend) <= leaves_when(moment + later, quiet, weekend)


@given(moments)
def test_equal_bounds_mean_no_quiet_hours(moment):
    assert leaves_when(moment, QuietHours(time(3), time(3), days_off=False), weekend) == moment


@pytest.mark.parametrize(
    ("written", "leaves"),
    [
        ("2026-07-16 19:59", "2026-07-16 19:59"),
        ("2026-07-16 20:00", "2026-07-17 08:00"),
        ("2026-07-17 07:00", "2026-07-17 08:00"),
        ("2026-07-17 21:00", "2026-07-20 08:00"),
        ("2026-07-18 12:00", "2026-07-20 08:00"),
    ],
)
def test_letter_of_the_night_leaves_in_the_morning_of_a_working_day(written, leaves):
    def at(text):
        return datetime.fromisoformat(text).replace(tzinfo=OMSK)

    assert leaves_when(at(written), QuietHours(), weekend) == at(leaves)


def test_what_is_sent_never_leaves_again():
    assert [verb for state, verb in MESSAGE_TRANSITIONS if state == MessageState.SENT] == []


def test_what_may_have_left_is_only_sent_by_a_persons_word_or_the_rule():
    verbs = {verb for state, verb in MESSAGE_TRANSITIONS if state == MessageState.UNCERTAIN}
    assert verbs == {"confirm", "send_again", "cancel"}


@given(st.text(), st.text())
def test_mark_in_the_post_tells_keys_apart_and_repeats_itself(one, other):
    first, second = message_id(one, "omsk.example"), message_id(other, "omsk.example")
    assert (first == second) == (one == other)
    assert first.isascii()
    assert first.endswith("@omsk.example>")


def test_occasions_differ_by_label_and_by_address():
    assert len({occasion_of("План", "/1/"), occasion_of("План", "/2/"), occasion_of("Иной", "/1/")}) == 3


def test_only_four_hundreds_ask_to_try_later():
    assert [code for code in (250, 399, 400, 421, 451, 499, 500, 550) if is_temporary(code)] == [400, 421, 451, 499]


@given(st.integers(1, 100), st.integers(0, 100))
def test_pauses_between_attempts_never_grow_shorter(attempt, more):
    assert timedelta(0) < pause_after(attempt) <= pause_after(attempt + more)
