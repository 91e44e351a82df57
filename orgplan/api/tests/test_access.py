"""Nobody comes in by a session: every operation asks for a token."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module

import pytest
from ninja import Schema

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.api import endpoints
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


def test_no_two_shapes_bear_one_name():
    """The description knows shapes by their names alone: the second of two would stand for both."""
    found = {
        (shape.__module__, name)
        for name, shape in vars_of_endpoints()
        if isinstance(shape, type) and issubclass(shape, Schema) and "[" not in name
    }
    names = [name for _module, name in found]
    assert sorted(set(names)) == sorted(names)


def vars_of_endpoints():
    for each in pkgutil.iter_modules(endpoints.__path__):
        yield from vars(import_module(f"{endpoints.__name__}.{each.name}")).items()


def test_description_is_open_and_of_the_present_standard(client):
    answer = client.get("/api/v1/openapi.json")
    assert (answer.status_code, answer.json()["openapi"][:3]) == (200, "3.1")
