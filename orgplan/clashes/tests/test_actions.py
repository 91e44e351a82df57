"""Clashes of events on record: found, accepted, refused while an event is changed."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.clashes.actions import (
    PairFacts,
    RuleFacts,
    accept_clash,
    lay_usual_norms,
    remove_rule,
    take_back_acceptance,
    take_roads,
    write_pair,
    write_rule,
)
from orgplan.clashes.models import AcceptedClash, ClashRule, NormsStamp, RoadPair
from orgplan.clashes.queries import (
    clashes_between,
    clashes_of,
    impossible_times,
    load_of,
    norms,
    offers_of,
)
from orgplan.clashes.rules.load import Load
from orgplan.clashes.tests.factories import BY, DAY, at, event, mayor, usual_rules
from orgplan.core.editing import RefusedError
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import Wanted, change_event, change_with_undo, facts_of
from orgplan.events.following import GroundNeededError, ProposalOnlyError
from orgplan.events.models import Event
from orgplan.events.rules import EventState, ParticipationKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return accounts.user(Role.DEPARTMENT)


@pytest.fixture
def pair():
    """The Mayor's meeting and, a quarter of an hour later, a ceremony over the river."""
    leader = mayor()
    hall, port = directory.venue("Зал", latitude="54.98880", longitude="73.37040"), directory.venue("Порт")
    write_pair(facts=PairFacts(hall, port, 35), by=BY)
    return event("Совещание", "14:00–15:30", leader, venue=hall), event("Церемония", "15:45–16:30", leader, venue=port)


def words(found):
    rows = [(each.clash.resource_name, each.clash.sentence, str(each.clash.level)) for each in found]
    return [(name.replace("\u00a0", " "), sentence.replace("\u00a0", " "), level) for name, sentence, level in rows]


def put(one, **changed):
    return change_event(one, facts=replace(facts_of(one), **changed), edition=one.edition, by=BY)


SENTENCE = "«Совещание» кончается в 15:30, дорога 35 мин, «Церемония» в 15:45: не хватает 20 мин"


def test_clash_is_found_from_both_events_and_in_the_span(office, pair):
    expected = [("Образцов П. П.", SENTENCE, "warn")]
    assert words(clashes_of(office, pair[0])) == words(clashes_of(office, pair[1])) == expected
    assert words(clashes_between(office, DAY, DAY)) == expected
    assert clashes_between(office, date(2026, 8, 13), date(2026, 9, 13)) == []


def test_clashes_of_some_events_are_those_of_the_day_that_they_take_part_in(office, pair):
    leader, deputy = pair[0].participations.get().person, mayor("Замов")
    hall = pair[0].venue
    parts = event("Форум", "10:00–18:00", deputy, leader, venue=pair[1].venue)
    part = event("Секция", "16:00–17:00", leader, part_of=parts)
    others = [
        event("Концерт", "15:00–19:00", venue=hall),
        event("Репетиция", "18:30–20:00", venue=hall),
        event("Приём", "17:30–18:30", deputy),
        event("Ярмарка", "10:00–20:00", venue=directory.venue("Площадь")),
    ]
    every = clashes_between(office, DAY, DAY)
    assert len(every) > len(others)
    for key in [each.pk for each in (*pair, parts, part, *others)]:
        own = [each.clash.identity for each in every if key in each.clash.events]
        assert sorted(each.clash.identity for each in clashes_between(office, DAY, DAY, events=[key])) == sorted(own)
    some = {pair[0].pk, others[1].pk, others[2].pk}
    found = {each.clash.identity for each in clashes_between(office, DAY, DAY, events=some)}
    assert found == {each.clash.identity for each in every if some.intersection(each.clash.events)}


@pytest.mark.parametrize("count", [1, 3])
def test_one_event_costs_a_fixed_number_of_queries(count, office, pair, django_assert_num_queries):
    for number in range(count):
        event(f"Рядом {number}", "15:00–16:00", *[each.person for each in pair[0].participations.all()])
    norms()
    one = Event.objects.select_related("owner", "venue").prefetch_related("occurrences", "co_owners").get(pk=pair[0].pk)
    # stamp, participants, others' days, their people, leaders, absences, accepted
    with django_assert_num_queries(8):
        assert len(clashes_of(office, one)) == count + (0 if count else 1)


def test_clash_is_gone_when_the_event_is_cancelled_or_moved(office, pair):
    moved = put(pair[1], timing=at("16:05–17:00"))
    assert clashes_of(office, pair[0]) == []
    put(moved, timing=at("15:45–16:30"), state=EventState.CANCELLED)
    assert clashes_of(office, pair[0]) == []


def test_absent_leader_clashes_and_the_reason_of_absence_is_not_told(office, pair):
    directory.absence(mayor("Дальнов"), DAY, kind="sick_leave", ends_on=DAY)
    assert len(clashes_of(office, pair[0])) == 1
    person = pair[0].participations.get().person
    directory.absence(person, DAY, kind="sick_leave", ends_on=DAY)
    assert words(clashes_of(office, pair[0]))[0][1] == "«Совещание» 14:00–15:30 — отсутствует (12.08.2026)"


def test_titles_of_other_units_are_hidden_from_a_coordinator(pair):
    other = directory.coordinator(pair[0].owner)
    (found,) = clashes_of(other, pair[0])
    assert "Церемония" not in found.clash.sentence
    assert found.clash.second.title == "мероприятие другого подразделения"
    assert clashes_between(directory.coordinator(directory.unit()), DAY, DAY) == []
    later = impossible_times(other, pair[0], DAY, DAY)
    assert later
    assert not any("Церемония" in each.words for each in later)


# Accepting


def test_accepted_clash_stays_with_its_reason_until_the_times_change(office, pair):
    (found,) = clashes_of(office, pair[0])
    accept_clash(found.clash, reason=" Уедет раньше ", by=office)
    (found,) = clashes_of(office, pair[1])
    assert (found.is_open, found.accepted.reason) == (False, "Уедет раньше")
    put(pair[1], timing=at("15:50–16:30"))
    (found,) = clashes_of(office, pair[0])
    assert found.is_open
    assert AcceptedClash.objects.count() == 1


def test_clash_is_accepted_once_and_only_with_a_reason(office, pair):
    (found,) = clashes_of(office, pair[0])
    with pytest.raises(RefusedError, match="причину"):
        accept_clash(found.clash, reason="  ", by=office)
    accepted = accept_clash(found.clash, reason="Так", by=office)
    with pytest.raises(RefusedError, match="уже принята"):
        accept_clash(found.clash, reason="Ещё", by=office)
    take_back_acceptance(accepted, by=office)
    assert clashes_of(office, pair[0])[0].is_open


# While an event is changed


@pytest.fixture
def blocked(pair):
    """What would put the ceremony into the hours of the meeting: the usual rules block that for the Mayor."""
    usual_rules()
    facts = facts_of(pair[1])
    return replace(facts, timing=at("15:00–16:00"))


def test_blocking_clash_asks_why_and_stays_with_that_reason(office, pair, blocked):
    with pytest.raises(GroundNeededError, match=r"«Совещание» 14:00–15:30 и «Церемония» 15:00–16:00"):
        change_event(pair[1], facts=blocked, edition=pair[1].edition, by=office)
    pair[1].refresh_from_db()
    change_event(pair[1], facts=blocked, edition=pair[1].edition, reason="Так решил Мэр", by=office)
    assert [each.reason for each in AcceptedClash.objects.all()] == ["Так решил Мэр"]
    assert not any(each.is_open and each.clash.level == "block" for each in clashes_of(office, pair[0]))


def test_coordinator_may_only_propose_a_change_that_clashes(pair, blocked):
    owner = directory.coordinator(pair[1].owner)
    with pytest.raises(ProposalOnlyError) as refused:
        change_event(pair[1], facts=blocked, edition=pair[1].edition, reason="Нужно", by=owner)
    assert "Совещание" not in str(refused.value)
    assert "мероприятие другого подразделения" in str(refused.value)


def test_change_that_brings_no_new_clash_asks_nothing(office, pair, blocked):
    change_event(pair[1], facts=blocked, edition=pair[1].edition, reason="Так решил Мэр", by=office)
    pair[1].refresh_from_db()
    renamed = replace(
        blocked, participants=(*blocked.participants, replace(blocked.participants[0], kind=ParticipationKind.SPEAKS))
    )
    change_with_undo(wanted=[Wanted(pair[1], renamed, pair[1].edition)], by=office)
    assert AcceptedClash.objects.count() == 1


# Other times


def test_offers_avoid_everybody_and_impossible_times_say_why(office, pair):
    offers = offers_of(office, pair[1], since=date(2030, 1, 9))
    assert [each.start.date() for each in offers][:1] == [date(2030, 1, 9)]
    spans = impossible_times(office, pair[1], DAY, DAY)
    inside = [each for each in spans if each.after < datetime.combine(DAY, time(15, 0)) < each.before]
    assert any("Совещание" in each.words for each in inside)


def test_load_of_a_month_counts_the_leaders_events(pair):
    person = pair[0].participations.get().person
    assert load_of([person.pk], DAY) == {person.pk: Load(2, 135, 0, 0)}
    assert load_of([person.pk], date(2026, 9, 1)) == {person.pk: Load(0, 0, 0, 0)}


# Settings


def test_settings_are_read_anew_after_each_change(django_assert_num_queries):
    rule = write_rule(facts=RuleFacts("block", "Нельзя"), by=BY)
    assert [each.words for each in norms().rules] == ["Нельзя"]
    with django_assert_num_queries(1):
        norms()
    remove_rule(rule, by=BY)
    assert norms().rules == ()


def test_settings_are_read_where_no_stamp_stands():
    NormsStamp.objects.all().delete()
    assert norms().rules == ()


def test_usual_rules_leave_alone_what_people_set():
    write_rule(facts=RuleFacts("warn", "Своё"), by=BY)
    lay_usual_norms(by=BY)
    assert [each.words for each in ClashRule.objects.all()] == ["Своё"]


@pytest.mark.parametrize("words", ["", "  ", "\u00a0\u200b", " . ", "—", "1"])
def test_rule_without_words_is_refused(words):
    with pytest.raises(RefusedError, match="почему"):
        write_rule(facts=RuleFacts("block", words), by=BY)


def test_router_never_writes_over_what_people_know():
    first, second, third = (directory.venue() for _number in range(3))
    write_pair(facts=PairFacts(first, second, 20), by=BY)
    assert take_roads(roads={(first.pk, second.pk): 9, (second.pk, third.pk): 7}, asked_on=DAY, by=BY) == 1
    assert take_roads(roads={(second.pk, third.pk): 8}, asked_on=DAY, by=BY) == 1
    assert take_roads(roads={(second.pk, third.pk): 8}, asked_on=DAY, by=BY) == 0
    assert sorted(RoadPair.objects.values_list("minutes", flat=True)) == [8, 20]


def test_road_stands_in_the_list_once():
    first, second = directory.venue(), directory.venue()
    write_pair(facts=PairFacts(first, second, 20), by=BY)
    for facts in (PairFacts(first, second, 21), PairFacts(first, first, 5)):
        with pytest.raises(RefusedError):
            write_pair(facts=facts, by=BY)
