"""Steps, templates and resources for programs: what is read, marked, refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.api.tests.factories import Program, program
from orgplan.directory.tests import factories as directory
from orgplan.events.tests import factories as events
from orgplan.preparation.tests.factories import step, template
from orgplan.resources.tests.factories import asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Program:
    return program()


def coming(unit=None):
    day = timezone.localdate() + timedelta(days=20)
    return events.event(f"{day:%d.%m.%Y} 12:00", owner=unit or directory.unit())


def test_step_is_read_marked_once_and_not_over_another_edition(office):
    event = coming()
    made = step(event, "Заказать сцену", offset=-10)
    (read,) = office.get(f"/events/{event.uid}/steps").json()["items"]
    assert (read["title"], read["counted"], read["state"]) == (
        "Заказать сцену",
        "за 10\u00a0рабочих дней до начала",
        "planned",
    )
    assert office.get("/steps", state="planned").json()["items"] == [read]
    today = timezone.localdate().isoformat()
    done = {"edition": read["edition"], "done_on": today, "proof": "письмо № 5"}
    for _again in range(2):
        answer = office.post(f"/steps/{made.pk}/done", done, **{"Idempotency-Key": "one"})
        assert (answer.status_code, answer.json()["state"], answer.json()["proof"]) == (200, "done", "письмо № 5")
    late = office.post(f"/steps/{made.pk}/done", done)
    assert late.status_code == 409
    assert "прочитайте" in late.json()["detail"].lower()


def test_step_in_the_future_is_not_done(office):
    made = step(coming())
    day = (timezone.localdate() + timedelta(days=3)).isoformat()
    answer = office.post(f"/steps/{made.pk}/done", {"edition": made.edition, "done_on": day})
    assert (answer.status_code, "ещё не наступил" in answer.json()["detail"]) == (409, True)


def test_reader_marks_nothing_and_the_unit_of_the_step_does():
    unit, event = directory.unit(), coming()
    made = step(event, unit=unit)
    done = {"edition": made.edition, "done_on": timezone.localdate().isoformat()}
    assert program(Role.LEADER).post(f"/steps/{made.pk}/done", done).status_code == 403
    assert program(user=directory.coordinator(unit)).post(f"/steps/{made.pk}/done", done).status_code == 200


def test_template_is_read_with_its_ladder(office):
    made = template()
    first = step(made, "Смета")
    (read,) = office.get("/event-templates").json()["items"]
    assert [(each["id"], each["title"]) for each in read["steps"]] == [(first.pk, "Смета")]
    assert office.get(f"/event-templates/{made.pk}").json() == read


def test_stock_needs_and_shortages_are_read(office):
    event, unit = coming(), directory.unit()
    resource, stock, need = asked(event, unit)
    (read,) = office.get("/resources").json()["items"]
    assert (read["name"], read["stock"][0]["amount"]) == (resource.name, stock.amount)
    (wanted,) = office.get("/needs", event=str(event.uid)).json()["items"]
    assert (wanted["id"], wanted["amount"], wanted["resource"]["id"]) == (need.pk, need.amount, resource.pk)
    need.amount = stock.amount + 7
    need.save()
    (short,) = office.get("/shortages").json()["items"]
    assert (short["short"], short["events"][0]["title"]) == (7, event.title)


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_queries(office, rows, django_assert_num_queries):
    event = coming()
    for _number in range(rows):
        step(event, unit=directory.unit(), person=directory.person())
        step(template(), unit=directory.unit())
    for path, count in (("/steps", 2), ("/event-templates", 4)):
        office.get(path)
        with django_assert_num_queries(count):
            office.get(path)
