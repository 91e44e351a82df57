"""A meeting of an event that returns by its own rule is dragged: only this one, this and those after it, all; undone."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from orgplan.accounts.models import User
from orgplan.events.models import Event
from orgplan.events.tests.factories import event
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from tests.journeys.test_moving_journey import drag, free_monday

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("demo_city"),
]
WEEK = timedelta(days=7)
TITLE = "Сверка Пробная"


def returning() -> Event:
    """Every Tuesday at 14:00, six weeks long."""
    first = free_monday()
    stretch = Occurrence(first, first + 6 * WEEK, time(14), time(15))
    return event(timing=Timing(TimingKind.RECURRING, (stretch,), "FREQ=WEEKLY;BYDAY=TU"), wording="", title=TITLE)


def block_on(page, day: date):
    """The block of the meeting on the day in the week by hours."""
    return page.locator(f'.lane-body[data-day="{day.isoformat()}"] .block').filter(has_text=TITLE)


def drag_an_hour_down(walker, day: date) -> None:
    """Open the week, take the meeting of the day and put it an hour lower: the calendar asks."""
    walker.open(f"/calendar/hours/{day.isoformat()}/")
    box = block_on(walker.page, day).bounding_box()
    drag(walker.page, (box["x"] + 15, box["y"] + 8), (box["x"] + 15, box["y"] + 8 + box["height"]))
    walker.page.locator(".ghost").get_by_text("15:00–16:00").wait_for()
    walker.page.mouse.up()
    walker.page.get_by_role("dialog", name=TITLE).wait_for()


def answer(walker, scope: str) -> None:
    question = walker.page.get_by_role("dialog", name=TITLE)
    question.get_by_label(scope, exact=True).check()
    question.get_by_label("Причина").fill("Выезд пробный")
    question.get_by_role("button", name="Перенести").click()
    walker.page.get_by_text("Совещание перенесено").wait_for()
    walker.rest()


def hours_seen(walker, tuesdays: list[date]) -> list[str]:
    """Return when the meeting stands in each of the weeks, as people read it."""
    found = []
    for day in tuesdays:
        walker.open(f"/calendar/hours/{day.isoformat()}/")
        found.append(block_on(walker.page, day).locator("small").first.inner_text().split(" ")[0])
    return found


@pytest.mark.parametrize(
    ("scope", "after"),
    [
        ("только это совещание", ["14:00–15:00", "15:00–16:00", "14:00–15:00"]),
        ("это и последующие", ["14:00–15:00", "15:00–16:00", "15:00–16:00"]),
        ("все предстоящие", ["15:00–16:00", "15:00–16:00", "15:00–16:00"]),
    ],
)
def test_returning_meeting_is_dragged_and_taken_back(walk, scope, after):
    walker = walk(User.objects.get(login="otdel"))
    returning()
    tuesdays = [free_monday() + timedelta(days=1) + number * WEEK for number in range(3)]
    drag_an_hour_down(walker, tuesdays[1])
    assert not walker.faults("returning-question")
    answer(walker, scope)
    assert hours_seen(walker, tuesdays) == after

    # Once more, and at once Ctrl+Z: everything stands as before this second move.
    drag_back = tuesdays[1] + 3 * WEEK
    before = hours_seen(walker, [drag_back])
    walker.open(f"/calendar/hours/{drag_back.isoformat()}/")
    block_on(walker.page, drag_back).focus()
    for _step in range(4):
        walker.page.keyboard.press("Control+ArrowDown")
    walker.page.keyboard.press("Enter")
    walker.page.get_by_role("dialog", name=TITLE).wait_for()
    answer(walker, scope)
    walker.page.keyboard.press("Control+z")
    walker.page.get_by_text("Отменено").first.wait_for()
    assert hours_seen(walker, [drag_back]) == before
