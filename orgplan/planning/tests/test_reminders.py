"""Reminders: when each is due, who gets it, nothing twice, nothing to those who have sent."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.tests import factories as directory
from orgplan.notices.models import Message
from orgplan.planning.actions.office import set_collecting_terms
from orgplan.planning.actions.returns import return_lines
from orgplan.planning.jobs import remind_all
from orgplan.planning.models import Plan, Submission
from orgplan.planning.rules.deadlines import Measure
from orgplan.planning.rules.reminders import (
    FIELDS,
    USUAL_TEXT,
    Occasion,
    ReminderMoment,
    fill,
    occasion_due,
    reminded_at,
    unknown_fields,
)
from orgplan.planning.tests.factories import BY, city_plan, deadline_rule, line, reminder_rule, unit_plan
from orgplan.worktime import WorkingCalendar

CALENDAR = WorkingCalendar.bundled()
BEFORE_3 = Occasion(ReminderMoment.BEFORE, 3)
BEFORE_1 = Occasion(ReminderMoment.BEFORE, 1)
AT, AFTER_1 = Occasion(ReminderMoment.AT), Occasion(ReminderMoment.AFTER, 1)
ALL = (BEFORE_3, BEFORE_1, AT, AFTER_1)


def moment(*numbers: int) -> datetime:
    """Return a moment of the city's own time, naive as the rules count."""
    return datetime(*numbers)  # type: ignore[arg-type]  # noqa: DTZ001 -- naive on purpose


DUE = moment(2026, 7, 16, 18)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (moment(2026, 7, 13, 17, 59), None),
        (moment(2026, 7, 13, 18), BEFORE_3),
        (moment(2026, 7, 15, 18), BEFORE_1),
        (moment(2026, 7, 16, 18), AT),
        (moment(2026, 7, 17, 18), AFTER_1),
        (moment(2026, 7, 30, 18), None),
    ],
)
def test_latest_reminder_that_has_come_is_due(now, expected):
    assert occasion_due(ALL, due=DUE, now=now, calendar=CALENDAR) == expected


def test_nothing_speaks_of_time_left_after_the_deadline():
    assert occasion_due([BEFORE_1], due=DUE, now=DUE + timedelta(hours=1), calendar=CALENDAR) is None


def test_working_days_step_over_the_holidays_of_may():
    assert reminded_at(BEFORE_3, moment(2026, 5, 13, 12), CALENDAR) == moment(2026, 5, 7, 12)


def test_unknown_year_counts_calendar_days():
    assert reminded_at(BEFORE_3, moment(2040, 5, 13, 12), CALENDAR) == moment(2040, 5, 10, 12)


@given(st.integers(0, 60), st.sampled_from([Measure.WORKING, Measure.CALENDAR]))
def test_reminders_stand_on_their_side_of_the_deadline(count, measure):
    assert reminded_at(Occasion(ReminderMoment.BEFORE, count, measure), DUE, CALENDAR) <= DUE
    assert reminded_at(Occasion(ReminderMoment.AFTER, count, measure), DUE, CALENDAR) >= DUE


@given(st.text())
def test_any_text_can_be_filled(text):
    assert isinstance(fill(text, dict.fromkeys(FIELDS, "слово")), str)


def test_template_is_filled_and_unknown_facts_are_named():
    assert unknown_fields(USUAL_TEXT) == []
    assert unknown_fields("{план} {мэр} {мэр}") == ["мэр"]
    assert fill("План на {план} {мэр}", {"план": "август"}) == "План на август {мэр}"


@pytest.fixture
def city(db):
    """A plan with a rule, and two units: one with a coordinator, one with only its own address."""
    deadline_rule()
    plan = city_plan()
    unit = directory.unit("Культура")
    directory.coordinator(unit, email="kultura@example.org")
    directory.unit("Спорт", email="sport@example.org")
    return plan


def at(*numbers: int) -> datetime:
    return timezone.make_aware(moment(*numbers))


def test_rules_write_to_those_who_have_not_sent_and_never_twice(city):
    reminder_rule(count=3)
    assert remind_all(at(2026, 7, 13, 19), BY) == 2
    assert remind_all(at(2026, 7, 13, 20), BY) == 0
    assert set(Message.objects.values_list("recipient_email", flat=True)) == {
        "kultura@example.org",
        "sport@example.org",
    }
    key = Message.objects.get(recipient_email="sport@example.org").send_key
    assert key.startswith(f"reminder:plan-{city.pk}:unit-")
    assert ":before-3:2026-07-16:" in key


def test_unit_that_has_sent_is_left_alone(city):
    reminder_rule(count=3)
    plan = unit_plan(directory.unit("Прислали", email="x@example.org"))
    line(plan)
    Submission.objects.create(
        plan=plan, file_name="1", created_by="т", state="submitted", submitted_at=at(2026, 7, 1), submitted_by="т"
    )
    remind_all(at(2026, 7, 13, 19), BY)
    assert not Message.objects.filter(recipient_email="x@example.org").exists()


def test_rule_out_of_force_writes_nothing(city):
    reminder_rule(is_active=False)
    reminder_rule(plan_kind="week")
    assert remind_all(at(2026, 7, 15, 19), BY) == 0


def test_plan_whose_reminder_is_due_opens_by_itself(city):
    reminder_rule(count=3)
    Plan.objects.all().delete()
    remind_all(at(2026, 7, 13, 19), BY)
    assert Plan.objects.get().period_code == "2026-08"


def test_letter_says_what_is_missing_and_where_to_go(city):
    reminder_rule(count=1)
    remind_all(at(2026, 7, 16, 10), BY)
    text = Message.objects.get(recipient_email="sport@example.org").text
    assert "Спорт: план мероприятий на август 2026 года не отправлен." in text
    assert "осталось 7\N{NO-BREAK SPACE}часов" in text
    assert "Срок — четверг 16 июля 2026 года, 18:00" in text
    assert "откройте Оргплан, как обычно, и допишите к его адресу /plans/send/?period=2026-08&unit=" in text
    assert text.endswith("По вопросам плана: организационный отдел.")


def test_letter_carries_the_full_address_and_whom_to_call(city, settings):
    settings.ADDRESS = "https://plan.gorod.example"
    office = directory.unit("Организационный отдел", phone="78-00-03")
    directory.membership(accounts.user(Role.DEPARTMENT), unit=office)
    reminder_rule(count=1)
    remind_all(at(2026, 7, 16, 10), BY)
    letter = Message.objects.get(recipient_email="sport@example.org")
    assert f"https://plan.gorod.example{letter.about_url}" in letter.text
    assert letter.about_url.startswith("/plans/send/?period=2026-08")
    assert letter.text.endswith("По вопросам плана: Организационный отдел, тел. 78-00-03.")


def test_missed_reminder_is_sent_as_long_as_people_say(city):
    reminder_rule(moment="after", count=1)
    set_collecting_terms(contact="Планова, 1-23", stale_days=1, ahead_days=62, by=BY)
    assert remind_all(at(2026, 7, 20, 10), BY) == 0
    set_collecting_terms(contact="Планова, 1-23", stale_days=5, ahead_days=62, edition=1, by=BY)
    assert remind_all(at(2026, 7, 20, 10), BY) == 2
    assert Message.objects.first().text.endswith("По вопросам плана: Планова, 1-23.")


def test_department_sees_the_letters_before_they_are_written(city, client_of):
    department = client_of(Role.DEPARTMENT)
    page = department.get(f"/plans/{city.pk}/remind/").content.decode()
    assert "Положить в исходящие: 2\N{NO-BREAK SPACE}письма" in page
    assert Message.objects.count() == 0
    department.post(f"/plans/{city.pk}/remind/")
    department.post(f"/plans/{city.pk}/remind/")
    assert Message.objects.count() == 2


def test_only_the_chosen_are_reminded(city, client_of):
    unit = directory.unit("Третий")
    department = client_of(Role.DEPARTMENT)
    page = department.post(f"/plans/{city.pk}/remind/", {"row": unit.pk}, follow=True).content.decode()
    assert Message.objects.get().recipient_name == "Третий"
    assert "напомнили" in page


def test_returned_unit_is_told_why(client_of):
    city, plan = city_plan(), unit_plan(directory.unit("Назад", email="a@example.org"))
    line(plan)
    Submission.objects.create(
        plan=plan, file_name="1", created_by="т", state="submitted", submitted_at=at(2026, 7, 1), submitted_by="т"
    )
    return_lines(plan=plan, reason="Нет залов", by=BY)
    client_of(Role.DEPARTMENT).post(f"/plans/{city.pk}/remind/")
    assert "возвращён на доработку: Нет залов" in Message.objects.get().text


def test_unknown_fact_in_a_template_is_refused_in_words(client_of):
    form = {"plan_kind": "", "moment": "before", "count": "3", "measure": "working", "is_active": "on"}
    department = client_of(Role.DEPARTMENT)
    page = department.post("/plans/reminders/new/", form | {"subject": "План", "text": "{мэр}"})
    assert page.status_code == 422
    assert "мэр" in page.content.decode()
    assert department.post("/plans/reminders/new/", form | {"subject": "План", "text": "{план}"}).status_code == 303
    assert "за 3\N{NO-BREAK SPACE}рабочих дня до срока" in department.get("/plans/reminders/").content.decode()
