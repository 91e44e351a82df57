"""The proof against a look at every plan there is; options against every beginning; placing against every choice."""

from itertools import chain, combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.scheduling.rules.checking import faults_of
from orgplan.scheduling.rules.draft import DAY, Closed, Draft, Event, Keeps, Plan, Span, Spot
from orgplan.scheduling.rules.greedy import linked_blocks
from orgplan.scheduling.rules.options import Barriers, What, options_of
from orgplan.scheduling.rules.physics import clash, starts_of
from orgplan.scheduling.rules.placing import Mover, can_both, least_refused, place
from orgplan.scheduling.rules.prices import PRICES, Aim, plan_price, slot_price, slot_prices, venue_price
from orgplan.scheduling.rules.solving import Limits, has_solver, solve

needs_solver = pytest.mark.skipif(not has_solver(), reason="OR-Tools has no build for this machine")

STEP = 60
OFFICE = (Span(9 * 60, 13 * 60), Span(DAY + 9 * 60, DAY + 13 * 60))
OFF = (Span(DAY, 2 * DAY),)
CLOSED = (
    Closed(Keeps.PERSON, "а", 9 * 60, 10 * 60),
    Closed(Keeps.VENUE, 1, 12 * 60, 13 * 60),
    Closed(Keeps.ALL, None, 10 * 60, 11 * 60, price=40),
)


def roads(start, end, leaves):
    """From hall to hall; in every other hour it takes longer."""
    return 0 if start == end else 10 + 10 * abs(start - end) + 25 * (leaves // 60 % 2)


@st.composite
def small_months(draw, most=3):
    """Few events, a handful of beginnings each: so small that every plan can be looked at."""
    events = []
    for key in range(draw(st.integers(2, most))):
        people = frozenset(draw(st.sets(st.sampled_from("аб"), min_size=1, max_size=2)))
        wishes = draw(st.sampled_from(("", "", "а", "в")))
        day = draw(st.integers(0, 1))
        events.append(
            Event(
                key=key,
                minutes=draw(st.sampled_from((0, 45, 90))),
                windows=(Span(day * DAY + 9 * 60, day * DAY + draw(st.integers(11, 14)) * 60),),
                start=draw(st.sampled_from((9, 10, 11))) * 60 + draw(st.sampled_from((0, 30))),
                venue=draw(st.sampled_from((None, 1, 2))),
                venues=draw(st.sampled_from(((), (), (3,)))),
                people=people,
                desired=frozenset(wishes) - people,
                pinned=draw(st.integers(0, 4)) == 0,
                importance=draw(st.integers(1, 2)),
                set_up=draw(st.sampled_from((0, 15))),
                exit=draw(st.sampled_from((0, 10))),
                after=(key - 1,) if key and draw(st.integers(0, 5)) == 0 else (),
            )
        )
    closed = CLOSED if draw(st.booleans()) else ()
    return Draft(tuple(events), roads, closed, OFFICE, OFF, step=STEP, first_person="в")


def spots_of(event, draft):
    """Where the event could be, by windows and offered halls alone."""
    if event.pinned:
        return [Spot(event.start, event.venue)]
    return [Spot(start, hall) for start in starts_of(event, draft.step) for hall in event.places]


def best_price(draft, prices):
    """The least price among all plans: moves clash with nothing, what stays with what is left, pins with each other."""
    own = {event.key: Spot(event.start, event.venue) for event in draft.events}
    pinned = {event.key for event in draft.events if event.pinned}
    wishes = [(event.key, person) for event in draft.events for person in event.desired]
    subsets = list(chain.from_iterable(combinations(wishes, size) for size in range(len(wishes) + 1)))
    prices_found = []
    for row in product(*([None, *spots_of(event, draft)] for event in draft.events)):
        left = frozenset(event.key for event, spot in zip(draft.events, row, strict=True) if spot is None)
        if left & pinned:
            continue
        spots = {event.key: spot or own[event.key] for event, spot in zip(draft.events, row, strict=True)}
        stays = {key for key in spots if spots[key] == own[key]}
        between_pins = [
            fault for fault in faults_of(Plan(spots, left, frozenset(wishes)), draft) if pinned.issuperset(fault.events)
        ]
        for absent in map(frozenset, subsets):
            if any(key in left and (key, who) not in absent for key, who in wishes):
                continue
            plan = Plan(spots, left, absent)
            faults = [fault for fault in faults_of(plan, draft) if fault not in between_pins]
            if all(stays.issuperset(fault.events) and left.intersection(fault.events) for fault in faults):
                prices_found.append(plan_price(plan, draft, prices))
    return min(prices_found)


@needs_solver
@given(small_months(), st.sampled_from(Aim))
@settings(max_examples=25, deadline=None)
def test_what_is_proven_is_the_best_of_all_plans(draft, aim):
    result = solve(draft, PRICES[aim], Limits(seconds=20))
    assert result.is_proven
    assert result.price == best_price(draft, PRICES[aim])


@given(small_months(most=4), st.sampled_from(Aim))
@settings(max_examples=60, deadline=None)
def test_prices_of_many_beginnings_are_those_of_each(draft, aim):
    for event in draft.events:
        starts = starts_of(event, draft.step)
        each = [slot_price(event, start, draft, PRICES[aim]) for start in starts]
        assert slot_prices(event, starts, draft, PRICES[aim]) == each


@given(small_months(most=4))
@settings(max_examples=60, deadline=None)
def test_options_are_kept_out_of_the_way_of_exactly_what_stands(draft):
    prices = PRICES[Aim.FEWEST_MOVES]
    for event in draft.events:
        barriers = Barriers()
        for option in options_of(event, draft, prices, barriers):
            rows = list(barriers.of(option.barriers))
            for spot in option.spots:
                assert option.price == slot_price(event, spot.start, draft, prices) + venue_price(
                    event, spot.venue, prices
                )
                assert option.is_stay == (spot == (event.start, event.venue))
                for other in draft.events:
                    if other is not event and not other.pinned:
                        assert is_barred(rows, event, other) == clashes(event, spot, other, draft)


def is_barred(rows, event, other):
    """Tell whether the barriers keep the event from where it is while the other stays and all the desired come."""
    by_other = [row for row in rows if any(fact.event == other.key and fact.what != What.COMES for fact in row)]
    return any({fact.event for fact in row} <= {event.key, other.key} for row in by_other)


def clashes(event, spot, other, draft):
    there = Spot(other.start, other.venue)
    shared = not (event.people | event.desired).isdisjoint(other.people | other.desired)
    linked = any(block.after < spot.start < block.before for block in linked_blocks(event, other, there))
    return linked or clash(event, spot, other, there, draft.roads, shared=shared) is not None


@given(small_months())
@settings(max_examples=60, deadline=None)
def test_placing_finds_a_way_where_there_is_one_and_names_who_is_in_the_way(draft):
    movers = [Mover(event, event.people, spots_of(event, draft)[:4]) for event in draft.events]
    ways = [row for row in product(*(mover.spots for mover in movers)) if is_way(movers, row, draft)]
    placed = place(movers, draft)
    assert (placed is None) == (not ways)
    if placed is not None:
        assert is_way(movers, [placed[mover.event.key] for mover in movers], draft)
    else:
        core = least_refused(movers, draft)
        assert place(core, draft) is None
        assert all(place([each for each in core if each is not mover], draft) is not None for mover in core)


def is_way(movers, row, draft):
    return all(
        can_both(movers[one], row[one], movers[other], row[other], draft)
        for one, other in combinations(range(len(movers)), 2)
    )
