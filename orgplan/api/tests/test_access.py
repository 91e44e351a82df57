"""Nobody comes in by a session: every operation asks for a token."""

from __future__ import annotations

import re

import pytest

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.api.app import api

PATHS = [
    (method, re.sub(r"{\w*(event|webhook)\w*}", "00000000-0000-4000-8000-000000000000", path))
    for path, operations in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].items()
    for method in operations
]


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "path"), PATHS)
def test_session_without_token_opens_no_operation(method, path, client):
    client.force_login(accounts.user(Role.ADMINISTRATOR))
    answer = getattr(client, method)(re.sub(r"{\w+}", "1", path))
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")


def test_description_is_open_and_of_the_present_standard(client):
    answer = client.get("/api/v1/openapi.json")
    assert (answer.status_code, answer.json()["openapi"][:3]) == (200, "3.1")
