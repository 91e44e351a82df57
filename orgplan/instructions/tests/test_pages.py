"""Pages of instructions: what the form asks for and where, the ladder in the order of its days."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.instructions.actions import ask_extension
from orgplan.instructions.models import Instruction
from orgplan.instructions.tests.factories import BY, instruction, level, performer, reported, step, term_rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    client.force_login(accounts.user(Role.DEPARTMENT))
    return client


def _sent(**more: Any) -> dict[str, Any]:
    lead = performer()
    told = {"text": "Представить справку.", "unit": lead.unit.pk, "person": lead.person.pk}
    return told | {"signed_on": "2026-03-02", "source_kind": "resolution"} | more


def test_urgency_counted_from_registration_asks_for_its_day_at_the_field(office):
    rule = term_rule()
    asked = office.post("/instructions/new/", _sent(term_rule=rule.pk))
    assert asked.status_code == 422
    assert "считается с даты регистрации" in asked.context["form"].errors["registered_on"][0]
    told = _sent(term_rule=rule.pk, registered_on="2026-03-02", registered_number="1-пр")
    assert office.post("/instructions/new/", told).status_code == 303


def test_urgency_means_what_it_means_for_the_level(office):
    strict = level("Поручения Президента")
    rule = term_rule()
    term_rule(level=strict, measure="calendar", counted_from="signing")
    assert office.post("/instructions/new/", _sent(term_rule=rule.pk, level=strict.pk)).status_code == 303
    assert "с даты подписания" in Instruction.objects.get().term_words


def test_co_performers_are_ticked_one_by_one(office):
    one, two = performer().unit, performer().unit
    page = office.get("/instructions/new/").content.decode()
    assert len(re.findall(r'type="checkbox" name="others"', page)) >= 2
    assert office.post("/instructions/new/", _sent(due_on="2026-03-20", others=[one.pk, two.pk])).status_code == 303
    assert {each.unit for each in Instruction.objects.get().co_performers.all()} == {one, two}


def test_ladder_is_listed_in_the_order_of_its_days(office):
    for side, count in (("after", 3), ("on_day", 0), ("before", 1), ("after", 1), ("before", 3)):
        step(side=side, count=count)
    words = [each.step.words.replace("\u00a0", " ") for each in office.get("/instructions/rules/").context["steps"]]
    assert words == [
        "за 3 рабочих дня до срока",
        "за 1 рабочий день до срока",
        "в день срока",
        "через 1 рабочий день после срока",
        "через 3 рабочих дня после срока",
    ]


def test_term_granted_for_a_day_off_is_said_and_the_first_term_stays_on_the_card(office):
    row = instruction(due_on=date(2026, 3, 20))
    ask_extension(row, wanted_on=date(2026, 5, 9), reason="Ждём ответ", done_so_far="", edition=row.edition, by=BY)
    row.refresh_from_db()
    told = {"verb": "grant", "granted_on": "2026-05-09", "decision": "", "edition": row.edition}
    page = office.post(f"/instructions/{row.pk}/extension/decide/", told, follow=True).content.decode()
    assert "Срок продлён. 09.05.2026 — нерабочий день" in page
    assert "первый срок 20.03.2026" in page


def test_reports_have_no_heading_of_their_own_while_the_only_one_waits_above(office):
    row = instruction()
    reported(row)
    page = office.get(f"/instructions/{row.pk}/").content.decode()
    assert "Отчёт ждёт принятия" in page
    assert "<h2>Отчёты</h2>" not in page
