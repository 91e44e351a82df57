"""How late a plan came, in office time; where a unit stands on the board."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.planning.rules.lateness import (
    BoardState,
    board_state,
    late_words,
    left_words,
    span_words,
    working_minutes,
)
from orgplan.worktime import DayKind, WorkingCalendar
from orgplan.worktime.office import OfficeHours, OfficeYears


def moment(*numbers: int) -> datetime:
    """Return a moment of the city's own time, naive as the rules count."""
    return datetime(*numbers)  # type: ignore[arg-type]  # noqa: DTZ001 -- naive on purpose


CALENDAR, HOURS, OFFICE = WorkingCalendar.bundled(), OfficeHours(), OfficeYears()
WITH_LUNCH = OfficeHours(time(8, 30), time(17, 30), time(16, 30), (time(12, 30), time(13, 30)))
DUE = moment(2026, 7, 16, 18)
moments = st.datetimes(moment(2026, 4, 20), moment(2026, 5, 20)).map(lambda each: each.replace(second=0, microsecond=0))


def said(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_lateness_counts_only_office_time():
    assert said(late_words(moment(2026, 7, 20, 10), DUE, CALENDAR, OFFICE)) == "с опозданием на 1 рабочий день 1 час"
    assert said(late_words(moment(2026, 7, 16, 17, 21), moment(2026, 7, 16, 17), CALENDAR, OFFICE)) == (
        "с опозданием на 21 минуту"
    )
    assert late_words(moment(2026, 7, 16, 23), DUE, CALENDAR, OFFICE) == (
        "с опозданием на менее минуты рабочего времени"
    )
    assert late_words(DUE, DUE, CALENDAR, OFFICE) == "в срок"


def test_time_left_in_words():
    assert said(left_words(moment(2026, 7, 14, 10), DUE, CALENDAR, OFFICE)) == "осталось 2 рабочих дня 7 часов"
    assert said(left_words(moment(2026, 7, 17, 13, 30), DUE, CALENDAR, OFFICE)) == "просрочено на 5 часов"


def test_holidays_of_may_cost_no_office_time():
    assert working_minutes(moment(2026, 4, 30, 18), moment(2026, 5, 4, 8), CALENDAR, OFFICE) == 0


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
    assert working_minutes(since, until, CALENDAR, OFFICE) == counted


@given(st.integers(0, 20_000))
def test_a_span_always_has_words(minutes):
    assert span_words(minutes, HOURS)


def test_unknown_year_has_weekdays():
    monday = date(2041, 3, 4)
    assert working_minutes(datetime.combine(monday, HOURS.opens), moment(2041, 3, 4, 9, 30), CALENDAR, OFFICE) == 60


def test_lunch_and_a_short_friday_cost_no_office_time():
    office = OfficeYears({2026: WITH_LUNCH})
    assert working_minutes(moment(2026, 7, 16, 12), moment(2026, 7, 16, 14), CALENDAR, office) == 60
    assert working_minutes(moment(2026, 7, 17, 16), moment(2026, 7, 20, 9), CALENDAR, office) == 30 + 30
    assert WITH_LUNCH.minutes == 8 * 60
    assert said(late_words(moment(2026, 7, 17, 10), moment(2026, 7, 16, 10), CALENDAR, office)) == (
        "с опозданием на 1 рабочий день"
    )


def test_hours_hold_from_their_year_on():
    office = OfficeYears({2025: WITH_LUNCH, 2027: OfficeHours(time(9), time(18))})
    assert [office.of(date(year, 3, 2)) for year in (2024, 2025, 2026, 2028)] == [
        HOURS,
        WITH_LUNCH,
        WITH_LUNCH,
        OfficeHours(time(9), time(18)),
    ]


@given(moments, moments, moments)
def test_office_time_adds_up(one, two, three):
    office = OfficeYears({2026: WITH_LUNCH})
    first, second, third = sorted((one, two, three))
    parts = [working_minutes(*pair, CALENDAR, office) for pair in ((first, second), (second, third))]
    assert sum(parts) == working_minutes(first, third, CALENDAR, office)


@given(st.times(), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_an_hour_outside_of_office_time_is_named(at, day):
    office = OfficeYears({2026: WITH_LUNCH})
    spans = office.spans(day, CALENDAR)
    minute = at.hour * 60 + at.minute
    closed = bool(spans) and not spans[0][0] <= minute <= spans[-1][1]
    assert bool(office.outside_words(day, at, CALENDAR)) == closed


def test_hours_are_said_in_words():
    assert HOURS.words == "с 08:30 до 17:30"
    assert WITH_LUNCH.words == "с 08:30 до 17:30, в пятницу до 16:30, обед с 12:30 до 13:30"
    office = OfficeYears()
    assert office.outside_words(date(2026, 4, 30), time(17), CALENDAR) == "рабочий день до 16:30"
    assert office.outside_words(date(2026, 4, 29), time(8), CALENDAR) == "рабочий день с 08:30"


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


def test_nothing_is_waited_for_when_the_time_of_the_plan_has_gone_by():
    silent = board_state(now=NOW, due=DUE, first_sent=None, last_sent=None, returned=None, is_over=True)
    late = board_state(now=NOW, due=DUE, first_sent=AFTER, last_sent=AFTER, returned=None, is_over=True)
    assert (silent, late) == (BoardState.NOT_SENT, BoardState.LATE)
