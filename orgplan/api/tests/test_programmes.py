"""Programmes, pins and taking back for programs."""

from __future__ import annotations

from typing import Any

import pytest

from orgplan.accounts.rules import Role
from orgplan.api.tests.factories import Program, program
from orgplan.clashes.tests.factories import event as meeting
from orgplan.directory.tests import factories as directory
from orgplan.events.models import Event, Programme, UndoStep
from orgplan.events.tests import factories as events
from orgplan.scheduling.models import Pin

pytestmark = pytest.mark.django_db

SENT = {"name": "80 лет Победы", "code": "П80", "first_year": 2025, "last_year": 2026}


@pytest.fixture
def office() -> Program:
    return program()


def recorded(office: Program, **more: Any) -> dict[str, Any]:
    answer = office.post("/programmes", SENT | more)
    assert answer.status_code == 201, answer.content.decode()
    return dict(answer.json())


def names(event: Event) -> list[str]:
    return [each.name for each in event.programmes.all()]


def test_programme_is_recorded_changed_and_listed(office: Program) -> None:
    made = recorded(office)
    own = {"id": made["id"], "edition": 1, "within": None, "is_section": False, "aim": "", "events": 0}
    assert made == SENT | own
    changed = office.patch(f"/programmes/{made['id']}", {"edition": 1, "name": "Победа"})
    assert (changed.json()["name"], changed.json()["code"], changed["ETag"]) == ("Победа", "П80", '"2"')
    assert office.patch(f"/programmes/{made['id']}", {"edition": 1, "name": "Иное"}).status_code == 409
    assert [each["name"] for each in office.get("/programmes").json()["items"]] == ["Победа"]


def test_programme_counts_and_lists_what_stands_in_its_sections(office: Program) -> None:
    whole = Programme.objects.get(pk=recorded(office)["id"])
    section = Programme.objects.create(
        name="Память", parent=whole, is_section=True, first_year=2025, last_year=2026, position=1
    )
    held = events.event()
    section.events.add(held)
    items = {each["name"]: each for each in office.get("/programmes").json()["items"]}
    assert [(each["within"], each["is_section"], each["events"]) for each in items.values()] == [
        (None, False, 1),
        (whole.pk, True, 1),
    ]
    found = office.get(f"/events?programme={whole.pk}").json()["items"]
    assert [each["id"] for each in found] == [str(held.uid)]
    changed = office.patch(f"/programmes/{whole.pk}", {"edition": 1, "last_year": 2027})
    assert changed.status_code == 200, changed.content.decode()
    section.refresh_from_db()
    assert section.last_year == 2027


@pytest.mark.parametrize("sent", [{"code": "Иной"}, {"name": "Иная"}, {"name": "Я", "code": "я", "last_year": 2024}])
def test_programme_that_is_taken_or_turned_round_is_refused(sent: Any, office: Program) -> None:
    recorded(office)
    answer = office.post("/programmes", {**SENT, **sent})
    assert (answer.status_code, Programme.objects.count()) == (409, 1)


def test_programmes_are_kept_by_those_who_keep_them_on_the_page(office: Program) -> None:
    made = recorded(office)
    reader = program(Role.LEADER)
    assert reader.get(f"/programmes/{made['id']}").status_code == 200
    assert reader.patch(f"/programmes/{made['id']}", {"edition": 1, "name": "Иное"}).status_code == 403
    assert reader.post("/programmes", SENT).status_code == 403


def test_event_is_recorded_in_a_programme_and_found_by_it(office: Program) -> None:
    made, unit = recorded(office), directory.unit()
    sent = {"title": "Парад", "owner": unit.pk, "when": "9 мая 2026, 10:00", "programmes": [made["id"]]}
    shown = office.post("/events", sent).json()
    meeting("Приём", "10:00–11:00")
    assert shown["programmes"] == [{"id": made["id"], "name": made["name"]}]
    assert [each["id"] for each in office.get("/events", programme=made["id"]).json()["items"]] == [shown["id"]]
    assert office.get(f"/programmes/{made['id']}").json()["events"] == 1
    assert office.post("/events", sent | {"programmes": [999]}).status_code == 409


def test_change_of_programmes_reaches_copies_and_is_taken_back(office: Program) -> None:
    event, first = meeting("Парад", "10:00–11:00"), recorded(office)
    second = recorded(office, name="Год семьи", code="ГС")
    event.programmes.set([first["id"]])
    changed = office.patch(f"/events/{event.uid}", {"edition": 1, "programmes": [second["id"]], "title": "Шествие"})
    assert changed.status_code == 200, changed.content.decode()
    assert names(event) == ["Год семьи"]
    since = changed.json()["changed_at"]
    assert [each["id"] for each in office.get("/events", updated_since=since).json()["items"]] == [str(event.uid)]
    back = office.post(changed["Undo"].removeprefix("/api/v1"), {})
    assert back.json() == {"done": 1, "left": []}
    event.refresh_from_db()
    assert (names(event), event.title) == ([first["name"]], "Парад")


def test_every_write_of_a_program_says_where_it_is_taken_back(office: Program) -> None:
    said = office.post("/events/said", {"say": "12 августа 2026 года, 14:00 приём", "unit": directory.unit().pk})
    assert office.post(said["Undo"].removeprefix("/api/v1"), {}).json()["done"] == 1
    assert Event.objects.get().is_deleted
    (step,) = office.get("/undo").json()["items"]
    assert (step["id"], step["events"], step["used_at"] is None) == (UndoStep.objects.get().pk, 1, False)
    again = office.post(f"/undo/{step['id']}", {})
    assert (again.status_code, again.json()["type"]) == (409, "/api/problems/refused")


def test_what_another_person_wrote_is_not_taken_back(office: Program) -> None:
    event = meeting("Парад", "10:00–11:00")
    other = program()
    moved = other.post(f"/events/{event.uid}/move", {"edition": 1, "day": "2026-08-20"})
    assert moved.status_code == 200, moved.content.decode()
    step = UndoStep.objects.get()
    assert office.post(f"/undo/{step.pk}", {}).status_code == 404
    assert office.get("/undo").json()["items"] == []


def test_event_is_pinned_and_unpinned(office: Program) -> None:
    event = events.event()
    first = office.post(f"/events/{event.uid}/pin", {}).json()
    assert (first["event"], office.post(f"/events/{event.uid}/pin", {}).json()) == (str(event.uid), first)
    assert office.get("/pins").json()["items"] == [first]
    assert office.post(f"/events/{event.uid}/unpin", {}).status_code == 204
    assert Pin.objects.count() == 0
    leader = program(Role.LEADER)
    assert (leader.get("/pins").status_code, leader.post(f"/events/{event.uid}/pin", {}).status_code) == (403, 403)
