"""The циклограмма on paper."""

from __future__ import annotations

import io
from datetime import date

import pytest
from docx import Document

from orgplan.accounts.rules import Role
from orgplan.almanac.actions.registers import CycleFacts, write_cycle
from orgplan.almanac.tests.test_laying import cycle
from orgplan.audit.actions import System
from orgplan.directory.tests import factories as directory
from orgplan.documents.models import Document as Paper

pytestmark = pytest.mark.django_db


def test_papers_hold_every_meeting_with_its_rule_and_chair(client_of):
    chair = directory.person("Образцов", "Олег", "Олегович")
    directory.position(chair, "Мэр города Омска", leader_order=1)
    rule = "еженедельно по понедельникам в 8.30"
    facts = CycleFacts("Аппаратное совещание", directory.unit(), rule, date(2026, 1, 1), chair=chair)
    write_cycle(facts=facts, by=System("тест"))
    client = client_of(Role.DEPARTMENT)
    word = Document(io.BytesIO(client.get("/almanac/cycles/scheme.docx").content))
    cells = [cell.text.replace("\xa0", " ") for cell in word.tables[-1].rows[1].cells]
    assert cells[:2] == ["1", "Аппаратное совещание"]
    assert cells[3] == "Мэр города Омска\nОбразцов О. О."
    assert client.get("/almanac/cycles/scheme.pdf").content.startswith(b"%PDF")


def test_empty_paper_is_printed_too(client_of):
    client = client_of(Role.DEPARTMENT)
    assert client.get("/almanac/cycles/scheme.docx").status_code == 200
    assert client.get("/almanac/cycles/scheme.pdf").content.startswith(b"%PDF")


def test_scheme_is_in_the_register_once_while_it_says_the_same(client_of):
    client = client_of(Role.DEPARTMENT)
    cycle()
    first, again = (client.get("/almanac/cycles/scheme.docx").content for _time in range(2))
    document = Paper.objects.get(kind="cycle_scheme")
    assert (first == again, document.number, document.is_open) == (True, 1, True)
