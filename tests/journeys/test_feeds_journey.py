"""From the list of events to a calendar program: subscribe to the filter, copy the address, read, revoke."""

from __future__ import annotations

import pytest
import vobject
from django.test import Client
from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.events.rules import EventKind
from orgplan.events.tests import factories as events
from orgplan.language.timing.model import Occurrence, Timing, TimingKind

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def office() -> User:
    user: User = accounts.user(Role.DEPARTMENT, name="Организационный отдел")
    return user


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_filter_of_the_list_becomes_a_calendar_that_programs_read(walk, size):
    today = timezone.localdate()
    timing = Timing(TimingKind.DAYS, (Occurrence(today, today),))
    events.event(title="Матч", kind=EventKind.SPORT, timing=timing)
    events.event(title="Концерт", kind=EventKind.CULTURE, timing=timing)
    walker = walk(office(), size)
    walker.open("/events/?kind=sport")
    walker.press("Подписаться", role="link")
    walker.look("feeds-subscribe")
    walker.page.get_by_label("Название календаря").fill("Спорт города")
    walker.press("Получить адрес")
    walker.look("feeds-address")
    address = walker.page.locator("#calendar-address").inner_text()
    walker.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    walker.page.get_by_role("button", name="Скопировать").click()
    walker.page.get_by_role("button", name="Скопировано").wait_for()
    assert walker.page.evaluate("navigator.clipboard.readText()") == address
    path = address[address.index("/feeds/") :]
    calendar = vobject.readOne(Client().get(path).content.decode())
    assert [each.summary.value for each in calendar.vevent_list] == ["Матч"]
    walker.press("Скопировано, к подписке", role="link")
    walker.look("feeds-card")
    walker.press("Отозвать")
    walker.look("feeds-list")
    assert Client().get(path).status_code == 410
