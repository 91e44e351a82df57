"""A циклограмма as rules: words to days, days off, exceptions; expansion beside a count day by day."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.almanac.rules.cycles import (
    Deviation,
    ExceptionKind,
    OffDayChoice,
    Rule,
    UnreadableRuleError,
    is_working,
    read_rule,
    rule_days,
    rule_words,
    scheme_places,
    slots,
)
from orgplan.worktime import WorkingCalendar

CALENDAR = WorkingCalendar.bundled()
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAYS = st.dates(date(2025, 1, 1), date(2027, 6, 30))
WEEKDAYS = st.lists(st.integers(0, 6), min_size=1, max_size=7, unique=True)
NTH = st.lists(st.tuples(st.sampled_from((1, 2, 3, 4, 5, -1)), st.integers(0, 6)), min_size=1, max_size=4, unique=True)


@st.composite
def spans(draw):
    first = draw(DAYS)
    return first, first + timedelta(days=draw(st.integers(0, 120)))


def every_day(first: date, last: date):
    return (first + timedelta(days=shift) for shift in range((last - first).days + 1))


def is_nth(day: date, number: int, weekday: int) -> bool:
    if day.weekday() != weekday:
        return False
    if number > 0:
        return (day.day - 1) // 7 + 1 == number
    return (day + timedelta(days=7)).month != day.month


@given(WEEKDAYS, spans(), DAYS)
def test_weekly_rule_is_every_such_weekday(weekdays, span, starts_on):
    rule = Rule("FREQ=WEEKLY;BYDAY=" + ",".join(CODES[day] for day in weekdays), starts_on)
    expected = [day for day in every_day(*span) if day.weekday() in weekdays and day >= starts_on]
    assert rule_days(rule, *span) == expected


@given(NTH, spans(), DAYS)
def test_monthly_rule_is_every_nth_weekday(nth, span, starts_on):
    rule = Rule("FREQ=MONTHLY;BYDAY=" + ",".join(f"{number}{CODES[day]}" for number, day in nth), starts_on)
    expected = [day for day in every_day(*span) if day >= starts_on and any(is_nth(day, *each) for each in nth)]
    assert rule_days(rule, *span) == expected


@given(st.integers(0, 6), st.integers(2, 4), DAYS, spans())
def test_every_so_many_weeks_is_counted_from_the_first_week(weekday, step, starts_on, span):
    rule = Rule(f"FREQ=WEEKLY;INTERVAL={step};BYDAY={CODES[weekday]}", starts_on)
    monday = starts_on - timedelta(days=starts_on.weekday())
    expected = [
        day
        for day in every_day(*span)
        if day >= starts_on and day.weekday() == weekday and ((day - monday).days // 7) % step == 0
    ]
    assert rule_days(rule, *span) == expected


RULES = st.one_of(
    WEEKDAYS.map(lambda days: "FREQ=WEEKLY;BYDAY=" + ",".join(CODES[day] for day in days)),
    NTH.map(lambda nth: "FREQ=MONTHLY;BYDAY=" + ",".join(f"{number}{CODES[day]}" for number, day in nth)),
)


@given(RULES, st.sampled_from(OffDayChoice), spans())
def test_days_off_are_treated_as_the_cycle_says(rrule, off_day, span):
    rule = Rule(rrule, date(2025, 1, 1), off_day=off_day)
    found = slots(rule, [], span[0], span[1], CALENDAR)
    assert len({slot.on for slot in found}) == len(found)
    assert all(span[0] <= slot.on <= span[1] for slot in found)
    if off_day == OffDayChoice.AS_IS:
        assert [slot.on for slot in found] == rule_days(rule, *span)
        return
    for slot in found:
        assert is_working(slot.on, CALENDAR)
        assert slot.on == slot.day or not is_working(slot.day, CALENDAR)
        if off_day == OffDayChoice.NEXT:
            assert slot.on >= slot.day
        else:
            assert slot.on <= slot.day
    working = {day for day in rule_days(rule, *span) if is_working(day, CALENDAR)}
    assert working <= {slot.on for slot in found}


@given(RULES, spans(), st.data())
def test_exceptions_change_their_meeting_and_no_other(rrule, span, data):
    rule = Rule(rrule, date(2025, 1, 1), start_time=time(9))
    plain = slots(rule, [], span[0], span[1], CALENDAR)
    if not plain:
        return
    chosen = data.draw(st.sampled_from(plain))
    kind = data.draw(st.sampled_from((ExceptionKind.CANCELLED, ExceptionKind.MOVED)))
    deviation = Deviation(kind, chosen.day, "причина", chosen.on if kind == ExceptionKind.MOVED else None, time(15))
    found = {slot.day: slot for slot in slots(rule, [deviation], span[0], span[1], CALENDAR)}
    assert set(found) == {slot.day for slot in plain}
    assert all(found[slot.day] == slot for slot in plain if slot != chosen)
    assert found[chosen.day].is_cancelled == (kind == ExceptionKind.CANCELLED)
    assert found[chosen.day].start_time == (time(15) if kind == ExceptionKind.MOVED else time(9))


def test_meeting_moved_from_afar_is_found_where_it_is():
    rule = Rule("FREQ=WEEKLY;BYDAY=MO", date(2026, 1, 1))
    moved = Deviation(ExceptionKind.MOVED, date(2026, 3, 2), "отпуск", date(2026, 6, 3))
    assert [slot.on for slot in slots(rule, [moved], date(2026, 6, 2), date(2026, 6, 4), CALENDAR)] == [
        date(2026, 6, 3)
    ]
    assert slots(rule, [moved], date(2026, 3, 1), date(2026, 3, 7), CALENDAR) == []


def test_additional_meeting_stands_among_the_others():
    rule = Rule("FREQ=WEEKLY;BYDAY=MO", date(2026, 1, 1), start_time=time(8, 30))
    added = Deviation(ExceptionKind.ADDED, date(2026, 6, 3), "срочно", start_time=time(16))
    found = slots(rule, [added], date(2026, 6, 1), date(2026, 6, 7), CALENDAR)
    assert [(slot.on.day, slot.start_time) for slot in found] == [(1, time(8, 30)), (3, time(16))]


def test_new_year_monday_moves_to_the_first_working_day():
    rule = Rule("FREQ=MONTHLY;BYDAY=1MO", date(2026, 1, 1), off_day=OffDayChoice.NEXT)
    assert slots(rule, [], date(2026, 1, 1), date(2026, 1, 31), CALENDAR)[0].on == date(2026, 1, 12)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1, 3, 4-й вторник, 2-й четверг в 14.00", "1-й, 3-й и 4-й вторник, 2-й четверг месяца, 14:00"),
        ("ежедневно кроме субботы и воскресенья в 9.00", "еженедельно по рабочим дням, 09:00"),
        ("еженедельно по понедельникам в 8.30", "еженедельно по понедельникам, 08:30"),
        ("первый понедельник месяца 9.00", "1-й понедельник месяца, 09:00"),
        ("3-я среда", "3-я среда месяца"),
        ("последний четверг месяца с 15.00 до 16.00", "последний четверг месяца, 15:00–16:00"),
        ("первая среда квартала в 11.00", "ежеквартально, 1-я среда, 11:00"),
    ],
)
def test_rule_is_read_from_words_and_shown_back(text, words):
    reading = read_rule(text)
    assert rule_words(reading.rrule, reading.start_time, reading.end_time) == words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12 августа", "Правило не прочитано"),
        ("", "Правило не прочитано"),
        ("чётные недели", "Непонятно: «чётные недели»"),
        ("ежеквартально", "нет дня"),
        ("когда позовут", "Правило не прочитано"),
    ],
)
def test_words_that_say_no_rule_get_a_sentence(text, said):
    with pytest.raises(UnreadableRuleError, match=said):
        read_rule(text)


@given(RULES)
def test_scheme_has_a_cell_for_every_day_of_the_rule(rrule):
    places = scheme_places(rrule)
    assert places
    assert all(1 <= week <= 5 and 0 <= weekday <= 6 for week, weekday in places)


def test_rule_by_dates_has_no_place_in_the_scheme():
    assert scheme_places("FREQ=MONTHLY;BYMONTHDAY=15") is None
