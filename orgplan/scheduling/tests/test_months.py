"""A month laid out for the search, its plans judged as the pages of clashes judge: over invented months."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.clashes.rules.judging import Obstacle
from orgplan.clashes.rules.kinds import ClashLevel, Subject
from orgplan.clashes.rules.levels import Rule
from orgplan.clashes.rules.norms import USUAL_TRAVEL, Norms, Times
from orgplan.clashes.rules.occupation import Place, Taken, Taking
from orgplan.clashes.rules.road import Point
from orgplan.scheduling.queries.ignoring import is_ignored, tags_of
from orgplan.scheduling.queries.months import Reading, laid_out
from orgplan.scheduling.queries.reasons import Reasons
from orgplan.scheduling.rules.checking import faults_of
from orgplan.scheduling.rules.greedy import place_greedily
from orgplan.scheduling.rules.prices import PRICES, Aim
from orgplan.scheduling.rules.solving import Limits, solve
from orgplan.scheduling.rules.words import WHY_LEFT, WHY_STAYS, Stays

FIRST = date(2030, 2, 1)
DAY = datetime.combine(date(2030, 2, 13), time())
PRICE = PRICES[Aim.FEWEST_MOVES]
HALLS = [Place(key, f"Зал {key}", Point(55 + key / 50, 73), set_up=key * 5) for key in (1, 2, 3)]
RULES = (
    Rule(1, ClashLevel.IGNORE, "Репетиции никому не мешают.", kind="other"),
    Rule(2, ClashLevel.IGNORE, "До пяти минут наверстают.", subject=Subject.TRAVEL, minutes_up_to=5),
    Rule(3, ClashLevel.BLOCK, "Мэр не может быть в двух местах сразу.", rank_up_to=1),
    Rule(4, ClashLevel.BLOCK_APPROVAL, "Площадка одна.", subject=Subject.VENUE),
)


def taken(key, hour, minutes=60, people=(), **more):
    """A stretch of the 13th of February; `desired` are people wished for."""
    desired = more.pop("desired", ())
    start = DAY + timedelta(minutes=round(hour * 60))
    names = {who: Taking(f"Образцов {who}", "hosts") for who in people}
    names |= {who: Taking(f"Образцов {who}", "desired") for who in desired if who not in names}
    return Taken(
        key,
        f"Событие {key}",
        more.pop("kind", "meeting"),
        start,
        start + timedelta(minutes=minutes),
        people=names,
        **more,
    )


def reading(*rows, rules=RULES, **more):
    norms = Norms(rules, {"ceremony": Times(set_up=30, leaving=15, arrival=10)}, USUAL_TRAVEL)
    return Reading(
        first=FIRST,
        today=date(2030, 1, 1),
        norms=norms,
        rows={each.event: each for each in rows},
        is_off=lambda day: day.weekday() > 4,
        ranks={1: 1, 2: 2},
        first_person=1,
        **more,
    )


@st.composite
def readings(draw):
    rows = [
        taken(
            key,
            draw(st.sampled_from((9, 9.5, 10, 11, 12.25))),
            draw(st.sampled_from((30, 60, 120))),
            draw(st.sets(st.integers(1, 3), max_size=2)),
            desired=draw(st.sets(st.integers(1, 3), max_size=1)),
            kind=draw(st.sampled_from(("meeting", "ceremony", "other"))),
            place=draw(st.sampled_from((None, *HALLS[:2]))),
        )
        for key in range(1, draw(st.integers(2, 8)) + 1)
    ]
    closed = Obstacle("layer", Subject.PERSON, 1, DAY + timedelta(hours=14), DAY + timedelta(hours=18), "отсутствует")
    halls = {each.event: [HALLS[2]] for each in rows if each.place and draw(st.booleans())}
    stays = {each.event: Stays.PINNED for each in rows if draw(st.integers(0, 4)) == 0}
    return reading(*rows, obstacles=[closed], halls=halls, stays=stays)


def keeps_promises(month, plan):
    """Pins stay; what moved clashes with nothing by the rules of the city; what still clashes is named with a reason."""
    events = {event.key: event for event in month.draft.events}
    stands = {key: month.standing.spots[key] for key in events}
    assert all(plan.spots[key] == stands[key] for key in events if key in month.stays)
    moved = {key for key in events if plan.spots[key] != stands[key]}
    clashes = month.clashes(plan)
    assert all(moved.isdisjoint(clash.events) for clash in clashes), "accepted moves bring no clash of any level"
    told = plan.left | set(month.stays)
    assert all(not told.isdisjoint(clash.events) for clash in clashes)
    assert all(moved.isdisjoint(fault.events) for fault in faults_of(plan, month.draft)), "the checker says the same"
    reasons = Reasons(month, plan, PRICE)
    assert all(reasons.of(clash)[1] for clash in clashes)


@given(readings())
@settings(max_examples=60, deadline=None)
def test_plain_way_brings_no_clash_by_the_rules_of_the_city(read):
    month = laid_out(read)
    keeps_promises(month, place_greedily(month.draft, PRICE))


@given(readings(), st.sampled_from(Aim))
@settings(max_examples=8, deadline=None)
def test_search_brings_no_clash_by_the_rules_of_the_city(read, aim):
    month = laid_out(read)
    keeps_promises(month, solve(month.draft, PRICES[aim], Limits(seconds=1)).plan)


@given(readings())
@settings(max_examples=40, deadline=None)
def test_tags_are_shared_by_exactly_those_whose_clash_counts(read):
    for person in (1, 2, 3):
        rows = {key: each for key, each in read.rows.items() if person in each.people}
        tags = tags_of(person, rows, read.ranks, read.norms.rules)
        for one, other in permutations(rows, 2):
            counts = not is_ignored(rows[one], rows[other], person, read.ranks, read.norms.rules)
            assert bool(tags[one] & tags[other]) == counts


def test_what_rules_ignore_is_neither_counted_nor_moved():
    month = laid_out(reading(taken(1, 10, people=(1,)), taken(2, 10, people=(1,), kind="other")))
    assert month.clashes(month.standing) == []
    assert place_greedily(month.draft, PRICE).spots == month.standing.spots


def test_what_is_ignored_for_its_few_minutes_stays_as_it_stands():
    near = replace(HALLS[0], key=9, point=Point(55.0204, 73))
    road = reading(taken(1, 10, people=(2,), place=HALLS[0]), taken(2, 11, people=(2,), place=near))
    month = laid_out(road)
    assert (month.clashes(month.standing), month.stays) == ([], {1: Stays.SETTLED, 2: Stays.SETTLED})


def test_other_hall_is_taken_where_the_own_one_is_promised_twice():
    rows = [taken(1, 10, place=HALLS[1]), taken(2, 10, place=HALLS[1])]
    month = laid_out(reading(*rows, halls={2: [HALLS[0]]}))
    plan = place_greedily(month.draft, PRICE)
    assert (plan.spots[2].venue, month.clashes(plan)) == (1, [])
    assert month.moment(plan.spots[2].start) == rows[1].start, "the time stays"


def test_nobody_is_sent_to_a_hall_of_which_somebody_is_only_warned():
    warned = Obstacle("b", Subject.VENUE, 1, DAY, DAY + timedelta(days=1), "предзаказ", ClashLevel.WARN)
    month = laid_out(
        reading(taken(1, 10, place=HALLS[1]), taken(2, 10, place=HALLS[1]), halls={2: [HALLS[0]]}, obstacles=[warned])
    )
    spot = place_greedily(month.draft, PRICE).spots[2]
    assert (spot.venue, month.moment(spot.start).date() == DAY.date()) != (1, True)


def test_claim_of_an_event_of_the_month_holds_no_hall_against_the_event():
    own = Obstacle("b", Subject.VENUE, 1, DAY, DAY + timedelta(days=1), "обещана", ClashLevel.BLOCK_APPROVAL, own=1)
    assert laid_out(reading(taken(1, 10, place=HALLS[0]), obstacles=[own])).draft.closed == ()


def test_reason_names_without_whom_there_would_be_room():
    busy = Obstacle("a", Subject.PERSON, 1, DAY - timedelta(days=20), DAY + timedelta(days=20), "отсутствует")
    month = laid_out(reading(taken(1, 10, people=(1, 2)), obstacles=[busy]))
    plan = place_greedily(month.draft, PRICE)
    (clash,) = month.clashes(plan)
    _key, why = Reasons(month, plan, PRICE).of(clash)
    assert why == f"{WHY_LEFT} Нашлось бы, если обойтись без одного: Образцов 1 — в то же время."


def test_reason_of_what_was_not_chosen_says_so():
    stays = dict.fromkeys((1, 2), Stays.NOT_CHOSEN)
    month = laid_out(reading(taken(1, 10, people=(1,)), taken(2, 10, people=(1,)), stays=stays))
    (clash,) = month.clashes(month.standing)
    assert (clash.level, Reasons(month, month.standing, PRICE).of(clash)[1]) == (
        ClashLevel.BLOCK,
        WHY_STAYS[Stays.NOT_CHOSEN],
    )
