"""The interface keeps its own description: every operation is called in every way the description allows and forbids."""

from __future__ import annotations

import re
from datetime import date

import pytest
import schemathesis
from django.test.client import ClientHandler
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from orgplan.api.app import api
from orgplan.api.tests.factories import program
from orgplan.directory.tests import factories as directory
from orgplan.events.models import Event
from orgplan.events.tests import factories as events
from orgplan.planning.actions.plans import approve_plan, take_events
from orgplan.planning.models import Plan
from orgplan.planning.tests.factories import BY, city_plan, line, unit_plan

HANDLER = ClientHandler()


def served(environ, start_response):
    """Serve as WSGI does, within the test's transaction: the handler of Django's own test client keeps its connection."""
    response = HANDLER(environ)
    start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
    return [bytes(response.content)]  # type: ignore[attr-defined]  # a response of Django, whatever its stubs say


SCHEMA = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix="/api/v1/"))
SCHEMA.app = served
OPERATIONS = {each.ok().label: each.ok() for each in SCHEMA.get_all_operations()}


@pytest.fixture
def headers(db):
    """A city with one record of each kind, and the headers of the department's program."""
    event, plan, unit = events.event(), city_plan(), directory.unit()
    take_events(plan=plan, events=[event], by=BY)
    line(unit_plan(unit))
    approve_plan(plan=plan, approved_on=date(2026, 7, 25), approver_name="О. О.", approver_post="Мэр", basis="", by=BY)
    directory.venue()
    directory.organisation()
    return {"Authorization": f"Bearer {program().issued.text}", "Accept-Encoding": "identity"}


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("label", OPERATIONS)
def test_every_answer_is_as_described(label, mode, headers):
    operation = OPERATIONS[label]

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def call(case):
        known = {"event_id": str(Event.objects.values_list("uid", flat=True)[0]), "plan_id": Plan.objects.first().pk}
        if mode == GenerationMode.POSITIVE:
            case.path_parameters = {name: known.get(name, 1) for name in case.path_parameters or {}}
        answer = case.call_and_validate(headers=headers)
        if answer.status_code >= 400:
            said = answer.json()
            for words in (said["detail"], *(each["detail"] for each in said["errors"])):
                assert re.search("[а-яё]", words, re.IGNORECASE), words

    call()
