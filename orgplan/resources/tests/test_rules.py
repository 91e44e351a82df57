"""What is needed and short by days, against counting day by day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.resources.rules.demand import (
    Needed,
    Shortage,
    Supplied,
    short_for,
    shortages,
    stock_on,
    stretches,
)

START = date(2026, 8, 1)
quick = settings(max_examples=60)


def day(number):
    return START + timedelta(days=number)


@st.composite
def needs(draw):
    first = draw(st.integers(-5, 25))
    last = first + draw(st.integers(0, 6))
    return Needed(draw(st.integers(1, 6)), draw(st.integers(1, 2)), draw(st.integers(1, 50)), day(first), day(last))


@st.composite
def supplies(draw):
    since = draw(st.integers(-10, 25))
    until = draw(st.none() | st.integers(0, 10))
    amount = draw(st.integers(-40, 80).filter(bool))
    return Supplied(draw(st.integers(1, 2)), amount, day(since), None if until is None else day(since + until))


def taken_on(found, when):
    return sum(each.amount for each in found if each.first <= when <= each.last)


@quick
@given(st.lists(needs(), max_size=8), st.lists(supplies(), max_size=5))
def test_stretches_say_of_each_day_what_counting_says(found, there):
    own = [each for each in found if each.resource == 1]
    mine = [each for each in there if each.resource == 1]
    parts = stretches(own, mine, day(0), day(20))
    said = {
        part.first + timedelta(days=shift): part for part in parts for shift in range((part.last - part.first).days + 1)
    }
    assert sorted(said) == [day(number) for number in range(21)]
    for when, part in said.items():
        assert part.needed == taken_on(own, when)
        assert part.stock == max(
            0, sum(e.amount for e in mine if e.since <= when and (e.until is None or when <= e.until))
        )
        assert set(part.keys) == {each.key for each in own if each.first <= when <= each.last}
        assert min(part.short, part.free) == 0


@quick
@given(st.lists(needs(), max_size=8), st.lists(supplies(), max_size=5))
def test_shortages_are_the_days_on_which_more_is_needed_than_there_is(found, there):
    short: defaultdict[tuple[int, date], int] = defaultdict(int)
    for resource in (1, 2):
        own = [each for each in found if each.resource == resource]
        mine = [each for each in there if each.resource == resource]
        for number in range(21):
            missing = taken_on(own, day(number)) - stock_on(mine, day(number))
            if missing > 0:
                short[resource, day(number)] = missing
    said: defaultdict[tuple[int, date], int] = defaultdict(int)
    for each in shortages(found, there, day(0), day(20)):
        days = [each.first + timedelta(days=shift) for shift in range((each.last - each.first).days + 1)]
        assert each.short == max(short[each.resource, when] for when in days)
        for when in days:
            said[each.resource, when] += 1
    assert set(said) == set(short)
    assert set(said.values()) <= {1}, "no day is told twice"


@quick
@given(st.lists(needs(), max_size=4), st.lists(needs(), max_size=4), st.lists(supplies(), max_size=4))
def test_what_a_need_lacks_is_what_counting_lacks_on_its_worst_day(wanted, others, there):
    worst: defaultdict[int, int] = defaultdict(int)
    for each in wanted:
        own = [need for need in (*wanted, *others) if need.resource == each.resource]
        mine = [supply for supply in there if supply.resource == each.resource]
        for shift in range((each.last - each.first).days + 1):
            when = each.first + timedelta(days=shift)
            worst[each.key] = max(worst[each.key], taken_on(own, when) - stock_on(mine, when), 0)
    assert short_for(wanted, others, there) == worst


def test_days_in_a_row_with_other_needs_are_one_shortage():
    found = [Needed(1, 1, 60, day(0), day(2)), Needed(2, 1, 60, day(1), day(4)), Needed(3, 1, 60, day(3), day(3))]
    (short,) = shortages(found, [Supplied(1, 100, day(-5))], day(0), day(9))
    assert short == Shortage(1, day(1), day(3), 20, (1, 2, 3))


def test_a_repair_makes_the_shortage():
    there = [Supplied(1, 100, day(-5)), Supplied(1, -60, day(2), day(3))]
    (short,) = shortages([Needed(7, 1, 50, day(0), day(9))], there, day(0), day(9))
    assert (short.first, short.last, short.short) == (day(2), day(3), 10)


def test_of_what_is_not_written_there_is_none_and_no_days_are_no_shortage():
    assert shortages([Needed(1, 1, 5, day(0), day(0))], [], day(0), day(3))[0].short == 5
    assert stretches([], [], day(3), day(0)) == []
    assert short_for([], [], []) == {}
