"""The interface keeps its own description: every operation is called in every way the description allows and forbids."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
import schemathesis
from django.test.client import ClientHandler
from django.utils import timezone
from hypothesis import HealthCheck, given, reject, settings
from schemathesis import GenerationMode

from orgplan.accounts.tests import factories as accounts
from orgplan.api.app import api
from orgplan.api.tests.factories import program
from orgplan.availability.models import Layer, VenueBlocking, VenueBooking
from orgplan.availability.tests.factories import booked, days, layer
from orgplan.clashes.actions import accept_clash
from orgplan.clashes.queries import clashes_of
from orgplan.clashes.tests.factories import event as meeting
from orgplan.clashes.tests.factories import mayor
from orgplan.directory.tests import factories as directory
from orgplan.document_sets.models import DocumentSet
from orgplan.document_sets.tests.factories import composed
from orgplan.events.actions import create_with_undo, facts_of
from orgplan.events.models import Event, EventTemplate, Programme, UndoStep
from orgplan.events.tests import factories as events
from orgplan.feeds.tests.factories import subscribed
from orgplan.planning.actions.plans import approve_plan, take_events
from orgplan.planning.models import Plan
from orgplan.planning.tests.factories import BY, city_plan, line, unit_plan
from orgplan.preparation.models import Step
from orgplan.preparation.tests.factories import step, template
from orgplan.resources.tests.factories import asked
from orgplan.scheduling.actions import ask_for_proposals, pin_event
from orgplan.scheduling.models import MonthSearch, Move, Proposal, Unkept
from orgplan.scripts.tests.factories import script

HANDLER = ClientHandler()


def served(environ, start_response):
    """Serve as WSGI does, within the test's transaction: the handler of Django's own test client keeps its connection."""
    response = HANDLER(environ)
    start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
    return [bytes(response.content)]  # type: ignore[attr-defined]  # a response of Django, whatever its stubs say


SCHEMA = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix="/api/v1/"))
SCHEMA.app = served
OPERATIONS = {each.ok().label: each.ok() for each in SCHEMA.get_all_operations()}


def stands_in_an_address(value: Any) -> bool:
    """Tell whether the value leaves a trace in an address: a wrong name without one is no wrong request."""
    if isinstance(value, list):
        return any(stands_in_an_address(each) for each in value)
    return value is not None and value != {}


@pytest.fixture
def headers(db):
    """A city with one record of each kind, and the headers of the department's program."""
    office, event, plan, unit = program(), events.event(), city_plan(), directory.unit()
    take_events(plan=plan, events=[event], by=BY)
    line(unit_plan(unit))
    approve_plan(plan=plan, approved_on=date(2026, 7, 25), approver_name="О. О.", approver_post="Мэр", basis="", by=BY)
    directory.venue()
    directory.organisation()
    boss = mayor()
    one, other = (meeting(title, "10:00–11:00", boss) for title in ("Совещание", "Приём"))
    clashes = clashes_of(accounts.user(), one)
    accept_clash(clashes[0].clash, reason="Так решено", by=BY)
    search = ask_for_proposals(month=date(2026, 8, 1), by=BY)
    proposal = Proposal.objects.create(search=search, aim="fewest_moves")
    now = timezone.now()
    Move.objects.create(
        proposal=proposal,
        event=other,
        edition=other.edition,
        stood_at=now,
        starts_at=now,
        minutes=60,
        why="Так свободнее",
    )
    Unkept.objects.create(proposal=proposal, event=one, sentence="«Совещание»", why="Закреплено")
    subscribed(office.user)
    layer("ЕГЭ", days(date(2026, 8, 12)))
    booked(unit, directory.venue("Дворец"))
    pin_event(one, by=BY)
    programme = Programme.objects.create(name="80 лет Победы", code="П80", first_year=2025, last_year=2026)
    programme.events.add(event)
    create_with_undo(facts=facts_of(other), by=office.user)
    script(5, 10, event=event)
    step(event, "Заказать сцену", unit=unit)
    step(template(), "Смета")
    asked(event, unit)
    composed(event, unit)
    return {"Authorization": f"Bearer {office.issued.text}", "Accept-Encoding": "identity"}


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("label", OPERATIONS)
def test_every_answer_is_as_described(label, mode, headers):
    operation = OPERATIONS[label]

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def call(case):
        known = {
            "event_id": str(Event.objects.values_list("uid", flat=True)[0]),
            "plan_id": Plan.objects.first().pk,
            "layer_id": Layer.objects.first().pk,
            "booking_id": VenueBooking.objects.first().pk,
            "blocking_id": getattr(VenueBlocking.objects.first(), "pk", 1),
            "programme_id": Programme.objects.first().pk,
            "plan_step_id": Step.objects.filter(event__isnull=False)[0].pk,
            "template_id": EventTemplate.objects.first().pk,
            "step_id": UndoStep.objects.first().pk,
            "search_id": MonthSearch.objects.first().pk,
            "set_id": DocumentSet.objects.first().pk,
            "aim": "fewest_moves",
        }
        if mode == GenerationMode.POSITIVE:
            case.path_parameters = {name: known.get(name, 1) for name in case.path_parameters or {}}
        elif not all(stands_in_an_address(value) for value in (case.query or {}).values()):
            reject()
        answer = case.call_and_validate(headers=headers)
        if answer.status_code >= 400:
            said = answer.json()
            for words in (said["detail"], *(each["detail"] for each in said["errors"])):
                assert re.search("[а-яё]", words, re.IGNORECASE), words

    call()
