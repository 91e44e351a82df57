"""How late a plan came, in office time; where a unit stands on the board."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.planning.rules.lateness import (
    BoardState,
    OfficeHours,
    board_state,
    late_words,
    left_words,
    span_words,
    working_minutes,
)
from orgplan.worktime import DayKind, WorkingCalendar


def moment(*numbers: int) -> datetime:
    """Return a moment of the city's own time, naive as the rules count."""
    return datetime(*numbers)  # type: ignore[arg-type]  # noqa: DTZ001 -- naive on purpose


CALENDAR, HOURS = WorkingCalendar.bundled(), OfficeHours()
DUE = moment(2026, 7, 16, 18)
moments = st.datetimes(moment(2026, 4, 20), moment(2026, 5, 20)).map(lambda each: each.replace(second=0, microsecond=0))


def said(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_lateness_counts_only_office_time():
    assert said(late_words(moment(2026, 7, 20, 10), DUE, CALENDAR, HOURS)) == "с опозданием на 1 рабочий день 1 час"
    assert said(late_words(moment(2026, 7, 16, 17, 21), moment(2026, 7, 16, 17), CALENDAR, HOURS)) == (
        "с опозданием на 21 минуту"
    )
    assert late_words(moment(2026, 7, 16, 23), DUE, CALENDAR, HOURS) == (
        "с опозданием на менее минуты рабочего времени"
    )
    assert late_words(DUE, DUE, CALENDAR, HOURS) == "в срок"


def test_time_left_in_words():
    assert said(left_words(moment(2026, 7, 14, 10), DUE, CALENDAR, HOURS)) == "осталось 2 рабочих дня 7 часов"
    assert said(left_words(moment(2026, 7, 17, 13, 30), DUE, CALENDAR, HOURS)) == "просрочено на 5 часов"


def test_holidays_of_may_cost_no_office_time():
    assert working_minutes(moment(2026, 4, 30, 18), moment(2026, 5, 4, 8), CALENDAR, HOURS) == 0


@given(moments, moments)
def test_office_time_agrees_with_a_count_of_minutes(one, other):
    since, until = sorted((one, other))
    until = min(until, since + timedelta(days=3))
    counted, at = 0, since
    while at < until:
        kind = CALENDAR.kind(at.date())
        closes = HOURS.closes.replace(hour=HOURS.closes.hour - (kind is DayKind.SHORTENED))
        counted += kind is not DayKind.OFF and HOURS.opens <= at.time() < closes
        at += timedelta(minutes=1)
    assert working_minutes(since, until, CALENDAR, HOURS) == counted


@given(st.integers(0, 20_000))
def test_a_span_always_has_words(minutes):
    assert span_words(minutes, HOURS)


def test_unknown_year_has_weekdays():
    monday = date(2041, 3, 4)
    assert working_minutes(datetime.combine(monday, HOURS.opens), moment(2041, 3, 4, 9, 30), CALENDAR, HOURS) == 60


NOW = moment(2026, 7, 17, 9)
BEFORE, AFTER = moment(2026, 7, 15, 9), moment(2026, 7, 16, 19)


@pytest.mark.parametrize(
    ("due", "first", "last", "returned", "state"),
    [
        (DUE, None, None, None, BoardState.OVERDUE),
        (None, None, None, None, BoardState.WAITING),
        (NOW, None, None, None, BoardState.WAITING),
        (DUE, BEFORE, BEFORE, None, BoardState.IN_TIME),
        (DUE, AFTER, AFTER, None, BoardState.LATE),
        (None, AFTER, AFTER, None, BoardState.IN_TIME),
        (DUE, BEFORE, BEFORE, AFTER, BoardState.RETURNED),
        (DUE, BEFORE, AFTER, DUE, BoardState.RESUBMITTED),
        (DUE, BEFORE, AFTER, None, BoardState.IN_TIME),
    ],
)
def test_board_state_follows_from_what_happened(due, first, last, returned, state):
    assert board_state(now=NOW, due=due, first_sent=first, last_sent=last, returned=returned) == state
