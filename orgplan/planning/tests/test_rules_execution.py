"""The state of a row of an approved plan, and the shares counted from such states."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.language.periods import Period
from orgplan.planning.rules.execution import (
    GROUP_OF,
    Fact,
    RowGroup,
    RowState,
    Stretch,
    approved_stretch,
    percent,
    promised_times,
    report_due,
    row_state,
    share,
    tally,
    tally_by_unit,
)
from orgplan.worktime import WorkingCalendar

AUGUST = Period.parse("2026-08")
DAYS = st.dates(date(2026, 7, 1), date(2026, 10, 31))


@st.composite
def spans(draw):
    first = draw(DAYS)
    return first, first + timedelta(days=draw(st.integers(0, 40)))


@st.composite
def facts(draw):
    first, last = draw(st.none() | spans()) or (None, None)
    promised = draw(st.none() | st.integers(1, 5))
    return Fact(
        first,
        last,
        is_cancelled=draw(st.booleans()),
        not_held=draw(st.booleans()),
        held=draw(st.none() | spans()),
        times=None if promised is None else draw(st.integers(0, promised)),
        planned_times=promised,
    )


STRETCHES = st.builds(lambda span, regular: Stretch(span[0], span[1], regular), spans(), st.booleans())
STATES = st.lists(st.sampled_from(RowState))


def test_every_state_belongs_to_one_group():
    assert set(GROUP_OF) == set(RowState)
    assert set(GROUP_OF.values()) == set(RowGroup)


@given(st.lists(st.tuples(STRETCHES, st.none() | facts())), DAYS)
def test_groups_part_the_rows_of_a_version(rows, today):
    counts = tally(row_state(planned, fact, today) for planned, fact in rows)
    assert sum(counts.group(group) for group in RowGroup) == counts.total == len(rows)


@given(STATES)
def test_shares_are_within_nought_and_a_hundred(states):
    counts = tally(states)
    for found in (counts.share_held, counts.share_in_time):
        assert (found is None) == (not states)
        assert found is None or 0 <= found <= 100
    assert counts.held == states.count(RowState.IN_TIME) + states.count(RowState.HELD_MOVED)


@given(st.lists(st.tuples(st.lists(st.sampled_from("АБВГ"), max_size=3).map(tuple), st.sampled_from(RowState))))
def test_units_count_shared_rows_for_each(rows):
    by_unit = tally_by_unit(rows)
    shared = sum(max(len(set(units)) - 1, 0) for units, _state in rows)
    assert sum(counts.total for counts in by_unit.values()) == len(rows) + shared


@given(STRETCHES, facts(), DAYS)
def test_what_is_not_reported_never_counts_as_held(planned, fact, today):
    state = row_state(planned, Fact(fact.first, fact.last, is_cancelled=fact.is_cancelled), today)
    assert state not in {RowState.IN_TIME, RowState.HELD_MOVED, RowState.PARTLY, RowState.NOT_HELD}


@given(STRETCHES, spans(), DAYS)
def test_held_in_time_means_within_the_approved_days(planned, held, today):
    state = row_state(planned, Fact(held[0], held[1], held=held), today)
    inside = planned.first <= held[0] and held[1] <= planned.last
    assert state == (RowState.IN_TIME if inside else RowState.HELD_MOVED)


@given(STRETCHES, DAYS)
def test_a_row_whose_card_is_gone_waits_for_a_report(planned, today):
    assert row_state(planned, None, today) == (RowState.OVERDUE if planned.last < today else RowState.AHEAD)


TWELFTH = Stretch(date(2026, 8, 12), date(2026, 8, 12))
MOVED = (date(2026, 8, 20), date(2026, 8, 20))
WEEKLY = Stretch(AUGUST.start, AUGUST.end, regular=True, times=5)


@pytest.mark.parametrize(
    ("planned", "fact", "today", "state"),
    [
        (TWELFTH, Fact(*MOVED), date(2026, 8, 15), RowState.MOVED),
        (TWELFTH, Fact(*MOVED), date(2026, 8, 21), RowState.OVERDUE),
        (TWELFTH, Fact(*MOVED, is_cancelled=True), date(2026, 8, 15), RowState.CANCELLED),
        (TWELFTH, Fact(*MOVED, held=MOVED), date(2026, 8, 25), RowState.HELD_MOVED),
        (TWELFTH, Fact(*MOVED, not_held=True), date(2026, 8, 25), RowState.NOT_HELD),
        (WEEKLY, Fact(held=(AUGUST.start, AUGUST.end), times=4, planned_times=4), AUGUST.end, RowState.IN_TIME),
        (WEEKLY, Fact(held=(AUGUST.start, AUGUST.end), times=3, planned_times=4), AUGUST.end, RowState.PARTLY),
        (WEEKLY, Fact(held=(AUGUST.start, AUGUST.end), times=0, planned_times=4), AUGUST.end, RowState.NOT_HELD),
    ],
)
def test_state_of_a_row(planned, fact, today, state):
    assert row_state(planned, fact, today) == state


@pytest.mark.parametrize(
    ("when", "stretch"),
    [
        ("12 августа, 14:00", TWELFTH),
        ("5–7 августа", Stretch(date(2026, 8, 5), date(2026, 8, 7))),
        ("в течение месяца", Stretch(AUGUST.start, AUGUST.end)),
        ("до 20 августа", Stretch(AUGUST.start, date(2026, 8, 20))),
        ("еженедельно по понедельникам, 08:30", WEEKLY),
        ("по отдельному графику", Stretch(AUGUST.start, AUGUST.end)),
    ],
)
def test_approved_words_are_read_back_into_days(when, stretch):
    assert approved_stretch(when, AUGUST) == stretch


@pytest.mark.parametrize(
    ("when", "month", "times"),
    [
        ("еженедельно по понедельникам, 08:30", "2026-08", 5),
        ("еженедельно по понедельникам, 08:30", "2026-03", 4),  # the 9th is a day off
        ("еженедельно по субботам, 10:00", "2026-08", 5),
        ("1-й и 3-й вторник месяца, 14:00", "2026-08", 2),
        ("еженедельно", "2026-08", None),
        ("12 августа", "2026-08", None),
    ],
)
def test_rule_of_a_row_promises_so_many_meetings(when, month, times):
    assert approved_stretch(when, Period.parse(month)).times == times


@given(st.sampled_from(["MO", "WE", "SA"]), spans())
def test_more_days_never_promise_fewer_meetings(day, span):
    rule = f"FREQ=WEEKLY;BYDAY={day}"
    found = promised_times(rule, *span)
    later = promised_times(rule, span[0], span[1] + timedelta(days=7))
    assert found is not None
    assert later is not None
    assert found <= later <= found + 1


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(42, 50, "84,0 %"), (1, 3, "33,3 %"), (2, 3, "66,7 %"), (0, 7, "0,0 %"), (1, 2000, "0,1 %"), (0, 0, "—")],
)
def test_share_is_worded_with_one_decimal(part, whole, words):
    assert percent(share(part, whole)).replace("\N{NO-BREAK SPACE}", " ") == words


def test_share_rounds_half_up():
    assert share(1, 2000) == Decimal("0.1")


def test_report_is_due_in_working_days_over_the_holidays():
    calendar = WorkingCalendar.bundled()
    assert report_due(date(2026, 4, 30), 5, calendar) == date(2026, 5, 8)
    assert report_due(date(2026, 4, 30), 5, None) == date(2026, 5, 5)
    assert report_due(date(2099, 12, 31), 5, calendar) == date(2100, 1, 5)
