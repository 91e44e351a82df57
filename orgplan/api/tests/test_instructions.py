"""Instructions for programs: what is read, given, registered and reported, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from orgplan.api.tests.factories import Program, program
from orgplan.directory.models import Unit
from orgplan.directory.tests import factories as directory
from orgplan.instructions.models import Instruction
from orgplan.instructions.tests.factories import instruction, performer

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Program:
    return program()


def headed() -> Unit:
    unit = directory.unit()
    directory.position(directory.person(), "директор департамента", unit=unit)
    return unit


def sent(*units: Unit, **more: Any) -> dict[str, Any]:
    said = {"text": "Подготовить справку.", "signed_on": "2026-03-02", "due_on": "2026-03-20"}
    return said | {"units": [unit.pk for unit in units]} | more


def test_instruction_is_given_and_read_back(office: Program) -> None:
    first, second = headed(), headed()
    answer = office.post("/instructions", sent(first, second, source="Протокол № 1"))
    assert answer.status_code == 201
    made = answer.json()
    assert (made["unit"]["id"], made["due_on"], made["source"]) == (first.pk, "2026-03-20", "Протокол № 1")
    assert [each["unit"]["id"] for each in made["co_performers"]] == [second.pk]
    assert office.get(f"/instructions/{made['id']}").json() == made
    assert [each["id"] for each in office.get("/instructions").json()["items"]] == [made["id"]]


def test_unknown_unit_and_unit_without_a_head_are_said(office: Program) -> None:
    bare = directory.unit()
    assert "нет руководителя" in office.post("/instructions", sent(bare)).json()["detail"]
    answer = office.post("/instructions", sent(bare) | {"units": [999_999]})
    assert (answer.status_code, Instruction.objects.count()) == (409, 0)


def test_registration_is_written_once_for_the_edition_that_was_read(office: Program) -> None:
    row = instruction()
    number = {"edition": 1, "number": "17-пр", "registered_on": "2026-03-03", "link": "https://sed.omsk.example/1"}
    assert office.post(f"/instructions/{row.pk}/registration", number).json()["registered_number"] == "17-пр"
    assert office.post(f"/instructions/{row.pk}/registration", number).status_code == 409


def test_report_waits_for_acceptance(office: Program) -> None:
    row = instruction()
    report = {"edition": 1, "text": "Сделано.", "done_on": timezone.localdate().isoformat()}
    assert office.post(f"/instructions/{row.pk}/report", report).json()["status"] == "reported"


def test_coordinator_reads_only_the_own_units() -> None:
    lead = performer()
    own = instruction(lead)
    instruction()
    reader = program(user=directory.coordinator(lead.unit))
    assert [each["id"] for each in reader.get("/instructions").json()["items"]] == [own.pk]
    assert reader.post("/instructions", sent(lead.unit)).status_code == 403
