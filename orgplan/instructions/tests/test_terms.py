"""Terms: properties over the working calendar, and the examples of the regulations they come from."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.instructions.rules.terms import (
    PERIODIC,
    CountedFrom,
    DayMeasure,
    OffDay,
    TermKind,
    TermSpec,
    UncountableTermError,
    count_term,
    material_due,
    next_term,
    off_day_words,
)
from orgplan.worktime import WorkingCalendar

CALENDAR = WorkingCalendar.bundled()
DAYS = st.dates(date(2015, 1, 12), date(2025, 12, 31))
WORKING_DAYS = DAYS.map(CALENDAR.next_working)
SPECS = st.builds(
    TermSpec,
    kind=st.sampled_from(TermKind),
    count=st.integers(1, 60),
    measure=st.sampled_from(DayMeasure),
    counted_from=st.sampled_from(CountedFrom),
    off_day=st.sampled_from(OffDay),
    day=st.integers(1, 31),
    month=st.integers(1, 12),
)
ENDING = SPECS.filter(lambda spec: spec.kind not in PERIODIC and spec.count <= 11)
COMING_BACK = SPECS.filter(lambda spec: spec.kind in PERIODIC)


def counted(spec: TermSpec, signed: date, registered: date | None = None) -> date:
    return count_term(spec, signed_on=signed, registered_on=registered or signed, calendar=CALENDAR).due_on


@given(spec=ENDING, signed=WORKING_DAYS)
def test_term_never_ends_before_it_begins(spec, signed):
    assert counted(spec, signed) >= signed


@given(spec=ENDING | COMING_BACK, signed=WORKING_DAYS)
def test_last_day_is_working_unless_the_rule_leaves_it(spec, signed):
    due = counted(spec, signed)
    assert spec.off_day == OffDay.AS_IS or CALENDAR.is_working(due)


@given(count=st.integers(1, 60), signed=DAYS)
def test_working_days_between_are_as_many_as_counted(count, signed):
    spec = TermSpec(TermKind.DAYS, count, DayMeasure.WORKING)
    due = counted(spec, signed)
    assert CALENDAR.between(signed + timedelta(days=1), due + timedelta(days=1)) == count


@given(spec=ENDING, signed=WORKING_DAYS)
def test_earlier_never_lies_after_later(spec, signed):
    as_told = {each: counted(TermSpec(**_fields(spec, off_day=each)), signed) for each in OffDay}
    assert as_told[OffDay.AS_IS] <= as_told[OffDay.LATER]
    assert as_told[OffDay.EARLIER] <= as_told[OffDay.LATER]


@given(spec=COMING_BACK, after=DAYS)
def test_next_period_is_later_and_within_its_length(spec, after):
    term = next_term(spec, after, CALENDAR)
    most = {TermKind.MONTHLY: 31 + 31 + 15, TermKind.QUARTERLY: 92 + 31 + 15, TermKind.YEARLY: 366 + 15}[spec.kind]
    assert after < term.due_on <= after + timedelta(days=most)


@given(spec=COMING_BACK, after=DAYS)
def test_periods_follow_one_another_without_a_repeat(spec, after):
    days = [after]
    for _turn in range(4):
        days.append(next_term(spec, days[-1], CALENDAR).due_on)
    assert days == sorted(set(days))


@given(due=DAYS, signed=DAYS, days=st.integers(0, 30), measure=st.sampled_from(DayMeasure))
def test_material_comes_before_the_term_and_never_before_signing(due, signed, days, measure):
    day = material_due(due, days, measure, signed_on=signed, calendar=CALENDAR)
    assert day >= signed
    assert day <= max(due, signed)


def _fields(spec: TermSpec, **changed: Any) -> dict[str, Any]:
    names = ("kind", "count", "measure", "counted_from", "off_day", "day", "month")
    return {name: getattr(spec, name) for name in names} | changed


@pytest.mark.parametrize(
    ("spec", "signed", "due"),
    [
        # A federal regulation: no term is one month, the same date, off: the working day before.
        (TermSpec(TermKind.MONTHS), date(2026, 3, 16), date(2026, 4, 16)),
        (TermSpec(TermKind.MONTHS), date(2026, 1, 31), date(2026, 2, 27)),  # 28 February 2026 is a Saturday
        (TermSpec(TermKind.MONTHS, off_day=OffDay.AS_IS), date(2026, 1, 31), date(2026, 2, 28)),
        (TermSpec(TermKind.DAYS, 10), date(2026, 4, 21), date(2026, 4, 30)),  # 1 May is off
        (TermSpec(TermKind.DAYS, 10, off_day=OffDay.LATER), date(2026, 4, 21), date(2026, 5, 4)),
        # Sverdlovsk: urgent is three working days, promptly ten, both from registration.
        (TermSpec(TermKind.DAYS, 3, DayMeasure.WORKING), date(2026, 3, 5), date(2026, 3, 11)),
        (TermSpec(TermKind.DAYS, 10, DayMeasure.WORKING), date(2026, 4, 28), date(2026, 5, 14)),
        # Monthly by the 10th of the next month, permanently by 20 January.
        (TermSpec(TermKind.MONTHLY), date(2026, 4, 2), date(2026, 5, 8)),
        (TermSpec(TermKind.QUARTERLY), date(2026, 2, 2), date(2026, 4, 10)),
        (TermSpec(TermKind.YEARLY, day=20, month=1), date(2026, 2, 2), date(2027, 1, 20)),
    ],
)
def test_examples_of_regulations(spec, signed, due):
    assert counted(spec, signed) == due


def test_term_says_how_it_was_counted_and_why_it_moved():
    term = count_term(TermSpec(TermKind.DAYS, 10), signed_on=date(2026, 4, 21), registered_on=None, calendar=CALENDAR)
    assert term.words == (
        "10\u00a0календарных дней с даты подписания 21.04.2026: до 01.05.2026"
        " — нерабочий день, предыдущий рабочий 30.04.2026"
    )


def test_term_from_a_registration_without_a_date_is_refused_in_words():
    spec = TermSpec(TermKind.DAYS, 3, DayMeasure.WORKING, CountedFrom.REGISTRATION)
    with pytest.raises(UncountableTermError, match="считается с даты регистрации: укажите её"):
        count_term(spec, signed_on=date(2026, 3, 2), registered_on=None, calendar=CALENDAR)


def test_year_that_nobody_entered_is_said():
    spec = TermSpec(TermKind.DAYS, 3, DayMeasure.WORKING)
    with pytest.raises(UncountableTermError, match="2040 год не внесён"):
        count_term(spec, signed_on=date(2040, 3, 2), registered_on=None, calendar=CALENDAR)
    plain = count_term(TermSpec(TermKind.DAYS, 3), signed_on=date(2040, 3, 2), registered_on=None, calendar=CALENDAR)
    assert (plain.due_on, "2040 год не внесён" in plain.words) == (date(2040, 3, 5), True)


def test_day_named_by_people_on_a_day_off_is_remarked():
    assert off_day_words(date(2026, 5, 9), CALENDAR).startswith("09.05.2026 — нерабочий день")
    assert off_day_words(date(2026, 5, 8), CALENDAR) == ""
