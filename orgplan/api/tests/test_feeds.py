"""Calendar subscriptions for programs: opened, listed, renewed, revoked; the address is shown once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from orgplan.accounts.rules import Role
from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.models import Answer
from orgplan.api.tests.factories import Program, program
from orgplan.clashes.tests.factories import mayor
from orgplan.directory.tests import factories as directory
from orgplan.events.tests import factories as events
from orgplan.feeds.models import Feed
from orgplan.saved_views.models import SavedView

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Program:
    return program()


def opened(office: Program, **sent: Any) -> Any:
    return office.post("/feeds", {"name": "Мой календарь", **sent})


def read(address: str) -> int:
    path = "/" + address.split("://", 1)[1].split("/", 1)[1]
    return int(Client().get(path).status_code)


def test_feed_is_opened_read_listed_and_revoked(office: Program) -> None:
    events.event(title="Приём")
    made = opened(office)
    assert (made.status_code, made["Cache-Control"]) == (201, "no-store"), made.content.decode()
    address = made.json()["address"]
    assert read(address) == 200
    (shown,) = office.get("/feeds").json()["items"]
    shown_now = office.get(f"/feeds/{shown['id']}").json()
    assert shown_now == shown
    assert made.json() == shown | {"address": address, "read_at": None, "client": ""}
    assert address not in office.get("/feeds").content.decode()
    assert office.client.delete(made["Location"]).status_code == 204
    assert (read(address), office.get("/feeds").json()["items"]) == (410, [])
    assert office.client.delete(made["Location"]).status_code == 404


def test_renewed_address_ends_the_former(office: Program) -> None:
    made = opened(office).json()
    renewed = office.post(f"/feeds/{made['id']}/address", {})
    assert (renewed.status_code, renewed["Cache-Control"]) == (200, "no-store")
    assert (read(made["address"]), read(renewed.json()["address"])) == (404, 200)


def test_secret_is_not_kept_for_repeated_requests(office: Program) -> None:
    for _number in range(2):
        office.post("/feeds", {"name": "Календарь"}, **{"Idempotency-Key": "a"})
    assert (Feed.objects.count(), Answer.objects.count()) == (2, 0)


def test_feed_shows_a_leaders_day_a_kept_filter_or_a_filter(office: Program) -> None:
    boss = mayor()
    view = SavedView.objects.create(user=office.user, list_name="events", name="Мои", query="unit=1")
    assert opened(office, person=boss.pk).json()["person"] == boss.pk
    assert opened(office, view=view.pk).json()["view"] == view.pk
    assert opened(office, query="kind=meeting").json()["query"] == "kind=meeting"


def test_source_of_nothing_and_two_at_once_are_refused(office: Program) -> None:
    boss, nobody = mayor(), directory.person()
    view = SavedView.objects.create(user=program().user, list_name="events", name="Чужие тайны", query="unit=1")
    for sent, said in (
        ({"person": nobody.pk}, "body.person"),
        ({"view": view.pk}, "body.view"),
        ({"person": boss.pk, "query": "kind=meeting"}, "person, view, query"),
    ):
        answer = opened(office, **sent)
        assert (answer.status_code, said in answer.json()["detail"]) == (409, True), sent
    assert not Feed.objects.exists()


@pytest.mark.parametrize("role", [Role.DEPARTMENT, Role.ADMINISTRATOR])
def test_feeds_of_others_are_not_found_even_by_the_administrator(role: Role, office: Program) -> None:
    made = opened(office).json()
    other = program(role)
    assert other.get("/feeds").json()["items"] == []
    assert other.get(f"/feeds/{made['id']}").status_code == 404
    assert other.post(f"/feeds/{made['id']}/address", {}).status_code == 404
    assert other.client.delete(f"/api/v1/feeds/{made['id']}").status_code == 404
    assert read(made["address"]) == 200


def test_feeds_come_by_pages_with_a_fixed_number_of_queries(office: Program, django_assert_num_queries: Any) -> None:
    made = [opened(office).json()["id"] for _number in range(3)]
    first = office.get("/feeds", limit=2).json()
    with django_assert_num_queries(2):
        rest = office.get("/feeds", limit=2, cursor=first["next"]).json()
    assert [each["id"] for each in first["items"] + rest["items"]] == made


def test_other_scopes_open_no_feed() -> None:
    assert opened(program(scopes=(TokenScope.READ_EVENTS, TokenScope.WEBHOOKS))).status_code == 403
