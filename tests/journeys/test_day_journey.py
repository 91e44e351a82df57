"""The day with leaders as columns: an event is dragged from one to another by two people, and taken back."""

from __future__ import annotations

import pytest

from orgplan.accounts.models import User
from orgplan.events.actions import Participant
from orgplan.events.models import Event
from orgplan.events.rules import ParticipationKind
from orgplan.events.tests.factories import event
from tests.journeys.test_moving_journey import block_of, drag, free_monday, leaders_of_the_city

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("demo_city"),
]


def lane_of(page, person):
    return page.locator(f'.lane-body[data-person="{person.pk}"]')


def drag_to_lane(page, made, person) -> None:
    """Drag the event's block to the person's column, at the same height, and keep it in the hand."""
    block = block_of(page, made).first
    block.scroll_into_view_if_needed()
    box, there = block.bounding_box(), lane_of(page, person).bounding_box()
    drag(page, (box["x"] + 15, box["y"] + 8), (there["x"] + there["width"] / 2, box["y"] + 8))
    page.locator(".ghost").wait_for()


def hosts(made) -> list[int]:
    return list(made.participations.filter(kind=ParticipationKind.HOSTS).values_list("person", flat=True))


def test_day_hands_an_event_over_and_the_second_person_is_told(walk):
    one, other = walk(User.objects.get(login="otdel")), walk(User.objects.get(login="protokol"))
    mayor, deputy = leaders_of_the_city()
    day = free_monday()
    host = Participant(ParticipationKind.HOSTS, person=mayor)
    made = event(f"{day:%d.%m.%Y}, 13:00–14:00", title="Приём Пробный", participants=(host,))
    for walker in (one, other):
        walker.open(f"/calendar/day/{day.isoformat()}/")
        drag_to_lane(walker.page, made, deputy)
    for walker in (one, other):
        walker.page.mouse.up()
        walker.page.get_by_role("dialog", name="Приём Пробный").wait_for()
    one.page.get_by_role("dialog").get_by_role("button", name="Вместо").click()
    one.page.get_by_text("Мероприятие изменено").wait_for()
    one.rest()
    assert hosts(made) == [deputy.pk]
    assert Event.objects.get(pk=made.pk).when.endswith("13:00–14:00")

    # The other presses the same: nothing is written twice, it is said why.
    other.page.get_by_role("dialog").get_by_role("button", name="Вместо").click()
    other.page.get_by_text("состав участников изменил кто-то другой").first.wait_for()
    other.rest()
    assert hosts(made) == [deputy.pk]

    one.page.keyboard.press("Control+z")
    one.page.get_by_text("стоит как прежде").or_(one.page.get_by_text("Отменено: 1 мероприятие")).first.wait_for()
    lane_of(one.page, mayor).get_by_text("Приём Пробный").wait_for()
    one.rest()
    assert hosts(made) == [mayor.pk]
