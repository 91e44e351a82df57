"""The agreement sheet on paper: «проект» while answers are awaited, then a document of the register in versions."""

from __future__ import annotations

import io
from datetime import date

import pytest
from docx import Document as Word

from orgplan.accounts.rules import Role
from orgplan.audit.queries import trail_of
from orgplan.directory.tests import factories as directory
from orgplan.documents.models import Document
from orgplan.planning.actions.agreement import (
    Answer,
    Curator,
    answer_agreement,
    lay_before_curators,
    make_remark,
    resolve_remark,
)
from orgplan.planning.actions.lines import accept_lines
from orgplan.planning.rules.approval import RemarkState
from orgplan.planning.tests.factories import BY, city_plan, line

pytestmark = pytest.mark.django_db


@pytest.fixture
def laid():
    plan = city_plan()
    accept_lines(plan=plan, lines=[line(title="Концерт")], by=BY)
    people = [directory.person(f"Кураторов{order}") for order in (2, 3)]
    curators = [Curator(person, f"заместитель {order}") for order, person in enumerate(people, start=2)]
    return lay_before_curators(plan=plan, curators=curators, due_on=date(2026, 8, 1), by=BY)


def answer(agreement, verb, words=""):
    answer_agreement(agreement, answer=Answer(verb, words), edition=agreement.edition, by=BY)


def words(content: bytes) -> str:
    document = Word(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def ended(laid):
    """Everybody has agreed, the first with a remark."""
    first, second = laid.agreements.all()
    remark = make_remark(first, event=laid.plan.items.get().event, text="Уточнить зал", by=BY)
    answer(first, "agree_with_remarks", "Кроме зала")
    answer(second, "agree")
    return remark


def test_open_sheet_is_a_draft_and_leaves_no_trace(client_of, laid):
    answer(laid.agreements.first(), "agree")
    printed = words(client_of(Role.DEPARTMENT).get(f"/plans/agreement/{laid.pk}/sheet.docx").content)
    for each in ("ПРОЕКТ", "ответили 1 из 2", "заместитель 3", "Ожидается ответ", "«___» ________ 20__"):
        assert each in printed, each
    assert Document.objects.count() == 0


def test_ended_sheet_stands_in_the_register_with_answers_and_remarks(client_of, laid):
    ended(laid)
    client = client_of(Role.DEPARTMENT)
    first, again = (client.get(f"/plans/agreement/{laid.pk}/sheet.docx").content for _ in range(2))
    assert first == again
    printed = words(first)
    for each in ("План согласован всеми", "Кроме зала", "1. Концерт: Уточнить зал — ожидает ответа"):
        assert each in printed, each
    assert "ПРОЕКТ" not in printed
    made = Document.objects.get()
    assert (made.kind, made.number, made.is_open) == ("agreement_sheet", 1, False)
    assert f"/plans/agreement/{laid.pk}/" in client.get(f"/documents/{made.pk}/").content.decode()


def test_answered_remark_makes_the_next_version_of_the_sheet(client_of, laid):
    remark, client = ended(laid), client_of(Role.DEPARTMENT)
    client.get(f"/plans/agreement/{laid.pk}/sheet.docx")
    resolve_remark(remark, state=RemarkState.EXPLAINED, answer="Другого зала нет", edition=1, by=BY)
    printed = words(client.get(f"/plans/agreement/{laid.pk}/sheet.docx").content)
    assert "не учтено: Другого зала нет" in printed
    assert sorted(Document.objects.values_list("number", flat=True)) == [1, 2]


def test_sheet_is_printed_as_pdf_too(client_of, laid):
    ended(laid)
    answered = client_of(Role.DEPARTMENT).get(f"/plans/agreement/{laid.pk}/sheet.pdf")
    assert answered.content.startswith(b"%PDF")
    assert Document.objects.get().format == "pdf"


def test_returned_sheet_says_why(client_of, laid):
    answer(laid.agreements.first(), "return", "Нет парада")
    printed = words(client_of(Role.DEPARTMENT).get(f"/plans/agreement/{laid.pk}/sheet.docx").content)
    assert "План возвращён на доработку" in printed
    assert "«Нет парада»" in printed


def test_history_of_the_plan_says_the_answer_in_words():
    plan = city_plan()
    laid = lay_before_curators(
        plan=plan, curators=[Curator(directory.person("Кураторов"), "заместитель")], due_on=date(2026, 7, 24), by=BY
    )
    answer_agreement(laid.agreements.get(), answer=Answer("agree", text="Без замечаний"), edition=1, by=BY)
    answers = [each for line in trail_of(plan) for each in line.changes if each.name == "curator's answer"]
    assert [(each.label, each.before, each.after) for each in answers] == [
        ("Ответ куратора", "ожидается ответ", "согласовано")
    ]
