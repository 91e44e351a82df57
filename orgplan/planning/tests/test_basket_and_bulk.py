"""Many events at once, and the basket, where approved plans hold them: reason and basis are asked once."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.events.models import Change, Event
from orgplan.events.tests.factories import event
from orgplan.language.periods import Period
from orgplan.planning.actions.lines import accept_lines
from orgplan.planning.actions.plans import take_events
from orgplan.planning.models import ItemChange
from orgplan.planning.queries.execution import execution_of
from orgplan.planning.tests.factories import BY, city_plan, line
from orgplan.planning.tests.test_changes import approve

pytestmark = pytest.mark.django_db

GROUND = {"reason": "по просьбе театра", "basis": "служебная записка", "basis_number": "15-п"}


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT)


def two_approved() -> list[Event]:
    plan = city_plan()
    events = [each.event for each in accept_lines(plan=plan, lines=[line(), line()], by=BY)]
    approve(plan)
    return [Event.objects.get(pk=each.pk) for each in events if each]


def hidden(page: str) -> dict[str, list[str]]:
    """Return the hidden values and the seals of the form of a page."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="(chosen|apply|row|seen)" value="([^"]*)"', page):
        found.setdefault(name, []).append(value)
    return found


def test_deleting_what_an_approved_plan_holds_asks_once_for_reason_and_basis(office):
    events = two_approved()
    asked = office.post("/events/basket/put/", {"row": [each.pk for each in events]})
    page = asked.content.decode()
    assert (asked.status_code, page.count('name="basis"')) == (200, 1)
    bare = office.post("/events/basket/put/", hidden(page))
    assert (bare.status_code, Event.objects.kept().count()) == (422, 2)
    done = office.post("/events/basket/put/", hidden(page) | GROUND)
    assert (done.status_code, Event.objects.kept().count()) == (303, 0)
    lying = office.get("/events/basket/").content.decode()
    assert "служебная записка" in lying
    assert office.get("/events/").status_code == 200


def test_basket_is_walked_from_the_card_to_the_restored_event(office):
    (mine, _other) = two_approved()
    page = office.get(f"/events/basket/put/?row={mine.pk}")
    assert page.status_code == 200
    office.post("/events/basket/put/", hidden(page.content.decode()) | GROUND)
    card = office.get(f"/events/{mine.pk}/")
    assert (card.status_code, "корзин" in card.content.decode()) == (200, True)
    again = office.post("/events/basket/put/", hidden(page.content.decode()) | GROUND)
    assert again.status_code == 303
    assert office.post(f"/events/{mine.pk}/restore/").status_code == 303
    assert Event.objects.kept().filter(pk=mine.pk).exists()
    late = office.post("/events/basket/put/", hidden(page.content.decode()) | GROUND)
    assert (late.status_code, Event.objects.kept().count()) == (409, 2)


def test_bulk_change_of_an_approved_plan_asks_once_for_reason_and_basis(office):
    events = two_approved()
    first = hidden(office.post("/events/bulk/", {"row": [each.pk for each in events]}).content.decode())
    change = first | {"days": "1"}
    preview = office.post("/events/bulk/", change | {"preview": "1"}).content.decode()
    assert preview.count('name="reason"') == 1
    bare = office.post("/events/bulk/", change | hidden(preview))
    assert bare.status_code == 422
    assert {each.edition for each in Event.objects.all()} == {each.edition for each in events}
    done = office.post("/events/bulk/", change | hidden(preview) | GROUND)
    assert done.status_code == 303
    assert Change.objects.filter(reason=GROUND["reason"]).count() == len(events)


def test_chosen_events_come_into_a_plan_and_its_section(office):
    plan = city_plan(Period.around(timezone.localdate(), "year"))
    section = plan.sections.first()
    mine, standing = event(), event()
    take_events(plan=plan, events=[standing], by=BY)
    rows = {"row": [mine.pk, standing.pk]}
    asked = office.post("/plans/take-in/", rows).content.decode()
    assert f'value="{plan.pk}:{section.pk}"' in asked
    answer = office.post("/plans/take-in/", rows | {"place": f"{plan.pk}:{section.pk}"})
    assert (answer.status_code, answer["Location"]) == (303, f"/plans/{plan.pk}/")
    places = {(each.event_id, each.section_id) for each in plan.items.filter(event__in=rows["row"])}
    assert places == {(mine.pk, section.pk), (standing.pk, section.pk)}


def test_way_back_from_the_choice_of_a_plan_leads_to_the_same_filter(office):
    city_plan(Period.around(timezone.localdate(), "year"))
    sent = {"row": [event().pk], "query": "since=2026-01-01&unit=3"}
    assert (
        office.post("/plans/take-in/", sent).content.decode().count('href="/events/?since=2026-01-01&amp;unit=3"') == 2
    )
    assert office.post("/plans/take-in/", sent | {"row": []})["Location"] == "/events/?since=2026-01-01&unit=3"


def test_approved_plan_takes_events_in_with_one_ground_only(office):
    plan = city_plan(Period.around(timezone.localdate(), "year"))
    take_events(plan=plan, events=[event()], by=BY)
    approve(plan)
    mine = event()
    place = {"row": [mine.pk], "place": f"{plan.pk}:0"}
    bare = office.post("/plans/take-in/", place)
    assert (bare.status_code, "Укажите причину и основание" in bare.content.decode()) == (422, True)
    assert office.post("/plans/take-in/", place | GROUND).status_code == 303
    assert ItemChange.objects.get(event=mine).reason == GROUND["reason"]


def test_what_lies_in_the_basket_is_counted_nowhere(office):
    """The list of plans, the page of approval and the execution say how many events stand, not how many stood."""
    plan = city_plan()
    lines = [line(), line(), line()]
    first, second, third = (each.event for each in accept_lines(plan=plan, lines=lines, by=BY))
    Event.objects.filter(pk=first.pk).update(deleted_at=timezone.now(), deleted_by="тест")
    Event.objects.filter(pk=second.pk).update(state="cancelled")
    assert 'data-label="Мероприятия">2<' in office.get("/plans/").content.decode()
    assert "1\N{NO-BREAK SPACE}мероприятие" in office.get(f"/plans/{plan.pk}/approve/").content.decode()
    version = approve(plan)
    Event.objects.filter(pk=third.pk).update(deleted_at=timezone.now(), deleted_by="тест")
    later = accept_lines(plan=plan, lines=[line()], by=BY)[0].event
    Event.objects.filter(pk=later.pk).update(deleted_at=timezone.now(), deleted_by="тест")
    found = execution_of(version, plan.starts_on)
    assert [each.row.event for each in found.added] == [second.pk]
