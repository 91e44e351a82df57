"""The search for programs: what the holder finds, with keys of the interface."""

from __future__ import annotations

from typing import Any

import pytest

from orgplan.api.tests.factories import Program

pytestmark = pytest.mark.django_db


def found(office: Program, q: str, **wanted: Any) -> dict[str, Any]:
    answer = office.get("/search", q=q, **wanted)
    assert answer.status_code == 200, answer.content.decode()
    return {each["kind"]: [one["id"] for one in each["items"]] for each in answer.json()["groups"]}
