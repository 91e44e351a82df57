"""What the grammar writes it reads back, for any timing that it can mean."""

from __future__ import annotations

import calendar
from datetime import date, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.language.periods import Period, PeriodKind
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.language.timing.reading import read_timing
from orgplan.language.timing.writing import write_timing

YEAR = 2026
PERIOD = Period.year(YEAR)
DAYS = st.dates(PERIOD.start, PERIOD.end)
CLOCKS = st.builds(time, st.integers(0, 23), st.sampled_from([0, 5, 15, 30, 45]))
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@st.composite
def spans(draw: st.DrawFn) -> tuple[date, date]:
    start = draw(DAYS)
    return start, min(start + timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 2, 9, 40, 120]))), PERIOD.end)


@st.composite
def clocks(draw: st.DrawFn) -> tuple[time, time | None]:
    start = draw(CLOCKS)
    return start, draw(st.none() | CLOCKS.filter(lambda end: end != start))


def ordered(pairs: list[tuple[date, date]]) -> list[tuple[date, date]]:
    """Keep plain lists of days as a plan writes them: in order, each day once."""
    kept: list[tuple[date, date]] = []
    for start, end in sorted(pairs):
        if not kept or start > kept[-1][1]:
            kept.append((start, end))
    return kept


@st.composite
def days_timings(draw: st.DrawFn) -> Timing:
    pairs = ordered(draw(st.lists(spans(), min_size=1, max_size=6)))
    return Timing(TimingKind.DAYS, tuple(Occurrence(start, end) for start, end in pairs))


@st.composite
def timed_timings(draw: st.DrawFn) -> Timing:
    found = []
    for start, end in ordered(draw(st.lists(spans(), min_size=1, max_size=4))):
        times = draw(st.lists(clocks(), max_size=3, unique_by=lambda one: one[0]))
        for first, last in sorted(times, key=lambda one: one[0]):
            night = start == end and last is not None and last < first
            found.append(Occurrence(start, end + timedelta(days=night), first, last))
        if not times:
            found.append(Occurrence(start, end))
    if all(one.start_time is None for one in found):
        found[0] = Occurrence(found[0].start, found[0].end, time(10))
    return Timing(TimingKind.TIMED, tuple(found))


@st.composite
def period_timings(draw: st.DrawFn) -> Timing:
    first = draw(st.integers(1, 12))
    last = draw(st.integers(first, 12))
    whole = (date(YEAR, first, 1), date(YEAR, last, calendar.monthrange(YEAR, last)[1]))
    decade = draw(st.sampled_from([(1, 10), (11, 20), (1, 15)]))
    part = (date(YEAR, first, decade[0]), date(YEAR, first, decade[1]))
    start, end = draw(st.sampled_from([whole, part]) | spans())
    return Timing(TimingKind.PERIOD, (Occurrence(start, end),))


@st.composite
def recurring_timings(draw: st.DrawFn) -> Timing:
    step = draw(st.integers(1, 12))
    interval = f";INTERVAL={step}" if step > 1 else ""
    days = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=7, unique=True).map(
        lambda chosen: ",".join(sorted(chosen, key=WEEKDAYS.index))
    )
    nth = st.builds("{}{}".format, st.sampled_from([1, 2, 3, 4, 5, -1]), st.sampled_from(WEEKDAYS))
    rule = draw(
        st.sampled_from([f"FREQ={name}{interval}" for name in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")])
        | days.map(f"FREQ=WEEKLY{interval};BYDAY={{}}".format)
        | st.lists(nth, min_size=1, max_size=4, unique=True).map(
            lambda all_: f"FREQ=MONTHLY{interval};BYDAY={','.join(all_)}"
        )
        | st.lists(st.integers(1, 31), min_size=1, max_size=4, unique=True).map(
            lambda all_: f"FREQ=MONTHLY{interval};BYMONTHDAY={','.join(map(str, sorted(all_)))}"
        )
        | st.just(f"FREQ=MONTHLY{interval};BYMONTHDAY=-1")
        | st.sampled_from([1, 2, -1]).map(f"FREQ=MONTHLY{interval};BYDAY=MO,TU,WE,TH,FR;BYSETPOS={{}}".format)
    )
    days_meant = ordered(draw(st.lists(spans(), min_size=1, max_size=2)))
    times = draw(st.lists(clocks(), max_size=2, unique_by=lambda one: one[0]))
    same_day = [(first, last) for first, last in times if last is None or last > first]
    said: list[tuple[time | None, time | None]] = [*sorted(same_day, key=lambda one: one[0])] or [(None, None)]
    found = [Occurrence(start, end, *one) for start, end in days_meant for one in said]
    return Timing(TimingKind.RECURRING, tuple(found), rule)


due_timings = st.builds(
    lambda day, clock: Timing(TimingKind.DUE, (Occurrence(None, day, None, clock),)), DAYS, st.none() | CLOCKS
)
timings = (
    days_timings()
    | timed_timings()
    | period_timings()
    | recurring_timings()
    | due_timings
    | st.just(Timing(TimingKind.UNSCHEDULED))
)


@settings(max_examples=600, deadline=None)
@given(timings, st.booleans())
def test_timing_written_is_read_back(timing: Timing, year_shown: bool) -> None:
    text = write_timing(timing, year_shown=year_shown)
    reading = read_timing(text, PERIOD)
    assert reading.timing == timing, text
    assert not reading.rest, text


@settings(deadline=None)
@given(timings)
def test_timing_written_with_the_year_is_read_back_in_any_period(timing: Timing) -> None:
    text = write_timing(timing, year_shown=True)
    if timing.kind is TimingKind.UNSCHEDULED:
        return
    assert read_timing(text, Period.month(2019, 4)).timing == timing, text


@settings(deadline=None)
@given(st.sampled_from([Period.year(2026), Period.quarter(2026, 2), Period.month(2026, 8), Period.week(2026, 15)]))
def test_whole_period_is_worded_by_its_kind(period: Period) -> None:
    timing = Timing(TimingKind.PERIOD, (Occurrence(period.start, period.end),))
    text = write_timing(timing, period=period)
    assert text.startswith("в течение")
    assert read_timing(text, period).timing == timing


@settings(deadline=None)
@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 300))
def test_whole_range_is_worded_as_the_period(start: date, length: int) -> None:
    period = Period(start, start + timedelta(days=length), PeriodKind.RANGE)
    timing = Timing(TimingKind.PERIOD, (Occurrence(period.start, period.end),))
    assert write_timing(timing, period=period) == "весь период"
    assert read_timing("весь период", period).timing == timing
