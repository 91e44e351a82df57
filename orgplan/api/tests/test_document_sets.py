"""Document sets for programs: sets with papers and duties, papers of all sets by their term."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.api.tests.factories import Program, program
from orgplan.directory.tests import factories as directory
from orgplan.document_sets.actions import compose_set
from orgplan.document_sets.models import SetPaper
from orgplan.document_sets.tests.factories import BY, composed
from orgplan.events.tests import factories as events

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Program:
    return program()


def test_set_is_read_with_its_papers_and_duties(office: Program) -> None:
    unit, event = directory.unit(), events.event()
    made, paper, duty = composed(event, unit)
    (read,) = office.get("/document-sets", event=str(event.uid)).json()["items"]
    assert (read["id"], read["event"], read["size"]["name"]) == (made.pk, str(event.uid), "Массовое")
    (shown,) = read["papers"]
    assert (shown["id"], shown["title"], shown["unit"]["id"]) == (paper.pk, "Список участников", unit.pk)
    assert (shown["state"], shown["due_on"]) == ("not_begun", paper.due_on.isoformat())
    (law,) = read["duties"]
    assert (law["id"], law["act"], law["is_checked"], law["state"]) == (duty.pk, "Закон", False, "open")
    one = office.get(f"/document-sets/{made.pk}")
    assert (one.json(), one["ETag"]) == (read, f'"{made.edition}"')
    assert office.get("/document-sets", event=str(events.event().uid)).json()["items"] == []


def test_late_papers_of_all_sets_are_found_by_unit_and_term(office: Program) -> None:
    unit, today = directory.unit(), timezone.localdate()
    _made, paper, _duty = composed(events.event(), unit)
    SetPaper.objects.filter(pk=paper.pk).update(due_on=today - timedelta(days=1))

    def found(**wanted: Any) -> list[int]:
        return [each["id"] for each in office.get("/set-papers", **wanted).json()["items"]]

    assert found(late="true") == found(unit=unit.pk) == found(state="not_begun") == [paper.pk]
    assert found(due_until=today.isoformat()) == [paper.pk]
    assert found(due_since=today.isoformat()) == found(unit=directory.unit().pk) == []
    SetPaper.objects.filter(pk=paper.pk).update(state="not_needed", why="нет участников")
    assert found(late="true") == []


def test_unit_that_makes_a_paper_reads_the_set_and_a_stranger_does_not() -> None:
    unit = directory.unit()
    made, paper, _duty = composed(events.event(), unit)
    maker = program(user=directory.coordinator(unit))
    assert [each["id"] for each in maker.get("/set-papers").json()["items"]] == [paper.pk]
    stranger = program(user=directory.coordinator(directory.unit()))
    assert stranger.get("/set-papers").json()["items"] == []
    assert stranger.get(f"/document-sets/{made.pk}").status_code == 404
    assert program(Role.LEADER).get(f"/document-sets/{made.pk}").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_of_sets_cost_the_same_queries(office: Program, rows: int, django_assert_num_queries: Any) -> None:
    composed(events.event(), directory.unit())
    for _number in range(rows - 1):
        compose_set(events.event(), by=BY)
    for path, count in (("/document-sets", 4), ("/set-papers", 2)):
        office.get(path)
        with django_assert_num_queries(count):
            assert len(office.get(path).json()["items"]) == rows
