"""Scripts for programs: read with expected times, marked once each."""

from __future__ import annotations

from uuid import uuid4

import pytest

from orgplan.accounts.rules import Role
from orgplan.api.tests.factories import program
from orgplan.scripts.models import Mark
from orgplan.scripts.queries import items_of
from orgplan.scripts.rules.kinds import MarkVerb
from orgplan.scripts.tests.factories import at, mark, script

pytestmark = pytest.mark.django_db


def headers_of(issued) -> dict[str, str]:
    return {"HTTP_AUTHORIZATION": f"Bearer {issued.text}"}


def test_script_is_read_with_marks_and_expected_times(client):
    made = script(5, 10)
    first, _second = items_of(made)
    mark(first, MarkVerb.START, "10:03")
    mark(first, MarkVerb.FINISH, "10:09")
    assert made.event is not None
    answer = client.get(f"/api/v1/events/{made.event.uid}/script", **headers_of(program().issued))
    read = answer.json()
    assert [each["planned_start"] for each in read["items"]] == ["10:00:00", "10:05:00"]
    assert [each["expected_start"] for each in read["items"]] == ["10:03:00", "10:09:00"]
    assert [each["counts"] for each in read["items"][0]["marks"]] == [True, True]


def test_mark_of_a_program_is_kept_once(client):
    made = script(5)
    (one,) = items_of(made)
    assert made.event is not None
    address = f"/api/v1/events/{made.event.uid}/script/marks"
    entry = {"id": str(uuid4()), "item": one.pk, "verb": "start", "at": at("10:01", made).isoformat()}
    office = headers_of(program().issued)
    for _again in range(2):
        answer = client.post(address, {"entries": [entry]}, content_type="application/json", **office)
        assert answer.json() == {"kept": [entry["id"]], "unknown": []}
    back = entry | {"id": str(uuid4()), "verb": "back"}
    refused = client.post(address, {"entries": [back]}, content_type="application/json", **office)
    assert (refused.status_code, Mark.objects.count()) == (409, 1)


def test_reader_marks_nothing(client):
    made = script(5)
    assert made.event is not None
    address = f"/api/v1/events/{made.event.uid}/script/marks"
    leader = headers_of(program(Role.LEADER).issued)
    answer = client.post(address, {"entries": []}, content_type="application/json", **leader)
    assert answer.status_code == 403
