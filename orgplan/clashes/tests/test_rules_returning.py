"""What comes back by a rule keeps people and halls: as an event of its own, and before an event was made of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.clashes.rules.judging import Surroundings, judge_all, judge_one
from orgplan.clashes.rules.kinds import Subject
from orgplan.clashes.rules.norms import Norms, Times
from orgplan.clashes.rules.occupation import Place, Taken, Taking, stretches, stretches_by_rule
from orgplan.clashes.rules.offers import forbidden, most_severe
from orgplan.clashes.rules.road import Point, Travel
from orgplan.language.timing.returning import days_of_rule

HALL = Place(1, "Большой зал", Point(54.9888, 73.3704), set_up=20, leaving=10)
PORT = Place(2, "Речной порт", Point(54.953, 73.378))
NORMS = Norms(travel=Travel(30, 1.4, 10), pairs={(1, 2): 35}, times={"meeting": Times(arrival=5, exit=5)})
AROUND = Surroundings(NORMS, {})
MIDNIGHT = datetime.fromisoformat("2026-08-12T00:00")
MINUTE = timedelta(minutes=1)


def made(row: tuple[int, int, Place | None, set[int], bool], key: int) -> Taken:
    quarter, length, place, people, is_meeting = row
    start = MIDNIGHT + 15 * quarter * MINUTE
    takings = {each: Taking(f"Лицо {each}", "hosts") for each in people}
    source = f"meeting-{key}" if is_meeting else ""
    event = 0 if is_meeting else key
    return Taken(event, f"Дело {key}", "meeting", start, start + length * MINUTE, place, takings, source=source)


ROWS = st.lists(
    st.tuples(
        st.integers(28, 60),
        st.sampled_from([15, 45, 90]),
        st.sampled_from([None, HALL, PORT]),
        st.sets(st.integers(1, 3), max_size=2),
        st.booleans(),
    ),
    max_size=7,
)


def by_every_pair(rows: list[Taken]) -> set[tuple[str, frozenset[str], int]]:
    """Compare all with all, minute by minute, without sorting; of two meetings by rule nothing is told."""
    found = set()
    for one, other in combinations(rows, 2):
        if one.source and other.source:
            continue
        pair = frozenset((_name(one), _name(other)))
        if one.place and one.place == other.place and _meet(one, other, one.place.set_up, one.place.leaving):
            found.add((str(Subject.VENUE), pair, one.place.key))
        for person in one.people.keys() & other.people:
            if _meet(one, other, 5, 5):
                found.add((str(Subject.PERSON), pair, person))
            elif _late(one, other, person, rows):
                found.add((str(Subject.TRAVEL), pair, person))
    return found


def _name(taken: Taken) -> str:
    return taken.source or str(taken.event)


def _meet(one: Taken, other: Taken, before: int, after: int) -> bool:
    starts = [each.start - before * MINUTE for each in (one, other)]
    ends = [each.end + after * MINUTE for each in (one, other)]
    return max(starts) < min(ends)


def _late(one: Taken, other: Taken, person: int, rows: list[Taken]) -> bool:
    """Tell whether the road is too long between neighbours of the person's day."""
    own = sorted((each for each in rows if person in each.people), key=lambda each: (each.start, each.end))
    first, second = sorted((one, other), key=own.index)
    if own.index(second) - own.index(first) != 1 or not (first.place and second.place) or first.place == second.place:
        return False
    return (second.start - 5 * MINUTE) - (first.end + 5 * MINUTE) < 35 * MINUTE


@given(ROWS)
@settings(max_examples=150)
def test_clashes_with_the_road_and_meetings_are_those_of_every_pair(drawn):
    rows = [made(row, key) for key, row in enumerate(drawn, 1)]
    rows = list({(each.start, each.end): each for each in rows}.values())  # neighbours are told by their times
    found = set()
    for each in judge_all(rows, AROUND):
        other = str(each.second.event) if each.second else each.obstacle.key.partition("#")[0]
        found.add((str(each.subject), frozenset((str(each.first.event), other)), each.resource))
    assert found == by_every_pair(rows)


@given(ROWS, st.integers(28, 60))
def test_time_that_no_meeting_forbids_clashes_with_none(drawn, quarter):
    wanted, *others = [made((*row[:4], bool(key)), key) for key, row in enumerate([(40, 45, HALL, {1}, False), *drawn])]
    wanted, start = replace(wanted, event=1), MIDNIGHT + 15 * quarter * MINUTE
    placed = replace(wanted, start=start, end=start + 45 * MINUTE)
    if most_severe(forbidden(wanted, others, AROUND), start) is None:
        assert judge_one(1, [placed, *others], AROUND) == []


def test_meeting_is_told_with_the_road_and_its_identity_keeps_its_hours_and_place():
    event, meeting = made((56, 90, HALL, {1}, False), 7), made((63, 45, PORT, {1}, True), 8)
    (found,) = judge_all([event, meeting], AROUND)
    assert found.sentence.replace("\u00a0", " ") == (
        "«Дело 7» кончается в 15:30, выход 5 мин, дорога 35 мин, прибыть за 5 мин, «Дело 8» в 15:45: не хватает 30 мин"
    )
    assert (found.subject, found.events, found.second) == (Subject.TRAVEL, (7,), None)
    moved = [replace(meeting, end=meeting.end + MINUTE), replace(meeting, place=HALL), meeting]
    marks = {each.identity for other in moved for each in judge_all([event, other], AROUND)}
    assert len(marks) == 3


# Rules


@given(
    st.dates(date(2025, 1, 1), date(2026, 12, 31)),
    st.integers(0, 500),
    st.sampled_from(["FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "FREQ=MONTHLY;BYDAY=1WE,-1FR"]),
    st.tuples(st.integers(-30, 600), st.integers(0, 90)),
)
def test_days_of_a_part_are_those_of_the_whole_within_it(starts_on, length, rrule, window):
    ends_on = starts_on + timedelta(days=length)
    since = starts_on + timedelta(days=window[0])
    until = since + timedelta(days=window[1])
    whole = days_of_rule(rrule, starts_on, ends_on, starts_on, ends_on)
    assert days_of_rule(rrule, starts_on, ends_on, since, until) == [day for day in whole if since <= day <= until]


@pytest.mark.parametrize(
    ("rrule", "days"),
    [
        ("FREQ=WEEKLY;BYDAY=MO", [3, 10, 17, 24, 31]),
        ("FREQ=MONTHLY;BYMONTHDAY=12", [12]),
        ("FREQ=WEEKLY;INTERVAL=2", []),
        ("FREQ=НИКОГДА;BYDAY=MO", []),
        ("", []),
    ],
)
def test_only_a_rule_that_names_days_keeps_anybody(rrule, days):
    august = date(2026, 8, 1), date(2026, 8, 31)
    found = list(stretches_by_rule(rrule, august, (time(22), time(1)), 45))
    assert [start.day for start, _end in found] == days
    assert all(end - start == timedelta(hours=3) for start, end in found)


def test_event_of_zero_length_keeps_people_for_the_usual_time():
    day = MIDNIGHT.date()
    found = list(stretches((day, day), (time(10), time(10)), 90))
    assert found == [(datetime.combine(day, time(10)), datetime.combine(day, time(11, 30)))]
