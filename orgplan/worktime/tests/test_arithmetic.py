"""Properties of the arithmetic over working days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.worktime import DayKind, UnknownYearError, WorkingCalendar
from orgplan.worktime.tests.naive import DAY, walked_add, walked_between

CALENDAR = WorkingCalendar.bundled()
FIRST, LAST = date(2013, 1, 1), date(2027, 12, 31)

all_days = st.dates(FIRST, LAST)
inner_days = st.dates(date(2015, 1, 1), date(2025, 12, 31))
counts = st.integers(-250, 250)


@given(inner_days, counts)
def test_add_equals_the_walk(day: date, count: int) -> None:
    assert CALENDAR.add(day, count) == walked_add(CALENDAR, day, count)


@given(all_days, st.integers(0, 400))
def test_between_equals_the_walk(day: date, length: int) -> None:
    end = min(day + DAY * length, LAST)
    assert CALENDAR.between(day, end) == walked_between(CALENDAR, day, end)


@given(inner_days, st.integers(1, 250))
def test_added_days_lie_between(day: date, count: int) -> None:
    assert CALENDAR.between(day + DAY, CALENDAR.add(day, count) + DAY) == count
    assert CALENDAR.between(CALENDAR.add(day, -count), day) == count


@given(inner_days.filter(CALENDAR.is_working), counts)
def test_between_undoes_add_from_a_working_day(day: date, count: int) -> None:
    assert CALENDAR.between(day, CALENDAR.add(day, count)) == count
    assert CALENDAR.add(CALENDAR.add(day, count), -count) == day


@given(inner_days, st.integers(1, 250), st.integers(1, 250))
def test_adding_twice_is_adding_the_sum(day: date, one: int, other: int) -> None:
    assert CALENDAR.add(CALENDAR.add(day, one), other) == CALENDAR.add(day, one + other)


@given(inner_days, inner_days, counts)
def test_add_keeps_the_order(one: date, other: date, count: int) -> None:
    earlier, later = sorted((one, other))
    assert CALENDAR.add(earlier, count) <= CALENDAR.add(later, count)


@given(inner_days, st.integers(-249, 249))
def test_one_more_day_is_later(day: date, count: int) -> None:
    assert CALENDAR.add(day, count) < CALENDAR.add(day, count + 1)


@given(all_days, all_days, all_days)
def test_between_adds_up_in_any_order(one: date, two: date, three: date) -> None:
    assert CALENDAR.between(one, two) + CALENDAR.between(two, three) == CALENDAR.between(one, three)


@given(st.dates(FIRST, date(2027, 12, 30)))
def test_next_working_is_the_nearest_at_or_after(day: date) -> None:
    found = CALENDAR.next_working(day)
    assert CALENDAR.is_working(found)
    assert CALENDAR.between(day, found) == 0
    assert found >= day


@given(st.dates(date(2013, 1, 9), LAST))
def test_previous_working_is_the_nearest_at_or_before(day: date) -> None:
    found = CALENDAR.previous_working(day)
    assert CALENDAR.is_working(found)
    assert CALENDAR.between(found + DAY, day + DAY) == 0
    assert found <= day


@given(inner_days)
def test_adding_nothing_gives_the_day_back(day: date) -> None:
    assert CALENDAR.add(day, 0) == day


def test_range_may_end_the_day_after_the_last_known_one() -> None:
    assert CALENDAR.between(date(2027, 12, 1), date(2028, 1, 1)) == 22
    with pytest.raises(UnknownYearError, match=r"^2028 год"):
        CALENDAR.between(date(2027, 12, 1), date(2028, 1, 2))


@given(st.dictionaries(inner_days, st.sampled_from(DayKind), max_size=20), inner_days, counts)
def test_arithmetic_holds_with_overrides(overrides: dict[date, DayKind], day: date, count: int) -> None:
    calendar = CALENDAR.with_overrides(overrides)
    assert {one: calendar.kind(one) for one in overrides} == overrides
    assert calendar.add(day, count) == walked_add(calendar, day, count)
