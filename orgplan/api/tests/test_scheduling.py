"""Proposals for a month by a program: ordered, followed, read line by line, accepted, stopped; and told of."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.tests.factories import Program, program
from orgplan.audit.models import Entry
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import change_event, facts_of
from orgplan.events.models import Event
from orgplan.events.rules import EventKind
from orgplan.events.tests.factories import BY
from orgplan.jobs.actions.leases import claim_job
from orgplan.jobs.jobs import JobContext, run_job
from orgplan.scheduling.jobs import handler
from orgplan.scheduling.models import MonthSearch, Pin
from orgplan.scheduling.queries import coming_month
from orgplan.scheduling.tests.test_views import at
from orgplan.webhooks.models import Delivery
from orgplan.webhooks.tests.factories import ordered, turn

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Program:
    return program()


@pytest.fixture
def month() -> str:
    """Two events of one person at once, on a working day of the coming month."""
    first = coming_month(timezone.localdate())
    day = next(first.replace(day=number) for number in range(10, 17) if first.replace(day=number).weekday() == 1)
    person = directory.person()
    at("Совещание", day, 10, 12, person)
    at("Приём", day, 11, 12, person)
    return f"{first:%Y-%m}"


def asked(office: Program, month: str) -> str:
    answer = office.post("/scheduling", {"month": month})
    assert answer.status_code == 201, answer.content.decode()
    return str(answer["Location"].removeprefix("/api/v1"))


def compute() -> None:
    job = claim_job(token="тест", now=timezone.now())
    assert job is not None
    assert run_job(JobContext(job), handler(2.0, asks=False)) == "done"


def lines(office: Program, address: str) -> list[dict[str, Any]]:
    return list(office.get(f"{address}/fewest_moves/lines").json()["items"])


def accept(office: Program, address: str, *keys: int, **sent: Any) -> Any:
    return office.post(f"{address}/fewest_moves/accept", {"lines": list(keys), **sent})


def test_month_is_sorted_out_from_order_to_accepted_line(
    office: Program, month: str, django_assert_max_num_queries: Any
) -> None:
    address = asked(office, month)
    waiting = office.get(address).json()
    assert (waiting["month"], waiting["state"], waiting["proposals"]) == (month, "waiting", [])
    compute()
    with django_assert_max_num_queries(5):
        done = office.get(address).json()
    assert (done["state"], done["clashes"], done["events"]) == ("done", 1, 2)
    assert {each["aim"]: each["clashes"] for each in done["proposals"]} == {
        "fewest_moves": 0,
        "free_sundays": 0,
        "with_first": 0,
    }
    with django_assert_max_num_queries(15):
        (line,) = lines(office, address)
    assert (line["state"], "«Совещание»" in line["why"], "«Приём»" in line["why"]) == ("open", True, True)
    assert office.get(f"{address}/fewest_moves/unkept").json()["items"] == []
    moved = accept(office, address, line["id"])
    assert moved.status_code == 200, moved.content.decode()
    assert [each["id"] for each in moved.json()] == [line["event"]]
    assert lines(office, address)[0]["state"] == "accepted"
    assert Entry.objects.get(verb="scheduling.accept_moves").actor.endswith("(программа «Сайт города»)")
    assert [each["id"] for each in office.get("/scheduling").json()["items"]] == [done["id"]]
    again = accept(office, address, line["id"])
    assert (again.status_code, again.json()["type"]) == (409, "/api/problems/refused")


def test_line_of_an_event_changed_since_or_pinned_moves_nothing(office: Program, month: str) -> None:
    address = asked(office, month)
    compute()
    (line,) = lines(office, address)
    event = Event.objects.get(uid=line["event"])
    pin = Pin.objects.create(event=event, pinned_by="проверка")
    assert lines(office, address)[0]["state"] == "pinned"
    assert accept(office, address, line["id"]).status_code == 409
    pin.delete()
    change_event(event, facts=facts_of(event).moved(event.timing).cancelled(), edition=event.edition, by=BY)
    assert lines(office, address)[0]["state"] == "stale"
    assert accept(office, address, line["id"]).status_code == 409
    assert accept(office, address, 2_000_000_000).status_code == 409


def test_waiting_work_is_stopped_and_what_is_done_is_not(office: Program, month: str) -> None:
    address = asked(office, month)
    assert office.post(f"{address}/stop", {}).json()["state"] == "cancelled"
    assert office.post(f"{address}/stop", {}).status_code == 409


def test_order_with_a_key_is_one_order(office: Program) -> None:
    for _number in range(2):
        office.post("/scheduling", {"month": "2026-12"}, **{"Idempotency-Key": "m"})
    assert MonthSearch.objects.count() == 1
    assert office.post("/scheduling", {"month": "2026-13"}).status_code == 422


def test_program_is_told_when_a_proposal_is_ready_and_when_lines_are_accepted(office: Program, month: str) -> None:
    ordered(office.user, "http://nowhere.invalid/hook", "proposal.ready", "proposal.accepted")
    address = asked(office, month)
    compute()
    accept(office, address, lines(office, address)[0]["id"])
    turn()
    told = Delivery.objects.order_by("pk").values_list("topic", "object_kind", "identity")
    key = address.rpartition("/")[2]
    assert list(told) == [
        *[("proposal.ready", "scheduling.monthsearch", key)] * 3,
        ("proposal.accepted", "scheduling.monthsearch", key),
    ]


# Who may


def test_program_of_a_unit_sees_no_month_of_all(office: Program, month: str) -> None:
    address = asked(office, month)
    compute()
    (line,) = lines(office, address)
    stranger = program(user=directory.coordinator(directory.unit()))
    for path in ("/scheduling", address, f"{address}/fewest_moves/lines", f"{address}/fewest_moves/unkept"):
        assert stranger.get(path).status_code == 403, path
    assert stranger.post("/scheduling", {"month": month}).status_code == 403
    assert stranger.post(f"{address}/stop", {}).status_code == 403
    assert accept(stranger, address, line["id"]).status_code == 403
    assert program(Role.LEADER).get(address).status_code == 403


def test_accepting_needs_the_scope_of_writing_events(office: Program, month: str) -> None:
    reader = program(user=office.user, scopes=(TokenScope.SCHEDULING,))
    answer = accept(reader, asked(reader, month), 1)
    assert (answer.status_code, "events:write" in answer.json()["detail"]) == (403, True)
    assert program(scopes=(TokenScope.READ_EVENTS,)).get("/scheduling").status_code == 403


def test_missing_month_and_aim_are_problems(office: Program, month: str) -> None:
    assert office.get("/scheduling/99").status_code == 404
    address = asked(office, month)
    assert office.get(f"{address}/fewest_moves/lines").status_code == 404
    assert office.get(f"{address}/shortest_way/lines").status_code == 422


def test_only_chosen_events_move_and_a_filter_that_finds_nothing_is_refused(office: Program, month: str) -> None:
    refused = office.post("/scheduling", {"month": month, "kind": "visit"})
    assert (refused.status_code, MonthSearch.objects.count()) == (409, 0)
    kept, moved = Event.objects.order_by("pk")
    change_event(kept, facts=replace(facts_of(kept), kind=EventKind.SPORT), edition=kept.edition, by=BY)
    asked_for = office.post("/scheduling", {"month": month, "kind": moved.kind, "other_venues": True}).json()
    assert (asked_for["chosen"], asked_for["other_venues"]) == (f"Вид: {moved.get_kind_display()}", True)
    compute()
    (line,) = lines(office, f"/scheduling/{asked_for['id']}")
    assert line["event"] == str(moved.uid)
