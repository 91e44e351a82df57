"""An event is recorded by one line, dragged, pulled, moved by the keys, taken back; two people drag the same one."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.directory.models import Person, Venue
from orgplan.directory.queries import leaders_on
from orgplan.events.actions import Participant
from orgplan.events.models import Event
from orgplan.events.rules import ParticipationKind
from orgplan.events.tests.factories import event

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("demo_city"),
]


def free_monday() -> date:
    """A day far from the others of the city."""
    today = timezone.localdate()
    return today + timedelta(days=70 - today.weekday())


def block_of(page, made: Event, stands: str = ""):
    """The event's block in the grid, where it says so where it stands."""
    return page.locator(f'.block[data-hand^="{made.pk} {stands}"]')


def drag(page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=8)


def test_event_is_recorded_by_a_line_and_taken_back(walk):
    walker = walk(User.objects.get(login="otdel"))
    page, day = walker.page, free_monday()
    walker.open("/")
    page.keyboard.press("n")
    page.wait_for_url("**/events/new/")
    line = page.get_by_label("Одной строкой")
    line.fill(f"{day:%d.%m.%Y} 10:00 проверка проектора, 1 ч")
    page.locator("#quick").get_by_text("10:00–11:00").wait_for()
    assert not walker.faults("quick")
    line.press("Enter")
    page.wait_for_url("**?say=**")
    walker.until(lambda: page.evaluate("document.activeElement.matches('button')"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/events/\d+/$"))
    page.keyboard.press("Control+z")
    page.get_by_text("Отменено: 1 мероприятие").wait_for()
    assert Event.objects.get(title="Проверка проектора").is_deleted

    # A free hour begins a new event there.
    walker.open(f"/calendar/hours/{(day + timedelta(days=7)).isoformat()}/")
    lane = page.locator(".lane-body").nth(3).bounding_box()
    page.mouse.click(lane["x"] + 40, lane["y"] + 30)
    page.wait_for_url("**/events/new/?say=**")
    assert f"{day + timedelta(days=10):%d.%m.%Y} 08:00–09:00" in line.input_value()


def test_event_is_dragged_pulled_and_moved_by_keys(walk):
    walker = walk(User.objects.get(login="otdel"))
    page, day = walker.page, free_monday()
    made = event(f"{day:%d.%m.%Y}, 10:00–11:00")
    walker.open(f"/calendar/hours/{day.isoformat()}/")

    # Two hours down, two days to the right; Ctrl+Z takes it back.
    box = block_of(page, made).bounding_box()
    later = (day + timedelta(days=2)).isoformat()
    target = page.locator(f'.lane-body[data-day="{later}"]').bounding_box()
    drag(page, (box["x"] + 20, box["y"] + 10), (target["x"] + 40, box["y"] + 10 + 2 * box["height"]))
    page.locator(".ghost").get_by_text("12:00–13:00").wait_for()
    page.mouse.up()
    page.get_by_text("Мероприятие перенесено").wait_for()
    block_of(page, made, f"{later} 12:00 13:00").wait_for()
    walker.rest()
    page.keyboard.press("Control+z")
    block_of(page, made, f"{day.isoformat()} 10:00 11:00").wait_for()
    walker.rest()

    # The lower edge pulled half an hour down.
    box = block_of(page, made).bounding_box()
    edge = (box["x"] + 20, box["y"] + box["height"] - 2)
    drag(page, edge, (edge[0], box["y"] + box["height"] * 1.5))
    page.mouse.up()
    block_of(page, made, f"{day.isoformat()} 10:00 11:30").wait_for()
    walker.rest()

    # The keys: Escape leaves it, Enter sets it down.
    block_of(page, made).focus()
    for _step in range(4):
        page.keyboard.press("Control+ArrowDown")
    page.locator(".ghost").get_by_text("11:00–12:30").wait_for()
    page.keyboard.press("Escape")
    assert page.locator(".ghost").count() == 0
    page.keyboard.press("Control+ArrowDown")
    page.keyboard.press("Enter")
    block_of(page, made, f"{day.isoformat()} 10:15 11:45").wait_for()
    walker.rest()

    # Another moved it meanwhile: it is told, and what was wanted stays.
    made.occurrences.update(start_time="16:00", end_time="17:00")
    block_of(page, made).focus()
    page.keyboard.press("Control+ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_text("изменил кто-то другой").wait_for()
    walker.rest()
    assert page.get_by_label("Начало").input_value() == "10:30"
    assert not walker.faults("move")


def test_month_moves_an_event_to_another_day(walk):
    walker = walk(User.objects.get(login="otdel"))
    page = walker.page
    walker.open(f"/calendar/month/{timezone.localdate().isoformat()}/")
    item = page.locator('.item[data-hand*=":"]').first
    key, day, *_hours = (item.get_attribute("data-hand") or "").split(" ")
    other = page.locator(f'.month-day[data-day]:not([data-day="{day}"])').nth(4)
    box, cell = item.bounding_box(), other.bounding_box()
    page.mouse.move(box["x"] + 10, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(cell["x"] + 20, cell["y"] + 40, steps=8)
    walker.until(lambda: other.evaluate("each => each.classList.contains('drop-here')"))
    page.keyboard.press("Escape")
    page.mouse.up()
    assert str(Event.objects.get(pk=key).first_day) == day


def test_month_moves_a_bar_of_several_days_by_the_day_where_it_is_held(walk):
    walker = walk(User.objects.get(login="otdel"))
    page, monday = walker.page, free_monday()
    fair = event(f"{monday:%d.%m.%Y} – {monday + timedelta(days=2):%d.%m.%Y}", title="Ярмарка Пробная")
    walker.open(f"/calendar/month/{monday.isoformat()}/")
    bar = page.locator(f'.bar-item[data-hand^="{fair.pk} "]').bounding_box()
    cell = page.locator(f'.month-day[data-day="{(monday + timedelta(days=3)).isoformat()}"]').bounding_box()
    # Held by its second day and put down on Thursday: it begins on Wednesday.
    drag(page, (bar["x"] + bar["width"] / 2, bar["y"] + 5), (cell["x"] + cell["width"] / 2, bar["y"] + 5))
    page.mouse.up()
    page.get_by_text("Мероприятие перенесено").wait_for()
    walker.rest()
    assert Event.objects.get(pk=fair.pk).first_day == monday + timedelta(days=2)


def leaders_of_the_city() -> list[Person]:
    """The first two columns of a week."""
    return [post.person for post in leaders_on(timezone.localdate())[:2]]


def cell_of(page, person: Person, day: date):
    """The leader's day in the week."""
    return page.locator(f'.week-table td[data-person="{person.pk}"][data-day="{day.isoformat()}"]')


def test_week_hands_an_event_over_to_another_leader_or_adds_one(walk):
    walker = walk(User.objects.get(login="otdel"))
    page, day = walker.page, free_monday()
    mayor, deputy = leaders_of_the_city()
    host = Participant(ParticipationKind.HOSTS, person=mayor)
    made = event(f"{day:%d.%m.%Y}, 10:00–11:00", title="Приём Пробный", participants=(host,))
    walker.open(f"/calendar/week/{day.isoformat()}/")

    # Over to the deputy, a day later: the calendar asks; Ctrl+Z takes both back.
    box = cell_of(page, mayor, day).get_by_text("Приём Пробный").bounding_box()
    there = cell_of(page, deputy, day + timedelta(days=1)).bounding_box()
    drag(page, (box["x"] + 10, box["y"] + 5), (there["x"] + 30, there["y"] + 15))
    page.mouse.up()
    question = page.get_by_role("dialog", name="Приём Пробный")
    question.get_by_text("вместо или вместе").wait_for()
    assert not walker.faults("week-question")
    question.get_by_role("button", name="Вместо").click()
    page.get_by_text("Мероприятие изменено").wait_for()
    cell_of(page, deputy, day + timedelta(days=1)).get_by_text("Приём Пробный").wait_for()
    walker.rest()
    page.keyboard.press("Control+z")
    cell_of(page, mayor, day).get_by_text("Приём Пробный").wait_for()
    walker.rest()

    # The keys: one column to the right, together.
    cell_of(page, mayor, day).get_by_role("link", name="Приём Пробный").focus()
    page.keyboard.press("Control+ArrowRight")
    page.keyboard.press("Enter")
    question.get_by_role("button", name="Вместе").click()
    page.get_by_text("Мероприятие изменено").wait_for()
    cell_of(page, deputy, day).get_by_text("Приём Пробный").wait_for()
    cell_of(page, mayor, day).get_by_text("Приём Пробный").wait_for()
    walker.rest()

    # A day later in the same column asks nothing.
    cell_of(page, mayor, day).get_by_role("link", name="Приём Пробный").focus()
    page.keyboard.press("Control+ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_text("Мероприятие перенесено").wait_for()
    walker.rest()
    assert Event.objects.get(pk=made.pk).first_day == day + timedelta(days=1)
    assert not walker.faults("week-moved")


def hall_of(page, hall: Venue, day: date):
    """The hall's day in the venues' week."""
    return page.locator(f'.venue-table td[data-venue="{hall.pk}"][data-day="{day.isoformat()}"]')


def test_venues_week_moves_an_event_to_another_hall_and_day(walk):
    walker = walk(User.objects.get(login="otdel"))
    page, day = walker.page, free_monday()
    first, second = Venue.objects.order_by("name")[:2]
    made = event(f"{day:%d.%m.%Y}, 10:00–11:00", title="Приём Пробный", venue=first)
    taken = event(f"{day:%d.%m.%Y}, 10:00–11:00", title="Сбор Пробный", venue=second)
    walker.open(f"/calendar/venue-week/{day.isoformat()}/")

    # Held over the hall that is taken then it is told by whom; put down a day later it is free.
    box = hall_of(page, first, day).get_by_text("Приём Пробный").bounding_box()
    there, beside = (hall_of(page, second, each).bounding_box() for each in (day, day + timedelta(days=1)))
    drag(page, (box["x"] + 10, box["y"] + 5), (there["x"] + 30, there["y"] + 10))
    page.locator(".drag-note", has_text=taken.title).wait_for()
    page.mouse.move(beside["x"] + 30, beside["y"] + 10, steps=4)
    page.mouse.up()
    page.get_by_text("Мероприятие изменено").wait_for()
    hall_of(page, second, day + timedelta(days=1)).get_by_text("Приём Пробный").wait_for()
    walker.rest()
    page.keyboard.press("Control+z")
    hall_of(page, first, day).get_by_text("Приём Пробный").wait_for()
    walker.rest()

    # The keys: one row down, one day on.
    hall_of(page, first, day).get_by_role("link", name="Приём Пробный").focus()
    page.keyboard.press("Control+ArrowDown")
    page.keyboard.press("Control+ArrowRight")
    page.keyboard.press("Enter")
    page.get_by_text("Мероприятие изменено").wait_for()
    walker.rest()
    made.refresh_from_db()
    assert (made.venue, made.first_day) == (second, day + timedelta(days=1))
    assert not walker.faults("venues-moved")
