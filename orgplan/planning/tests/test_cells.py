"""One cell of a line in place: in consolidation, in the unit's plan, with HTMX and without."""

from __future__ import annotations

import pytest

from orgplan.accounts.rules import Role
from orgplan.directory.tests import factories as directory
from orgplan.planning.actions.lines import accept_lines, change_line
from orgplan.planning.models import PlanLine, PlanUndo
from orgplan.planning.rules.states import LineState
from orgplan.planning.tests.factories import BY, city_plan, line, unit_plan

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def plan():
    return city_plan()


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT)


def cell(plan, mine: PlanLine, field: str) -> str:
    return f"/plans/{plan.pk}/lines/{mine.pk}/cell/{field}/"


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("title", "Концерт хора", "Концерт хора"),
        ("date_text", "13 августа, 15:00", "13 августа, 15:00"),
        ("place", "Сад «Сибирь»", "Сад «Сибирь»"),
        ("responsible", "Краснова А.А.\nТеатр «Пример» (по согласованию)", "Театр «Пример»"),
    ],
)
def test_cell_is_opened_saved_and_taken_back(field, value, shown, office, plan):
    mine = line(title="Концерт", place="Парк")
    editor = office.get(cell(plan, mine, field), headers=HTMX).content.decode()
    assert ('name="edition" value="1"' in editor, "<html" in editor) == (True, False)
    answer = office.post(cell(plan, mine, field), {field: value, "edition": "1"}, headers=HTMX)
    page = answer.content.decode()
    assert (answer.status_code, answer["HX-Retarget"], shown in page) == (200, f"#line-{mine.pk}", True)
    assert f"/plans/undo/{PlanUndo.objects.get().pk}/" in page
    assert PlanLine.objects.get(pk=mine.pk).edition == 2
    office.post(f"/plans/undo/{PlanUndo.objects.get().pk}/")
    back = PlanLine.objects.get(pk=mine.pk)
    assert (back.title, back.place, back.when, back.responsible) == ("Концерт", "Парк", mine.when, [])


def test_cell_without_javascript_is_a_page_and_leads_back(office, plan):
    mine, back = line(), f"http://testserver/plans/{plan.pk}/consolidation/?state=all"
    page = office.get(cell(plan, mine, "place"), headers={"referer": back}).content.decode()
    assert f'name="next" value="{back}"' in page
    assert "hx-post" not in page.split('class="in-place"')[1].split(">")[0]
    answer = office.post(cell(plan, mine, "place"), {"place": "Сад", "edition": "1", "next": back})
    assert (answer.status_code, answer["Location"]) == (303, back)


def test_unread_date_is_said_in_words_and_nothing_is_lost(office, plan):
    mine = line()
    given = {"date_text": "когда рак свистнет", "edition": "1"}
    answer = office.post(cell(plan, mine, "date_text"), given, headers=HTMX)
    page = answer.content.decode()
    assert (answer.status_code, "не нашлось даты" in page, "когда рак свистнет" in page) == (422, True, True)
    assert PlanLine.objects.get(pk=mine.pk).date_text == mine.date_text


def test_second_of_two_sees_the_first_and_keeps_the_own_words(office, plan):
    mine = line(place="Парк")
    change_line(mine, values={"place": "Сад"}, edition=1, by=BY)
    opened = '{"place": "Парк"}'
    given = {"place": "Площадь", "edition": "1", "opened": opened}
    answer = office.post(cell(plan, mine, "place"), given, headers=HTMX)
    page = answer.content.decode()
    assert (answer.status_code, "Сад" in page, "Площадь" in page) == (409, True, True)
    assert PlanLine.objects.get(pk=mine.pk).place == "Сад"
    again = {"place": "Площадь", "edition": "2"}
    assert office.post(cell(plan, mine, "place"), again, headers=HTMX).status_code == 200
    assert PlanLine.objects.get(pk=mine.pk).place == "Площадь"


def test_accepted_line_says_why_it_is_not_changed_here(office, plan):
    mine = line(place="Парк")
    accept_lines(plan=plan, lines=[mine], by=BY)
    answer = office.post(cell(plan, mine, "place"), {"place": "Сад", "edition": "2"}, headers=HTMX)
    assert (answer.status_code, "измените само мероприятие" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(("state", "status"), [(LineState.RETURNED, 200), (LineState.SUBMITTED, 422)])
def test_unit_changes_what_was_returned_to_it(state, status, client_of):
    unit = directory.unit()
    own = unit_plan(unit)
    mine = line(own, state=state)
    coordinator = client_of(Role.COORDINATOR, unit=unit)
    answer = coordinator.post(cell(own, mine, "place"), {"place": "Сад", "edition": "1"}, headers=HTMX)
    assert answer.status_code == status
    assert (PlanLine.objects.get(pk=mine.pk).place == "Сад") == (status == 200)
    page = coordinator.get(f"/plans/{own.pk}/").content.decode()
    assert (cell(own, mine, "title") in page) == (state == LineState.RETURNED)


def test_left_cell_shows_the_row_as_it_stands(office, plan):
    mine = line(place="Парк")
    for shown in (plan, mine.plan):
        answer = office.get(f"{cell(shown, mine, 'place')}?shown", headers=HTMX)
        assert (answer["HX-Retarget"], "Парк" in answer.content.decode()) == (f"#line-{mine.pk}", True)


def test_field_that_is_none_is_not_found(office, plan):
    assert office.get(cell(plan, line(), "state")).status_code == 404


def test_words_of_a_date_are_understood_in_the_plans_period(office, plan):
    page = office.get(f"/plans/{plan.pk}/understood/?date_text=12, 14:00").content.decode()
    assert "12 августа" in page
    assert "пока не видно" in office.get(f"/plans/{plan.pk}/understood/?date_text=рак").content.decode()
