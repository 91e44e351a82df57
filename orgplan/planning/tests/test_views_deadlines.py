"""Deadlines as rows: which rule counts for whom, the pages that show and set them."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.audit.queries import history_of
from orgplan.directory.tests import factories as directory
from orgplan.planning.actions.deadlines import drop_plan_deadline, set_plan_deadline
from orgplan.planning.models import DeadlineRule
from orgplan.planning.queries.deadlines import DueDates, naive
from orgplan.planning.rules.deadlines import DeadlineKind
from orgplan.planning.tests.factories import BY, city_plan, deadline_rule

pytestmark = pytest.mark.django_db

FORM = {
    "plan_kind": "month",
    "unit": "",
    "valid_from": "2026-01-01",
    "kind": "before_end",
    "count": "15",
    "measure": "calendar",
    "days": "",
    "weekday": "2",
    "at": "18:00",
    "off_day": "earlier",
    "basis": "Регламент, п. 2.3",
}


def moment(*numbers: int) -> datetime:
    return timezone.make_aware(datetime(*numbers))  # type: ignore[arg-type]  # noqa: DTZ001 -- made aware here


def test_latest_rule_in_force_at_the_start_of_the_period_counts():
    deadline_rule(valid_from=date(2025, 1, 1), count=10)
    deadline_rule(valid_from=date(2026, 8, 1), count=15)
    deadline_rule(valid_from=date(2026, 9, 1), count=20)
    assert DueDates.of(city_plan()).of_unit(None).at == moment(2026, 7, 16, 18)


def test_rule_of_a_unit_goes_before_the_general_one():
    unit, other = directory.unit(), directory.unit()
    deadline_rule()
    deadline_rule(unit=unit, kind=DeadlineKind.BEFORE_START, count=4, at=time(12))
    due = DueDates.of(city_plan())
    assert due.of_unit(unit.pk).at == moment(2026, 7, 28, 12)
    assert due.of_unit(other.pk).at == moment(2026, 7, 16, 18)


def test_order_for_one_plan_and_postponement_go_before_rules():
    unit, other, plan = directory.unit(), directory.unit(), city_plan()
    deadline_rule()
    set_plan_deadline(plan=plan, due_at=moment(2026, 7, 10, 12), basis="Распоряжение Мэра", by=BY)
    late = set_plan_deadline(plan=plan, unit=unit, due_at=moment(2026, 7, 20, 12), basis="Смена директора", by=BY)
    due = DueDates.of(plan)
    assert due.of_unit(other.pk).at == moment(2026, 7, 10, 12)
    assert (due.of_unit(unit.pk).at, due.of_unit(unit.pk).postponed) == (moment(2026, 7, 20, 12), True)
    assert due.of_unit(unit.pk).words == "Смена директора: понедельник 20 июля, 12:00"
    drop_plan_deadline(late, by=BY)
    assert DueDates.of(plan).of_unit(unit.pk).at == moment(2026, 7, 10, 12)
    assert [entry.verb for entry in history_of(plan)[:2]] == [
        "planning.drop_plan_deadline",
        "planning.set_plan_deadline",
    ]


def test_plan_without_a_rule_has_no_deadline():
    deadline_rule(plan_kind="week")
    assert DueDates.of(city_plan()).of_unit(None).at is None


def test_deadlines_are_read_in_two_queries_whatever_the_units(django_assert_num_queries):
    plan = city_plan()
    units = [directory.unit() for _n in range(3)]
    deadline_rule()
    with django_assert_num_queries(2):
        due = DueDates.of(plan)
        assert {due.of_unit(unit.pk).at for unit in units} == {moment(2026, 7, 16, 18)}


def test_naive_moment_is_of_the_city():
    assert naive(moment(2026, 7, 16, 18)).hour == 18


def test_everybody_reads_the_rules_in_words(client_of):
    deadline_rule(basis="Регламент, п. 2.3")
    page = client_of(Role.COORDINATOR, unit=directory.unit()).get("/plans/deadlines/").content.decode()
    assert "за 15\N{NO-BREAK SPACE}дней до конца текущего периода, до 18:00" in page
    assert "Регламент, п. 2.3" in page
    assert "Установить срок" not in page


def test_department_sets_a_deadline(client_of):
    answer = client_of(Role.DEPARTMENT).post("/plans/deadlines/new/", FORM)
    assert (answer.status_code, answer["Location"]) == (303, "/plans/deadlines/")
    rule = DeadlineRule.objects.get()
    assert (rule.count, rule.basis) == (15, "Регламент, п. 2.3")
    assert history_of(rule).get().verb == "planning.set_deadline"


def test_preview_shows_the_next_periods_and_saves_nothing(client_of):
    page = client_of(Role.DEPARTMENT).post("/plans/deadlines/new/", FORM | {"show": "1", "valid_from": ""})
    assert page.status_code == 200
    assert page.content.decode().count("не позднее чем за 15") == 2
    assert DeadlineRule.objects.count() == 0


def test_date_without_days_is_asked_for_them(client_of):
    page = client_of(Role.DEPARTMENT).post("/plans/deadlines/new/", FORM | {"kind": "date"})
    assert page.status_code == 422
    assert "Назовите дни года." in page.content.decode()
    page = client_of(Role.DEPARTMENT).post("/plans/deadlines/new/", FORM | {"kind": "date", "days": "31.02"})
    assert "«31.02» — не день года" in page.content.decode()


def test_second_rule_from_the_same_day_is_refused_in_words(client_of):
    deadline_rule(valid_from=date(2026, 1, 1))
    page = client_of(Role.DEPARTMENT).post("/plans/deadlines/new/", FORM)
    assert page.status_code == 422
    assert "Правило для этих планов с этого дня уже есть" in page.content.decode()


def test_two_people_change_one_rule(client_of):
    rule = deadline_rule()
    first, second = client_of(Role.DEPARTMENT), client_of(Role.ADMINISTRATOR)
    address = f"/plans/deadlines/{rule.pk}/"
    assert first.post(address, FORM | {"count": "20", "edition": "1"}).status_code == 303
    page = second.post(address, FORM | {"count": "10", "edition": "1"})
    assert page.status_code == 409
    rule.refresh_from_db()
    assert rule.count == 20


def test_rule_is_taken_away(client_of):
    rule = deadline_rule()
    assert client_of(Role.DEPARTMENT).post(f"/plans/deadlines/{rule.pk}/remove/").status_code == 303
    assert DeadlineRule.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_rules_costs_the_same_for_one_and_three(client_of, django_assert_num_queries, count):
    for number in range(count):
        deadline_rule(valid_from=date(2020 + number, 1, 1), unit=directory.unit())
    client = client_of(Role.DEPARTMENT)
    with django_assert_num_queries(5):
        client.get("/plans/deadlines/")
