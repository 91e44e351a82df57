"""Pages of execution: each row beside the approved version, by unit, over a time, on paper; reports given there."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from docx import Document

from orgplan.accounts.rules import Role
from orgplan.directory.tests import factories as directory
from orgplan.documents.models import Document as Paper
from orgplan.events.actions import OutcomeFacts, change_event, facts_of, report_outcome
from orgplan.events.models import Event, Outcome
from orgplan.events.rules import Basis, EventState, OutcomeKind
from orgplan.language.periods import Period
from orgplan.planning.actions.lines import accept_lines
from orgplan.planning.actions.plans import approve_plan, take_events
from orgplan.planning.models import ReportTerm
from orgplan.planning.queries.execution import execution_of
from orgplan.planning.rules.execution import RowState
from orgplan.planning.tests.factories import BY, city_plan, line, unit_plan

pytestmark = pytest.mark.django_db

MARCH = Period.parse("2026-03")
TODAY = date(2026, 4, 2)


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT)


def approved(count: int = 1, unit=None, period: Period = MARCH):
    """An approved plan of March with so many events of the unit, from the second day on."""
    plan, own = city_plan(period), unit_plan(unit, period)
    lines = [line(own, title=f"Концерт {day}", when=f"{day} марта, 14:00") for day in range(2, 2 + count)]
    lines = accept_lines(plan=plan, lines=lines, by=BY)
    version = approve_plan(
        plan=plan, approved_on=date(2026, 2, 20), approver_name="О. О.", approver_post="Мэр", basis="", by=BY
    )
    return plan, version, [each.event for each in lines]


def hold(event: Any, day: date, **facts: Any) -> Outcome:
    return report_outcome(event, facts=OutcomeFacts(OutcomeKind.HELD, day, day, **facts), edition=0, today=TODAY, by=BY)


def move(event: Any, when: date) -> None:
    event.refresh_from_db()
    facts = facts_of(event)
    moved = tuple(replace(each, start=when, end=when) for each in facts.timing.occurrences)
    changed = replace(facts, timing=replace(facts.timing, occurrences=moved))
    basis = Basis("служебная записка", "7")
    change_event(event, facts=changed, edition=event.edition, reason="Занят зал", basis=basis, by=BY)


def test_rows_are_counted_against_the_version_not_against_the_facts():
    _plan, version, events = approved(4)
    hold(events[0], date(2026, 3, 2), turnout=40)
    move(events[1], date(2026, 3, 20))
    hold(events[1], date(2026, 3, 20))
    Event.objects.filter(pk=events[2].pk).update(state=EventState.CANCELLED)
    found = execution_of(version, TODAY)
    states = [RowState.IN_TIME, RowState.HELD_MOVED, RowState.CANCELLED, RowState.OVERDUE]
    assert [row.state for row in found.rows] == states
    assert (found.rows[1].row.when, found.rows[1].actual) == ("3 марта, 14:00", "20 марта")
    assert found.rows[1].reason == "Занят зал; служебная записка № 7"
    assert (found.tally.held, found.tally.share_held) == (2, Decimal(50))


def test_events_added_after_approval_stand_apart_and_change_no_share():
    plan, version, events = approved(1)
    hold(events[0], date(2026, 3, 2))
    other = line(unit_plan(period=MARCH), title="Позже", when="9 марта")
    accept_lines(plan=plan, lines=[other], by=BY)
    found = execution_of(version, TODAY)
    assert [(row.row.title, row.state) for row in found.added] == [("Позже", RowState.OVERDUE)]
    assert (found.tally.total, found.tally.share_held) == (1, Decimal(100))


def test_a_row_taken_out_of_the_plan_counts_as_called_off_with_a_note():
    plan, version, _events = approved(2)
    plan.items.first().delete()
    row = execution_of(version, TODAY).rows[0]
    assert (row.state, row.note) == (RowState.CANCELLED, "исключено из плана")


def test_a_regular_row_is_counted_by_its_meetings():
    plan = city_plan(MARCH)
    weekly = line(unit_plan(period=MARCH), title="Планёрка", when="еженедельно по понедельникам, 08:30")
    weekly = accept_lines(plan=plan, lines=[weekly], by=BY)[0]
    parts = [
        accept_lines(
            plan=city_plan(Period.parse("2026-W10")), lines=[line(title="Встреча", when=f"{day} марта")], by=BY
        )
        for day in (2, 9)
    ]
    Event.objects.filter(pk__in=[each[0].event_id for each in parts]).update(part_of=weekly.event)
    version = approve_plan(
        plan=plan, approved_on=date(2026, 2, 20), approver_name="О. О.", approver_post="Мэр", basis="", by=BY
    )
    hold(parts[0][0].event, date(2026, 3, 2))
    assert execution_of(version, TODAY).rows[0].state == RowState.OVERDUE
    second = parts[1][0].event
    assert second is not None
    facts = OutcomeFacts(OutcomeKind.NOT_HELD, reason="Праздник")
    report_outcome(second, facts=facts, edition=0, today=TODAY, by=BY)
    row = execution_of(version, TODAY).rows[0]
    assert (row.state, row.note) == (RowState.PARTLY, "состоялось 1 из 4")
    early = execution_of(version, date(2026, 3, 12)).rows[0]
    assert (early.state, early.note) == (RowState.AHEAD, "состоялось 1 из 4")


def test_a_regular_row_reported_as_a_whole_is_judged_by_its_rule():
    plan = city_plan(MARCH)
    weekly = line(unit_plan(period=MARCH), title="Планёрка", when="еженедельно по понедельникам, 08:30")
    event = accept_lines(plan=plan, lines=[weekly], by=BY)[0].event
    assert event is not None
    version = approve_plan(
        plan=plan, approved_on=date(2026, 2, 20), approver_name="О. О.", approver_post="Мэр", basis="", by=BY
    )
    facts = OutcomeFacts(OutcomeKind.HELD, MARCH.start, MARCH.end)
    report_outcome(event, facts=facts, edition=0, today=TODAY, by=BY)
    row = execution_of(version, TODAY).rows[0]
    assert (row.state, row.note) == (
        RowState.IN_TIME,
        "по плану 4\N{NO-BREAK SPACE}раза, сколько состоялось, не указано",
    )
    report_outcome(event, facts=replace(facts, times=3), edition=1, today=TODAY, by=BY)
    row = execution_of(version, TODAY).rows[0]
    assert (row.state, row.note) == (RowState.PARTLY, "состоялось 3 из 4")


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_a_fixed_number_of_queries(count, office, django_assert_num_queries):
    plan, _version, events = approved(count)
    hold(events[0], date(2026, 3, 2), turnout=40, turnout_source="heads")
    with django_assert_num_queries(11):
        page = office.get(f"/plans/{plan.pk}/execution/")
    assert len(page.context["window"].items) == count


def test_page_shows_numbers_with_their_formula_and_each_opens_its_rows(office):
    plan, _version, events = approved(3)
    hold(events[0], date(2026, 3, 2), turnout=40, turnout_source="heads")
    page = office.get(f"/plans/{plan.pk}/execution/").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    for words in ("33,3 %", "1 / 3 × 100", "40", "подсчёт на месте", "нет отчёта, просрочен", "до 7 апреля 2026"):
        assert words in page, words
    held = office.get(f"/plans/{plan.pk}/execution/?state=held").context["window"]
    late = office.get(f"/plans/{plan.pk}/execution/?state=group-unreported").context["window"]
    assert ([row.row.title for row in held.items], late.total) == (["Концерт 2"], 2)


@pytest.mark.parametrize("query", ["?state=nonsense", "?unit=Никто", "?q=такого нет", "?version=99"])
def test_filter_that_fits_nothing_says_so(query, office):
    plan, _version, _events = approved(1)
    answer = office.get(f"/plans/{plan.pk}/execution/{query}")
    assert answer.status_code == (404 if "version" in query else 200)
    assert "version" in query or "не подходит ни одна строка" in answer.content.decode()


def test_plan_that_is_not_approved_has_no_execution(office):
    assert office.get(f"/plans/{city_plan().pk}/execution/").status_code == 404


def test_unit_reports_several_at_once_and_takes_it_back(signed_in):
    unit = directory.unit()
    plan, _version, events = approved(2, unit)
    client = signed_in(directory.coordinator(unit))
    rows = [str(event.pk) for event in events]
    answer = client.post(f"/plans/{plan.pk}/execution/report/", {"row": [*rows, "x", "999999"]}, follow=True)
    words = answer.content.decode()
    assert "Отмечено проведёнными 2 мероприятия" in words
    assert Outcome.objects.filter(first_day=date(2026, 3, 2)).count() == 1
    back = f"/plans/{plan.pk}/execution/take-back/{'-'.join(rows)}/"
    assert back in words
    assert client.post(back).status_code == 303
    assert not Outcome.objects.exists()


def test_report_opens_in_a_row_of_the_table_and_saves_from_there(office):
    plan, _version, events = approved(1)
    address = f"/events/{events[0].pk}/outcome/?row=1&next=/plans/{plan.pk}/execution/%23row-{events[0].pk}"
    assert (
        f'hx-get="/events/{events[0].pk}/outcome/?row=1' in office.get(f"/plans/{plan.pk}/execution/").content.decode()
    )
    row = office.get(address, HTTP_HX_REQUEST="true").content.decode()
    assert row.count("<form") == 1
    assert 'colspan="10"' in row
    assert "data-leave" in row
    wrong = office.post(address, {"kind": "not_held", "edition": "0"}, HTTP_HX_REQUEST="true")
    assert (wrong.status_code, b"<tr" in wrong.content, b"data-leave" in wrong.content) == (422, False, True)
    form = {"kind": "held", "first_day": "2026-03-02", "edition": "0"}
    assert office.post(address, form, HTTP_HX_REQUEST="true").status_code < 400
    assert Outcome.objects.get().first_day == date(2026, 3, 2)


def test_every_number_of_the_table_by_units_opens_its_rows(office):
    plan, _version, _events = approved(3)
    for path in (
        f"/plans/{plan.pk}/execution/units/",
        "/plans/execution/?kind=month&since=2026-01-01&until=2026-12-31",
    ):
        page = office.get(path).content.decode()
        cells = re.findall(r'<td class="number" data-label="[^"]+">(.*?)</td>', page, re.DOTALL)
        numbers = [cell for cell in cells if re.sub("<[^>]+>", "", cell).strip() != "0"]
        assert numbers
        assert all("<a href=" in cell for cell in numbers), path
    page = office.get(f"/plans/{plan.pk}/execution/units/").content.decode()
    for href in set(re.findall(r'<a href="([^"]*state=[^"]*)"', page)):
        assert office.get(href.replace("&amp;", "&")).context["window"].total == 3
    rows = office.get("/plans/execution/?kind=month&since=2026-01-01&until=2026-12-31&state=overdue").content.decode()
    assert rows.count("Концерт") == 3


def test_unit_reports_on_no_other_unit(signed_in):
    plan, _version, events = approved(1)
    client = signed_in(directory.coordinator(directory.unit()))
    assert client.get(f"/plans/{plan.pk}/execution/").status_code == 200
    assert client.post(f"/plans/{plan.pk}/execution/report/", {"row": [events[0].pk]}).status_code == 403
    assert not Outcome.objects.exists()


def test_units_page_names_who_has_not_reported_first(office):
    late, done = directory.unit("Управление поздних"), directory.unit("Управление точных")
    plan, own = city_plan(MARCH), [unit_plan(done, MARCH), unit_plan(late, MARCH)]
    lines = [line(each, when="5 марта") for each in own]
    lines = accept_lines(plan=plan, lines=lines, by=BY)
    approve_plan(plan=plan, approved_on=date(2026, 2, 20), approver_name="О.", approver_post="Мэр", basis="", by=BY)
    hold(lines[0].event, date(2026, 3, 5))
    page = office.get(f"/plans/{plan.pk}/execution/units/")
    assert [name for name, _counts in page.context["rows"]] == ["Управление поздних", "Управление точных"]
    assert "50,0\N{NO-BREAK SPACE}%" in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_executions_costs_a_fixed_number_of_queries(count, office, django_assert_num_queries):
    for month in range(1, count + 1):
        plan = city_plan(Period.month(2025, month))
        take_events(plan=plan, events=[], by=BY)
        approve_plan(plan=plan, approved_on=date(2024, 12, 20), approver_name="О.", approver_post="М", basis="", by=BY)
    with django_assert_num_queries(8):
        page = office.get("/plans/execution/?kind=month&since=2025-01-01&until=2025-12-31")
    assert len(page.context["rows"]) == count


def test_list_adds_plans_up(office):
    approved(3)
    page = office.get("/plans/execution/?kind=month&since=2026-01-01&until=2026-12-31").content.decode()
    assert "март 2026 года".capitalize() in page
    assert "0 / 3" in page
    assert "нет утверждённых планов" in office.get("/plans/execution/?kind=week").content.decode()


def test_report_prints_the_plan_fact_table(office):
    plan, _version, events = approved(2)
    hold(events[0], date(2026, 3, 2), turnout=40)
    answer = office.get(f"/plans/{plan.pk}/execution.docx")
    document = Document(io.BytesIO(b"".join(answer)))
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells[0][1:4] == ["Наименование мероприятия", "Срок по плану", "Фактический срок"]
    assert ["1", "Концерт 2", "2 марта, 14:00", "2 марта", "проведено в срок"] in [row[:5] for row in cells]
    text = "\n".join(each.text for each in document.paragraphs).replace("\N{NO-BREAK SPACE}", " ")
    assert "1 / 2 × 100 = 50,0 %" in text
    assert len(document.tables) == 3
    assert b"".join(office.get(f"/plans/{plan.pk}/execution.pdf")).startswith(b"%PDF")


def test_report_of_a_time_holds_each_plan_under_its_heading(office):
    approved(1)
    address = "/plans/execution.docx?kind=month&since=2026-01-01&until=2026-12-31"
    document = Document(io.BytesIO(b"".join(office.get(address))))
    assert any("Концерт 2" in cell.text for row in document.tables[0].rows for cell in row.cells)


def test_term_of_the_report_is_set_and_moves_the_due_day(office):
    plan, _version, _events = approved(1)
    form = {"days": "10", "working": "", "basis": "распоряжение № 1", "edition": "0"}
    assert office.post("/plans/execution/term/month/", form).status_code == 303
    assert ReportTerm.objects.get().days == 10
    assert "до 10 апреля 2026" in office.get(f"/plans/{plan.pk}/execution/").content.decode()
    assert office.post("/plans/execution/term/month/", form | {"days": "3"}).status_code == 409
    assert office.post("/plans/execution/term/month/", form | {"days": "-1"}).status_code == 422


def test_report_is_in_the_register_once_while_it_says_the_same(office):
    plan, _version, events = approved(2)
    address = f"/plans/{plan.pk}/execution.docx"
    first, again = office.get(address).content, office.get(address).content
    document = Paper.objects.get(kind="execution")
    assert (first == again, document.number) == (True, 1)
    page = office.get(f"/documents/{document.pk}/").content.decode()
    assert "Отчёт о выполнении" in page
    hold(events[0], date(2026, 3, 2))
    office.get(address)
    assert sorted(Paper.objects.values_list("number", flat=True)) == [1, 2]
