"""A day's work in the calendar: recorded, in a clash, another time, dragged, taken back, a meeting moved, printed."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from orgplan.accounts.models import User
from orgplan.almanac.models import CycleException
from orgplan.events.models import Event
from orgplan.events.tests.factories import event
from tests.journeys.test_moving_journey import block_of, drag, free_monday

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("demo_city"),
]


def record(walker, line: str) -> Event:
    """Record an event by one line; return it."""
    page = walker.page
    walker.open("/events/new/")
    field = page.get_by_label("Одной строкой")
    field.fill(line)
    field.press("Enter")
    page.wait_for_url("**?say=**")
    walker.until(lambda: page.evaluate("document.activeElement.matches('button')"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/events/\d+/$"))
    return Event.objects.get(pk=int(page.url.rstrip("/").rsplit("/", 1)[1]))


def test_day_of_work_from_one_line_to_the_printed_week(walk):
    walker = walk(User.objects.get(login="otdel"))
    page, day = walker.page, free_monday() + timedelta(days=2)
    first = record(walker, f"{day:%d.%m.%Y} 11:00 приём пробный, 1 ч, мэр")
    second = record(walker, f"{day:%d.%m.%Y} 11:30 встреча пробная, 1 ч, мэр")

    # The clash stands on both, in words; another time is one of the best offers.
    walker.open(f"/calendar/day/{day.isoformat()}/")
    block_of(page, first).get_by_text("накладка").wait_for()
    block_of(page, second).get_by_text("накладка").wait_for()
    assert not walker.faults("work-clash")
    walker.open(f"/clashes/event/{second.pk}/times/")
    assert not walker.faults("work-times")
    stood = second.when
    walker.press("Перенести сюда")
    walker.until(lambda: Event.objects.get(pk=second.pk).when != stood)

    # Dragged by the hand: grey times are where the Mayor is busy; Ctrl+Z takes it back.
    walker.open(f"/calendar/hours/{day.isoformat()}/")
    box = block_of(page, first).bounding_box()
    drag(page, (box["x"] + 15, box["y"] + 8), (box["x"] + 15, box["y"] + 8 + 2 * box["height"]))
    page.locator(".ghost").get_by_text("13:00–14:00").wait_for()
    page.locator(".lane-body .closed").first.wait_for(state="attached")
    page.mouse.up()
    page.get_by_text("Мероприятие перенесено").wait_for()
    walker.rest()
    page.keyboard.press("Control+z")
    block_of(page, first, f"{day.isoformat()} 11:00").wait_for()
    walker.rest()

    # A meeting of the scheme goes an hour later, only this one; taken back.
    meeting = page.locator('.block[data-hand^="m"]').first
    hand = meeting.get_attribute("data-hand")
    meeting.focus()
    for _step in range(4):
        page.keyboard.press("Control+ArrowDown")
    page.keyboard.press("Enter")
    question = page.get_by_role("dialog")
    question.get_by_label("только это совещание").check()
    question.get_by_label("Причина").fill("Выезд пробный")
    assert not walker.faults("work-meeting")
    question.get_by_role("button", name="Перенести").click()
    page.get_by_text("Совещание перенесено").wait_for()
    walker.rest()
    assert CycleException.objects.filter(reason="Выезд пробный").count() == 1
    page.keyboard.press("Control+z")
    page.get_by_text("совещания стоят как прежде").wait_for()
    page.locator(f'.block[data-hand="{hand}"]').wait_for()
    assert not CycleException.objects.filter(reason="Выезд пробный").exists()

    # The week with the leaders is one lying sheet.
    walker.open(f"/calendar/week/{day.isoformat()}/")
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    wide, high = map(float, re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", paper)[0])
    assert (round(wide), round(high)) == (842, 595)


def test_two_people_drag_the_same_event_and_the_second_is_told(walk):
    one, other = walk(User.objects.get(login="otdel")), walk(User.objects.get(login="protokol"))
    day = free_monday()
    made = event(f"{day:%d.%m.%Y}, 13:00–14:00", title="Приём Пробный")
    for walker in (one, other):
        walker.open(f"/calendar/hours/{day.isoformat()}/")
    for walker, down in ((one, 1), (other, 2)):
        box = block_of(walker.page, made).bounding_box()
        drag(walker.page, (box["x"] + 15, box["y"] + 8), (box["x"] + 15, box["y"] + 8 + down * box["height"]))
        walker.page.locator(".ghost").wait_for()
    one.page.mouse.up()
    one.page.get_by_text("Мероприятие перенесено").wait_for()
    other.page.mouse.up()
    other.page.get_by_text("изменил кто-то другой").wait_for()
    other.rest()
    assert other.page.get_by_label("Начало").input_value() == "15:00"
    assert Event.objects.get(pk=made.pk).when.endswith("14:00–15:00")
    other.press("Перенести")
    other.until(lambda: Event.objects.get(pk=made.pk).when.endswith("15:00–16:00"))
