"""Finding against a look at every pair; the road; one event against many."""

from datetime import datetime, timedelta
from itertools import pairwise
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.clashes.rules.finding import Busy, Clash, ClashKind, clashes_with, find_clashes
from orgplan.clashes.rules.road import Point, Roads, Travel, WrongRoadError, great_circle_km

MIDNIGHT = datetime.fromisoformat("2026-01-31")  # a day later the month is another
POINTS = {"дума": Point(54.9848, 73.3674), "парк": Point(54.9713, 73.4044), "порт": Point(54.9530, 73.3780)}
VENUES = (None, "без координат", *POINTS)
TRAVEL = Travel(30, 1.4, 10)
ROADS = Roads(TRAVEL, POINTS)

moments = st.integers(0, 48 * 4).map(lambda quarter: MIDNIGHT + timedelta(minutes=15 * quarter))


@st.composite
def days(draw):
    """Up to a dozen events around a midnight, of no length to several hours, few people and places."""
    events = []
    for key in range(draw(st.integers(0, 12))):
        start = draw(moments)
        length = draw(st.sampled_from([0, 1, 15, 45, 60, 240, 2000]))
        people = draw(st.lists(st.sampled_from("абв"), unique=True, max_size=3))
        events.append(Busy(key, start, start + timedelta(minutes=length), draw(st.sampled_from(VENUES)), people))
    return events


def by_every_pair(events):
    """What the contract says, word by word."""
    ordered = sorted(events, key=lambda each: (each.start, each.end))
    found = set()
    for number, one in enumerate(ordered):
        for other in ordered[number + 1 :]:
            both = min(one.end, other.end) - max(one.start, other.start)
            if both > timedelta(0):
                short = ceil(both / timedelta(minutes=1))
                found |= {("person", one.key, other.key, each, short) for each in set(one.people) & set(other.people)}
                found |= {("venue", one.key, other.key, each, short) for each in {one.venue} & {other.venue} - {None}}
    for person in {person for each in events for person in each.people}:
        own = [each for each in ordered if person in each.people]
        found |= {(*clash[:3], person, clash[3]) for pair in pairwise(own) for clash in road_of_pair(*pair)}
    return found


def road_of_pair(one, other):
    if one.venue in POINTS and other.venue in POINTS and one.venue != other.venue:
        gap = (other.start - one.end) / timedelta(minutes=1)
        road = ceil(great_circle_km(POINTS[one.venue], POINTS[other.venue]) * 1.4 / 30 * 60 + 10)
        if 0 <= gap < road:
            yield "travel", one.key, other.key, road - gap


def plain(clashes):
    return {(str(each.kind), each.first.key, each.second.key, each.resource, each.short_by) for each in clashes}


@given(days())
@settings(max_examples=150)
def test_clashes_are_those_of_every_pair(events):
    found = find_clashes(events, ROADS)
    assert plain(found) == by_every_pair(events)
    assert len(plain(found)) == len(found)


@given(days(), st.randoms())
def test_clashes_do_not_depend_on_the_order_of_the_file(events, shuffled):
    # Events that begin and end together are neighbours in the order of the file: the road between them is asked so.
    distinct = list({(each.start, each.end): each for each in events}.values())
    before = plain(find_clashes(distinct, ROADS))
    shuffled.shuffle(distinct)
    assert plain(find_clashes(distinct, ROADS)) == before


@given(days())
def test_one_event_against_many_finds_its_own_clashes(events):
    for one in events:
        own = [each for each in find_clashes(events, ROADS) if one in (each.first, each.second)]
        assert plain(clashes_with(one, events, ROADS)) == plain(own)


@given(days())
def test_nothing_clashes_after_everybody_has_time(events):
    apart = [
        each._replace(start=MIDNIGHT + timedelta(days=number), end=MIDNIGHT + timedelta(days=number, hours=2))
        for number, each in enumerate(events)
    ]
    assert find_clashes(apart, ROADS) == []


def event(key, start, end, venue="дума", people=("мэр",)):
    return Busy(key, datetime.fromisoformat(start), datetime.fromisoformat(end), venue, people)


def test_pair_flips_when_the_venue_changes():
    meeting = event("совещание", "2026-08-05T14:00", "2026-08-05T15:30")
    ceremony = event("церемония", "2026-08-05T15:45", "2026-08-05T16:30", "порт")
    (clash,) = find_clashes([ceremony, meeting], Roads(TRAVEL, POINTS, {("дума", "порт"): 35}))
    assert clash == Clash(ClashKind.TRAVEL, meeting, ceremony, "мэр", 20)
    assert find_clashes([meeting, ceremony._replace(venue="дума")], ROADS) == []


def test_what_ends_when_the_other_begins_does_not_clash():
    assert (
        find_clashes(
            [event(1, "2026-08-05T14:00", "2026-08-05T15:00"), event(2, "2026-08-05T15:00", "2026-08-05T16:00")], ROADS
        )
        == []
    )


def test_clash_over_midnight_and_the_end_of_a_month_is_found():
    night = event(1, "2026-01-31T23:00", "2026-02-01T01:00")
    found = find_clashes([night, event(2, "2026-02-01T00:30", "2026-02-01T02:00")], ROADS)
    assert [(each.kind, each.short_by) for each in found] == [(ClashKind.PERSON, 30), (ClashKind.VENUE, 30)]


def test_event_of_no_length_meets_nothing_but_is_travelled_to():
    long = event(1, "2026-08-05T14:00", "2026-08-05T16:00")
    assert find_clashes([long, event(2, "2026-08-05T15:00", "2026-08-05T15:00")], ROADS) == []
    (clash,) = find_clashes([long, event(3, "2026-08-05T16:05", "2026-08-05T16:05", "порт")], ROADS)
    assert clash.kind == ClashKind.TRAVEL


# The road


@given(st.sampled_from(list(POINTS.values())), st.sampled_from(list(POINTS.values())))
def test_road_is_as_long_there_as_back_and_never_shorter_than_the_overhead(one, other):
    assert TRAVEL.minutes(one, other) == TRAVEL.minutes(other, one) >= 10


@given(
    st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=2, max_size=6),
    st.floats(1, 120),
    st.dictionaries(st.integers(0, 23), st.floats(0.1, 3), max_size=3),
)
def test_no_road_is_longer_than_the_longest(places, speed, by_hour):
    points = {number: Point(*place) for number, place in enumerate(places)}
    roads = Roads(Travel(speed, 1.3, 5, by_hour), points, {(0, 1): 700})
    for one in points:
        for other in points:
            for hour in (0, *by_hour):
                road = roads.between(one, other, hour)
                assert road is not None
                assert road <= roads.longest


def test_road_between_known_places_is_measured():
    assert great_circle_km(Point(54.9848, 73.3674), Point(55.7558, 37.6173)) == pytest.approx(2236, abs=5)
    assert Travel(60, 1, 0).minutes(Point(0, 0), Point(0, 1)) == 112  # 111.195 km


def test_road_of_a_pair_wins_and_counts_for_the_way_back():
    roads = Roads(
        Travel(30, 1.4, 10, {17: 1.5}), POINTS, {("дума", "порт"): 20, ("порт", "дума"): 25, ("парк", "нигде"): 8}
    )
    asked = [("дума", "порт", 9), ("порт", "дума", 9), ("дума", "порт", 17), ("нигде", "парк", 9), ("нигде", "дума", 9)]
    assert [roads.minutes(*each) for each in asked] == [20, 25, 30, 8, None]


@pytest.mark.parametrize(
    "figures",
    [
        (0, 1, 0),
        (-5, 1, 0),
        (30, 0, 0),
        (30, 1, -1),
        (float("nan"), 1, 0),
        (30, float("inf"), 0),
        (30, 1, 0, {24: 1}),
        (30, 1, 0, {8: 0}),
    ],
)
def test_figures_of_a_road_that_cannot_be_are_refused(figures):
    with pytest.raises(WrongRoadError):
        Travel(*figures)
