"""Tomorrow: the department puts the folder together, the leader opens it in the car, the network fails and comes back."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.rules import Gender
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import change_event, facts_of
from orgplan.folders.actions import EscortFacts, write_escort
from orgplan.folders.models import FolderLook
from orgplan.folders.rules.days import next_folder_day
from orgplan.folders.tests.factories import BY, leader, with_leader
from orgplan.worktime import WorkingCalendar

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def day():
    return next_folder_day(timezone.localdate(), WorkingCalendar.bundled())


@pytest.fixture
def mayor():
    person = leader(surname="Образцов", first_name="Илья", patronymic="Игоревич")
    start = directory.venue("Мэрия", latitude="54.98000", longitude="73.37000")
    write_escort(person, facts=EscortFacts("Рулевой Пётр", "8-913-000-10-01", starts_from=start), by=BY)
    return person


@pytest.fixture
def opening(mayor, day):
    """An event of the day with a guest, away from where the day begins."""
    guest = directory.person("Звонкова", "Светлана", "Анатольевна", gender=Gender.FEMALE, phone="78-11-20")
    directory.position(guest, "директор департамента образования")
    hall = directory.venue("Сквер у школы", latitude="55.02000", longitude="73.28000", address="ул. Пробная, 5")
    return with_leader(mayor, "10:00–11:00", guest, day=day, title="Открытие сквера", venue=hall)


def kept(walker) -> bool:
    return walker.page.evaluate("caches.match(location.href, {ignoreVary: true}).then(Boolean)")


@pytest.mark.parametrize("size", ["phone", "wide"])
def test_leader_reads_tomorrow_without_network_and_learns_what_changed(walk, mayor, opening, day, size):
    office = walk(accounts.user(Role.DEPARTMENT))
    office.open(reverse("folders:briefing", args=[opening.pk]))
    office.page.get_by_label("План Б: дождь, задержка, отказ").fill("Фойе школы, вход со двора.")
    office.page.get_by_label("Кто и до какого часа решает о плане Б").fill("директор департамента, до 08:00")
    office.press("Сохранить")
    office.click(office.page.get_by_role("link", name="Добавить текст"))
    office.page.get_by_label("Для кого").select_option(label="Образцов Илья Игоревич")
    office.page.get_by_label("Сам текст").fill("Добрый день, дорогие соседи.")
    office.press("Сохранить")
    office.look("folder-briefing")

    user = accounts.user(Role.LEADER)
    directory.membership(user, person=mayor)
    car = walk(user, size)
    car.open("/folders/")
    car.until_told("Выезд не позже 09:29")
    page = car.page
    page.get_by_text("С кем встреча").click()
    assert page.get_by_text("Уважаемая Светлана Анатольевна").is_visible()
    page.get_by_text("Приветственное слово").click()
    assert page.get_by_text("Добрый день, дорогие соседи.").is_visible()
    page.get_by_text("План Б", exact=True).click()
    assert page.get_by_text("директор департамента, до 08:00").is_visible()
    assert page.get_by_role("link", name="78-11-20").get_attribute("href") == "tel:78-11-20"
    car.look("folder")
    car.until(lambda: FolderLook.objects.filter(user=user).exists(), "the first look is noted by itself")
    car.until(lambda: kept(car), "the page is kept")

    page.context.set_offline(True)
    page.reload()
    page.get_by_text("Нет сети. По состоянию на").wait_for()
    assert page.get_by_text("Открытие сквера").first.is_visible()
    page.goto(f"{car.base}{reverse('folders:folder', args=[mayor.pk, day.isoformat()])}")
    page.get_by_text("Нет сети. По состоянию на").wait_for()
    car.complaints.clear()  # the browser says aloud that there is no network

    facts = facts_of(opening).placed(directory.venue("Дворец молодёжи"))
    change_event(opening, facts=facts, edition=opening.edition, reason="Дождь", by=BY)
    page.context.set_offline(False)
    car.until_told("«Открытие сквера»: место — Дворец молодёжи")
    car.look("folder-changed")
    car.press("Прочитано")
    car.until(lambda: page.get_by_text("место — Дворец молодёжи").count() == 0)
    car.until(lambda: kept(car))

    page.goto(f"{car.base}/folders/")
    car.rest()
    if size == "wide":
        page.get_by_role("button", name="Выйти").click()
    else:
        page.get_by_role("button", name="Меню").click()
        page.get_by_role("button", name="Выйти").last.click()
    page.wait_for_url("**/account/**")
    car.until(lambda: not page.evaluate(f"caches.match('{car.base}/folders/', {{ignoreVary: true}}).then(Boolean)"))
