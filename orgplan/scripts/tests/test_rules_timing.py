"""Running times: what is planned, how delays go on, what never happens."""

from __future__ import annotations

from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from orgplan.scripts.rules.timing import (
    Actual,
    Progress,
    Segment,
    clock_of,
    delay_at_end,
    expected,
    median_minutes,
    minute_of,
    planned,
    reckoned_minute,
    totals,
)

LONG_AGO = -10_000
MINUTES = st.integers(0, 40)


@st.composite
def scripts(draw):
    """Return segments with hold points here and there and pauses that may be cut."""
    count = draw(st.integers(1, 8))
    segments = []
    for key in range(count):
        hold = draw(st.none() | st.integers(0, 200))
        minutes = draw(MINUTES)
        segments.append(Segment(key, minutes, hold, draw(st.booleans()), draw(st.integers(0, minutes))))
    return segments


@st.composite
def days(draw):
    """Return segments, how far they were carried out one after another, and the minute after the last mark."""
    segments = draw(scripts())
    actuals, clock = {}, draw(st.integers(-10, 60))
    for each in segments[: draw(st.integers(0, len(segments)))]:
        if draw(st.integers(0, 9)) == 0:
            actuals[each.key] = Actual(skipped=True)
            continue
        started = clock + draw(st.integers(0, 10))
        clock = started + draw(MINUTES)
        actuals[each.key] = Actual(started, clock, extra=draw(st.integers(0, 3)))
    return segments, actuals, clock


def test_items_follow_each_other_and_a_hold_point_waits():
    slots = planned([Segment(1, 15), Segment(2, 5, hold=20), Segment(3, 10)])
    assert [(slot.start, slot.end, slot.gap, slot.shortage) for slot in slots] == [
        (0, 15, 0, 0),
        (20, 25, 5, 0),
        (25, 35, 0, 0),
    ]


def test_exact_hold_point_tells_how_much_is_missing():
    slots = planned([Segment(1, 25), Segment(2, 5, hold=20, exact=True)])
    assert (slots[1].start, slots[1].shortage) == (20, 5)


def test_delay_goes_on_until_a_pause_takes_it_up():
    script = [Segment(1, 10), Segment(2, 10), Segment(3, 10, spare=4), Segment(4, 5)]
    slots = expected(script, {1: Actual(0, 17)}, now=17)
    assert [slot.start for slot in slots] == [0, 17, 27, 33]
    assert (slots[2].spared, delay_at_end(script, slots)) == (4, 3)


def test_running_item_lasts_at_least_until_now():
    slots = expected([Segment(1, 10), Segment(2, 5)], {1: Actual(0)}, now=14)
    assert [(slot.start, slot.end, slot.progress) for slot in slots] == [
        (0, 14, Progress.RUNNING),
        (14, 19, Progress.WAITING),
    ]


def test_skipped_item_takes_no_time():
    slots = expected([Segment(1, 10), Segment(2, 30), Segment(3, 5)], {1: Actual(0, 10), 2: Actual(skipped=True)}, 10)
    assert [slot.start for slot in slots] == [0, 10, 10]


def test_overrun_is_counted_from_the_end_of_the_event():
    script = [Segment(1, 40), Segment(2, 30)]
    assert totals(script, planned(script), 60).overrun == 10
    assert totals(script, planned(script), None).overrun == 0


@given(scripts())
def test_no_delay_is_the_plan(script):
    assert expected(script, {}, LONG_AGO) == planned(script)


@given(days(), st.integers(0, 60))
def test_hold_points_ahead_never_move(day, later):
    script, actuals, clock = day
    now = clock + later
    for each, slot in zip(script, expected(script, actuals, now), strict=True):
        if each.hold is not None and each.hold >= now and slot.progress == Progress.WAITING:
            assert slot.start == each.hold if each.exact else slot.start >= each.hold


@given(days())
def test_nothing_waiting_begins_before_now(day):
    script, actuals, now = day
    waiting = [slot for slot in expected(script, actuals, now) if slot.progress == Progress.WAITING]
    assert all(slot.start >= now for slot in waiting)


@given(days(), st.integers(0, 30), st.integers(0, 30))
def test_later_marks_and_a_later_clock_bring_nothing_forward(day, late, later):
    script, actuals, now = day
    delayed = {
        key: each if each.skipped else Actual(each.started + late, each.finished + late, extra=each.extra)
        for key, each in actuals.items()
    }
    before = expected(script, actuals, now)
    after = expected(script, delayed, now + late + later)
    for one, other in zip(before, after, strict=True):
        assert other.start >= one.start
        assert other.end >= one.end


@given(days())
def test_no_minute_of_a_delay_is_lost_silently(day):
    script, actuals, now = day
    plan, slots = planned(script), expected(script, actuals, now)
    for number in range(1, len(script)):
        before, slot = slots[number - 1], slots[number]
        if slot.progress != Progress.WAITING or before.progress != Progress.WAITING:
            continue
        delay = slot.start - plan[number].start
        delay_before = before.end - plan[number - 1].end
        taken = (plan[number].gap - slot.gap) + (slot.shortage - plan[number].shortage)
        assert delay == delay_before - taken
        assert before.end - before.start == script[number - 1].minutes - before.spared


@given(st.times(), st.integers(-240, 1199))
def test_clock_and_minutes_agree(begins, minute):
    begins = begins.replace(second=0, microsecond=0)
    assert minute_of(clock_of(minute, begins), begins) == minute


def test_time_after_midnight_lies_after_the_beginning():
    assert minute_of(time(0, 10), time(23, 50)) == 20
    assert minute_of(time(9, 30), time(10)) == -30


@given(st.lists(st.integers(1, 300), min_size=1))
def test_median_is_one_of_the_lengths(lengths):
    median = median_minutes(lengths)
    assert median in lengths
    assert sum(each <= median for each in lengths) * 2 >= len(lengths)


def test_nothing_is_late_on_another_day():
    script = [Segment(1, 10), Segment(2, 5, hold=20, exact=True)]
    for minute in (reckoned_minute(-3 * 1440), reckoned_minute(100 * 1440)):
        assert expected(script, {}, minute) == planned(script)
