"""Counting back, beside simple counts day by day."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.preparation.rules.kinds import Anchor, OffsetUnit
from orgplan.preparation.rules.leads import lead_of, real_offset
from orgplan.preparation.rules.schedule import (
    CycleError,
    MissingAnchorError,
    PlannedStep,
    Span,
    counted_from,
    order_of,
    remarks,
    schedule,
)
from orgplan.preparation.rules.shortage import compressed, earliest_start, overdue, short_variant
from orgplan.worktime import WorkingCalendar
from orgplan.worktime.reckoning import is_working_day

CALENDAR = WorkingCalendar.bundled()
DAYS = st.dates(date(2025, 3, 1), date(2027, 6, 1))
WORKING, CALENDAR_DAYS = OffsetUnit.WORKING, OffsetUnit.CALENDAR


@st.composite
def plans(draw):
    """Plans without circles: a step hangs only on earlier ones."""
    steps: list[PlannedStep] = []
    for key in range(1, draw(st.integers(1, 12)) + 1):
        anchor = draw(st.sampled_from(Anchor)) if key > 1 else draw(st.sampled_from([Anchor.START, Anchor.END]))
        after = draw(st.integers(1, key - 1)) if anchor == Anchor.STEP else None
        pinned = draw(st.none() | DAYS) if draw(st.integers(0, 4)) == 0 else None
        offset, unit = draw(st.integers(-60, 20)), draw(st.sampled_from(OffsetUnit))
        steps.append(PlannedStep(key, f"Шаг {key}", anchor, offset, unit, after, pinned, draw(st.booleans())))
    return steps


@st.composite
def spans(draw):
    start = draw(DAYS)
    return Span(start, start + timedelta(days=draw(st.integers(0, 9))))


def test_ladder_falls_back_in_russian_working_days():
    steps = [
        PlannedStep(1, "Распоряжение", offset=-30),
        PlannedStep(2, "Пакет для Мэра", offset=-5, unit=CALENDAR_DAYS),
        PlannedStep(3, "Благодарственные письма", Anchor.END, 3),
        PlannedStep(4, "Репетиция", Anchor.STEP, 2, WORKING, 2),
    ]
    days = schedule(steps, Span(date(2026, 5, 9), date(2026, 5, 9)), CALENDAR)
    assert days == {
        1: date(2026, 3, 27),
        2: date(2026, 5, 4),
        3: date(2026, 5, 14),
        4: date(2026, 5, 6),
    }


@settings(max_examples=30)
@given(plans(), spans(), st.integers(-200, 200))
def test_moving_the_event_never_moves_a_pinned_step_and_keeps_the_rest_in_order(steps, span, by):
    moved = Span(span.start + timedelta(days=by), span.end + timedelta(days=by))
    before, after = schedule(steps, span, CALENDAR), schedule(steps, moved, CALENDAR)
    pinned = {each.key for each in steps if each.pinned}
    assert [after[key] for key in pinned] == [before[key] for key in pinned]
    if by > 0:
        assert [key for key in before if after[key] < before[key]] == []


@settings(max_examples=30)
@given(plans(), spans(), st.integers(-200, 200))
def test_calendar_days_move_by_exactly_as_many_days(steps, span, by):
    free = [replace(each, unit=CALENDAR_DAYS, on_working_day=False, pinned=None) for each in steps]
    moved = Span(span.start + timedelta(days=by), span.end + timedelta(days=by))
    before, after = schedule(free, span, CALENDAR), schedule(free, moved, CALENDAR)
    assert {after[key] - before[key] for key in before} == {timedelta(days=by)}


@settings(max_examples=30)
@given(plans(), spans())
def test_steps_fall_on_working_days_where_asked_and_after_what_they_follow(steps, span):
    days = schedule(steps, span, CALENDAR)
    for each in steps:
        if each.pinned:
            assert days[each.key] == each.pinned
            continue
        if each.offset and (each.on_working_day or each.unit == WORKING):
            assert is_working_day(days[each.key], CALENDAR)
        if each.anchor == Anchor.STEP and each.offset >= 0:
            assert days[each.key] >= days[each.after]
        if each.offset < 0 and each.anchor == Anchor.START:
            assert days[each.key] < span.start


def walked(step: PlannedStep, anchor: date) -> date:
    """Return the step's day counted on one's fingers, day by day."""
    day, left, way = anchor, abs(step.offset), timedelta(days=-1 if step.offset < 0 else 1)
    while left:
        day += way
        left -= step.unit == CALENDAR_DAYS or is_working_day(day, CALENDAR)
    while step.offset and step.on_working_day and not is_working_day(day, CALENDAR):
        day += way
    return day


@settings(max_examples=60)
@given(plans(), spans())
def test_each_day_is_the_one_counted_on_ones_fingers(steps, span):
    days = schedule(steps, span, CALENDAR)
    for each in steps:
        anchor = {Anchor.START: span.start, Anchor.END: span.end}.get(each.anchor) or days[each.after]
        assert days[each.key] == (each.pinned or walked(each, anchor))


@pytest.mark.parametrize(("offset", "due"), [(-1, date(2026, 7, 31)), (-2, date(2026, 7, 31)), (1, date(2026, 8, 4))])
def test_last_day_off_before_the_event_moves_back_not_into_it(offset, due):
    """The event is on Monday, 3 August 2026: a day counted into the weekend before is Friday."""
    span = Span(date(2026, 8, 3), date(2026, 8, 3))
    assert schedule([PlannedStep(1, "Шаг", offset=offset, unit=CALENDAR_DAYS)], span, CALENDAR) == {1: due}


@settings(max_examples=20)
@given(plans(), spans(), st.randoms(use_true_random=False))
def test_order_of_the_rows_does_not_matter(steps, span, random):
    mixed = list(steps)
    random.shuffle(mixed)
    assert schedule(mixed, span, CALENDAR) == schedule(steps, span, CALENDAR)
    places = {each.key: place for place, each in enumerate(order_of(mixed))}
    assert [each for each in steps if each.after and places[each.after] > places[each.key]] == []


def test_circle_is_named_in_words():
    steps = [
        PlannedStep(1, "Сценарий", Anchor.STEP, 1, after=3),
        PlannedStep(2, "Репетиция", Anchor.STEP, 1, after=1),
        PlannedStep(3, "Согласование", Anchor.STEP, 1, after=2),
        PlannedStep(4, "Отдельно"),
    ]
    with pytest.raises(CycleError, match="«Сценарий» → «Согласование» → «Репетиция» → «Сценарий»"):
        schedule([steps[3], *steps[:3]], Span(date(2026, 8, 1), date(2026, 8, 1)), CALENDAR)
    with pytest.raises(MissingAnchorError, match="«Репетиция»"):
        order_of([steps[1]])


def test_offset_past_the_event_is_said():
    span = Span(date(2026, 8, 1), date(2026, 8, 2))
    steps = [PlannedStep(1, "Пакет", offset=5), PlannedStep(2, "Отчёт", Anchor.END, 5)]
    steps.append(PlannedStep(3, "Сверка", Anchor.STEP, 0, after=2, pinned=date(2026, 8, 3)))
    found = remarks(steps, schedule(steps, span, CALENDAR), span)
    assert [each.key for each in found] == [1, 3]
    assert "к этому дню закончится 02.08.2026" in found[0].words


def test_five_hundred_steps_are_counted_in_50_ms_of_processor_time():
    steps = [PlannedStep(1, "Шаг 1", offset=-90)]
    steps += [PlannedStep(key, f"Шаг {key}", Anchor.STEP, key % 3, after=key - 1) for key in range(2, 501)]
    span = Span(date(2026, 8, 1), date(2026, 8, 2))
    schedule(steps, span, CALENDAR)
    begun = time.process_time()
    for _round in range(4):
        schedule(steps, span, CALENDAR)
    assert (time.process_time() - begun) / 4 <= 0.05


@settings(max_examples=30)
@given(plans(), spans(), st.integers(0, 90))
def test_pressed_plan_has_nothing_late_and_keeps_its_order(steps, span, ago):
    today = span.start - timedelta(days=ago)
    days, keys = schedule(steps, span, CALENDAR), {each.key for each in steps}
    changed = compressed(steps, days, span, keys, today, CALENDAR)
    again = [changed.get(each.key, each) for each in steps]
    after = schedule(again, span, CALENDAR)
    assert [key for key in changed if not today <= after[key] < span.start] == []
    assert [each.title for each in again if each.key in changed and each.pinned] == []
    ordered = sorted(changed, key=lambda key: (days[key], key))
    assert [after[key] for key in ordered] == sorted(after[key] for key in ordered)


def test_pressed_step_is_not_overtaken_by_one_that_may_stand_on_a_day_off():
    steps = [
        PlannedStep(1, "Смета", offset=-12, unit=CALENDAR_DAYS, on_working_day=False),
        PlannedStep(2, "Договор", offset=-8, unit=CALENDAR_DAYS),
        PlannedStep(3, "Монтаж", offset=-6, unit=CALENDAR_DAYS, on_working_day=False),
    ]
    span, today = Span(date(2026, 8, 5), date(2026, 8, 5)), date(2026, 7, 30)
    changed = compressed(steps, schedule(steps, span, CALENDAR), span, {1, 2, 3}, today, CALENDAR)
    after = schedule([changed[each.key] for each in steps], span, CALENDAR)
    assert after == {1: today, 2: date(2026, 7, 31), 3: date(2026, 8, 2)}


def test_pressed_steps_before_a_sunday_stay_on_the_working_days_before_it():
    steps = [
        PlannedStep(key, f"Шаг {key}", offset=-offset, unit=CALENDAR_DAYS)
        for key, offset in enumerate((20, 13, 6, 5, 2), start=1)
    ]
    span, today = Span(date(2026, 11, 29), date(2026, 11, 29)), date(2026, 11, 24)
    changed = compressed(steps, schedule(steps, span, CALENDAR), span, {1, 2, 3, 4, 5}, today, CALENDAR)
    after = schedule([changed[each.key] for each in steps], span, CALENDAR)
    assert [after[key].day for key in range(1, 6)] == [24, 25, 27, 27, 27]


@pytest.mark.parametrize("today", [date(2026, 7, 24), date(2026, 8, 5), date(2026, 8, 9)])
def test_nothing_is_pressed_where_nothing_is_late_or_no_time_is_left(today):
    steps = [PlannedStep(1, "Смета", offset=-12, unit=CALENDAR_DAYS, on_working_day=False)]
    span = Span(date(2026, 8, 5), date(2026, 8, 5))
    assert compressed(steps, schedule(steps, span, CALENDAR), span, {1}, today, CALENDAR) == {}


@settings(max_examples=12)
@given(plans(), spans(), st.integers(0, 200))
def test_earliest_start_is_the_first_that_fits(steps, span, ago):
    today = span.start + timedelta(days=ago - 100)
    keys = {each.key for each in steps if not each.pinned}
    found = earliest_start(steps, span, keys, today, CALENDAR)
    if found is None:
        return
    length = span.end - span.start

    def late(start):
        return overdue(schedule(steps, Span(start, start + length), CALENDAR), keys, today)

    assert late(found) == []
    assert found == span.start or late(found - timedelta(days=1)) != []


@settings(max_examples=30)
@given(plans(), spans(), st.sets(st.integers(1, 12)), st.integers(0, 90))
def test_short_variant_keeps_the_essential_and_what_it_hangs_on(steps, span, essential, ago):
    start = span.start - timedelta(days=ago)
    days, keys = schedule(steps, span, CALENDAR), {each.key for each in steps}
    found = short_variant(steps, days, essential, keys, start)
    assert set(found.kept) | set(found.skipped) == keys
    assert set(found.skipped) & essential == set()
    assert [key for key in found.skipped if days[key] >= start] == []
    hung = {each.after for each in steps if each.key in found.kept and each.anchor == Anchor.STEP}
    assert hung & set(found.skipped) == set()


@given(DAYS, st.integers(-80, 80).filter(bool), st.sampled_from(OffsetUnit))
def test_real_lead_is_the_offset_that_would_give_the_day(anchor, offset, unit):
    planned = PlannedStep(1, "Шаг", offset=offset, unit=unit, on_working_day=False)
    done = counted_from(anchor, planned, CALENDAR)
    assert abs(real_offset(anchor, done, unit, CALENDAR) - offset) <= 1


@pytest.mark.parametrize(
    ("planned", "real", "median", "suggested"),
    [
        (-10, [], None, None),
        (-10, [-4], -4, None),
        (-10, [-4, -5, -15], -5, -5),
        (-10, [-9, -11], -11, None),
        (-30, [-28, -27, -29], -28, None),
        (-3, [-8, -7], -8, -8),
        (-3, [1, 2], 1, None),
        (-5, [0, 0], 0, None),
        (3, [-4, -4], -4, None),
        (0, [3, 3], 3, None),
    ],
)
def test_lead_is_corrected_by_the_median_of_enough_events(planned, real, median, suggested):
    found = lead_of(planned, real)
    assert (found.median, found.suggested, found.events) == (median, suggested, len(real))
