"""A clash in a browser: seen on the line, on the event, in the calendar; both shown, accepted, another time found."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.clashes.tests import factories as clashes
from orgplan.directory.tests import factories as directory
from orgplan.events.models import Event
from orgplan.language.periods import Period
from orgplan.planning.actions.plans import take_events
from orgplan.planning.tests.factories import BY, city_plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY = timezone.localdate() + timedelta(days=16 - timezone.localdate().weekday())
"""A Wednesday of another week: nothing of it is over."""


@pytest.fixture
def plan():
    """A plan of the week with three events of the Mayor: two at once, and one too far away to get there in time."""
    clashes.usual_rules()
    leader, owner = clashes.mayor(), directory.unit("Аппарат Мэра")
    near = directory.venue("Ближний зал", latitude="54.98", longitude="73.36")
    far = directory.venue("Дальний зал", latitude="55.03", longitude="73.28")
    rows = (
        ("Рабочая встреча с советом ветеранов", "10:00–11:00", near),
        ("Вручение ключей от школьных автобусов", "10:30–11:30", near),
        ("Осмотр набережной", "11:40–12:30", far),
    )
    made = [clashes.event(title, hours, leader, day=DAY, venue=hall, owner=owner) for title, hours, hall in rows]
    week = city_plan(Period.around(DAY, "week"))
    take_events(plan=week, events=made, by=BY)
    return week


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_clash_is_seen_everywhere_accepted_and_solved(walk, size, plan):
    meeting, keys, walk_along = Event.objects.order_by("start_time")
    walker = walk(accounts.user(Role.DEPARTMENT, name="Организационный отдел"), size)
    page = walker.page

    # On the line of the plan, in the calendar, in the section.
    walker.open(f"/plans/{plan.pk}/")
    assert page.get_by_text("одновременно 30").count()
    walker.look("clashes-plan")
    walker.open(f"/calendar/day/{DAY.isoformat()}/")
    assert page.get_by_text(re.compile("накладка", re.IGNORECASE)).count()
    walker.look("clashes-calendar")
    walker.open(f"/clashes/?since={DAY.isoformat()}")
    assert "не хватает" in page.inner_text("main")
    walker.look("clashes-list")

    # On the event; both are shown with the day around them.
    walker.open(f"/events/{keys.pk}/")
    assert "«Рабочая встреча с советом ветеранов»" in page.inner_text("main")
    walker.look("clashes-event")
    walker.press("Показать оба", role="link")
    assert {meeting.title, keys.title} <= {each.strip() for each in page.locator("h2 a").all_inner_texts()}
    assert "Осмотр набережной" in page.inner_text("main")
    walker.look("clashes-both")

    # One is accepted: without a reason nothing is written, with it the reason stays.
    row = page.locator(".row", has_text="Образцов").filter(has_text="одновременно").first
    walker.click(row.locator("summary"))
    row.get_by_role("button", name="Принять накладку").click()
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    row.get_by_role("textbox").fill("Ключи вручит заместитель")
    walker.click(row.get_by_role("button", name="Принять накладку"))
    walker.until_told("Ключи вручит заместитель")
    walker.open(f"/events/{meeting.pk}/")
    assert "Ключи вручит заместитель" in page.inner_text("main")
    walker.look("clashes-accepted")

    # The other gets another time: three offers, each with why; what was chosen is written.
    walker.open(f"/events/{walk_along.pk}/")
    walker.press("Найти другое время", role="link")
    offers = page.get_by_role("button", name="Перенести сюда")
    assert offers.count() == 3
    assert len(re.findall("время свободно", page.inner_text("main"))) == 3
    walker.look("clashes-times")
    walker.click(offers.first)
    walker.until_told("Осмотр набережной")
    assert "дорога" not in page.inner_text("main")
    walker.look("clashes-moved")
    walk_along.refresh_from_db()
    assert (walk_along.first_day, walk_along.start_time.strftime("%H:%M")) != (DAY, "11:40")
