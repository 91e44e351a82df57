"""Meetings by rule keep their chair and their hall in clashes before an event is made of them."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.almanac.actions.laying import lay_meetings
from orgplan.almanac.actions.registers import CycleFacts, ExceptionFacts, add_exception, write_cycle
from orgplan.almanac.rules.cycles import ExceptionKind
from orgplan.clashes.actions import accept_clash
from orgplan.clashes.queries import (
    Meeting,
    clashes_between,
    clashes_of,
    clashes_of_events,
    clashes_of_meetings,
    free_times,
    impossible_times,
    load_of,
    norms,
    offers_of,
)
from orgplan.clashes.tests.factories import BY, event, mayor, usual_rules
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import EventFacts, Participant, create_event
from orgplan.events.rules import EventKind, ParticipationKind
from orgplan.language.timing.model import Occurrence, Timing, TimingKind

pytestmark = pytest.mark.django_db

MONDAY = timezone.localdate() + timedelta(days=70 - timezone.localdate().weekday())
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def office():
    return accounts.user(Role.DEPARTMENT)


@pytest.fixture
def leader():
    return mayor()


@pytest.fixture
def hall():
    return directory.venue("Большой зал")


@pytest.fixture
def staff(leader, hall):
    facts = CycleFacts(
        title="Аппаратное",
        owner=directory.unit(),
        rule_text="еженедельно по понедельникам в 10.00",
        starts_on=date(2026, 1, 1),
        off_day="as_is",
        chair=leader,
        venue=hall,
    )
    return write_cycle(facts=facts, by=BY)


def told(found):
    return [(str(each.clash.subject), each.clash.sentence.replace("\u00a0", " ")) for each in found]


def test_meeting_by_rule_clashes_over_its_chair_from_every_side(office, leader, staff):
    one = event("Приём", "10:30–11:00", leader, day=MONDAY)
    expected = [("person", "«Аппаратное (по циклограмме)» 10:00–11:00 и «Приём» 10:30–11:00: одновременно 30 мин")]
    assert told(clashes_of(office, one)) == expected
    assert told(clashes_between(office, MONDAY, MONDAY)) == expected
    assert told(clashes_of_events(office, [one.pk])) == expected
    assert clashes_of(office, event("Обход", "10:30–11:00", leader, day=TUESDAY)) == []


def test_meeting_by_rule_clashes_over_its_hall(office, hall, staff):
    one = event("Репетиция", "10:30–11:00", day=MONDAY, venue=hall)
    assert [str(each.clash.subject) for each in clashes_of(office, one)] == ["venue"]


def test_clash_with_a_meeting_is_accepted_with_a_reason(office, leader, staff):
    one = event("Приём", "10:30–11:00", leader, day=MONDAY)
    (found,) = clashes_of(office, one)
    accept_clash(found.clash, reason="Аппаратное проведёт заместитель", by=office)
    (found,) = clashes_of(office, one)
    assert found.accepted.reason == "Аппаратное проведёт заместитель"


@pytest.mark.parametrize(
    ("kind", "more", "clashing"),
    [
        (ExceptionKind.CANCELLED, {}, []),
        (ExceptionKind.MOVED, {"new_day": TUESDAY, "start_time": time(10, 30), "end_time": time(11)}, [TUESDAY]),
        (ExceptionKind.MOVED, {"start_time": time(12), "end_time": time(13)}, []),
    ],
)
def test_exceptions_are_kept(office, leader, staff, kind, more, clashing):
    days = {event("Приём", "10:30–11:00", leader, day=day): day for day in (MONDAY, TUESDAY)}
    add_exception(cycle=staff, facts=ExceptionFacts(kind, MONDAY, "Так решено", **more), by=BY)
    assert [day for one, day in days.items() if clashes_of(office, one)] == clashing


def test_meeting_of_which_an_event_was_made_is_told_once(office, leader, staff):
    one = event("Приём", "10:30–11:00", leader, day=MONDAY)
    lay_meetings(staff, since=MONDAY, until=MONDAY, today=MONDAY, by=BY)
    (found,) = clashes_of(office, one)
    assert found.clash.second is not None
    assert len(clashes_between(office, MONDAY, MONDAY)) == 1


def test_offers_greyed_times_and_load_know_the_meeting(office, leader, staff):
    one = event("Приём", "10:30–11:00", leader, day=MONDAY)
    greyed = [each for each in impossible_times(office, one, MONDAY, MONDAY) if "Аппаратное" in each.words]
    assert greyed
    meets = [each for each in offers_of(office, one, since=MONDAY) if each.start.date() == MONDAY]
    free = free_times(office, Meeting([leader], None, 60), MONDAY, MONDAY)
    assert (len(meets) > 0, len(free) > 0) == (True, True)
    for each in [*meets, *free]:
        assert each.end.time() <= time(10) or each.start.time() >= time(11)
    month = MONDAY.replace(day=1)
    mondays = sum(
        (month + timedelta(days=n)).weekday() == 0
        for n in range(31)
        if (month + timedelta(days=n)).month == month.month
    )
    assert load_of([leader.pk], month)[leader.pk].events == mondays + 1


@pytest.mark.parametrize("count", [1, 3])
def test_meetings_cost_three_queries_whatever_their_number(count, office, leader, staff, django_assert_num_queries):
    one = event("Приём", "10:30–11:00", leader, day=MONDAY)
    for number in range(1, count):
        facts = CycleFacts(
            f"Совещание {number}", staff.owner, "еженедельно по понедельникам в 10.00", MONDAY, chair=leader
        )
        write_cycle(facts=facts, by=BY)
    norms()
    found = (
        type(one).objects.select_related("owner", "venue").prefetch_related("occurrences", "co_owners").get(pk=one.pk)
    )
    with django_assert_num_queries(10):
        assert len(clashes_of(office, found)) == count


# Events that come back by a rule of their own


def regular(title, leader, rrule="FREQ=WEEKLY;BYDAY=MO", **more):
    span = Occurrence(MONDAY, MONDAY + timedelta(days=27), time(10), time(11))
    facts = EventFacts(
        title=title,
        owner=directory.unit(),
        timing=Timing(TimingKind.RECURRING, (span,), rrule),
        kind=EventKind.MEETING,
        participants=(Participant(ParticipationKind.HOSTS, leader),),
        **more,
    )
    return create_event(facts=facts, by=BY)


def test_regular_event_keeps_its_people_on_the_days_of_its_rule(office, leader):
    weekly = regular("Планёрка", leader)
    second = MONDAY + timedelta(days=14)
    met, free = (event("Приём", "10:30–11:00", leader, day=day) for day in (second, second + timedelta(days=1)))
    assert told(clashes_of(office, met)) == [
        ("person", "«Планёрка» 10:00–11:00 и «Приём» 10:30–11:00: одновременно 30 мин")
    ]
    assert clashes_of(office, free) == []
    assert [each.clash.second.event for each in clashes_of(office, weekly)] == [met.pk]
    assert len(clashes_between(office, second, second)) == 1
    assert offers_of(office, weekly) == []


def test_parts_stand_for_a_regular_event(office, leader):
    weekly = regular("Планёрка", leader)
    event("Планёрка", "10:00–11:00", leader, day=MONDAY, part_of=weekly)
    assert clashes_of(office, event("Приём", "10:30–11:00", leader, day=MONDAY + timedelta(days=7))) == []
    assert clashes_of(office, weekly) == []


@pytest.fixture
def board(leader, hall):
    """Another meeting of the same chair on Mondays, half an hour later, elsewhere."""
    facts = CycleFacts(
        title="Коллегия",
        owner=directory.unit(),
        rule_text="еженедельно по понедельникам в 10.30",
        starts_on=date(2026, 1, 1),
        off_day="as_is",
        chair=leader,
    )
    return write_cycle(facts=facts, by=BY)


def test_two_meetings_of_which_no_event_was_made_are_compared(client_of, office, leader, staff, board):
    assert clashes_between(office, MONDAY, MONDAY) == []
    (found,) = clashes_of_meetings(office, MONDAY, MONDAY)
    assert found.sentence.replace("\u00a0", " ") == (
        "«Аппаратное (по циклограмме)» 10:00–11:00 и «Коллегия (по циклограмме)» 10:30–11:30: одновременно 30 мин"
    )
    assert clashes_of_meetings(office, TUESDAY, TUESDAY) == []
    assert clashes_of_meetings(office, MONDAY, MONDAY, leader=mayor().pk) == []
    assert clashes_of_meetings(accounts.user(Role.COORDINATOR), MONDAY, MONDAY) == []
    page = client_of(Role.DEPARTMENT).get(f"/clashes/?since={MONDAY}&until={MONDAY}").content.decode()
    assert page.count("«Коллегия") == 1
    add_exception(cycle=board, facts=ExceptionFacts(ExceptionKind.CANCELLED, MONDAY, "Так решено"), by=BY)
    assert clashes_of_meetings(office, MONDAY, MONDAY) == []
    lay_meetings(staff, since=MONDAY, until=MONDAY, today=MONDAY, by=BY)
    assert clashes_of_meetings(office, MONDAY, MONDAY) == []


def test_a_meeting_by_rule_is_told_where_it_may_not_begin(client_of, leader, staff):
    usual_rules()
    event("Приём", "15:00–16:00", leader, day=MONDAY)
    address = f"/almanac/cycles/{staff.pk}/meetings/{MONDAY}"
    told = client_of(Role.DEPARTMENT).get(f"{address}/closed/?first={MONDAY}&last={MONDAY}").json()
    assert told["ask"] == f"{address}/move/"
    at = [f"{MONDAY}T{clock}" for clock in ("10:00", "13:00", "15:30")]
    forbidden = [[each for each in told["closed"] if each["after"] < moment < each["before"]] for moment in at]
    assert [bool(each) for each in forbidden] == [False, False, True]
    assert "Приём" in forbidden[2][0]["words"]
    assert client_of(Role.LEADER).get(f"{address}/closed/").status_code == 403
