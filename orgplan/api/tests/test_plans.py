"""Plans, their rows, versions and lines, as programs read and write them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from orgplan.accounts.rules import Role
from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.tests.factories import Program, program
from orgplan.audit.models import Entry
from orgplan.directory.tests import factories as directory
from orgplan.events.models import Event
from orgplan.events.tests import factories as events
from orgplan.language.periods import Period
from orgplan.planning.actions.plans import approve_plan, take_events
from orgplan.planning.models import Plan, PlanItem
from orgplan.planning.tests.factories import BY, city_plan, line, unit_plan

pytestmark = pytest.mark.django_db
GROUND = {"reason": "Просьба гостей", "basis": {"text": "служебная записка", "number": "12-сл", "on": "2026-08-01"}}
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def office() -> Program:
    return program()


def planned(*made: Event) -> Plan:
    """A city plan of August with the events in it."""
    plan = city_plan()
    take_events(plan=plan, events=made, by=BY)
    return plan


def approved(*made: Event) -> Plan:
    """The same, approved on 25 July."""
    plan = planned(*made)
    approve_plan(plan=plan, approved_on=date(2026, 7, 25), approver_name="О. О.", approver_post="Мэр", basis="", by=BY)
    return plan


def ids(answer: Any) -> list[Any]:
    return [each["id"] for each in answer.json()["items"]]


# Reading


def test_plan_is_shown_as_the_list_shows_it(office: Program) -> None:
    plan = approved(events.event())
    (listed,) = office.get("/plans").json()["items"]
    assert office.get(f"/plans/{plan.pk}").json() == listed
    known = {"id": plan.pk, "kind": "month", "period": "2026-08", "starts_on": "2026-08-01", "ends_on": "2026-08-31"}
    assert listed == listed | known | {"state": "approved", "unit": None, "versions": 1}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["city", "unit", "september"]),
        ({"city": "true"}, ["city", "september"]),
        ({"period": "2026-09"}, ["september"]),
        ({"kind": "week"}, []),
        ({"state": "approved"}, ["city"]),
        ({"unit": "own"}, ["unit"]),
    ],
)
def test_list_is_narrowed_by_what_is_asked(query: dict[str, str], found: list[str], office: Program) -> None:
    unit = directory.unit()
    plans = {"city": approved(), "unit": unit_plan(unit), "september": city_plan(Period.parse("2026-09"))}
    asked = {name: unit.pk if value == "own" else value for name, value in query.items()}
    assert sorted(ids(office.get("/plans", **asked))) == sorted(plans[name].pk for name in found)


def test_rows_stand_as_the_facts_are_now(office: Program) -> None:
    first, second = events.event(title="Совещание"), events.event(title="Приём")
    plan = planned(first, second)
    answer = office.get(f"/plans/{plan.pk}/rows").json()
    assert (answer["total"], answer["next"]) == (2, None)
    assert {row["event"]: row["title"] for row in answer["items"]} == {
        str(first.uid): "Совещание",
        str(second.uid): "Приём",
    }
    assert set(answer["items"][0]) == {"event", "section", "title", "when", "place", "responsible", "units"}


def test_rows_come_by_windows_each_once(office: Program) -> None:
    plan = planned(*(events.event(title=f"Событие {number}") for number in range(5)))
    seen: list[str] = []
    start: int | None = 0
    while start is not None:
        page = office.get(f"/plans/{plan.pk}/rows", start=start, limit=2).json()
        seen, start = seen + [row["event"] for row in page["items"]], page["next"]
    assert sorted(seen) == sorted(str(uid) for uid in Event.objects.values_list("uid", flat=True))


def test_version_stays_as_approved_and_the_rows_follow_the_facts(office: Program) -> None:
    event = events.event(title="Приём")
    plan = approved(event)
    change = {"title": "Приём перенесён", "edition": event.edition, **GROUND}
    assert office.patch(f"/events/{event.uid}", change).status_code == 200
    assert office.get(f"/plans/{plan.pk}/versions").json() == [1]
    version = office.get(f"/plans/{plan.pk}/versions/1").json()
    frozen = [(row["event"], row["title"]) for row in version["rows"]]
    (row,) = office.get(f"/plans/{plan.pk}/rows").json()["items"]
    assert (version["approved_on"], version["approver_post"]) == ("2026-07-25", "Мэр")
    assert (frozen, row["title"]) == ([(str(event.uid), "Приём")], "Приём перенесён")


def test_next_version_stands_before_the_former(office: Program) -> None:
    plan = approved(events.event())
    office.post(f"/plans/{plan.pk}/rows", {"event": str(events.event().uid), **GROUND})
    approve_plan(plan=plan, approved_on=date(2026, 8, 1), approver_name="О. О.", approver_post="Мэр", basis="", by=BY)
    assert office.get(f"/plans/{plan.pk}/versions").json() == [2, 1]
    rows = [len(office.get(f"/plans/{plan.pk}/versions/{number}").json()["rows"]) for number in (1, 2)]
    assert rows == [1, 2]


def test_lines_keep_the_words_of_their_unit_beside_the_reading(office: Program) -> None:
    unit = directory.unit()
    made = line(unit_plan(unit), when="12 августа, 14:00", title="Совещание")
    (shown,) = office.get(f"/plans/{made.plan_id}/lines").json()["items"]
    assert (shown["id"], shown["title"], shown["date_text"]) == (made.pk, "Совещание", "12 августа, 14:00")
    assert shown["timing"]["occurrences"][0]["start_time"] == "14:00"
    assert (shown["unit"], shown["state"], shown["event"]) == ({"id": unit.pk, "name": unit.name}, "submitted", None)


def test_city_plan_gathers_the_lines_of_all_units_of_its_period(office: Program) -> None:
    made = [line(unit_plan()), line(unit_plan())]
    line(unit_plan(period=Period.parse("2026-09")))
    plan = city_plan()
    assert ids(office.get(f"/plans/{plan.pk}/lines")) == [each.pk for each in made]
    assert ids(office.get(f"/plans/{plan.pk}/lines", state="declined")) == []


@pytest.mark.parametrize("count", [1, 4])
@pytest.mark.parametrize(("path", "queries"), [("", 2), ("/rows", 8), ("/lines", 3)])
def test_plans_rows_and_lines_cost_a_fixed_number_of_queries(
    path: str, queries: int, count: int, office: Program, django_assert_num_queries: Any
) -> None:
    plan = planned(*(events.event() for _number in range(count)))
    for _number in range(count):
        line(unit_plan())
    address = f"/plans/{plan.pk}{path}" if path else "/plans"
    office.get(address)
    with django_assert_num_queries(queries):
        assert len(office.get(address).json()["items"]) >= count


# Writing


def test_event_is_taken_into_a_draft_and_out_again(office: Program) -> None:
    plan, event = city_plan(), events.event()
    section = plan.sections.first()
    assert section is not None
    taken = office.post(f"/plans/{plan.pk}/rows", {"event": str(event.uid), "section": section.title})
    assert (taken.status_code, taken.content) == (204, b"")
    assert PlanItem.objects.get().section == section
    assert Entry.objects.get(verb="planning.take_events").actor.endswith("(программа «Сайт города»)")
    gone = office.post(f"/plans/{plan.pk}/rows/{event.uid}/take-out", {"reason": "Ошибка"})
    assert (gone.status_code, PlanItem.objects.count()) == (204, 0)
    assert Event.objects.filter(pk=event.pk).exists()


def test_approved_plan_asks_a_program_for_reason_and_basis(office: Program) -> None:
    plan, event = approved(events.event()), events.event()
    refused = office.post(f"/plans/{plan.pk}/rows", {"event": str(event.uid)})
    assert (refused.status_code, refused.json()["type"]) == (422, "/api/problems/ground-needed")
    assert "причину и основание" in refused.json()["detail"]
    (fault,) = refused.json()["errors"]
    assert (fault["location"], plan.title in fault["detail"]) == ("body", True)
    assert office.post(f"/plans/{plan.pk}/rows", {"event": str(event.uid), **GROUND}).status_code == 204
    address = f"/plans/{plan.pk}/rows/{event.uid}/take-out"
    bare = office.post(address, {"reason": "Отменено"})
    assert (bare.status_code, bare.json()["type"]) == (422, "/api/problems/ground-needed")
    assert office.post(address, GROUND).status_code == 204


def test_repeated_taking_in_with_a_key_is_answered_alike(office: Program) -> None:
    plan, sent = city_plan(), {"event": str(events.event().uid)}
    first, again = (office.post(f"/plans/{plan.pk}/rows", sent, **{"Idempotency-Key": "p-1"}) for _each in range(2))
    assert (first.status_code, again.status_code, again["Idempotency-Replayed"]) == (204, 204, "true")
    assert PlanItem.objects.count() == 1


# Errors


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ({"event": NOBODY}, 409, "body.event"),
        ({"event": "own", "section": "Нет такого"}, 409, "body.section"),
        ({"event": "не ключ"}, 422, "UUID"),
        ({}, 422, "не прислано"),
        ({"event": "own", "why": "?"}, 422, "Такого имени нет"),
    ],
)
def test_what_cannot_be_taken_in_is_said_in_russian_with_its_place(
    sent: dict[str, str], status: int, said: str, office: Program
) -> None:
    uid = str(events.event().uid)
    answer = office.post(
        f"/plans/{city_plan().pk}/rows", {name: uid if each == "own" else each for name, each in sent.items()}
    )
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    words = [answer.json()["detail"], *(each["detail"] for each in answer.json()["errors"])]
    assert said in " ".join(words)
    assert not PlanItem.objects.exists()


def test_unit_plan_has_lines_and_no_rows(office: Program) -> None:
    plan, event = unit_plan(), events.event()
    for answer in (
        office.get(f"/plans/{plan.pk}/rows"),
        office.post(f"/plans/{plan.pk}/rows", {"event": str(event.uid)}),
    ):
        assert (answer.status_code, "lines" in answer.json()["detail"] or "строки" in answer.json()["detail"]) == (
            409,
            True,
        )


@pytest.mark.parametrize("path", ["/plans/99", "/plans/99/rows", "/plans/99/lines", "/plans/99/versions"])
def test_missing_plan_is_a_problem(path: str, office: Program) -> None:
    answer = office.get(path)
    assert (answer.status_code, answer.json()["type"]) == (404, "/api/problems/not-found")


def test_missing_version_and_row_are_problems(office: Program) -> None:
    plan = approved()
    assert office.get(f"/plans/{plan.pk}/versions/2").status_code == 404
    assert office.post(f"/plans/{plan.pk}/rows/{uuid4()}/take-out", GROUND).status_code == 404


# Who may


def test_program_of_another_unit_sees_nothing_of_a_unit() -> None:
    own, other = directory.unit(), directory.unit()
    stranger = program(user=directory.coordinator(other))
    plan = unit_plan(own)
    line(plan)
    assert stranger.get("/plans").json()["items"] == []
    for path in ("", "/lines", "/rows", "/versions", "/versions/1"):
        assert stranger.get(f"/plans/{plan.pk}{path}").status_code == 404


def test_program_of_a_unit_sees_its_own_lines_only() -> None:
    own, other = directory.unit(), directory.unit()
    mine = line(unit_plan(own))
    line(unit_plan(other))
    plan = city_plan()
    coordinator = program(user=directory.coordinator(own))
    assert ids(coordinator.get(f"/plans/{mine.plan_id}/lines")) == [mine.pk]
    found = coordinator.get(f"/plans/{plan.pk}/lines")
    assert found.status_code == 404 or ids(found) == [mine.pk]


def test_program_of_a_coordinator_works_on_no_city_plan() -> None:
    unit, event = directory.unit(), events.event()
    plan = approved(event)
    coordinator = program(user=directory.coordinator(unit))
    assert coordinator.post(f"/plans/{plan.pk}/rows", {"event": str(event.uid), **GROUND}).status_code in {403, 404}
    assert coordinator.post(f"/plans/{plan.pk}/rows/{event.uid}/take-out", GROUND).status_code in {403, 404}
    assert PlanItem.objects.count() == 1


def test_scope_of_events_opens_no_plans() -> None:
    reader = program(scopes=(TokenScope.READ_EVENTS, TokenScope.WRITE_EVENTS))
    answer = reader.get("/plans")
    assert (answer.status_code, answer.json()["type"]) == (403, "/api/problems/scope")


def test_scope_of_reading_writes_nothing() -> None:
    reader, plan = program(Role.DEPARTMENT, scopes=(TokenScope.READ_PLANS,)), city_plan()
    sent = {"event": str(events.event().uid)}
    assert reader.post(f"/plans/{plan.pk}/rows", sent).status_code == 403
    assert not PlanItem.objects.exists()
