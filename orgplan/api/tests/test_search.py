"""The search for programs: what the holder finds, with keys of the interface."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from django.utils import timezone

from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.endpoints.search import Kind
from orgplan.api.tests.factories import Program, program
from orgplan.config.search import SEARCH_SOURCES
from orgplan.directory.tests import factories as directory
from orgplan.events.tests import factories as events
from orgplan.search.actions import compare_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Program:
    return program()


def found(office: Program, q: str, **wanted: Any) -> dict[str, list[str]]:
    answer = office.get("/search", q=q, **wanted)
    assert answer.status_code == 200, answer.content.decode()
    return {each["kind"]: [one["id"] for one in each["items"]] for each in answer.json()["groups"]}


def test_records_are_found_with_keys_that_open_them(office: Program) -> None:
    unit, hall = directory.unit("Департамент Проб"), directory.venue("Зал Проб")
    made = events.event(title="Проба пера", owner=unit)
    compare_all(now=timezone.now())
    assert found(office, "проба") == {"event": [str(made.uid)], "unit": [str(unit.pk)], "venue": [str(hall.pk)]}
    assert found(office, "проба", kind="venue") == {"venue": [str(hall.pk)]}
    (row,) = office.get("/search", q="пера").json()["groups"][0]["items"]
    assert (row["title"], row["page"].endswith(f"/events/{made.pk}/")) == ("Проба пера", True)
    assert office.get(f"/events/{row['id']}").json()["title"] == "Проба пера"


def test_wrong_layout_is_understood_and_told(office: Program) -> None:
    events.event(title="Балетный вечер")
    answer = office.get("/search", q=",fktn").json()
    assert (len(answer["groups"]), answer["read_as"][0]["understood"]) == (1, "балет")


def test_pages_for_people_are_not_found_by_programs(office: Program) -> None:
    assert found(office, "корзина") == {}


def test_at_most_so_many_of_a_kind(office: Program) -> None:
    for number in range(3):
        events.event(title=f"Гребля {number}")
    answer = office.get("/search", q="гребля", most=2).json()["groups"][0]
    assert (len(answer["items"]), answer["more"]) == (2, True)


def test_program_of_another_unit_finds_nothing_of_a_unit() -> None:
    own, other = directory.unit(), directory.unit()
    events.event(title="Тайная гребля", owner=other)
    stranger = program(user=directory.coordinator(own))
    assert found(stranger, "гребля") == {}


@pytest.mark.parametrize(("query", "status"), [({}, 422), ({"q": " "}, 422), ({"q": "я", "kind": "secret"}, 422)])
def test_mistakes_are_said(query: dict[str, str], status: int, office: Program) -> None:
    assert office.get("/search", **query).status_code == status


def test_search_has_a_scope_of_its_own() -> None:
    reader = program(scopes=(TokenScope.READ_EVENTS, TokenScope.READ_PLANS))
    assert reader.get("/search", q="мэр").json()["type"] == "/api/problems/scope"


@pytest.mark.parametrize("count", [1, 4])
def test_search_costs_a_fixed_number_of_queries(count: int, office: Program, django_assert_num_queries: Any) -> None:
    for number in range(count):
        events.event(title=f"Гребля {number}")
    found(office, "гребля")
    with django_assert_num_queries(6):
        found(office, "гребля")


def test_every_kind_that_the_search_knows_can_be_asked_for() -> None:
    assert set(get_args(Kind)) == {each.name for each in SEARCH_SOURCES}
