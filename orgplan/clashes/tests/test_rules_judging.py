"""Levels, words, stretches, offers and load."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.clashes.rules.hours import UnreadableHoursError, hours_text, read_hours
from orgplan.clashes.rules.judging import Obstacle, Surroundings, judge_all, judge_one
from orgplan.clashes.rules.kinds import ClashLevel, Subject, Together
from orgplan.clashes.rules.levels import Case, Rule, WordlessRuleError, ruling_of
from orgplan.clashes.rules.load import Load, load_of_stretches
from orgplan.clashes.rules.norms import Hours, Norms, Times
from orgplan.clashes.rules.occupation import Place, Taken, Taking, stretches, without_wholes
from orgplan.clashes.rules.offers import Search, best_offers, forbidden, most_severe
from orgplan.clashes.rules.road import Point, Travel
from orgplan.clashes.rules.words import NO_END

HALL = Place(1, "Большой зал", Point(54.9888, 73.3704))
PORT = Place(2, "Речной порт", Point(54.953, 73.378))
ROAD = Norms(travel=Travel(30, 1.4, 10), pairs={(1, 2): 35})
MAYOR = {7: Taking("Образцов И. И.", "hosts")}


def moment(text):
    return datetime.fromisoformat(f"2026-08-{text}")


def taken(key, start, end, place=HALL, people=MAYOR, **more):
    return Taken(key, f"Дело {key}", "meeting", moment(start), moment(end), place, people, **more)


def sentences(rows, norms=ROAD, **around):
    return [each.sentence.replace("\u00a0", " ") for each in judge_all(rows, Surroundings(norms, {7: 1}, **around))]


# Words


def test_road_is_said_with_both_events_and_the_minutes():
    rows = [taken(1, "12T14:00", "12T15:30"), taken(2, "12T15:45", "12T16:30", PORT)]
    assert sentences(rows) == ["«Дело 1» кончается в 15:30, дорога 35 мин, «Дело 2» в 15:45: не хватает 20 мин"]


def test_minutes_of_the_kind_count_and_are_said():
    norms = replace(ROAD, times={"meeting": Times(set_up=20, leaving=10, arrival=5, exit=5)})
    rows = [taken(1, "12T14:00", "12T15:30"), taken(2, "12T15:35", "12T16:30")]
    assert sentences(rows, norms) == [
        "«Дело 1» кончается в 15:30, выход 5 мин, прибыть за 5 мин, «Дело 2» в 15:35: не хватает 5 мин",
        "«Дело 1» кончается в 15:30, уборка площадки 10 мин, подготовка 20 мин, «Дело 2» в 15:35: не хватает 25 мин",
    ]


def test_both_at_once_over_midnight_are_said_with_days():
    rows = [taken(1, "12T23:00", "13T01:00"), taken(2, "13T00:30", "13T02:00", None)]
    assert sentences(rows) == [
        "«Дело 1» 12.08.2026 23:00 — 13.08.2026 01:00 и «Дело 2» 00:30–02:00: одновременно 30 мин"
    ]


@pytest.mark.parametrize(("end", "words"), [(moment("15T00:00"), "11.08.2026 — 14.08.2026"), (NO_END, "с 11.08.2026")])
def test_time_that_is_not_free_says_why_and_until_when(end, words):
    away = Obstacle("absence-1", Subject.PERSON, 7, moment("11T00:00"), end, "отсутствует")
    rows = [taken(1, "12T14:00", "12T15:30")]
    assert sentences(rows, obstacles=[away]) == [f"«Дело 1» 14:00–15:30 — отсутствует ({words})"]
    assert sentences(rows, obstacles=[replace(away, resource=8)]) == []


# Levels

CASE = Case(
    Subject.PERSON,
    20,
    frozenset({"meeting", "sport"}),
    frozenset({"hosts"}),
    frozenset({"pending"}),
    frozenset({3}),
    2,
    same_programme=True,
    year=2026,
)
FITTING = {
    "subject": Subject.PERSON, "kind": "sport", "taking": "hosts", "consent": "pending", "rank_up_to": 2, "minutes_up_to": 20,
    "together": Together.SAME, "unit": 3, "since_year": 2026, "until_year": 2026,
}  # fmt: skip
UNFIT = {
    "subject": Subject.VENUE, "kind": "visit", "taking": "desired", "consent": "given", "rank_up_to": 1, "minutes_up_to": 19,
    "together": Together.APART, "unit": 4, "since_year": 2027, "until_year": 2025,
}  # fmt: skip


@given(st.sets(st.sampled_from(sorted(FITTING))), st.sets(st.sampled_from(sorted(UNFIT)), max_size=2))
def test_rule_holds_where_all_its_conditions_do(fitting, unfit):
    given_: dict[str, Any] = {name: FITTING[name] for name in fitting} | {name: UNFIT[name] for name in unfit}
    assert Rule(1, ClashLevel.BLOCK, "Так", **given_).holds(CASE) == (not unfit)


def test_first_rule_that_holds_counts_and_without_one_it_is_a_warning():
    rules = [
        Rule(1, ClashLevel.IGNORE, "Мелочь", minutes_up_to=5),
        Rule(2, ClashLevel.BLOCK, "Нельзя вдвоём"),
        Rule(3, ClashLevel.WARN, "Поздно"),
    ]
    assert (ruling_of(CASE, rules).rule, ruling_of(CASE, []).level) == (2, ClashLevel.WARN)


@pytest.mark.parametrize("words", ["", "  "])
def test_rule_without_words_is_refused(words):
    with pytest.raises(WordlessRuleError, match="напишите, почему"):
        Rule(1, ClashLevel.BLOCK, words)


def test_rule_of_a_rank_says_nothing_about_others():
    assert not Rule(1, ClashLevel.BLOCK, "Мэр", rank_up_to=1).holds(replace(CASE, rank=None))


def test_ignored_clash_is_left_out_and_a_part_never_clashes_with_its_whole():
    norms = replace(ROAD, rules=(Rule(1, ClashLevel.IGNORE, "Одна программа", together=Together.SAME),))
    parts = [taken(1, "12T14:00", "12T15:00", None, above=(9,)), taken(2, "12T14:30", "12T15:30", None, above=(9,))]
    assert (len(sentences(parts)), sentences(parts, norms)) == (1, [])
    assert sentences([taken(9, "12T10:00", "12T20:00"), parts[0]]) == []


def test_whole_lets_go_whoever_is_in_a_part_that_day():
    whole, part = taken(9, "12T10:00", "12T20:00"), taken(1, "12T14:00", "12T15:00", above=(9,))
    other = taken(3, "12T17:00", "12T18:00", None)
    assert len(sentences([whole, other])) == 1
    assert sentences(without_wholes([whole, part, other])) == []


def test_identity_changes_with_the_times_and_with_the_place_of_a_road():
    first, second = taken(1, "12T14:00", "12T15:30"), taken(2, "12T15:45", "12T16:30", PORT)
    other = replace(ROAD, pairs={(1, 2): 35, (1, 3): 35})

    def identity(one, two):
        (found,) = judge_all([one, two], Surroundings(other, {}))
        return found.identity

    changed = [replace(second, end=moment("12T17:00")), replace(second, place=replace(PORT, key=3))]
    marks = {identity(first, each) for each in (second, *changed)}
    assert (len(marks), identity(second, first) in marks) == (3, True)


# Stretches


@pytest.mark.parametrize(
    ("days", "clock", "expected"),
    [
        ((12, 12), ("14:00", "15:00"), [("12T14:00", "12T15:00")]),
        ((12, 12), ("14:00", None), [("12T14:00", "12T14:45")]),
        ((12, 12), ("14:00", "14:00"), [("12T14:00", "12T14:45")]),
        ((12, 12), ("22:00", "02:00"), [("12T22:00", "13T02:00")]),
        ((12, 13), ("10:00", "18:00"), [("12T10:00", "12T18:00"), ("13T10:00", "13T18:00")]),
        ((12, 14), ("22:00", "02:00"), [("12T22:00", "14T02:00")]),
        ((12, 12), (None, None), []),
        ((None, 12), ("10:00", None), []),
        ((13, 12), ("10:00", None), []),
    ],
)
def test_stretches_of_an_occurrence(days, clock, expected):
    first, last = (day and date(2026, 8, day) for day in days)
    begins, ends = (each and time.fromisoformat(each) for each in clock)
    assert list(stretches((first, last), (begins, ends), 45)) == [
        (moment(one), moment(other)) for one, other in expected
    ]


# Offers

SEARCH = Search(date(2026, 8, 12), date(2026, 8, 18), Hours(), lambda day: day.weekday() > 4, moment("12T00:00"))


def standing(key, made):
    start, end, place, people = made
    return Taken(key, f"Дело {key}", "meeting", start, end, place, people)


def some(quarter, length, place, people):
    start = moment("12T08:00") + timedelta(minutes=15 * quarter)
    return start, start + timedelta(minutes=length), place, {key: Taking(f"Лицо {key}", "hosts") for key in people}


stretch = st.builds(
    some,
    st.integers(0, 60),
    st.sampled_from([15, 45, 90]),
    st.sampled_from([None, HALL, PORT]),
    st.sets(st.integers(1, 3), max_size=2),
)


@given(stretch, st.lists(stretch, max_size=5), st.integers(0, 60))
@settings(max_examples=200)
def test_beginning_that_is_not_forbidden_clashes_with_nothing(wanted, others, quarter):
    around = Surroundings(replace(ROAD, times={"meeting": Times(set_up=10, arrival=5, exit=5)}), {})
    rows = [standing(key, each) for key, each in enumerate(others, 2)]
    event = standing(1, wanted)
    start = moment("12T08:00") + timedelta(minutes=15 * quarter)
    placed = replace(event, start=start, end=start + (event.end - event.start))
    clashes = judge_one(1, [placed, *rows], around)
    if most_severe(forbidden(event, rows, around), start) is None:
        assert clashes == []
    if any(each.subject != Subject.TRAVEL for each in clashes):
        assert most_severe(forbidden(event, rows, around), start) is not None


@given(stretch, st.lists(stretch, max_size=5))
@settings(max_examples=50)
def test_offers_are_free_and_an_hour_apart(wanted, others):
    rows = [standing(key, each) for key, each in enumerate(others, 2)]
    event, around = standing(1, wanted), Surroundings(ROAD, {})
    offers = best_offers(event, rows, around, SEARCH)
    assert len(offers) == 3
    for offer in offers:
        assert judge_one(1, [replace(event, start=offer.start, end=offer.end), *rows], around) == []
        assert all(abs(offer.start - each.start) >= timedelta(hours=1) for each in offers if each is not offer)


def test_best_offer_is_in_office_hours_on_a_working_day_without_a_road():
    event = taken(1, "12T14:00", "12T15:00")
    rows = [taken(2, "12T09:00", "12T17:30"), taken(3, "13T09:00", "13T10:00", PORT)]
    offers = best_offers(event, rows, Surroundings(ROAD, {}), SEARCH)
    assert offers[0].start == moment("14T14:00")
    assert offers[0].why == ("время свободно", "площадка свободна", "дорога не нужна", "рабочие часы")


def test_no_offer_where_nothing_is_free():
    away = Obstacle("a", Subject.PERSON, 7, moment("01T00:00"), NO_END, "отсутствует")
    assert best_offers(taken(1, "12T14:00", "12T15:00"), [], Surroundings(ROAD, {}, [away]), SEARCH) == []


# Load


def test_load_counts_overlap_once_evenings_and_days_off():
    rows = [
        (1, moment("12T14:00"), moment("12T16:00")),
        (2, moment("12T15:00"), moment("12T17:00")),
        (3, moment("13T17:30"), moment("13T19:00")),
        (4, moment("15T10:00"), moment("15T20:00")),
    ]
    assert load_of_stretches(rows, lambda _day: time(18), lambda day: day.weekday() > 4) == Load(4, 870, 1, 1)


# Hours of the road


@given(st.dictionaries(st.integers(0, 23), st.sampled_from([0.5, 1.25, 1.5, 2.0])))
def test_hours_are_read_as_they_are_written(by_hour):
    assert read_hours(hours_text(by_hour)) == by_hour


@pytest.mark.parametrize("text", ["утро: 2", "7-9", "9-7: 2", "7-25: 2", "7: 0", "7: 11", "7-9: 2; 8: 3"])
def test_hours_that_cannot_be_are_named(text):
    with pytest.raises(UnreadableHoursError, match="«"):
        read_hours(text)
