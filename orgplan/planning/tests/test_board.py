"""The board of a city plan: who has sent and how late, what asks for something first, what it costs."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.models import Unit
from orgplan.directory.tests import factories as directory
from orgplan.planning.actions.deadlines import set_plan_deadline
from orgplan.planning.actions.plans import approve_plan
from orgplan.planning.actions.returns import return_lines, send_again
from orgplan.planning.models import Plan, Submission
from orgplan.planning.queries.board import Board, board_of
from orgplan.planning.rules.lateness import BoardState
from orgplan.planning.rules.states import LineState
from orgplan.planning.tests.factories import BY, city_plan, deadline_rule, line, remark, unit_plan

pytestmark = pytest.mark.django_db

DUE = datetime(2026, 7, 16, 12, tzinfo=UTC)  # 18:00 in Omsk
NOW = DUE + timedelta(hours=17)  # the next morning, 11:00


def sent(unit: Unit, at: datetime, **fields: object) -> Plan:
    plan = unit_plan(unit)
    line(plan)
    Submission.objects.create(
        plan=plan, file_name="план.docx", created_by="тест", state="submitted", submitted_at=at, submitted_by="тест"
    )
    return plan


@pytest.fixture
def board():
    """Units: in time, late, missing, returned, sent again, postponed."""
    plan = city_plan()
    deadline_rule()
    units = {name: directory.unit(name) for name in ("Срок", "Поздно", "Нет", "Назад", "Снова", "Отсрочка")}
    sent(units["Срок"], DUE - timedelta(days=1))
    sent(units["Поздно"], DUE + timedelta(hours=16))
    back, again = sent(units["Назад"], DUE - timedelta(days=1)), sent(units["Снова"], DUE - timedelta(days=1))
    for each in (back, again):
        return_lines(plan=each, reason="Уточните", by=BY)
    send_again(plan=again, by=BY)
    set_plan_deadline(plan=plan, unit=units["Отсрочка"], due_at=DUE + timedelta(days=4), basis="Болезнь", by=BY)

    def read(now: datetime = NOW) -> Board:
        return board_of(plan, accounts.user(Role.DEPARTMENT), now)

    return read


def test_what_asks_for_something_stands_first(board):
    assert [(row.unit.name, row.state) for row in board().rows] == [
        ("Нет", BoardState.OVERDUE),
        ("Отсрочка", BoardState.WAITING),
        ("Назад", BoardState.RETURNED),
        ("Снова", BoardState.RESUBMITTED),
        ("Поздно", BoardState.LATE),
        ("Срок", BoardState.IN_TIME),
    ]


@pytest.mark.usefixtures("board")
def test_nobody_is_reminded_of_an_approved_plan_that_is_over():
    plan = Plan.objects.get(unit__isnull=True)
    approve_plan(plan=plan, approved_on=date(2026, 7, 25), approver_name="О. О.", approver_post="Мэр", basis="", by=BY)
    plan.refresh_from_db()
    department = accounts.user(Role.DEPARTMENT)
    while_it_runs, over = (board_of(plan, department, NOW + timedelta(days=days)) for days in (20, 200))
    assert [row.unit.name for row in while_it_runs.to_remind] == ["Нет", "Отсрочка", "Назад"]
    assert [row.unit.name for row in over.to_remind] == ["Назад"]
    assert [(row.unit.name, row.timing) for row in over.rows if row.state == BoardState.NOT_SENT] == [
        ("Нет", ""),
        ("Отсрочка", ""),
    ]


def test_lateness_and_time_left_stand_in_words(board):
    words = {row.unit.name: row.timing.replace("\N{NO-BREAK SPACE}", " ") for row in board().rows}
    assert words["Нет"] == "просрочено на 2 часа"
    assert words["Поздно"] == "с опозданием на 1 час"
    assert words["Срок"] == "в срок"
    assert words["Отсрочка"] == "осталось 1 рабочий день 6 часов"


def test_counts_of_the_board(board):
    found = board()
    assert (found.sent, len(found.missing), len(found.to_remind)) == (4, 2, 3)
    assert found.counts == {state.value: 1 for state in BoardState if state != BoardState.NOT_SENT}


def test_before_the_deadline_nobody_is_overdue(board):
    assert board(DUE - timedelta(hours=3)).counts["overdue"] == 0


def test_board_counts_lines_doubts_and_open_remarks():
    city, plan = city_plan(), unit_plan()
    remark(line(plan, problems=[{"code": "date", "text": "нет даты"}]))
    remark(line(plan), resolved_at=NOW, resolved_by="тест")
    remark(line(plan, state=LineState.WITHDRAWN))
    row = board_of(city, accounts.user(Role.DEPARTMENT), NOW).rows[0]
    assert (row.lines.total, row.lines.doubtful, row.lines.waiting, row.remarks) == (2, 1, 2, 1)


def test_file_read_and_not_sent_is_told():
    plan = unit_plan()
    Submission.objects.create(plan=plan, file_name="план.docx", created_by="тест")
    row = board_of(city_plan(), accounts.user(Role.DEPARTMENT), NOW).rows[0]
    assert (row.state, row.draft_since is not None) == (BoardState.WAITING, True)


def test_unit_that_sends_no_plans_stands_on_the_board_only_if_it_sent():
    silent, sending = directory.unit(submits_plans=False), directory.unit(submits_plans=False)
    sent(sending, DUE)
    rows = board_of(city_plan(), accounts.user(Role.DEPARTMENT), NOW).rows
    assert silent not in [row.unit for row in rows]
    assert [row.unit for row in rows] == [sending]


@pytest.mark.parametrize("count", [1, 40])
def test_board_costs_the_same_for_one_and_forty_units(client_of, django_assert_num_queries, count):
    city = city_plan()
    deadline_rule()
    for _number in range(count):
        sent(directory.unit(), DUE)
    department = client_of(Role.DEPARTMENT)
    with django_assert_num_queries(11):
        page = department.get(f"/plans/{city.pk}/board/").content.decode()
    assert page.count('data-label="Подразделение"') == count


def test_board_is_filtered_by_what_is_asked(board, client_of):
    city = Plan.objects.get(unit__isnull=True)
    page = client_of(Role.DEPARTMENT).get(f"/plans/{city.pk}/board/?show=returned").content.decode()
    table = page[page.index("<tbody") :]
    assert "Назад" in table
    assert "Поздно" not in table


def test_department_postpones_for_one_unit_and_takes_it_back(client_of):
    city, unit, other = city_plan(), directory.unit(), directory.unit()
    deadline_rule()
    department = client_of(Role.DEPARTMENT)
    form = {"day": "2026-07-20", "at": "12:00", "basis": "Смена директора"}
    assert department.post(f"/plans/{city.pk}/deadline/?unit={unit.pk}", form).status_code == 303
    own = city.deadlines.get()
    assert (own.unit, timezone.localtime(own.due_at).hour) == (unit, 12)
    page = department.get(f"/plans/{city.pk}/board/").content.decode()
    assert "Смена директора" in page
    assert str(other) in page
    department.post(f"/plans/{city.pk}/deadline/drop/", {"unit": unit.pk})
    assert city.deadlines.count() == 0


def test_deadline_of_a_plan_wants_its_basis(client_of):
    page = client_of(Role.DEPARTMENT).post(f"/plans/{city_plan().pk}/deadline/", {"day": "2026-07-20", "at": "12:00"})
    assert page.status_code == 422
