"""Plans on paper: drafts leave no trace, an approved version stands in the register once by each form."""

from __future__ import annotations

import io
from datetime import date

import pytest
from docx import Document as Word

from orgplan.accounts.rules import Role
from orgplan.documents.actions import use_template
from orgplan.documents.models import Document
from orgplan.documents.tests.factories import GOOD, template, word
from orgplan.planning.actions.lines import accept_lines
from orgplan.planning.actions.plans import approve_plan
from orgplan.planning.tests import factories
from orgplan.planning.tests.factories import BY

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    plan = factories.city_plan()
    accept_lines(plan=plan, lines=[factories.line(title="Концерт в саду", when="12 августа, 14:00")], by=BY)
    return plan


def approved(plan):
    return approve_plan(
        plan=plan,
        approved_on=date(2026, 7, 25),
        approver_name="О. О.",
        approver_post="Мэр",
        basis="распоряжение № 1-р",
        by=BY,
    )


def words(content: bytes) -> str:
    document = Word(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("plan", "12 августа, 14:00"),
        ("plan_calendar", "12 августа, среда"),
        ("plan_week", "14:00 Концерт в саду"),
        ("plan_programme", "Исполнители"),
    ],
)
def test_draft_is_printed_by_each_form_and_leaves_no_trace(client_of, city, kind, expected):
    answer = client_of(Role.DEPARTMENT).get(f"/plans/{city.pk}/document.docx?kind={kind}")
    printed = words(answer.content)
    assert (expected in printed, "Концерт в саду" in printed, "ПРОЕКТ" in printed) == (True, True, True)
    assert Document.objects.count() == 0


def test_unknown_form_is_not_found(client_of, city):
    assert client_of(Role.DEPARTMENT).get(f"/plans/{city.pk}/document.docx?kind=other").status_code == 404


def test_approved_version_is_recorded_once_and_given_out_as_it_was_made(client_of, city):
    version, client = approved(city), client_of(Role.DEPARTMENT)
    first, again = (client.get(f"/plans/versions/{version.pk}/document.docx").content for _ in range(2))
    assert first == again
    made = Document.objects.get()
    assert (made.kind, made.is_open, made.data["rows"][0]["title"]) == ("plan", True, "Концерт в саду")
    assert client.get(f"/documents/{made.pk}/").content.decode().count(str(version)) == 1


def test_other_form_and_pdf_are_documents_of_their_own(client_of, city):
    version, client = approved(city), client_of(Role.DEPARTMENT)
    for address in ("document.docx", "document.docx?kind=plan_calendar", "document.pdf"):
        client.get(f"/plans/versions/{version.pk}/{address}")
    assert sorted(Document.objects.values_list("kind", "format")) == [
        ("plan", "docx"),
        ("plan", "pdf"),
        ("plan_calendar", "docx"),
    ]


def test_new_form_of_the_office_makes_the_document_anew(client_of, city):
    version, client = approved(city), client_of(Role.DEPARTMENT)
    client.get(f"/plans/versions/{version.pk}/document.docx")
    own = template(word("Бланк аппарата", *GOOD))
    use_template(own, instead_of=None, by=BY)
    printed = client.get(f"/plans/versions/{version.pk}/document.docx").content
    assert "Бланк аппарата" in words(printed)
    assert list(Document.objects.order_by("number").values_list("number", "template")) == [(1, None), (2, own.pk)]


def test_form_that_refuses_says_so_and_closes_no_way(client_of, city):
    second_row = "{{ строки[1].мероприятие }}"  # the sample has two rows, this plan one
    use_template(template(word(second_row, *GOOD)), instead_of=None, by=BY)
    client = client_of(Role.DEPARTMENT)
    answer = client.get(f"/plans/{city.pk}/document.docx", follow=True)
    page = answer.content.decode()
    assert "В бланке названа строка списка, которой нет" in page
    assert "Напечатайте пока PDF или другую форму" in page
    assert client.get(f"/plans/{city.pk}/document.pdf").status_code == 200
