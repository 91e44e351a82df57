"""«Сегодня»: each role sees what waits for it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import Participant
from orgplan.events.rules import ParticipationKind
from orgplan.events.tests.factories import event
from orgplan.jobs.tests.factories import job
from orgplan.language.periods import Period
from orgplan.notices.models import Message
from orgplan.notices.tests.factories import message
from orgplan.planning.actions.plans import send_for_approval
from orgplan.planning.actions.submissions import read_in
from orgplan.planning.imports import Source, read_source
from orgplan.planning.tests.factories import BY, city_plan, line, unit_plan

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
    page = client_of(Role.DEPARTMENT).get("/").content.decode()
    assert page.index("Аппаратное совещание") < page.index("Концерт хора")
    assert "каб. 210" in page
    assert "Послезавтрашнее" not in page


def test_leaders_day_and_tomorrow(client_of):
    hosts = (Participant(ParticipationKind.HOSTS, person=mayor()),)
    event(f"{today()}, 10:00", title="Сегодняшняя встреча", participants=hosts)
    event(f"{today(1)}, 11:00", title="Завтрашняя встреча", participants=hosts)
    page = client_of(Role.LEADER).get("/").content.decode()
    for words in ("Сегодняшняя встреча", "Завтра, ", "Завтрашняя встреча"):
        assert words in page, words


def test_department_sees_who_has_not_sent_and_what_waits(client_of):
    sent, silent = directory.unit("Департамент культуры"), directory.unit("Департамент спорта", phone="78-12-34")
    period = this_month()
    city_plan(period)
    line(unit_plan(sent, period), when=f"{period.end:%d.%m.%Y}")
    page = client_of(Role.DEPARTMENT).get("/").content.decode().replace("\N{NO-BREAK SPACE}", " ")
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


@pytest.mark.parametrize("count", [1, 3])
def test_day_costs_a_fixed_number_of_queries(count, client_of, django_assert_num_queries):
    hosts = (Participant(ParticipationKind.HOSTS, person=mayor()),)
    city_plan(this_month())
    for _number in range(count):
        event(f"{today()}, 10:00", participants=hosts)
        event(f"{today(1)}, 10:00", participants=hosts)
    client = client_of(Role.DEPARTMENT)
    with django_assert_num_queries(21):
        client.get("/")


def test_three_plans_under_work_cost_as_many_queries_as_one(client_of, django_assert_num_queries):
    for kind in ("month", "quarter", "year"):
        city_plan(Period.around(timezone.localdate(), kind))
    client = client_of(Role.DEPARTMENT)
    with django_assert_num_queries(19):
        assert len(client.get("/").context["desks"]) == 3


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
    with django_assert_num_queries(15):
        answer = client.get("/")
    page = answer.content.decode()
    assert "Своё совещание" in page
    assert "road bad" in page
    for words in ("Чужая встреча", "Примеров", "Сегодня отсутствуют"):
        assert words not in page, words
    assert len(answer.context["clashes"]) == 1
