"""Many lines at once with a preview, and the basket of lines."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.audit.models import Entry
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import basket_term
from orgplan.jobs.jobs import JobContext
from orgplan.jobs.tests.factories import job
from orgplan.planning.actions.lines import accept_lines, change_line
from orgplan.planning.jobs import empty_old_lines
from orgplan.planning.models import PlanLine, PlanUndo
from orgplan.planning.rules.states import LineState
from orgplan.planning.tests.factories import BY, city_plan, line, remark, unit_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return city_plan()


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT)


def hidden(page: str) -> dict[str, str]:
    """Return the carried choice and the seal of the form."""
    return dict(re.findall(r'name="(chosen|apply)" value="([^"]*)"', page))


def bulk(plan, *lines: PlanLine) -> str:
    return f"/plans/{plan.pk}/lines/bulk/?" + "&".join(f"row={each.pk}" for each in lines)


def test_chosen_lines_are_changed_after_a_preview_and_taken_back(office, plan):
    own, other = unit_plan(), directory.unit("Департамент спорта")
    mine, more = line(own, title="Концерт хора"), line(own, title="Концерт оркестра")
    taken = line(own, title="Концерт принятый")
    accept_lines(plan=plan, lines=[taken], by=BY)
    given = {
        **hidden(office.get(bulk(plan, mine, more, taken)).content.decode()),
        "place": "Сад",
        "responsible": "Краснова А.А.",
        "section": plan.sections.first().pk,
        "unit": other.pk,
        "find": "Концерт",
        "put": "Выступление",
    }
    page = office.post(f"/plans/{plan.pk}/lines/bulk/", given | {"preview": "1"}).content.decode()
    assert "к изменению — 2 строки" in page.replace("\xa0", " ")
    assert "строка принята" in page
    assert PlanLine.objects.filter(place="Сад").count() == 0
    assert office.post(f"/plans/{plan.pk}/lines/bulk/", given | hidden(page)).status_code == 303
    changed = PlanLine.objects.get(pk=mine.pk)
    assert (changed.title, changed.place, changed.section) == ("Выступление хора", "Сад", plan.sections.first())
    assert (changed.plan.unit, changed.responsible[0]["name"]) == (other, "Краснова А.А.")
    assert PlanLine.objects.get(pk=taken.pk).title == "Концерт принятый"
    office.post(f"/plans/undo/{PlanUndo.objects.get().pk}/")
    back = PlanLine.objects.get(pk=mine.pk)
    assert (back.title, back.place, back.section, back.plan, back.responsible) == ("Концерт хора", "", None, own, [])


def test_line_changed_since_the_preview_is_previewed_anew(office, plan):
    mine = line()
    given = hidden(office.get(bulk(plan, mine)).content.decode()) | {"place": "Сад"}
    page = office.post(f"/plans/{plan.pk}/lines/bulk/", given | {"preview": "1"}).content.decode()
    change_line(mine, values={"place": "Парк"}, edition=1, by=BY)
    answer = office.post(f"/plans/{plan.pk}/lines/bulk/", given | hidden(page))
    assert (answer.status_code, "Парк" in answer.content.decode()) == (409, True)
    assert PlanLine.objects.get(pk=mine.pk).place == "Парк"


def test_empty_form_is_refused_and_all_found_are_taken_by_the_filter(office, plan):
    line(title="Концерт")
    line(title="Турнир")
    page = office.get(f"/plans/{plan.pk}/lines/bulk/?all=1&q=турнир").content.decode()
    assert "Выбрано: 1 строка" in page.replace("\xa0", " ")
    answer = office.post(f"/plans/{plan.pk}/lines/bulk/", hidden(page) | {"preview": "1"})
    assert (answer.status_code, "заполните хотя бы одно поле" in answer.content.decode()) == (422, True)


def test_long_preview_is_shown_by_windows(office, plan):
    own = unit_plan()
    for _number in range(101):
        line(own)
    given = hidden(office.get(f"/plans/{plan.pk}/lines/bulk/?all=1").content.decode()) | {"place": "Сад"}
    first = office.post(f"/plans/{plan.pk}/lines/bulk/", given | {"preview": "1"}).content.decode()
    second = office.post(f"/plans/{plan.pk}/lines/bulk/", given | {"page": "2"}).content.decode()
    assert (first.count("<ins>"), second.count("<ins>")) == (100, 1)
    assert office.post(f"/plans/{plan.pk}/lines/bulk/", given | hidden(second)).status_code == 303
    assert PlanLine.objects.filter(place="Сад").count() == 101


@pytest.mark.parametrize(("many", "where"), [("bulk", "bulk"), ("put", "put")])
def test_ticked_lines_lead_from_consolidation_to_their_page(many, where, office, plan):
    mine = line()
    answer = office.post(f"/plans/{plan.pk}/consolidation/decide/", {"many": many, "row": [mine.pk, "²"]})
    assert (answer.status_code, answer["Location"]) == (303, f"/plans/{plan.pk}/lines/{where}/?row={mine.pk}")
    assert office.get(f"/plans/{plan.pk}/lines/{where}/").status_code == 303


def test_line_goes_into_the_basket_with_a_reason_and_comes_back(office, plan):
    mine, taken = line(title="Записано дважды"), line(title="Принятая")
    accept_lines(plan=plan, lines=[taken], by=BY)
    address = f"/plans/{plan.pk}/lines/put/?row={mine.pk}&row={taken.pk}"
    page = office.get(address).content.decode()
    assert "Эти строки останутся в плане" in page
    assert "строка принята" in page
    assert office.post(address, hidden(page) | {"reason": " "}).status_code == 422
    assert office.post(address, hidden(page) | {"reason": "Повтор"}).status_code == 303
    assert PlanLine.objects.get(pk=mine.pk).state == LineState.WITHDRAWN
    lying = office.get(f"/plans/{plan.pk}/lines/basket/").content.decode()
    assert ("Записано дважды" in lying, "Повтор" in lying) == (True, True)
    assert office.post(f"/plans/{plan.pk}/lines/{mine.pk}/restore/").status_code == 303
    back = PlanLine.objects.get(pk=mine.pk)
    assert (back.state, back.decline_reason, back.decided_by) == (LineState.SUBMITTED, "", "")
    office.post(f"/plans/undo/{PlanUndo.objects.first().pk}/")
    assert PlanLine.objects.get(pk=mine.pk).state == LineState.WITHDRAWN


@pytest.mark.parametrize("count", [1, 3])
def test_basket_costs_a_fixed_number_of_queries(count, office, plan, django_assert_num_queries):
    own = unit_plan()
    for _number in range(count):
        line(own, state=LineState.WITHDRAWN)
    basket_term()  # made once
    with django_assert_num_queries(7):
        office.get(f"/plans/{plan.pk}/lines/basket/")


def test_coordinator_changes_returned_lines_of_the_own_plan_only(client, plan):
    unit = directory.unit()
    own = unit_plan(unit)
    back, sent = line(own, title="Концерт", state=LineState.RETURNED), line(own, title="Турнир")
    foreign = line(unit_plan(directory.unit("Департамент спорта")), title="Чужая", state=LineState.RETURNED)
    client.force_login(directory.coordinator(unit))
    address = f"/plans/{own.pk}/lines/bulk/"
    page = client.post(address, {"row": [back.pk, sent.pk, foreign.pk]}).content.decode()
    assert ("Выбрано: 2 строки" in page.replace("\xa0", " "), "Чужая" in page, 'name="unit"' in page) == (
        True,
        False,
        False,
    )
    given = hidden(page) | {"place": "Сад"}
    page = client.post(address, given | {"preview": "1"}).content.decode()
    assert "строка уже отправлена" in page
    assert client.post(address, given | hidden(page)).headers["Location"] == f"/plans/{own.pk}/"
    assert list(PlanLine.objects.filter(place="Сад")) == [back]


def test_coordinator_takes_returned_lines_off_and_back(client, plan):
    unit = directory.unit()
    own = unit_plan(unit)
    back, sent = line(own, title="Концерт", state=LineState.RETURNED), line(own, title="Турнир")
    client.force_login(directory.coordinator(unit))
    address = f"/plans/{own.pk}/lines/put/"
    page = client.post(address, {"row": [back.pk, sent.pk], "reason": ""}).content.decode()
    given = hidden(page) | {"reason": "Отменили у себя"}
    assert client.post(address, given).status_code == 303
    assert [each.state for each in PlanLine.objects.order_by("pk")] == [LineState.WITHDRAWN, LineState.SUBMITTED]
    lying = client.get(f"/plans/{own.pk}/lines/basket/").content.decode()
    assert ("Отменили у себя" in lying, "Восстановить" in lying) == (True, False)
    assert client.post(f"/plans/{own.pk}/lines/{back.pk}/restore/").status_code == 403
    client.post(f"/plans/undo/{PlanUndo.objects.get().pk}/")
    assert PlanLine.objects.get(pk=back.pk).state == LineState.RETURNED


def test_units_own_plan_offers_the_buttons_where_something_may_be_changed(client, office, plan):
    unit = directory.unit()
    own = unit_plan(unit)
    sent = line(own, title="Турнир")
    client.force_login(directory.coordinator(unit))
    assert "В корзину…" not in client.get(f"/plans/{own.pk}/").content.decode()
    assert "В корзину…" in office.get(f"/plans/{own.pk}/").content.decode()
    PlanLine.objects.filter(pk=sent.pk).update(state=LineState.RETURNED)
    assert "В корзину…" in client.get(f"/plans/{own.pk}/").content.decode()


def test_basket_of_lines_is_emptied_after_the_term_of_events(plan):
    now = timezone.now()
    old = line(state=LineState.WITHDRAWN, decided_at=now - timedelta(days=31), decided_by="тест")
    remark(old)
    young = line(state=LineState.WITHDRAWN, decided_at=now - timedelta(days=29), decided_by="тест")
    waiting = line()
    context = JobContext(job(due_at=now), BY)
    empty_old_lines(context)
    empty_old_lines(context)
    assert list(PlanLine.objects.order_by("pk")) == [young, waiting]
    assert Entry.objects.filter(verb="planning.empty_lines_basket").count() == 1
