"""The promises of the search, over invented months: pins, windows, clashes, never worse than doing nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.scheduling.rules.checking import faults_of
from orgplan.scheduling.rules.draft import DAY, Closed, Draft, Event, Keeps, Plan, Span, Spot
from orgplan.scheduling.rules.greedy import place_greedily, standing
from orgplan.scheduling.rules.prices import PRICES, Aim, plan_price
from orgplan.scheduling.rules.solving import Limits, has_solver, solve

WEEK = tuple(Span(day * DAY + 8 * 60, day * DAY + 20 * 60) for day in range(7))
OFFICE = tuple(Span(day * DAY + 9 * 60, day * DAY + 18 * 60) for day in range(5))
OFF = (Span(5 * DAY, 7 * DAY),)
PRICE = PRICES[Aim.FEWEST_MOVES]


needs_solver = pytest.mark.skipif(not has_solver(), reason="OR-Tools has no build for this machine")


def roads(start, end, _leaves):
    return 0 if start == end else 20 + 5 * abs(start - end)


@st.composite
def months(draw):
    events = []
    for number in range(draw(st.integers(2, 9))):
        day, hour = draw(st.integers(0, 3)), draw(st.integers(9, 12))
        who = frozenset(draw(st.sets(st.sampled_from("абв"), min_size=1, max_size=2)))
        events.append(
            Event(
                key=number,
                minutes=draw(st.sampled_from((0, 45, 60, 120))),
                windows=WEEK,
                start=day * DAY + hour * 60,
                venue=draw(st.sampled_from((None, 1, 2, 3))),
                venues=draw(st.sampled_from(((), (4, 5)))),
                people=who,
                desired=frozenset(draw(st.sets(st.sampled_from("абвг"), max_size=2))) - who,
                pinned=draw(st.booleans()) and draw(st.booleans()),
                importance=draw(st.integers(1, 3)),
                set_up=draw(st.sampled_from((0, 30))),
                arrival=draw(st.sampled_from((0, 10))),
            )
        )
    closed = (Closed(Keeps.PERSON, "а", DAY, DAY + 11 * 60), Closed(Keeps.VENUE, 1, 9 * 60, 10 * 60))
    return Draft(tuple(events), roads, closed, OFFICE, OFF, first_person="а")


@given(months(), st.sampled_from(Aim))
@settings(max_examples=10, deadline=None)
def test_search_keeps_its_promises(draft, aim):
    prices = PRICES[aim]
    result = solve(draft, prices, Limits(seconds=3))
    spots, events = result.plan.spots, {event.key: event for event in draft.events}
    assert all(spots[key] == (event.start, event.venue) for key, event in events.items() if event.pinned)
    assert result.price == plan_price(result.plan, draft, prices) <= result.before
    assert result.bound <= result.price
    stays = {key for key in spots if spots[key] == (events[key].start, events[key].venue)}
    for fault in faults_of(result.plan, draft):
        assert stays.issuperset(fault.events), "what moved clashes with nothing"
        told = result.plan.left | {key for key, event in events.items() if event.pinned}
        assert not told.isdisjoint(fault.events), "a clash that is left is named"


@given(months())
@settings(max_examples=40, deadline=None)
def test_plain_way_moves_into_no_clash_and_is_not_worse_than_nothing(draft):
    plan = place_greedily(draft, PRICE)
    assert plan_price(plan, draft, PRICE) <= plan_price(standing(draft, PRICE), draft, PRICE)
    stays = {event.key for event in draft.events if plan.spots[event.key] == (event.start, event.venue)}
    assert all(stays.issuperset(fault.events) for fault in faults_of(plan, draft))


def pair(**changes):
    one = Event(key=1, minutes=60, windows=WEEK, start=600, venue=1, people=frozenset("а"))
    return one, Event(**{"key": 2, "minutes": 60, "windows": WEEK, "start": 630, "people": frozenset("а"), **changes})


@needs_solver
def test_search_moves_one_of_two_that_clash_by_the_least_and_proves_it():
    result = solve(Draft(pair(), office=OFFICE, off=OFF), PRICE, Limits(seconds=5))
    assert (result.price, result.is_proven) == (100, True)
    assert result.plan.left == frozenset()


def test_search_names_the_event_that_finds_no_time():
    one, other = pair(windows=(Span(600, 700),))
    draft = Draft((Event(key=1, minutes=60, windows=WEEK, start=600, people=one.people, pinned=True), other))
    result = solve(draft, PRICE, Limits(seconds=5))
    assert result.plan.left == {2}
    assert result.plan.spots[2] == Spot(630, None)


def test_search_leaves_what_nothing_forbids_where_it_is():
    _one, other = pair()
    result = solve(Draft((other,)), PRICE, Limits(seconds=5))
    assert (result.price, result.plan.spots) == (0, {2: Spot(630, None)})


@needs_solver
def test_search_with_the_first_person_in_mind_makes_room_for_her():
    one, other = pair(people=frozenset("б"), desired=frozenset("а"))
    draft = Draft((one, other), first_person="а")
    assert solve(draft, PRICE, Limits(seconds=5)).plan.absent == {(2, "а")}
    assert solve(draft, PRICES[Aim.WITH_FIRST], Limits(seconds=5)).plan.absent == frozenset()


@needs_solver
def test_search_frees_sunday_when_that_is_the_aim():
    _one, other = pair(start=5 * DAY + 600)
    draft = Draft((other,), office=OFFICE, off=OFF)
    assert solve(draft, PRICE, Limits(seconds=5)).plan.spots[2].start == 5 * DAY + 600
    assert solve(draft, PRICES[Aim.FREE_SUNDAYS], Limits(seconds=5)).plan.spots[2].start < 5 * DAY


def test_search_stops_when_asked_and_still_answers():
    result = solve(Draft(pair()), PRICE, Limits(seconds=5), lambda: True)
    assert result.was_stopped
    assert result.price <= result.before


def test_search_finds_the_same_every_time():
    plans = [solve(Draft(pair()), PRICE, Limits(seconds=5)).plan for _ in range(2)]
    assert plans[0] == plans[1]


@needs_solver
def test_search_keeps_order_and_company():
    first = Event(key=1, minutes=60, windows=WEEK, people=frozenset("а"))
    second = Event(key=2, minutes=30, windows=WEEK, people=frozenset("б"), after=(1,))
    third = Event(key=3, minutes=30, windows=WEEK, people=frozenset("в"), beside=(2,))
    draft = Draft((third, second, first))
    result = solve(draft, PRICE, Limits(seconds=5))
    assert faults_of(result.plan, draft) == []


def test_checker_counts_missing_minutes_of_road_and_hall():
    one, other = pair(start=690, venue=2)
    draft = Draft((one, other), roads)
    plan = Plan({1: Spot(600, 1), 2: Spot(690, 2)})
    assert faults_of(plan, draft) == []
    assert [fault.minutes for fault in faults_of(Plan({1: Spot(600, 1), 2: Spot(675, 2)}), draft)] == [10]
    assert [fault.rule for fault in faults_of(Plan({1: Spot(600, 1)}), draft)] == ["no time"]
