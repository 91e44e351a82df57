"""Who may: every persona against every question of every policy that is not about rows, as one table."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from orgplan.accounts.policy import can_manage_users
from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.policy import can_edit_directory, can_see_directory
from orgplan.events import policy as events
from orgplan.events.models import Event
from orgplan.events.tests.factories import event
from orgplan.planning import policy as planning

OWN, OTHER = 1, 2


@dataclass(frozen=True)
class Reader:
    """A user, as far as policy needs to know."""

    role: str
    is_active: bool = True


READERS = {role.value: Reader(role) for role in Role} | {"closed": Reader(Role.DEPARTMENT, is_active=False)}
QUESTIONS = {
    "manage users": can_manage_users,
    "see the directory": can_see_directory,
    "edit the directory": can_edit_directory,
    "create an event": events.can_create,
    "edit an event of the own unit": lambda user: events.can_edit(user, unit_id=OWN, owner_id=OWN),
    "edit an event of another unit": lambda user: events.can_edit(user, unit_id=OWN, owner_id=OTHER),
    "edit an event without a unit": lambda user: events.can_edit(user, unit_id=None, owner_id=None),
    "send the own unit's plan": lambda user: planning.can_submit(user, own_unit_id=OWN, unit_id=OWN),
    "send another unit's plan": lambda user: planning.can_submit(user, own_unit_id=OWN, unit_id=OTHER),
    "consolidate": planning.can_consolidate,
    "see consolidation": planning.can_see_consolidation,
    "approve": planning.can_approve,
}
#                                department coordinator protocol leader performer administrator closed
TABLE = """
manage users                   |  -  -  -  -  -  y  -
see the directory              |  y  y  y  y  y  y  -
edit the directory             |  y  -  y  -  -  y  -
create an event                |  y  y  y  -  -  -  -
edit an event of the own unit  |  y  y  y  -  -  -  -
edit an event of another unit  |  y  -  y  -  -  -  -
edit an event without a unit   |  y  -  y  -  -  -  -
send the own unit's plan       |  y  y  -  -  -  -  -
send another unit's plan       |  y  -  -  -  -  -  -
consolidate                    |  y  -  -  -  -  -  -
see consolidation              |  y  -  y  y  -  y  -
approve                        |  y  -  -  y  -  -  -
"""
ROWS = {
    question.strip(): [answer == "y" for answer in answers.split()]
    for question, answers in (line.split("|") for line in TABLE.strip().splitlines())
}


def test_table_answers_every_question():
    assert set(ROWS) == set(QUESTIONS)


@pytest.mark.parametrize("question", ROWS)
def test_policy_answers_as_the_table_says(question):
    answers = {name: QUESTIONS[question](reader) for name, reader in READERS.items()}
    assert answers == dict(zip(READERS, ROWS[question], strict=True))


@pytest.mark.parametrize("reader", [Reader(Role.COORDINATOR), Reader(Role.DEPARTMENT, is_active=False)])
def test_rows_of_units_are_closed_to_who_has_no_unit_and_who_is_out(reader):
    assert not events.sees_all(reader)
    assert planning.visible_lines(reader, None).children == [("pk__in", ())]


def test_who_is_out_sees_no_plan_at_all():
    assert planning.visible_plans(Reader(Role.LEADER, is_active=False), OWN).children == [("pk__in", ())]


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "fields"), [(Role.COORDINATOR, {}), (Role.DEPARTMENT, {"is_active": False})])
def test_events_are_closed_to_who_has_no_unit_and_who_is_out(role, fields):
    event()
    assert not Event.objects.visible_to(accounts.user(role, **fields)).exists()
