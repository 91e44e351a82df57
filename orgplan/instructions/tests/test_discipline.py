"""Discipline: the counts in the database agree with the pure rule, and every figure opens exactly its list."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import product
from urllib.parse import parse_qsl

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.tests import factories as directory
from orgplan.instructions.models import Instruction
from orgplan.instructions.queries.discipline import counts_order, discipline_of
from orgplan.instructions.queries.listing import filter_of, matching
from orgplan.instructions.rules.discipline import Outcome, outcome_of
from orgplan.instructions.rules.states import InstructionState

pytestmark = pytest.mark.django_db
TODAY, SINCE, UNTIL = date(2026, 3, 20), date(2026, 3, 1), date(2026, 3, 31)
STEP = timedelta(days=10)


@pytest.fixture
def rows():
    """One instruction in each combination of state, term, report and extension."""
    units = [directory.unit(), directory.unit()]
    made = []
    for number, (state, shift, done, times) in enumerate(product(InstructionState, (-1, 0, 1), (-1, 1), (0, 2))):
        due = TODAY + shift * STEP
        removed = state == InstructionState.REMOVED
        made.append(
            Instruction(
                text=f"Поручение {number}",
                unit=units[number % 2],
                signed_on=SINCE - STEP,
                due_on=due,
                first_due_on=due - STEP if times else due,
                extended_times=times,
                state=state,
                done_on=due + timedelta(days=done) if removed or state == "reported" else None,
                removed_on=TODAY if removed else None,
                source_kind="minutes" if number % 3 else "act",
            )
        )
    return Instruction.objects.bulk_create(made)


def expected(rows):
    found = (
        outcome_of(row.state, due_on=row.due_on, done_on=row.done_on, is_extended=row.is_extended, today=TODAY)
        for row in rows
        if SINCE <= row.due_on <= UNTIL
    )
    return Counter(each for each in found if each is not None)


def test_database_counts_as_the_rule_does(rows):
    report = discipline_of(accounts.user(Role.DEPARTMENT), SINCE, UNTIL, TODAY)
    assert {each: report.whole.tally.of(each) for each in Outcome} == dict.fromkeys(Outcome, 0) | expected(rows)
    assert sum(each.tally.total for each in report.sources) == report.whole.tally.total


def test_every_figure_opens_exactly_its_list(rows):
    user = accounts.user(Role.DEPARTMENT)
    report = discipline_of(user, SINCE, UNTIL, TODAY)
    for line in (*report.units, *report.sources, report.whole):
        for outcome in counts_order():
            query = dict(parse_qsl(f"{line.query}&outcome={outcome.value}", keep_blank_values=True))
            assert matching(user, filter_of(query), TODAY).count() == line.tally.of(outcome), (line.label, outcome)
        carried = dict(parse_qsl(f"{line.query}&carried=1", keep_blank_values=True))
        if line is not report.whole:
            assert (
                matching(user, filter_of(carried), TODAY).exclude(state="cancelled").count() == line.tally.carried_out
            )


def test_term_moved_out_of_the_period_stands_beside():
    unit = directory.unit()
    fields = {"text": "Перенос", "unit": unit, "signed_on": SINCE, "extended_times": 1}
    Instruction.objects.create(first_due_on=TODAY, due_on=UNTIL + STEP, **fields)
    report = discipline_of(accounts.user(Role.DEPARTMENT), SINCE, UNTIL, TODAY)
    assert (report.whole.tally.total, report.whole.tally.carried_out) == (0, 1)


def test_coordinator_counts_only_the_own_unit(rows):
    unit = rows[0].unit
    report = discipline_of(directory.coordinator(unit), SINCE, UNTIL, TODAY)
    assert [each.label for each in report.units] == [str(unit)]
    assert report.whole.tally.total == expected([row for row in rows if row.unit == unit]).total()


def test_report_takes_the_same_few_statements_whatever_the_number(rows):
    user = accounts.user(Role.DEPARTMENT)
    with CaptureQueriesContext(connection) as caught:
        discipline_of(user, SINCE, UNTIL, TODAY)
    assert len(caught) == 4


def test_page_shows_the_share_with_its_formula(rows, client_of):
    answer = client_of(Role.DEPARTMENT).get("/instructions/discipline/?since=2026-03-01&until=2026-03-31")
    assert "× 100 % = " in answer.content.decode()


def test_printed_report_is_the_same_document_twice(rows, client_of):
    office = client_of(Role.DEPARTMENT)
    first = office.get("/instructions/discipline.docx?since=2026-03-01&until=2026-03-31")
    assert first.content[:2] == b"PK"
    office.get("/instructions/discipline.docx?since=2026-03-01&until=2026-03-31")
    listing = office.get("/documents/").content.decode()
    assert listing.count("об исполнительской дисциплине за 01.03.2026") == 1
