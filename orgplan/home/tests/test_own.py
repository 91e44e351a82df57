"""«Мои дела»: what a performer sees and does, and that no link on the way leads to a closed door."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.tests import factories as directory
from orgplan.events.models import Event
from orgplan.events.tests import factories as events
from orgplan.instructions.actions import Performer
from orgplan.instructions.models import Instruction
from orgplan.instructions.tests.factories import instruction
from orgplan.minutes.tests import factories as minutes
from orgplan.preparation.models import Step
from orgplan.preparation.tests.factories import step

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return directory.person("Исполнителев")


@pytest.fixture
def performer(person) -> User:
    user = accounts.user(Role.PERFORMER)
    directory.membership(user, unit=directory.unit(), person=person)
    return user


def coming(unit=None) -> Event:
    day = timezone.localdate() + timedelta(days=30)
    return events.event(f"{day:%d.%m.%Y} 12:00", owner=unit or directory.unit())


def test_performer_sees_own_work_and_nothing_else(client, performer, person):
    unit = directory.unit()
    mine, others = coming(), coming()
    own_step, _foreign = step(mine, "Заказать сцену", person=person), step(mine, "Согласовать смету", unit=unit)
    step(others, "Чужой шаг")
    own, alien = instruction(Performer(unit, person), text="Моё дело."), instruction(text="Не моё дело.")
    client.force_login(performer)
    page = client.get("/my/").content.decode()
    assert all(each in page for each in ("Заказать сцену", "Моё дело.", mine.title))
    assert all(each not in page for each in ("Согласовать смету", "Не моё дело.", "Чужой шаг"))
    assert list(Step.objects.visible_to(performer)) == [own_step]
    assert list(Instruction.objects.visible_to(performer)) == [own]
    assert list(Event.objects.visible_to(performer)) == [mine]
    assert client.get(f"/instructions/{alien.pk}/").status_code == 404
    assert client.get(f"/events/{others.pk}/").status_code == 404
    card = client.get(f"/events/{mine.pk}/").content.decode()
    assert "Заказать сцену" in card
    assert "Согласовать смету" not in card


def test_event_of_the_minutes_that_gave_an_instruction_is_open(performer, person):
    event, given = coming(), instruction(Performer(directory.unit(), person))
    taken = minutes.minutes("1. Подготовить зал до конца года.", event=event)
    taken.lines.update(instruction=given)
    assert list(Event.objects.visible_to(performer)) == [event]


def test_performer_marks_the_step_and_reports(client, performer, person):
    made, own = step(coming(), person=person), instruction(Performer(directory.unit(), person))
    client.force_login(performer)
    assert client.post(f"/preparation/steps/{made.pk}/finish/?next=/my/").headers["Location"] == "/my/"
    today = timezone.localdate().isoformat()
    said = {"text": "Сделано.", "done_on": today, "edition": own.edition}
    assert client.post(f"/instructions/{own.pk}/report/", said).status_code == 303
    made.refresh_from_db()
    own.refresh_from_db()
    assert (made.state, own.state) == ("done", "reported")


def test_no_link_of_a_performer_leads_to_a_closed_door(client, performer, person):
    event = coming()
    step(event, person=person)
    instruction(Performer(directory.unit(), person), performer_of_unit())
    client.force_login(performer)
    todo, seen, closed = ["/"], set(), {}
    while todo:
        address = todo.pop().partition("#")[0].partition("?")[0]
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address, follow=True)
        if answer.status_code not in {200, 405}:
            closed[address] = answer.status_code
        if answer.get("Content-Type", "").startswith("text/html"):
            todo += re.findall(r'<a [^>]*href="(/[^"]*)"', answer.content.decode())
    assert closed == {}
    assert f"/events/{event.pk}/" in seen


def performer_of_unit() -> Performer:
    return Performer(directory.unit(), directory.person())


@pytest.mark.parametrize("rows", [1, 3])
def test_own_work_costs_the_same_queries(client, performer, person, rows, django_assert_num_queries):
    for _number in range(rows):
        step(coming(), person=person)
        instruction(Performer(directory.unit(), person), performer_of_unit())
    client.force_login(performer)
    client.get("/my/")
    with django_assert_num_queries(12):
        client.get("/my/")


def test_programs_of_a_performer_are_not_let_in(performer):
    from orgplan.api.tests.factories import program  # noqa: PLC0415 -- the room above

    assert program(user=performer).get("/events").status_code == 401
