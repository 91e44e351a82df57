"""Halls for programs: claimed, decided about, closed and opened."""

from __future__ import annotations

from typing import Any

import pytest

from orgplan.accounts.rules import Role
from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.tests.factories import Program, program
from orgplan.availability.models import ClosedTime, VenueBlocking, VenueBooking
from orgplan.clashes.tests.factories import event as meeting
from orgplan.directory.models import Venue
from orgplan.directory.tests import factories as directory

pytestmark = pytest.mark.django_db

CLOSED = {"start": "2026-08-30T10:00:00+06:00", "end": "2026-08-31T00:00:00+06:00", "words": "Ремонт"}


@pytest.fixture
def office() -> Program:
    return program()


def claimed(office: Program, hours: str = "14:00–15:30", venue: Any = None) -> dict[str, Any]:
    event = meeting("Приём", hours, venue=venue or Venue.objects.first() or directory.venue("Зал"))
    answer = office.post("/bookings", {"event": str(event.uid), "note": "Проектор"})
    assert answer.status_code == 201, answer.content.decode()
    assert answer["Location"] == f"/api/v1/bookings/{answer.json()['id']}"
    return dict(answer.json())


def test_claim_is_made_shown_and_given(office: Program) -> None:
    made = claimed(office)
    assert (made["state"], made["note"], made["venue"]["name"]) == ("prebooked", "Проектор", "Зал")
    assert made["times"] == [{"start": "2026-08-12T14:00:00+06:00", "end": "2026-08-12T15:30:00+06:00"}]
    address = f"/bookings/{made['id']}"
    given = office.post(f"{address}/approve", {"edition": made["edition"]})
    assert (given.json()["state"], given["ETag"]) == ("approved", f'"{made["edition"] + 1}"')
    again = office.post(f"{address}/approve", {"edition": made["edition"]})
    assert (again.status_code, again.json()["type"]) == (409, "/api/problems/changed-meanwhile")
    assert office.get(address).json()["state"] == "approved"


def test_hall_promised_to_one_is_not_given_to_another_at_these_hours(office: Program) -> None:
    hall = directory.venue("Зал")
    first, second = claimed(office, venue=hall), claimed(office, "15:00–16:00", venue=hall)
    office.post(f"/bookings/{first['id']}/approve", {"edition": first["edition"]})
    refused = office.post(f"/bookings/{second['id']}/approve", {"edition": second["edition"]})
    assert (refused.status_code, refused.json()["type"]) == (409, "/api/problems/refused")
    said = office.post(f"/bookings/{second['id']}/refuse", {"edition": second["edition"], "reason": "Занято"})
    assert (said.json()["state"], said.json()["reason"]) == ("refused", "Занято")
    assert [each["id"] for each in office.get("/bookings", state="approved").json()["items"]] == [first["id"]]


def test_claim_is_taken_back_by_the_unit_that_holds_the_event(office: Program) -> None:
    made = claimed(office)
    keeper = program(user=directory.coordinator(directory.unit("Хозяин зала")))
    VenueBooking.objects.get().venue.owner = directory.unit()
    assert keeper.get(f"/bookings/{made['id']}").status_code == 404
    taken = office.post(f"/bookings/{made['id']}/withdraw", {"edition": made["edition"]})
    assert (taken.status_code, taken.json()["state"]) == (200, "withdrawn")


def test_keeper_of_the_hall_decides_without_seeing_whose_event_it_is(office: Program) -> None:
    unit = directory.unit("Хозяин зала")
    made = claimed(office, venue=directory.venue("Дворец", owner=unit))
    keeper = program(user=directory.coordinator(unit))
    (seen,) = keeper.get("/bookings").json()["items"]
    assert seen["event"] is None
    assert keeper.post(f"/bookings/{made['id']}/withdraw", {"edition": made["edition"]}).status_code == 403
    assert keeper.post(f"/bookings/{made['id']}/approve", {"edition": made["edition"]}).status_code == 200


def test_claims_come_by_pages_in_the_order_of_their_last_change(office: Program) -> None:
    one, other = claimed(office), claimed(office, "18:00–19:00")
    first = office.get("/bookings").json()
    office.post(f"/bookings/{one['id']}/approve", {"edition": one["edition"]})
    page = office.get("/bookings", limit=1).json()
    rest = office.get("/bookings", limit=1, cursor=page["next"]).json()
    assert [each["id"] for each in (*page["items"], *rest["items"])] == [other["id"], one["id"]]
    since = rest["items"][0]["changed_at"]
    assert [each["id"] for each in office.get("/bookings", updated_since=since).json()["items"]] == [one["id"]]
    assert len(office.get("/bookings", updated_since=first["as_of"]).json()["items"]) == 2


@pytest.mark.parametrize("count", [1, 3])
def test_claims_cost_a_fixed_number_of_queries(count: int, office: Program, django_assert_num_queries: Any) -> None:
    for number in range(count):
        claimed(office, f"1{number}:00–1{number}:30")
    office.get("/bookings")
    with django_assert_num_queries(4):
        assert len(office.get("/bookings").json()["items"]) == count
    with django_assert_num_queries(2):
        office.get("/blockings")


def test_request_that_comes_again_claims_nothing_twice(office: Program) -> None:
    event = meeting("Приём", "14:00–15:30", venue=directory.venue())
    sent = {"event": str(event.uid)}
    answers = [office.post("/bookings", sent, **{"Idempotency-Key": "1"}) for _each in range(2)]
    assert [each.status_code for each in answers] == [201, 201]
    assert (VenueBooking.objects.count(), answers[1]["Idempotency-Replayed"]) == (1, "true")


def test_hall_is_closed_with_a_reason_and_opened_again(office: Program) -> None:
    hall = directory.venue("Зал")
    made = office.post("/blockings", CLOSED | {"venue": hall.pk})
    assert (made.status_code, made.json()["words"]) == (201, "Ремонт")
    (shown,) = office.get("/blockings", venue=hall.pk).json()["items"]
    assert (shown["start"], shown["end"]) == (CLOSED["start"], CLOSED["end"])
    assert office.get("/blockings", since="2027-01-01T00:00:00+06:00").json()["items"] == []
    assert office.client.delete(f"/api/v1/blockings/{shown['id']}").status_code == 204
    assert (VenueBlocking.objects.count(), ClosedTime.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"venue": 999}, 409),
        ({"words": " "}, 422),
        ({"end": CLOSED["start"]}, 409),
        ({"end": "2046-08-30T10:00:00+06:00"}, 409),
    ],
)
def test_nonsense_closes_no_hall(sent: Any, status: int, office: Program) -> None:
    answer = office.post("/blockings", {"venue": directory.venue().pk} | CLOSED | sent)
    assert (answer.status_code, VenueBlocking.objects.count()) == (status, 0)


def test_halls_are_decided_about_by_those_who_decide_on_the_page(office: Program) -> None:
    made, hall = claimed(office), directory.venue("Зал 2")
    sent = {"edition": made["edition"]}
    for other in (program(Role.LEADER), program(Role.PROTOCOL)):
        assert other.get(f"/bookings/{made['id']}").status_code == 200
        assert other.post(f"/bookings/{made['id']}/approve", sent).status_code == 403
    assert program(Role.LEADER).post("/blockings", CLOSED | {"venue": hall.pk}).status_code == 403
    reader = program(scopes=(TokenScope.READ_BOOKINGS,))
    assert reader.post(f"/bookings/{made['id']}/approve", sent).json()["type"] == "/api/problems/scope"
