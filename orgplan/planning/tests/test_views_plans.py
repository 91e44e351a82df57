"""Pages of plans: the list, a plan, its sections, approval, versions and documents."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from docx import Document

from orgplan.accounts.rules import Role
from orgplan.audit.models import Entry
from orgplan.clashes.queries import norms
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import change_event, facts_of
from orgplan.events.models import Event
from orgplan.events.rules import Basis
from orgplan.language.periods import Period
from orgplan.planning.actions.lines import accept_lines
from orgplan.planning.actions.plans import approve_plan, send_for_approval, word_plan
from orgplan.planning.documents import plan_data
from orgplan.planning.documents.amendments import amendments_data
from orgplan.planning.documents.execution import execution_data
from orgplan.planning.models import Plan, PlanVersion
from orgplan.planning.queries.execution import execution_of
from orgplan.planning.queries.plans import frozen_in
from orgplan.planning.rules.states import PlanState
from orgplan.planning.tests.factories import BY, city_plan, line, unit_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT)


@pytest.fixture
def plan():
    """A city plan with one event in it."""
    made = city_plan()
    accept_lines(plan=made, lines=[line(title="Заседание комиссии", place="каб. 210")], by=BY)
    return made


def approved(plan: Plan, **facts: str) -> PlanVersion:
    words = {"approver_name": "О. О. Образцов", "approver_post": "Мэр", "basis": "распоряжение № 1"} | facts
    return approve_plan(plan=plan, approved_on=date(2026, 7, 25), by=BY, **words)


def test_list_shows_city_plans_with_their_state_and_events(office, plan):
    page = office.get("/plans/").content.decode()
    for words in ("Планы", plan.title, "август 2026 года", "Открыть городской план"):
        assert words in page


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_a_fixed_number_of_queries(count, office, django_assert_num_queries):
    for month in range(count):
        city_plan(Period.month(2026, month + 1))
    with django_assert_num_queries(8):
        page = office.get("/plans/")
    assert len(page.context["city"].items) == count


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_a_unit_costs_a_fixed_number_of_queries(count, client_of, django_assert_num_queries):
    unit = directory.unit()
    client = client_of(Role.COORDINATOR, unit=unit)
    for month in range(count):
        line(unit_plan(unit, Period.month(2026, month + 1)), when="5 числа")
    with django_assert_num_queries(8):
        page = client.get("/plans/")
    assert len(page.context["own"]) == count
    assert "1 строка" in page.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_empty_list_says_how_a_plan_begins(office):
    assert "Городской план открывается сам" in office.get("/plans/").content.decode()


def test_city_plan_is_opened_once(office):
    form = {"kind": "month", "day": "2026-08-05"}
    first = office.post("/plans/open/", form)
    assert first.status_code == 303
    assert office.post("/plans/open/", form)["Location"] == first["Location"]
    plan = Plan.objects.get()
    assert (plan.period_code, plan.sections.count()) == ("2026-08", 3)


@pytest.mark.parametrize("form", [{}, {"kind": "decade", "day": "2026-08-05"}, {"kind": "month", "day": "32.13.2026"}])
def test_mistake_in_the_period_is_said(form, office):
    answer = office.post("/plans/open/", form)
    assert (answer.status_code, Plan.objects.count()) == (422, 0)
    assert "Не сохранено" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_plan_costs_a_fixed_number_of_queries(count, office, django_assert_num_queries):
    plan = city_plan()
    accept_lines(plan=plan, lines=[line(when=f"{day + 1} августа") for day in range(count)], by=BY)
    approved(plan)
    with django_assert_num_queries(13):
        page = office.get(f"/plans/{plan.pk}/")
    assert len(page.context["window"].items) == count


def test_what_was_approved_is_read_once(office, plan, django_assert_num_queries):
    first = approved(plan)
    office.get(f"/plans/{plan.pk}/")
    with django_assert_num_queries(12):
        page = office.get(f"/plans/{plan.pk}/")
    assert not page.context["difference"]
    mine = Event.objects.get()
    basis = Basis("служебная записка")
    change_event(
        mine, facts=replace(facts_of(mine), place="каб. 305"), edition=mine.edition, reason="Ремонт", basis=basis, by=BY
    )
    (was, now), *others = office.get(f"/plans/{plan.pk}/").context["difference"].changed
    assert (was.place, now.place, others) == ("каб. 210", "каб. 305", [])
    second = approved(plan, basis="распоряжение № 2")
    assert [[row.place for row in frozen_in(each).values()] for each in (first, second)] == [["каб. 210"], ["каб. 305"]]
    assert not office.get(f"/plans/{plan.pk}/").context["difference"]
    other = PlanVersion(pk=first.pk, created_at=first.created_at + timedelta(seconds=1), rows=[])
    assert not frozen_in(other), "one that was taken back left its key to this one"


def clashing_plan(count):
    """Return a plan whose first two events meet in one hall, and keys of its events."""
    plan, hall = city_plan(), directory.venue("Концертный зал")
    whens = ["1 августа, 15:00", "1 августа, 15:00", *[f"{day} августа, 15:00" for day in range(2, count)]]
    accept_lines(plan=plan, lines=[line(when=when, title=f"Концерт {n}") for n, when in enumerate(whens)], by=BY)
    keys = list(plan.items.order_by("pk").values_list("event", flat=True))
    Event.objects.filter(pk__in=keys).update(venue=hall)
    return plan, keys


@pytest.mark.parametrize("count", [2, 20])
def test_clashes_come_beside_the_rows_for_a_fixed_number_of_queries(count, office, django_assert_num_queries):
    plan, keys = clashing_plan(count)
    page = office.get(f"/plans/{plan.pk}/").content.decode()
    (address,) = re.findall(r'hx-get="(/plans/\d+/clashes/[^"]+)"', page)
    assert all(f'id="clashes-{key}"' in page for key in keys)
    norms()  # settings are read once per state of them
    with django_assert_num_queries(8):
        marks = office.get(address.replace("&amp;", "&")).content.decode()
    assert re.findall(r'id="clashes-(\d+)"', marks) == [str(key) for key in sorted(keys[:2])]
    assert "Концерт 0" in marks
    assert "Концерт 1" in marks


def test_clashes_of_what_was_not_asked_or_is_no_key_are_left_out(office):
    plan, _keys = clashing_plan(2)
    assert "clashes-" not in office.get(f"/plans/{plan.pk}/clashes/?event=x&event=999999&event=").content.decode()


def test_plan_shows_its_events_by_section_and_what_may_be_done(office, plan):
    page = office.get(f"/plans/{plan.pk}/").content.decode()
    for words in (
        "Заседание комиссии",
        "Заседания, совещания, приём граждан",
        "12 августа, 14:00",
        "каб. 210",
        "Сведение",
        "На утверждение",
        "Утвердить",
        "проект",
    ):
        assert words in page, words


def test_empty_plan_says_where_events_come_from(office):
    assert "План пока пуст" in office.get(f"/plans/{city_plan().pk}/").content.decode()


def test_plan_tells_how_it_differs_from_the_approved_version(office, plan):
    approved(plan)
    event = Event.objects.get()
    facts, basis = replace(facts_of(event), place="каб. 401"), Basis("служебная записка", "7")
    change_event(event, facts=facts, edition=event.edition, reason="Занят зал", basis=basis, by=BY)
    page = office.get(f"/plans/{plan.pk}/").content.decode()
    assert "<s>каб. 210</s> каб. 401" in page
    plan.items.all().delete()
    assert "исключено" in office.get(f"/plans/{plan.pk}/").content.decode().lower()


@pytest.mark.parametrize("count", [1, 3])
def test_unit_plan_costs_a_fixed_number_of_queries(count, client_of, django_assert_num_queries):
    unit = directory.unit()
    plan = unit_plan(unit)
    for _number in range(count):
        line(plan)
    client = client_of(Role.COORDINATOR, unit=unit)
    with django_assert_num_queries(14):
        page = client.get(f"/plans/{plan.pk}/")
    assert len(page.context["window"].items) == count


def test_title_sections_and_signature_are_changed(office, plan):
    form = {
        "title": "План",
        "sections": " Первый \n\nВторой\nПервый",
        "signer_post": "Начальник",
        "signer_name": "П. П.",
    }
    assert office.get(f"/plans/{plan.pk}/edit/").status_code == 200
    assert office.post(f"/plans/{plan.pk}/edit/", form).status_code == 303
    plan.refresh_from_db()
    assert (plan.title, plan.signer_post, plan.signer_name) == ("План", "Начальник", "П. П.")
    assert [each.title for each in plan.sections.all()] == ["Первый", "Второй"]
    assert plan.items.get().section is None
    assert Entry.objects.filter(verb__in=("planning.set_sections", "planning.word_plan")).count() == 2


@pytest.mark.parametrize("form", [{}, {"title": "я" * 501}, {"title": "План", "sections": "я" * 301}])
def test_mistake_in_title_or_sections_is_said_and_saves_nothing(form, office, plan):
    answer = office.post(f"/plans/{plan.pk}/edit/", form)
    assert (answer.status_code, plan.sections.count()) == (422, 3)


def test_events_of_wider_plans_are_taken_in_and_out(office, plan):
    week = city_plan(Period.parse("2026-W33"))
    assert "1" in office.post(f"/plans/{week.pk}/fill/", follow=True).content.decode()
    item = week.items.get()
    assert office.post(f"/plans/{week.pk}/items/{item.pk}/take-out/", {"reason": "перенос"}).status_code == 303
    assert (week.items.count(), Event.objects.count()) == (0, 1)
    assert Entry.objects.get(verb="planning.take_out").reason == "перенос"
    assert office.post(f"/plans/{plan.pk}/items/{item.pk}/take-out/").status_code == 404


def test_plan_goes_to_approval_and_back_with_a_reason(office, plan, client_of):
    assert office.post(f"/plans/{plan.pk}/send-for-approval/").status_code == 303
    leader = client_of(Role.LEADER)
    assert "Вернуть" in leader.get(f"/plans/{plan.pk}/").content.decode()
    assert leader.post(f"/plans/{plan.pk}/return/", {"reason": ""}).status_code == 422
    assert leader.post(f"/plans/{plan.pk}/return/", {"reason": "Нет парада"}).status_code == 303
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT
    assert "Нет парада" in office.get(f"/plans/{plan.pk}/").content.decode()


def test_second_of_two_who_send_for_approval_reads_how_it_stands(office, plan):
    send_for_approval(plan=plan, by=BY)
    page = office.post(f"/plans/{plan.pk}/send-for-approval/", follow=True).content.decode()
    assert "на утверждении" in page
    assert Entry.objects.filter(verb="planning.send_for_approval").count() == 1


def test_plan_that_is_a_draft_cannot_be_returned(client_of, plan):
    answer = client_of(Role.LEADER).post(f"/plans/{plan.pk}/return/", {"reason": "Ещё раз"})
    assert answer.status_code == 422
    assert "проект" in answer.content.decode()


APPROVAL = {"approver_post": "Мэр города", "approver_name": "О. О. Образцов", "approved_on": "2026-07-25", "basis": ""}


def test_leader_approves_and_the_version_is_frozen(client_of, plan):
    mayor = directory.person("Образцов", "Илья", "Игоревич")
    directory.position(mayor, "Мэр города Пробного", leader_order=1)
    leader = client_of(Role.LEADER)
    form = leader.get(f"/plans/{plan.pk}/approve/").content.decode()
    assert 'value="Мэр города Пробного"' in form
    assert 'value="И. И. Образцов"' in form.replace("\N{NO-BREAK SPACE}", " ")
    answer = leader.post(f"/plans/{plan.pk}/approve/", APPROVAL)
    version = PlanVersion.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/plans/versions/{version.pk}/")
    page = leader.get(answer["Location"]).content.decode()
    for words in ("Редакция 1", "25 июля 2026", "О. О. Образцов", "Заседание комиссии"):
        assert words in page, words
    assert version.rows[0]["place"] == "каб. 210"


@pytest.mark.parametrize("field", ["approver_post", "approver_name", "approved_on"])
def test_approval_without_who_or_when_is_refused(field, client_of, plan):
    answer = client_of(Role.LEADER).post(f"/plans/{plan.pk}/approve/", APPROVAL | {field: ""})
    assert (answer.status_code, PlanVersion.objects.count()) == (422, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_version_costs_a_fixed_number_of_queries(count, office, django_assert_num_queries):
    plan = city_plan()
    accept_lines(plan=plan, lines=[line(when=f"{day + 1} августа") for day in range(count)], by=BY)
    version = approved(plan)
    with django_assert_num_queries(5):
        page = office.get(f"/plans/versions/{version.pk}/")
    assert len(page.context["window"].items) == count


@pytest.mark.parametrize(("form", "start"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_document_of_the_draft_is_named_so(form, start, office, plan):
    answer = office.get(f"/plans/{plan.pk}/document.{form}")
    assert answer.content.startswith(start)
    assert answer["Content-Disposition"].endswith(f"%28%D0%BF%D1%80%D0%BE%D0%B5%D0%BA%D1%82%29.{form}")


def test_document_of_a_version_prints_what_was_approved(office, plan):
    version = approved(plan)
    Event.objects.update(title="Иное")
    document = Document(io.BytesIO(office.get(f"/plans/versions/{version.pk}/document.docx").content))
    words = " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "Заседание комиссии" in words
    assert "Иное" not in words
    assert "ПРОЕКТ" not in words


def test_unit_plan_has_no_document(client_of):
    unit = directory.unit()
    plan = unit_plan(unit)
    assert client_of(Role.COORDINATOR, unit=unit).get(f"/plans/{plan.pk}/document.docx").status_code == 403


def test_one_period_has_one_city_plan_even_for_two_at_once(plan):
    twin = Plan(kind=plan.kind, period_code=plan.period_code, starts_on=plan.starts_on, ends_on=plan.ends_on, title="Д")
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_document_of_a_draft_is_signed_by_who_acts_today():
    today = timezone.localdate()
    mayor, deputy, head = (directory.person(each) for each in ("Образцов", "Примеров", "Планова"))
    directory.position(mayor, "Мэр города Омска", leader_order=1)
    for absent in (mayor, head):
        directory.absence(absent, today, ends_on=None, acting=deputy)
    plan = city_plan(Period.around(today + timedelta(days=40), "month"))
    plan.signer_post, plan.signer_name = "Начальник отдела", "П. П. Планова"
    data = plan_data(plan, None)
    assert data["approver_post"] == "Исполняющий обязанности Мэра города Омска"
    assert data["approver_line"].replace("\N{NO-BREAK SPACE}", " ").endswith("П. П. Примеров")
    assert data["signer_post"] == "Исполняющий обязанности начальника отдела"
    assert data["signer_name"] == data["approver_line"].partition(" ")[2]


def test_changes_and_report_of_a_plan_under_way_are_signed_by_who_acts_today():
    today = timezone.localdate()
    mayor, deputy, head = (directory.person(each) for each in ("Образцов", "Примеров", "Планова"))
    directory.position(mayor, "Мэр города Омска", leader_order=1)
    plan = word_plan(
        plan=city_plan(Period.around(today - timedelta(days=40), "month")),
        title="План работы на месяц",
        signer_post="Начальник отдела",
        signer_name="П. П. Планова",
        by=BY,
    )
    day = plan.starts_on
    version = approve_plan(plan=plan, approved_on=day, approver_name="О.", approver_post="Мэр", basis="", by=BY)
    for absent in (mayor, head):
        directory.absence(absent, today, ends_on=None, acting=deputy)
    changes, report = amendments_data(plan, version, [], None), execution_data([execution_of(version, today)], "")
    assert changes["approver_post"] == "Исполняющий обязанности Мэра города Омска"
    assert changes["signer_post"] == report["signer_post"] == "Исполняющий обязанности начальника отдела"
    assert (changes["plan_dative"], report["subject"]) == (
        "плану работы на месяц",
        "о выполнении плана работы на месяц",
    )


def test_approved_version_keeps_the_signature_of_its_day():
    plan, deputy = city_plan(Period.parse("2026-09")), directory.person("Примеров")
    directory.absence(directory.person("Планова"), date(2026, 8, 1), ends_on=date(2026, 8, 31), acting=deputy)
    plan = word_plan(plan=plan, title="План", signer_post="Начальник отдела", signer_name="П. П. Планова", by=BY)
    acting, own = (
        approve_plan(
            plan=plan, approved_on=date(2026, month, 20), approver_name="О.", approver_post="Мэр", basis="", by=BY
        )
        for month in (8, 9)
    )
    assert [version.signer_post for version in (acting, own)] == [
        "Исполняющий обязанности начальника отдела",
        "Начальник отдела",
    ]


def test_leader_who_sends_no_plan_is_not_asked_for_one(client_of):
    leader = client_of(Role.LEADER, unit=directory.unit("Руководство"))
    page = leader.get("/plans/").content.decode()
    assert ("Пока ничего не отправлено" in page, "Планы: Руководство" in page) == (False, False)
