"""Coverage against counting day by day, readiness as the union of gaps, drawings within their bounds."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from orgplan.programmes.rules.coverage import WEEK, Coverage, Happening, coverage, monday
from orgplan.programmes.rules.drawing import Scale, lanes, spots
from orgplan.programmes.rules.readiness import readiness
from orgplan.programmes.rules.wording import quiet_words, week_words

DISTRICTS = ("Кировский", "Ленинский", "Советский")
FIRST, LAST = date(2026, 1, 1), date(2026, 4, 30)
days = st.dates(date(2025, 11, 1), date(2026, 6, 30))
happenings = st.builds(
    lambda district, first, length: Happening(district, first, first + timedelta(days=length)),
    st.sampled_from((*DISTRICTS, "")),
    days,
    st.integers(0, 40),
)


def within(each: Happening) -> bool:
    return each.last >= FIRST and each.first <= LAST


def days_of(each: Happening) -> set[date]:
    return {each.first + timedelta(days=shift) for shift in range((each.last - each.first).days + 1)}


@given(st.lists(happenings.filter(within), max_size=12))
def test_coverage_counts_what_touches_each_day_of_a_week(found: list[Happening]) -> None:
    table = coverage(found, DISTRICTS, FIRST, LAST)
    for week, counts in zip(table.weeks, table.counts, strict=True):
        own = {week + timedelta(days=shift) for shift in range(7)}
        plain = [sum(each.district == name and bool(days_of(each) & own) for each in found) for name in table.districts]
        assert list(counts) == plain


@given(st.lists(happenings.filter(within), max_size=12), st.integers(1, 6))
def test_quiet_stretches_are_all_the_empty_weeks_that_last_and_none_else(found: list[Happening], least: int) -> None:
    table = coverage(found, DISTRICTS, FIRST, LAST)
    named = {(each.district, each.first + WEEK * shift) for each in table.quiet(least) for shift in range(each.weeks)}
    for place, district in enumerate(table.districts):
        empty = [not counts[place] for counts in table.counts]
        for number, week in enumerate(table.weeks):
            run = 0
            if empty[number]:
                begin, end = number, number
                while begin and empty[begin - 1]:
                    begin -= 1
                while end + 1 < len(empty) and empty[end + 1]:
                    end += 1
                run = end - begin + 1
            assert ((district, week) in named) == (bool(district) and run >= least)


def test_longest_quiet_stretch_comes_first_and_ends_on_a_sunday() -> None:
    table = Coverage(("Ленинский",), tuple(date(2026, 5, 4) + WEEK * n for n in range(4)), ((0,), (0,), (3,), (0,)))
    (long, short) = table.quiet(1)
    assert (long.first, long.last, long.weeks, short.weeks) == (date(2026, 5, 4), date(2026, 5, 17), 2, 1)
    assert quiet_words(long.district, long.first, long.last) == "в Ленинском округе ничего с 4 по 17 мая 2026"


@given(st.lists(st.sets(st.sampled_from("abcd"))))
def test_readiness_is_what_no_gap_holds(gaps: list[set[str]]) -> None:
    found = readiness(gaps)
    union = {number for name in "abcd" for number, each in enumerate(gaps) if name in each}
    assert (found.total, found.lacking) == (len(gaps), len(union))
    assert dict(found.gaps) == {name: n for name in "abcd" if (n := sum(name in each for each in gaps))}
    assert (found.percent == 100) == (bool(gaps) and not union)


@given(st.lists(st.tuples(days, st.integers(0, 60)), max_size=20))
def test_strokes_of_a_lane_never_lie_on_each_other(spans: list[tuple[date, int]]) -> None:
    scale = Scale(date(2026, 1, 1), date(2026, 12, 31))
    events = [(n, str(n), "held", day, day + timedelta(days=length)) for n, (day, length) in enumerate(spans)]
    drawn, height = lanes(events, scale)
    assert {each.key for each in drawn} == {key for key, _t, _s, _first, last in events if last >= scale.begins}
    placed = sorted((each.y, float(each.x[:-1]), float(each.width[:-1])) for each in drawn)
    for (lane, x, width), (next_lane, next_x, _width) in pairwise(placed):
        assert lane != next_lane or next_x >= x + width
    assert all(float(each.x[:-1]) + float(each.width[:-1]) <= 100.01 and each.y + 9 <= height for each in drawn)


def test_map_keeps_north_above_and_distances_in_shape() -> None:
    venues = [
        (1, "Север", "Советский", 55.04, 73.30, 4),
        (2, "Юг", "Ленинский", 54.94, 73.30, 1),
        (3, "Восток", "Ленинский", 54.94, 73.4742, 0),
    ]
    found, labels, (width, height), kilometre = spots(venues)
    place = {each.name: each for each in found}
    assert place["Север"].y < place["Юг"].y < height
    assert place["Юг"].x < place["Восток"].x < width
    south_north, west_east = place["Юг"].y - place["Север"].y, place["Восток"].x - place["Юг"].x
    assert abs(south_north - west_east) <= 3, "0.1° of latitude is as far as 0.1742° of longitude there"
    assert abs(south_north / kilometre - 11.13) < 0.2
    assert [each.name for each in labels] == ["Ленинский", "Советский"]
    assert [each.number for each in found] == [4, 1, 0]


@given(days)
def test_week_is_named_from_monday_to_sunday(day: date) -> None:
    begin = monday(day)
    assert (begin.weekday(), 0 <= (day - begin).days < 7) == (0, True)
    assert week_words(begin, begin + timedelta(days=6))[0].isdigit()
