"""Which form a plan is printed by: the usual one of its kind, any other on demand, in Word and in PDF."""

from __future__ import annotations

from datetime import date

import pytest

from orgplan.accounts.rules import Role
from orgplan.documents.models import Document
from orgplan.planning.actions.approval import RuleFacts, set_approval_rule
from orgplan.planning.actions.lines import accept_lines
from orgplan.planning.actions.plans import approve_plan
from orgplan.planning.models import ApprovalRule
from orgplan.planning.rules.approval import PlanPaper
from orgplan.planning.rules.papers import PLAN_FORMS
from orgplan.planning.tests.factories import BY, city_plan, line

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT)


@pytest.fixture
def version():
    plan = city_plan()
    accept_lines(plan=plan, lines=[line(title="Заседание комиссии", place="каб. 210")], by=BY)
    return approve_plan(
        plan=plan, approved_on=date(2026, 7, 25), approver_name="О. О. Образцов", approver_post="Мэр", basis="", by=BY
    )


def test_papers_to_choose_are_the_forms_of_a_plan():
    assert list(PlanPaper.values) == [each.code for each in PLAN_FORMS]


@pytest.mark.parametrize("code", PlanPaper.values)
def test_every_form_prints_as_pdf(code, office, version):
    answer = office.get(f"/plans/{version.plan_id}/document.pdf", {"kind": code})
    assert answer.content.startswith(b"%PDF")


def test_setting_of_the_kind_chooses_the_form_and_the_address_another(office, version):
    set_approval_rule(kind="month", facts=RuleFacts(paper=PlanPaper.CALENDAR), edition=1, by=BY)
    office.get(f"/plans/versions/{version.pk}/document.docx")
    office.get(f"/plans/versions/{version.pk}/document.pdf")
    office.get(f"/plans/versions/{version.pk}/document.pdf", {"kind": "plan_week"})
    printed = Document.objects.order_by("pk").values_list("kind", "format")
    assert list(printed) == [("plan_calendar", "docx"), ("plan_calendar", "pdf"), ("plan_week", "pdf")]


def test_setting_is_written_on_its_page(office):
    page = office.get("/plans/approval/week/")
    assert "Печатается как" in page.content.decode()
    given = {"order": "parallel", "days": "5", "paper": "plan_week", "edition": page.context["form"]["edition"].value()}
    office.post("/plans/approval/week/", given)
    assert ApprovalRule.objects.get(kind="week").paper == PlanPaper.WEEK


def test_unknown_form_is_not_found(office, version):
    assert office.get(f"/plans/{version.plan_id}/document.pdf", {"kind": "execution"}).status_code == 404


def test_publication_stands_in_the_register_and_shows_its_number(office, version):
    office.post(f"/plans/versions/{version.pk}/publish/")
    made = Document.objects.get(format="docx")
    page = office.get("/plans/published/2026-08/").content.decode()
    assert "в СЭД не зарегистрирован" in page
    Document.objects.filter(pk=made.pk).update(registered_number="41-п", registered_on=date(2026, 7, 26))
    page = office.get("/plans/published/2026-08/").content.decode()
    assert "№ 41-п" in page
    assert Document.objects.count() == 2
    kept = office.get("/plans/published/2026-08/1/plan.docx").content
    with made.file.open("rb") as file:
        assert kept == file.read()
