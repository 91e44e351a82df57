"""Marks of several people come to the same in whatever order they arrive."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from orgplan.scripts.rules.kinds import MarkVerb
from orgplan.scripts.rules.marks import MarkData, Merged, merged

TEN = datetime(2026, 8, 1, 10, tzinfo=UTC)


def at(minute: int) -> datetime:
    return TEN + timedelta(minutes=minute)


@st.composite
def mark_lists(draw):
    marks = [
        MarkData(str(number), draw(st.sampled_from(["start", "finish", "extend", "skip"])), at(draw(st.integers(0, 9))))
        for number in range(draw(st.integers(0, 7)))
    ]
    backs = [
        MarkData(f"back {number}", "back", at(draw(st.integers(0, 9))), draw(st.sampled_from([m.key for m in marks])))
        for number in range(draw(st.integers(0, 2)) if marks else 0)
    ]
    return marks + backs


def test_earlier_mark_wins_and_the_other_does_not_count():
    found = merged([MarkData("b", MarkVerb.START, at(2)), MarkData("a", MarkVerb.START, at(1))])
    assert found == Merged(started=at(1), counted=frozenset({"a"}))


def test_minutes_of_two_people_add_up():
    marks = [MarkData("s", "start", at(0)), MarkData("a", "extend", at(1)), MarkData("b", "extend", at(1))]
    assert merged(marks).extra == 2


def test_mark_taken_back_by_two_people_is_taken_back_once():
    marks = [
        MarkData("a", "start", at(1)),
        MarkData("b", "start", at(2)),
        MarkData("c", "back", at(3), "a"),
        MarkData("d", "back", at(3), "a"),
    ]
    assert merged(marks).started == at(2)


def test_end_before_the_beginning_does_not_count():
    marks = [MarkData("f", "finish", at(1)), MarkData("s", "start", at(2))]
    assert merged(marks).finished is None


@given(mark_lists(), st.randoms(use_true_random=False))
def test_order_of_arrival_does_not_matter(marks, random):
    shuffled = random.sample(marks, len(marks))
    assert merged(shuffled) == merged(marks)


@given(mark_lists())
def test_what_ended_did_not_end_before_it_began(marks):
    found = merged(marks)
    assert not (found.started and found.finished) or found.finished >= found.started
    assert not found.skipped or (found.started is None and found.finished is None)
