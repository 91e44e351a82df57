"""An event is timed on two telephones; one of them loses the network, goes on, and comes back."""

from __future__ import annotations

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.events.tests import factories as events
from orgplan.scripts.models import Mark, ScriptItem
from orgplan.scripts.tests.factories import item, script

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def line(page, number: int):
    return page.locator(".live-item").nth(number)


def starts(page) -> list[str]:
    return page.locator("[data-start]").all_text_contents()


def test_marks_made_without_network_reach_the_other_telephone(walk):
    today = timezone.localdate()
    made = script(event=events.event(when=f"{today:%d.%m.%Y}, 00:01–23:50"))
    for title in ("Гимн", "Речь", "Награждение", "Пауза"):
        item(made, title, minutes=5)
    address = f"/scripts/{made.pk}/live/"
    one = walk(accounts.user(Role.DEPARTMENT), "phone")
    other = walk(accounts.user(Role.PROTOCOL), "phone")
    one.open(address)
    other.open(address)
    one.until(lambda: one.page.evaluate("caches.match(location.href).then(Boolean)"), "the page is kept")
    one.page.context.set_offline(True)
    line(one.page, 0).get_by_role("button", name="Начать").click()
    line(one.page, 0).get_by_role("button", name="Закончить").click()
    line(one.page, 1).get_by_role("button", name="Начать").click()
    one.page.get_by_text("Отметок ждёт отправки: 3").wait_for()
    assert line(one.page, 1).get_attribute("data-state") == "running"
    assert Mark.objects.count() == 0
    one.page.reload()
    one.page.get_by_text("Отметок ждёт отправки: 3").wait_for()
    one.page.context.set_offline(False)
    one.page.get_by_text("Все отметки отправлены").wait_for()
    other.page.locator('.live-item:nth-child(2)[data-state="running"]').wait_for()
    assert Mark.objects.count() == 3
    seen = starts(other.page)
    other.page.reload()
    assert starts(other.page) == seen
    assert not other.faults("live")


def order() -> list[str]:
    return [each.title for each in ScriptItem.objects.order_by("position", "pk")]


def drag(page, row: int, behind: int) -> None:
    """Drag the row by its number below another one; -1 is above the first."""
    rows = page.locator("tr[data-item]")
    rows.nth(row).locator("td").first.scroll_into_view_if_needed()
    handle = rows.nth(row).locator("td").first.bounding_box()
    place = rows.nth(max(behind, 0)).bounding_box()
    page.mouse.move(handle["x"] + 8, handle["y"] + 12)
    page.mouse.down()
    page.mouse.move(handle["x"] + 8, place["y"] + (place["height"] - 2 if behind >= 0 else 1), steps=6)
    page.mouse.up()


def table_of_three(walk):
    made = script()
    for title in ("Гимн", "Речь", "Награждение"):
        item(made, title, minutes=5)
    someone = walk(accounts.user(Role.DEPARTMENT), "wide")
    someone.open(f"/scripts/{made.pk}/")
    return someone


def test_rows_are_dragged_by_their_numbers_again_and_again(walk):
    someone = table_of_three(walk)
    drag(someone.page, 2, -1)
    someone.until(lambda: order() == ["Награждение", "Гимн", "Речь"], "the last row stands first")
    someone.page.locator("tr[data-item]").first.get_by_text("Награждение").wait_for()
    drag(someone.page, 0, 1)
    someone.until(lambda: order() == ["Гимн", "Награждение", "Речь"], "the first row stands second")
    assert not someone.faults("script dragged")
