"""«Сегодня»: each role sees what waits for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import Participant, change_event, facts_of
from orgplan.events.rules import ParticipationKind
from orgplan.events.tests.factories import event
from orgplan.home.models import Desk
from orgplan.instructions.actions import Performer
from orgplan.instructions.tests.factories import instruction, reported
from orgplan.jobs.tests.factories import job
from orgplan.language.periods import Period
from orgplan.notices.models import Message
from orgplan.notices.tests.factories import message
from orgplan.planning.actions.plans import send_for_approval
from orgplan.planning.actions.submissions import read_in
from orgplan.planning.imports import Source, read_source
from orgplan.planning.tests.factories import BY, city_plan, line, unit_plan
from orgplan.preparation.tests.factories import step

pytestmark = pytest.mark.django_db


def today(days: int = 0) -> str:
    return f"{timezone.localdate() + timedelta(days=days):%d.%m.%Y}"


def this_month() -> Period:
    return Period.around(timezone.localdate(), "month")


def mayor():
    person = directory.person("Образцов", "Илья", "Игоревич")
    directory.position(person, "Мэр города Пробного", leader_order=1)
    return person


def test_empty_day_says_so(client_of):
    page = client_of(Role.DEPARTMENT).get("/").content.decode()
    assert "Сегодня" in page
    assert "На сегодня ничего не запланировано" in page


def test_day_shows_events_of_today_in_order(client_of):
    event(f"{today()}, 18:00", title="Концерт хора")
    event(f"{today()}, 9:00", title="Аппаратное совещание", place="каб. 210")
    event(today(3), title="Послезавтрашнее")
    answer = client_of(Role.DEPARTMENT).get("/")
    assert [each.title for each in answer.context["desk"].rest] == ["Аппаратное совещание", "Концерт хора"]
    assert "каб. 210" in answer.content.decode()


def test_leader_sees_today_only_and_those_who_prepare_it_tomorrow_too(client_of, signed_in):
    own = mayor()
    hosts = (Participant(ParticipationKind.HOSTS, person=own),)
    event(f"{today()}, 10:00", title="Сегодняшняя встреча", participants=hosts)
    event(f"{today(1)}, 11:00", title="Завтрашняя встреча", participants=hosts)
    directory.membership(user := accounts.user(Role.LEADER), person=own)
    of_leader = signed_in(user).get("/").content.decode()
    of_protocol = client_of(Role.PROTOCOL).get("/").content.decode()
    assert all("Сегодняшняя встреча" in page for page in (of_leader, of_protocol))
    shown = [words in page for page in (of_leader, of_protocol) for words in ("Завтра, ", "Завтрашняя встреча")]
    assert shown == [False, False, True, True]


def test_leader_is_asked_for_decisions_and_not_for_own_steps(signed_in):
    own, unit = mayor(), directory.unit()
    directory.membership(user := accounts.user(Role.LEADER), person=own, unit=unit)
    step(event(today(3), owner=unit), "Собственный шаг", person=own)
    instruction(Performer(unit, own), text="Собственное поручение.")
    reported(instruction(text="Ждёт приёмки.", giver=own))
    page = signed_in(user).get("/today/steps/").content.decode()
    assert "Ждёт приёмки." in page
    assert "Собственн" not in page


def test_department_sees_who_has_not_sent_and_what_waits(client_of):
    sent, silent = directory.unit("Департамент культуры"), directory.unit("Департамент спорта", phone="78-12-34")
    period = this_month()
    city_plan(period)
    line(unit_plan(sent, period), when=f"{period.end:%d.%m.%Y}")
    page = client_of(Role.DEPARTMENT).get("/today/ahead/").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    for words in (str(silent), "78-12-34", "1 строка"):
        assert words in page, words


def test_leader_sees_what_is_laid_before_him(client_of):
    plan = send_for_approval(plan=city_plan(this_month()), by=BY)
    page = client_of(Role.LEADER).get("/").content.decode()
    assert "Ждёт решения" in page
    assert f'href="/plans/{plan.pk}/"' in page
    assert "Ждёт решения" not in client_of(Role.PROTOCOL).get("/").content.decode()


def test_coordinator_sees_own_papers_and_plans_only(client_of):
    unit, other, period = directory.unit(), directory.unit(), this_month()
    for owner, name in ((unit, "свой.txt"), (other, "чужой.txt")):
        plan = unit_plan(owner, period)
        text = f"Дата\tМероприятие\n{period.end:%d.%m.%Y}\tКонцерт\n"
        source = Source(name=name, text=text)
        read_in(plan=plan, source=source, reading=read_source(source, period), by=BY)
    page = client_of(Role.COORDINATOR, unit=unit).get("/").content.decode()
    assert "свой.txt" in page
    assert "чужой.txt" not in page


#: Queries of the whole first screen (a performer's is «Мои дела»: test_own) with leaders, clashes, news, plans and troubles; 15 is the bound of every page.
QUERIES = {
    Role.DEPARTMENT: 15,
    Role.PROTOCOL: 13,
    Role.LEADER: 11,
    Role.COORDINATOR: 15,
    Role.ADMINISTRATOR: 10,
}


@pytest.mark.parametrize(("role", "count"), [(Role.DEPARTMENT, 1), *((role, 3) for role in QUERIES)])
def test_day_costs_a_fixed_number_of_queries_for_every_role(
    role, count, client_of, signed_in, django_assert_num_queries
):
    head, unit, period = mayor(), directory.unit(), this_month()
    send_for_approval(plan=city_plan(period), by=BY)
    line(unit_plan(unit, period), when=f"{period.end:%d.%m.%Y}")
    for number in range(count):
        for day in (0, 1):
            full_day(head, unit, day)
        made = message()
        Message.objects.filter(pk=made.pk).update(state="failed")
        away = directory.person(f"Хворов{number}")
        directory.position(away, "заместитель Мэра", leader_order=3 + number)
        directory.absence(away, timezone.localdate(), ends_on=None)
    client = client_of(role, unit=unit)
    with django_assert_num_queries(QUERIES[role]):
        assert client.get("/").status_code == 200


def full_day(leader, unit, day):
    """Two events of the leader at once, and one of the unit alone."""
    hosts = (Participant(ParticipationKind.HOSTS, person=leader),)
    for clock, part in (("10:00–12:00", hosts), ("11:00–12:00", hosts), ("15:00", ())):
        event(f"{today(day)}, {clock}", participants=part, owner=unit)


@pytest.mark.parametrize("plans", [("month",), ("month", "quarter", "year")])
def test_plans_under_work_cost_as_many_queries_whatever_their_number(plans, client_of, django_assert_num_queries):
    unit = directory.unit()
    for kind in plans:
        period = Period.around(timezone.localdate(), kind)
        city_plan(period)
        line(unit_plan(unit, period), when=f"{period.end:%d.%m.%Y}")
    client = client_of(Role.DEPARTMENT)
    with django_assert_num_queries(13):
        answer = client.get("/today/ahead/")
    assert len(answer.context["plans"].desks) == len(plans)


def test_absent_leaders_and_gaps_are_named_with_who_acts(client_of):
    head, deputy, ill = mayor(), directory.person("Примеров", phone="78-00-11"), directory.person("Хворов")
    directory.position(ill, "заместитель Мэра", leader_order=3)
    directory.absence(head, timezone.localdate(), ends_on=None, acting=deputy)
    directory.absence(ill, timezone.localdate(), ends_on=None)
    page = client_of(Role.DEPARTMENT).get("/").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    for words in (
        "Сегодня отсутствуют",
        "исполняет обязанности: ",
        "Примеров",
        "tel:780011",
        "78-00-11",
        "обязанности никто не исполняет",
    ):
        assert words in page, words


def test_letters_that_did_not_leave_are_shown_to_those_who_write_them(client_of):
    made = message()
    Message.objects.filter(pk=made.pk).update(state="failed", last_error="Такого ящика нет.")
    job(state="failed", finished_at=timezone.now())
    pages = {role: client_of(role).get("/").content.decode() for role in Role}
    assert {role for role, page in pages.items() if "Такого ящика нет." in page} == {
        Role.DEPARTMENT,
        Role.PROTOCOL,
        Role.ADMINISTRATOR,
    }
    assert {role for role, page in pages.items() if "Не сделано: 1" in page} == {Role.ADMINISTRATOR}


def test_leader_sees_the_own_day_with_clashes_and_nothing_of_others(signed_in, django_assert_num_queries):
    own, other = mayor(), directory.person("Примеров")
    directory.position(other, "заместитель Мэра", leader_order=2)
    for who, clock, title in (
        (own, "10:00–12:00", "Своё совещание"),
        (own, "11:00–12:00", "Своя встреча"),
        (other, "10:00", "Чужая встреча"),
    ):
        event(f"{today()}, {clock}", title=title, participants=(Participant(ParticipationKind.HOSTS, person=who),))
    directory.absence(other, timezone.localdate(), ends_on=None)
    user = accounts.user(Role.LEADER)
    directory.membership(user, person=own)
    client = signed_in(user)
    client.get("/")
    with django_assert_num_queries(12):
        answer = client.get("/")
    page = answer.content.decode()
    assert "Своё совещание" in page
    assert "road bad" in page
    for words in ("Чужая встреча", "Примеров", "Сегодня отсутствуют"):
        assert words not in page, words
    assert answer.context["desk"].clashes == 1


def test_road_between_two_events_stands_between_them(client_of):
    hosts = (Participant(ParticipationKind.HOSTS, person=mayor()),)
    near = directory.venue("Ближний зал", latitude="54.98", longitude="73.36")
    far = directory.venue("Дальний зал", latitude="55.03", longitude="73.28")
    event(f"{today()}, 9:00–10:00", venue=near, participants=hosts)
    event(f"{today()}, 12:00–13:00", venue=far, participants=hosts)
    event(f"{today()}, 13:05–14:00", venue=near, participants=hosts)
    answer = client_of(Role.PROTOCOL).get("/")
    first, second, third = answer.context["desk"].sheets[0].rows
    assert first.gap.road + first.gap.spare == 120
    assert (second.gap, len(second.clashes)) == (None, 1)
    assert (third.gap, third.clashes) == (None, [])
    assert answer.content.decode().count("· запас") == 1


def test_chosen_leaders_have_a_sheet_each_and_others_none(signed_in):
    first, second = mayor(), directory.person("Примеров")
    directory.position(second, "заместитель Мэра", leader_order=2)
    for who, title in ((first, "Встреча Мэра"), (second, "Встреча заместителя")):
        event(f"{today()}, 10:00", title=title, participants=(Participant(ParticipationKind.HOSTS, person=who),))
    client = signed_in(accounts.user(Role.PROTOCOL))
    assert client.post("/today/leaders/", {"leaders": [second.pk]}).status_code == 303
    desk = client.get("/").context["desk"]
    assert [sheet.post.title for sheet in desk.sheets] == ["заместитель Мэра"]
    assert [row.event.title for row in desk.sheets[0].rows] == ["Встреча заместителя"]
    assert desk.others == []
    assert [each.title for each in desk.rest] == ["Встреча Мэра"]


def test_leaders_are_chosen_only_by_those_who_prepare_days_and_only_among_leaders(client_of):
    stranger = directory.person("Чужаков")
    mayor()
    assert client_of(Role.COORDINATOR, unit=directory.unit()).get("/today/leaders/").status_code == 403
    assert client_of(Role.DEPARTMENT).post("/today/leaders/", {"leaders": [stranger.pk]}).status_code == 422


def test_a_second_choice_meanwhile_is_not_lost(signed_in):
    head = mayor()
    user = accounts.user(Role.DEPARTMENT)
    client = signed_in(user)
    client.post("/today/leaders/", {"leaders": []})
    client.post("/today/leaders/", {"leaders": [head.pk], "edition": "1", "opened": "{}"})
    assert client.post("/today/leaders/", {"leaders": [], "edition": "1", "opened": "{}"}).status_code == 409
    assert list(Desk.objects.get(user=user).leaders.all()) == [head]


def test_news_tell_what_others_changed_until_they_are_seen(signed_in):
    user = accounts.user(Role.DEPARTMENT)
    client = signed_in(user)
    unit = directory.unit()
    standing = event(f"{today(2)}, 10:00", title="Старое совещание", owner=unit)
    client.post("/today/seen/", {})
    facts = facts_of(standing)
    change_event(standing, facts=replace(facts, place="каб. 305"), edition=standing.edition, by=BY)
    event(f"{today(3)}, 10:00", title="Новая встреча", owner=unit)
    answer = client.get("/")
    assert [(each.title, each.is_new) for each in answer.context["news"].told] == [
        ("Старое совещание", False),
        ("Новая встреча", True),
    ]
    assert "каб. 305" in answer.content.decode()
    client.post("/today/seen/", {"until": answer.context["now"].isoformat()})
    assert not client.get("/").context["news"]
    client.post("/today/seen/", {"until": "2026-99-99T00:00:00+00:00"})


def test_news_are_of_events_that_the_reader_sees_and_that_are_to_come(client_of):
    unit, other = directory.unit(), directory.unit()
    event(f"{today(2)}, 10:00", title="Своё", owner=unit)
    event(f"{today(2)}, 11:00", title="Чужое", owner=other)
    event(f"{today(-2)}, 11:00", title="Прошедшее", owner=unit)
    news = client_of(Role.COORDINATOR, unit=unit).get("/").context["news"]
    assert [each.title for each in news.told] == ["Своё"]


def test_many_new_events_are_counted_not_listed(client_of):
    for number in range(5):
        event(f"{today(2)}, 1{number}:00")
    news = client_of(Role.DEPARTMENT).get("/").context["news"]
    assert (news.told, news.more_new) == ([], 5)


def test_plan_of_the_week_can_be_printed_by_everybody_who_sees_it(client_of):
    plan = city_plan(Period.around(timezone.localdate(), "week"))
    page = client_of(Role.PROTOCOL).get("/today/ahead/").content.decode()
    assert f'href="/plans/{plan.pk}/document.pdf"' in page
    assert (
        "document.pdf" not in client_of(Role.COORDINATOR, unit=directory.unit()).get("/today/ahead/").content.decode()
    )


def test_coordinator_and_administrator_have_no_sheets_of_leaders(client_of):
    hosts = (Participant(ParticipationKind.HOSTS, person=mayor()),)
    event(f"{today()}, 10:00", title="Встреча Мэра", participants=hosts)
    for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
        assert client_of(role, unit=directory.unit()).get("/").context["desk"].sheets == []
