"""«Сегодня» in a browser: the department prepares leaders' days and sees what changed; the leader sees the own day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.audit.actions import System
from orgplan.clashes.actions import LoadFacts, write_load
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import Participant
from orgplan.events.rules import ParticipationKind
from orgplan.events.tests.factories import event
from orgplan.language.periods import Period
from orgplan.planning.tests.factories import city_plan, line, unit_plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def written(days: int, clock: str) -> str:
    return f"{timezone.localdate() + timedelta(days=days):%d.%m.%Y}, {clock}"


@pytest.fixture
def leaders():
    """The Mayor and a deputy, each with a day: a road, a clash, an event of tomorrow."""
    mayor, deputy = directory.person("Образцов", "Илья", "Игоревич"), directory.person("Примеров", "Степан", "Львович")
    directory.position(mayor, "Мэр города Пробного", leader_order=1)
    directory.position(deputy, "заместитель Мэра", leader_order=2)
    near = directory.venue("Ближний зал", latitude="54.98", longitude="73.36")
    far = directory.venue("Дальний зал", latitude="55.03", longitude="73.28")
    office = directory.unit("Аппарат Мэра")
    rows = (
        (0, "09:00–10:00", "Аппаратное совещание", near, mayor),
        (0, "12:00–13:00", "Осмотр набережной", far, mayor),
        (0, "13:05–14:00", "Приём граждан", near, mayor),
        (0, "15:00–16:00", "Встреча заместителя", near, deputy),
        (1, "10:00–11:00", "Завтрашняя встреча", near, mayor),
    )
    for day, clock, title, venue, who in rows:
        hosts = (Participant(ParticipationKind.HOSTS, person=who),)
        event(written(day, clock), title=title, venue=venue, participants=hosts, owner=office)
    return mayor, deputy


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_department_walks_its_first_screen(walk, size, leaders):
    unit, period = directory.unit("Департамент культуры"), Period.around(timezone.localdate(), "month")
    city_plan(period)
    line(unit_plan(unit, period), when=f"{period.end:%d.%m.%Y}")
    directory.unit("Департамент спорта", phone="78-12-34")
    walker = walk(accounts.user(Role.DEPARTMENT, name="Организационный отдел"), size)
    page = walker.page
    walker.open("/")
    walker.until(lambda: page.get_by_text("Департамент спорта").count(), "the plans under work come by themselves")
    assert page.locator(".road", has_text="запас").count() == 1
    assert page.locator(".road.bad", has_text="не хватает").count() == 1
    assert page.get_by_role("link", name="Завтрашняя встреча").count() == 1
    silent = page.locator(".row", has_text="Департамент спорта")
    assert silent.get_by_role("link", name="Напомнить").count() == 1
    assert silent.get_by_role("link", name="78-12-34").count() == 1
    walker.look(f"today-department-{size}")
    walker.press("Просмотрено")
    assert page.get_by_role("button", name="Просмотрено").count() == 0
    walker.press("Чьи дни я готовлю", role="link")
    page.get_by_label("С. Л. Примеров — заместитель Мэра").check()
    walker.look(f"today-leaders-{size}")
    walker.press("Сохранить")
    assert page.get_by_role("heading", name="Заместитель Мэра").count() == 2, "today and tomorrow"
    assert page.get_by_role("heading", name="Мэр города Пробного").count() == 0


def test_leader_sees_the_own_day_and_nothing_else(walk, leaders):
    mayor, _deputy = leaders
    user = accounts.user(Role.LEADER, name="Мэр")
    directory.membership(user, person=mayor)
    walker = walk(user, "phone")
    walker.open("/")
    page = walker.page
    assert page.get_by_role("link", name="Осмотр набережной").count() == 1
    assert page.get_by_text("Встреча заместителя").count() == 0
    assert page.get_by_text("Изменилось").count() == 0
    assert page.locator(".road.bad").count() == 1
    walker.look("today-leader-phone")


def test_form_says_which_evening_it_will_be(walk, leaders):
    mayor, _deputy = leaders
    write_load(year=2025, facts=LoadFacts(None, 0, 0, "Показательная норма."), by=System("проверка"))
    walker = walk(accounts.user(Role.DEPARTMENT, name="Организационный отдел"), "wide")
    walker.open("/events/new/")
    page = walker.page
    page.locator("#id_wording").fill(written(2, "20:00–21:00"))
    page.locator("#id_host").select_option(label=str(mayor))
    walker.until(lambda: page.locator("#foreseen", has_text="это будет").count(), "said before it is saved")
    walker.look("form-foreseen-wide")
