"""Deadlines: the four kinds of real regulations, days off, holiday weeks, unknown years; properties over all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.language.periods import Period
from orgplan.planning.rules.deadlines import (
    DeadlineKind,
    Measure,
    OffDayRule,
    Term,
    days_text,
    read_days,
    reckon,
    rule_words,
)
from orgplan.worktime import WorkingCalendar
from orgplan.worktime.office import OfficeYears


def moment(*numbers: int) -> datetime:
    """Return a moment of the city's own time, naive as the rules count."""
    return datetime(*numbers)  # type: ignore[arg-type]  # noqa: DTZ001 -- naive on purpose


CALENDAR = WorkingCalendar.bundled()
periods = st.builds(
    Period.around, st.dates(date(2015, 1, 1), date(2027, 6, 30)), st.sampled_from(["year", "quarter", "month", "week"])
)
before_terms = st.builds(
    Term,
    kind=st.sampled_from([DeadlineKind.BEFORE_END, DeadlineKind.BEFORE_START]),
    count=st.integers(1, 60),
    measure=st.sampled_from([Measure.CALENDAR, Measure.WORKING]),
    off_day=st.sampled_from(list(OffDayRule)),
)
any_terms = st.one_of(
    before_terms,
    st.builds(
        Term,
        kind=st.just(DeadlineKind.WEEKDAY),
        count=st.integers(1, 4),
        weekday=st.integers(0, 6),
        off_day=st.sampled_from(list(OffDayRule)),
    ),
    st.builds(
        Term,
        kind=st.just(DeadlineKind.DATE),
        days=st.lists(st.tuples(st.integers(1, 12), st.integers(1, 28)), min_size=1, max_size=4).map(tuple),
        off_day=st.sampled_from(list(OffDayRule)),
    ),
)


def due(term: Term, code: str) -> datetime | None:
    return reckon(term, Period.parse(code), CALENDAR).moment


@pytest.mark.parametrize(
    ("term", "code", "words"),
    [
        (
            Term(DeadlineKind.BEFORE_END, count=15),
            "2026-08",
            "не позднее чем за 15 дней до конца июля: четверг 16 июля, 18:00",
        ),
        (
            Term(DeadlineKind.BEFORE_END, count=20),
            "2026-Q4",
            "не позднее чем за 20 дней до конца III квартала: четверг 10 сентября, 18:00",
        ),
        (
            Term(DeadlineKind.BEFORE_END, count=1, measure=Measure.MONTHS),
            "2027",
            "не позднее чем за месяц до конца 2026 года: понедельник 30 ноября 2026 года, 18:00",
        ),
        (
            Term(DeadlineKind.DATE, days=((2, 20), (5, 20), (8, 20), (11, 20))),
            "2026-Q2",
            "не позднее установленной даты: пятница 20 февраля, 18:00",
        ),
        (
            Term(DeadlineKind.WEEKDAY, at=time(12), weekday=2),
            "2026-W32",
            "до 12:00 среды предыдущей недели: среда 29 июля, 12:00",
        ),
        (
            Term(DeadlineKind.BEFORE_START, count=20),
            "2026-Q4",
            "не позднее чем за 20 дней до начала IV квартала: пятница 11 сентября, 18:00",
        ),
    ],
)
def test_deadlines_of_real_regulations_are_said_in_words(term, code, words):
    assert reckon(term, Period.parse(code), CALENDAR).words.replace("\N{NO-BREAK SPACE}", " ") == words


def test_first_quarter_takes_the_date_of_the_year_before():
    assert due(Term(DeadlineKind.DATE, days=((2, 20), (11, 20))), "2026-Q1") == moment(2025, 11, 20, 18, 0)


@pytest.mark.parametrize(
    ("off_day", "expected"),
    [
        (OffDayRule.EARLIER, moment(2025, 12, 30, 12)),
        (OffDayRule.LATER, moment(2025, 12, 30, 12)),
        (OffDayRule.AS_IS, moment(2025, 12, 31, 12)),
    ],
)
def test_wednesday_of_the_new_year_week(off_day, expected):
    """31 December 2025 was a day off: the week of 5 January cannot be planned after it began."""
    term = Term(DeadlineKind.WEEKDAY, at=time(12), weekday=2, off_day=off_day)
    assert due(term, "2026-W02") == expected


def test_wednesday_inside_the_january_holidays_goes_back_to_december():
    deadline = reckon(Term(DeadlineKind.WEEKDAY, at=time(12), weekday=2), Period.parse("2026-W03"), CALENDAR)
    assert deadline.moment == moment(2025, 12, 30, 12)
    assert deadline.note == "среда 7 января 2026 года — праздничный день, срок перенесён"


def test_deadline_in_the_year_before_names_both_years():
    term = Term(DeadlineKind.BEFORE_START, at=time(12), count=15)
    words = reckon(term, Period.parse("2026-01"), CALENDAR).words.replace("\N{NO-BREAK SPACE}", " ")
    assert words == ("не позднее чем за 15 дней до начала января 2026 года: среда 17 декабря 2025 года, 12:00")


def test_deadline_moved_from_a_day_off_names_both_days():
    """8 January 2026 was a holiday: the plan of the week of 19 January is due on the Monday after."""
    term = Term(DeadlineKind.WEEKDAY, at=time(12), weekday=3, off_day=OffDayRule.LATER, count=2)
    words = reckon(term, Period.parse("2026-W04"), CALENDAR).words
    assert words.endswith("понедельник 12 января, 12:00 (четверг 8 января — праздничный день, срок перенесён)")


def test_hour_after_the_office_has_closed_is_said():
    term = Term(DeadlineKind.BEFORE_END, at=time(18), count=15)
    assert reckon(term, Period.parse("2026-08"), CALENDAR, OfficeYears()).note == "рабочий день до 17:30"
    assert reckon(replace(term, at=time(17)), Period.parse("2026-08"), CALENDAR, OfficeYears()).note == ""


def test_later_out_of_the_may_holidays():
    term = Term(DeadlineKind.BEFORE_START, count=23, off_day=OffDayRule.LATER)
    assert due(term, "2026-06") == moment(2026, 5, 12, 18)


def test_later_never_reaches_the_planned_period():
    term = Term(DeadlineKind.BEFORE_START, count=1, off_day=OffDayRule.LATER)
    assert due(term, "2026-01") == moment(2025, 12, 30, 18)


def test_unknown_year_is_a_sentence():
    term = Term(DeadlineKind.BEFORE_START, count=5, measure=Measure.WORKING)
    deadline = reckon(term, Period.parse("2040-03"), CALENDAR)
    assert deadline.moment is None
    assert "2040 год не внесён в производственный календарь" in deadline.words


def test_unknown_year_leaves_calendar_days_unmoved_and_says_so():
    deadline = reckon(Term(DeadlineKind.BEFORE_START, count=5), Period.parse("2040-03"), CALENDAR)
    assert deadline.moment == moment(2040, 2, 25, 18)
    assert deadline.note == "выходные и праздники не учтены: 2040 год не внесён"


@given(any_terms, periods)
def test_deadline_never_reaches_the_planned_period(term, period):
    found = reckon(term, period, CALENDAR).moment
    assert found is None or found.date() < period.start


@given(any_terms, periods)
def test_deadline_stands_on_a_working_day_unless_it_stays_as_it_is(term, period):
    found = reckon(term, period, CALENDAR).moment
    if found is not None and term.off_day != OffDayRule.AS_IS:
        assert CALENDAR.is_working(found.date())


@given(before_terms, periods)
def test_more_days_mean_no_later_deadline(term, period):
    earlier = reckon(
        Term(term.kind, count=term.count + 1, measure=term.measure, off_day=term.off_day), period, CALENDAR
    )
    found = reckon(term, period, CALENDAR).moment
    assert earlier.moment is not None
    assert found is not None
    assert earlier.moment <= found


@given(st.integers(1, 60), periods)
def test_working_days_before_the_start_are_counted_one_by_one(count, period):
    day = period.start
    left = count
    while left:
        day -= timedelta(days=1)
        left -= CALENDAR.is_working(day)
    found = reckon(Term(DeadlineKind.BEFORE_START, count=count, measure=Measure.WORKING), period, CALENDAR).moment
    assert found is not None
    assert found.date() == day


@given(any_terms, periods)
def test_every_rule_and_deadline_has_words(term, period):
    assert rule_words(term)
    assert reckon(term, period, CALENDAR).words


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 28)), min_size=1, max_size=6, unique=True))
def test_days_of_the_year_are_read_back(days):
    assert read_days(days_text(tuple(days))) == tuple(sorted(days))


def test_days_are_read_as_people_write_them():
    assert read_days("20.02; 20 мая и 20 августа") == ((2, 20), (5, 20), (8, 20))
    assert read_days("29 февраля") == ((2, 29),)


@pytest.mark.parametrize("text", ["", "31.02", "30 февраля", "завтра", "20.13", "20 феврал", "0 мая", "99 99"])
def test_what_is_no_day_of_the_year_is_refused_in_words(text):
    with pytest.raises(ValueError, match="20 февраля"):
        read_days(text)
