"""Many instructions at once: what becomes of each is shown first, then written as it was shown."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.tests import factories as directory
from orgplan.instructions.actions import Performer, set_term
from orgplan.instructions.models import Instruction
from orgplan.instructions.queries.rules import working_calendar
from orgplan.instructions.rules.chosen import Shift, extended, reminder_refusal, removal_refusal
from orgplan.instructions.rules.states import OPEN, InstructionState
from orgplan.instructions.rules.terms import DayMeasure
from orgplan.instructions.tests.factories import BY, instruction, reported
from orgplan.notices.models import Message

DAYS = st.dates(date(2025, 1, 1), date(2026, 6, 30))


@given(
    state=st.sampled_from(InstructionState),
    due_on=DAYS,
    today=DAYS,
    days=st.integers(1, 60),
    measure=st.sampled_from(DayMeasure),
)
def test_term_is_extended_later_and_to_a_working_day_or_it_says_why_not(state, due_on, today, days, measure):
    calendar = working_calendar()
    new = extended(state, due_on, Shift(days=days, measure=measure), today=today, calendar=calendar)
    assert (new.due_on is None) == bool(new.refusal)
    if state not in OPEN:
        assert new.refusal
    if new.due_on is not None:
        assert new.due_on > due_on
        assert new.due_on >= today
        assert calendar.is_working(new.due_on)


@pytest.mark.parametrize(
    ("days", "measure", "new"),
    [
        (1, "calendar", date(2026, 8, 3)),
        (3, "calendar", date(2026, 8, 3)),
        (9, "calendar", date(2026, 8, 7)),
        (1, "working", date(2026, 8, 3)),
        (5, "working", date(2026, 8, 7)),
    ],
)
def test_counted_term_that_falls_on_a_day_off_moves_back_but_never_before_the_old_one(days, measure, new):
    """The term stands on Friday, 31 July 2026."""
    shift = Shift(days=days, measure=DayMeasure(measure))
    found = extended(OPEN[0], date(2026, 7, 31), shift, today=date(2026, 7, 1), calendar=working_calendar())
    assert (found.due_on, found.refusal) == (new, "")


@given(due_on=DAYS, to=DAYS)
def test_one_day_for_all_stays_what_people_named(due_on, to):
    new = extended(OPEN[0], due_on, Shift(to), today=date(2025, 1, 1), calendar=working_calendar())
    assert new.due_on == (to if to > due_on else None)


def test_control_is_removed_only_with_a_report():
    assert {state for state in InstructionState if not removal_refusal(state)} == {InstructionState.REPORTED}
    assert {state for state in InstructionState if not reminder_refusal(state)} == set(OPEN)


pytest_db = pytest.mark.django_db


@pytest.fixture
def office(client):
    client.force_login(accounts.user(Role.DEPARTMENT))
    return client


def sent(office, deed, rows, **more):
    """Preview, then press the button of the preview."""
    chosen = {"deed": deed, "row": [row.pk for row in rows]}
    first = office.post("/instructions/chosen/", chosen | more | {"preview": "1"})
    page = first.content.decode()
    found = re.search(r'name="apply" value="(\w+)"', page)
    carried = re.search(r'name="chosen" value="([^"]*)"', page)
    assert carried
    said = {"deed": deed, "chosen": carried[1], "apply": found[1] if found else ""} | more
    return page, lambda: office.post("/instructions/chosen/", said)


@pytest_db
def test_terms_are_extended_as_the_preview_said(office):
    open_row, ready = instruction(due_on=date(2026, 12, 1)), instruction()
    reported(ready)
    page, press = sent(office, "extend", [open_row, ready], days="5", measure="working", reason="Решение Мэра")
    assert "01.12.2026 → 08.12.2026" in page
    assert "отчёт представлен и ждёт решения: срок не меняют" in page
    assert press().status_code == 303
    open_row.refresh_from_db()
    ready.refresh_from_db()
    assert (open_row.due_on, open_row.extended_times) == (date(2026, 12, 8), 1)
    assert open_row.extensions.get().reason == "Решение Мэра"
    assert ready.due_on == date(2026, 3, 20)


@pytest_db
def test_what_was_done_with_the_chosen_leads_back_to_the_same_filter(office):
    row = instruction(due_on=date(2026, 12, 1))
    listed = office.get("/instructions/?status=all&since=2026-11-01").content.decode()
    assert 'name="query" value="status=all&amp;since=2026-11-01"' in listed
    query = {"query": "status=all&since=2026-11-01"}
    page, press = sent(office, "extend", [row], days="5", measure="working", reason="Решение Мэра", **query)
    assert page.count('href="/instructions/?status=all&amp;since=2026-11-01"') == 2
    assert press()["Location"] == "/instructions/?status=all&since=2026-11-01"


@pytest_db
def test_nothing_is_written_when_somebody_was_faster(office):
    rows = [instruction(due_on=date(2026, 12, 1)) for _number in range(2)]
    _page, press = sent(office, "extend", rows, days="5", measure="working", reason="Решение")
    set_term(rows[0], due_on=date(2026, 12, 4), reason="Раньше", edition=1, by=BY)
    answer = press()
    assert answer.status_code == 409
    assert "Ничего не записано" in answer.content.decode()
    assert sorted(Instruction.objects.values_list("due_on", flat=True)) == [date(2026, 12, 1), date(2026, 12, 4)]


@pytest_db
def test_form_asks_for_one_way_and_a_reason(office):
    row = instruction()
    page, _press = sent(office, "extend", [row], due_on="2026-12-01", days="5", reason="")
    assert "Назовите либо один день для всех" in page
    assert 'name="apply"' not in page


@pytest_db
def test_each_performer_gets_one_letter_and_the_same_one_only_once(office):
    person = directory.person("Исполнителев", email="i@omsk.example")
    unit = directory.unit()
    rows = [instruction(Performer(unit, person), text=f"Дело {number}.") for number in range(3)]
    ready = instruction(Performer(unit, person), text="Дело готовое.")
    reported(ready)
    for _time in range(2):
        page, press = sent(office, "remind", [*rows, ready], words="Просим ускорить.")
        assert "напоминать не о чем" in page
        assert press().status_code == 303
    letter = Message.objects.get()
    assert all(row.text in letter.text for row in rows)
    assert "Просим ускорить." in letter.text
    assert "готовое" not in letter.text


@pytest_db
def test_only_reported_ones_leave_control(office):
    ready, bare = instruction(), instruction()
    reported(ready)
    page, press = sent(office, "remove", [ready, bare])
    assert "с контроля снимают только по отчёту" in page
    assert press().status_code == 303
    ready.refresh_from_db()
    bare.refresh_from_db()
    assert (ready.state, bare.state) == ("removed", "on_execution")


@pytest_db
@pytest.mark.parametrize("rows", [1, 3])
def test_preview_of_many_costs_the_same_queries(office, rows, django_assert_num_queries):
    chosen = [instruction(due_on=date(2026, 12, 1) + timedelta(days=each)) for each in range(rows)]
    said = {"deed": "remind", "row": [row.pk for row in chosen], "preview": "1"}
    office.post("/instructions/chosen/", said)
    with django_assert_num_queries(7):
        office.post("/instructions/chosen/", said)
