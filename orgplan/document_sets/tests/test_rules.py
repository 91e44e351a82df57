"""Sizes, terms, the law of a day, lists of people: by examples and for all values."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.document_sets.rules.asked import Listed, list_words, listed
from orgplan.document_sets.rules.kinds import (
    DUTY_TRANSITIONS,
    FORM_OF,
    PAPER_TRANSITIONS,
    Content,
    DutyState,
    PaperState,
    next_paper_state,
)
from orgplan.document_sets.rules.sizes import Facts, Rule, propose_size, sounds_outdoors
from orgplan.document_sets.rules.terms import LawSpan, due_before, duties_on
from orgplan.preparation.rules.kinds import OffsetUnit
from orgplan.worktime import WorkingCalendar
from orgplan.worktime.reckoning import count_working_days, is_working_day

CALENDAR = WorkingCalendar.bundled()
DAYS = st.dates(date(2016, 6, 1), date(2026, 12, 31))
COUNTS = st.integers(0, 60)
NAMES = st.text("абвгдежз", min_size=1, max_size=8)


@settings(max_examples=60)
@given(DAYS, COUNTS, st.sampled_from(OffsetUnit))
def test_due_day_is_a_working_one_and_not_after_the_event(start, days, unit):
    due = due_before(start, days, unit, CALENDAR)
    assert is_working_day(due, CALENDAR)
    assert due <= start


@settings(max_examples=60)
@given(DAYS, st.integers(1, 40))
def test_due_day_leaves_as_many_working_days_as_were_asked(start, days):
    due = due_before(start, days, OffsetUnit.WORKING, CALENDAR)
    assert count_working_days(due, start, CALENDAR) == days


@settings(max_examples=60)
@given(DAYS, COUNTS)
def test_calendar_days_that_end_on_a_day_off_go_back_never_forward(start, days):
    due = due_before(start, days, OffsetUnit.CALENDAR, CALENDAR)
    asked = start - timedelta(days=days)
    assert due <= asked
    assert not any(is_working_day(due + timedelta(days=each), CALENDAR) for each in range(1, (asked - due).days + 1))


@settings(max_examples=60)
@given(DAYS, COUNTS, COUNTS, st.sampled_from(OffsetUnit))
def test_more_days_are_never_due_later(start, one, other, unit):
    first, second = sorted((one, other))
    assert due_before(start, second, unit, CALENDAR) <= due_before(start, first, unit, CALENDAR)


def test_three_working_days_before_city_day_are_counted_over_the_weekend():
    assert due_before(date(2026, 8, 1), 3, OffsetUnit.WORKING, CALENDAR) == date(2026, 7, 29)


SIZES = (
    Rule(1, 1, "Рабочее"),
    Rule(2, 2, "Среднее", least_people=51),
    Rule(3, 3, "Крупное", least_people=501),
    Rule(4, 4, "Массовое", kind="mass_event"),
    Rule(4, 4, "Массовое", least_people=1000, outdoors=True),
)


@pytest.mark.parametrize(
    ("facts", "size", "why"),
    [
        (Facts(None, with_head=False, outdoors=False, kind="meeting"), 1, "ожидаемое число участников не указано"),
        (Facts(30, with_head=False, outdoors=False, kind="meeting"), 1, "ожидается 30\u00a0человек"),
        (Facts(60, with_head=False, outdoors=False, kind="meeting"), 2, "60\u00a0человек (от 51)"),
        (
            Facts(5000, with_head=False, outdoors=True, kind="culture"),
            4,
            "5000\u00a0человек (от 1000), на открытой площадке",
        ),
        (Facts(5000, with_head=False, outdoors=False, kind="culture"), 3, "5000\u00a0человек (от 501)"),
        (
            Facts(None, with_head=False, outdoors=True, kind="mass_event", kind_label="Массовое мероприятие"),
            4,
            "вид — массовое мероприятие",
        ),
    ],
)
def test_size_is_proposed_with_its_reason(facts, size, why):
    found = propose_size(SIZES, facts)
    assert (found.size, found.why) == (size, why)


def test_no_size_is_proposed_where_no_rule_holds():
    assert propose_size(SIZES[1:3], Facts(10, with_head=False, outdoors=False, kind="meeting")) is None


@settings(max_examples=40)
@given(st.integers(0, 20_000), st.integers(0, 20_000), st.booleans())
def test_more_people_never_make_an_event_smaller(one, other, outdoors):
    fewer, more = sorted((one, other))
    ranks = [
        propose_size(SIZES, Facts(each, with_head=False, outdoors=outdoors, kind="culture")).size
        for each in (fewer, more)
    ]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize(
    ("place", "outdoors"),
    [
        ("Соборная площадь", True),
        ("сквер имени Дзержинского", True),
        ("Парк имени 30-летия ВЛКСМ", True),
        ("каб. 401", False),
        ("Концертный зал", False),
        ("", False),
    ],
)
def test_place_sounds_outdoors(place, outdoors):
    assert sounds_outdoors(place) is outdoors


NEW, OLD = LawSpan(1, since=date(2025, 9, 1)), LawSpan(2, until=date(2025, 8, 31))


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_every_day_has_one_of_two_laws_that_follow_each_other(day):
    assert duties_on([NEW, OLD], day, None) == [1 if day >= date(2025, 9, 1) else 2]


def test_duty_from_so_many_people_on_holds_where_nobody_counted():
    crowd = LawSpan(3, least_people=51)
    assert [duties_on([crowd], date(2026, 1, 1), each) for each in (None, 50, 51)] == [[3], [], [3]]


@settings(max_examples=40)
@given(st.lists(st.builds(Listed, NAMES, NAMES, NAMES), max_size=5))
def test_list_is_read_as_it_was_written(rows):
    assert listed(list_words(rows)) == rows


def test_list_takes_any_dash_and_skips_empty_lines():
    text = "Образцов О. О. - директор\n\nПримерова А. А. – учитель — грамота\n"
    assert listed(text) == [Listed("Образцов О. О.", "директор"), Listed("Примерова А. А.", "учитель", "грамота")]


def test_every_content_but_that_made_elsewhere_has_a_form():
    assert set(Content) - set(FORM_OF) == {Content.NONE}


def test_struck_paper_is_only_taken_again_and_a_signed_one_never_struck():
    assert {verb for state, verb in PAPER_TRANSITIONS if state == PaperState.NOT_NEEDED} == {"take"}
    assert next_paper_state("signed", "strike") is None
    assert set(DUTY_TRANSITIONS.values()) == set(DutyState)
