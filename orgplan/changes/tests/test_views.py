"""Pages of a change: begin, what it touches, apply, undo; proposals; two people at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.conf import settings

from orgplan.accounts.rules import Role
from orgplan.clashes.queries import norms
from orgplan.core import seams
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import change_event, create_event, facts_of
from orgplan.events.following import Basis, Effect
from orgplan.events.models import Change, Event, ProposedChange
from orgplan.events.rules import EventState, ProposalState
from orgplan.notices.models import Message
from orgplan.planning.actions.lines import accept_lines
from orgplan.planning.actions.plans import approve_plan
from orgplan.planning.tests.factories import BY, city_plan, line, unit_plan

pytestmark = pytest.mark.django_db

GROUND = {"reason": "Зал занят", "basis": "служебная записка", "basis_number": "15-п", "basis_date": "2026-08-03"}


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT)


@pytest.fixture
def unit():
    return directory.unit("Департамент пробной культуры", email="kultura@example.org")


@pytest.fixture
def event(unit):
    """An event of an approved plan of August."""
    plan = city_plan()
    found = accept_lines(plan=plan, lines=[line(unit_plan(unit), title="Концерт")], by=BY)[0].event
    approve_plan(plan=plan, approved_on=date(2026, 7, 25), approver_name="О. О.", approver_post="Мэр", basis="", by=BY)
    return found


def begun(client, event, verb="move", **form):
    """Begin a change and return where it goes on."""
    given = {"wording": "20 августа 2026 года, 15:00"} if verb == "move" else {}
    return client.post(f"/changes/event/{event.pk}/{verb}/", GROUND | given | form)


def into_the_foyer(event):
    """Somebody else changes the place."""
    facts = facts_of(event).placed(words="Фойе")
    change_event(event, facts=facts, edition=event.edition, reason="Ремонт", basis=Basis("записка"), by=BY)


def text(answer):
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_card_offers_to_move_to_cancel_and_another_place(office, event):
    page = text(office.get(f"/events/{event.pk}/"))
    for words in ("Перенести", "Отменить", "Сменить место", "изменений пока не было"):
        assert words in page, words


def test_move_shows_what_it_touches_and_is_applied_with_letters(office, event, unit):
    answer = begun(office, event)
    assert answer.status_code == 303
    page = text(office.get(answer["Location"]))
    for words in (
        "12 августа 2026 года, 14:00",
        "20 августа 2026 года, 15:00",
        "Утверждённые планы",
        "Пункт 1 редакции 1 разойдётся с фактом",
        "Строки подразделений",
        "Внести изменение · уйдёт 1 письмо",
    ):
        assert words in page, words
    done = office.post(answer["Location"], GROUND | {"do": "apply"}, follow=True)
    event.refresh_from_db()
    assert (event.first_day, Change.objects.get().reason) == (date(2026, 8, 20), "Зал занят")
    letter = Message.objects.get()
    assert letter.recipient_email == unit.email
    assert "14:00 → 20 августа 2026 года, 15:00" in letter.text.replace("\N{NO-BREAK SPACE}", " ")
    for words in ("Изменение внесено", "Что сделано", "уведомлено 1 подразделение"):
        assert words in text(done), words
    assert "В исходящие поставлено" not in text(done)  # the same letter, counted in the first group


def test_whole_group_is_left_and_nothing_is_mailed(office, event):
    address = begun(office, event)["Location"]
    groups = {
        f"{word}-{key}": value
        for key in ("planning.lines", "events.participants")
        for word, value in (("group", "leave"), ("was", "notify"))
    }
    office.post(address, GROUND | groups | {"do": "apply"})
    assert (Change.objects.count(), Message.objects.count()) == (1, 0)


def test_without_a_ground_it_is_refused_and_what_was_typed_stays(office, event):
    address = begun(office, event, reason="", basis="")["Location"]
    answer = office.post(address, {"reason": "", "basis": "служебная записка", "do": "apply"})
    assert answer.status_code == 422
    page = text(answer)
    assert "Укажите причину изменения." in page
    assert 'value="служебная записка"' in page
    assert Change.objects.count() == 0


def test_ordinary_form_of_an_approved_event_leads_to_the_same_step(office, event):
    form = {
        "edition": event.edition, "title": "Большой концерт", "wording": event.wording, "owner": event.owner_id,
        "kind": event.kind, "level": event.level,
    }  # fmt: skip
    answer = office.post(f"/events/{event.pk}/edit/", form)
    proposed = ProposedChange.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/changes/{proposed.pk}/")
    assert "Большой концерт" in text(office.get(answer["Location"]))
    event.refresh_from_db()
    assert event.title == "Концерт"


@pytest.mark.parametrize(("verb", "state"), [("cancel", EventState.CANCELLED), ("reinstate", EventState.PLANNED)])
def test_event_is_cancelled_and_reinstated(verb, state, office, event):
    if verb == "reinstate":
        Event.objects.update(state=EventState.CANCELLED)
    office.post(begun(office, event, verb)["Location"], GROUND | {"do": "apply"})
    event.refresh_from_db()
    assert (event.state, Change.objects.get().kinds) == (state, "cancelled" if verb == "cancel" else "reinstated")


@pytest.mark.parametrize(
    ("verb", "form"), [("move", {"wording": "когда-нибудь"}), ("venue", {}), ("move", {"wording": ""})]
)
def test_mistake_in_the_beginning_is_said(verb, form, office, event):
    answer = office.post(f"/changes/event/{event.pk}/{verb}/", form)
    assert (answer.status_code, ProposedChange.objects.count()) == (422, 0)


def test_undo_puts_everything_back_once(office, event):
    address = begun(office, event)["Location"]
    office.post(address, GROUND | {"do": "apply"})
    assert "Изменение взято назад" in text(office.post(f"{address}undo/", follow=True))
    event.refresh_from_db()
    assert event.first_day == date(2026, 8, 12)
    assert "уже взято назад" in text(office.post(f"{address}undo/", follow=True))


def test_undo_is_refused_when_somebody_changed_the_event_since(office, event):
    address = begun(office, event)["Location"]
    office.post(address, GROUND | {"do": "apply"})
    event.refresh_from_db()
    into_the_foyer(event)
    assert "верните прежнее вручную" in text(office.post(f"{address}undo/", follow=True))


def test_two_people_at_once_lose_nothing(office, event):
    address = begun(office, event)["Location"]
    into_the_foyer(event)
    answer = office.post(address, GROUND | {"do": "apply"}, follow=True)
    assert "Сравните и продолжите" in text(answer)
    assert "Фойе" in text(answer)
    event.refresh_from_db()
    assert event.first_day == date(2026, 8, 12)
    office.post(f"{address}meet/")
    office.post(address, GROUND | {"do": "apply"})
    event.refresh_from_db()
    assert (event.first_day, event.place) == (date(2026, 8, 20), "Фойе")


def test_both_changed_the_same_and_both_are_shown(office, event):
    address = begun(office, event)["Location"]
    other = begun(office, event, wording="22 августа 2026 года, 10:00")["Location"]
    office.post(other, GROUND | {"do": "apply"})
    page = text(office.get(address))
    for words in ("22 августа 2026 года, 10:00", "у вас: 20 августа 2026 года, 15:00"):
        assert words in page, words


def test_coordinator_proposes_and_the_department_accepts(client_of, office, event, unit):
    coordinator = client_of(Role.COORDINATOR, unit=unit)
    address = begun(coordinator, event)["Location"]
    page = text(coordinator.get(address))
    assert "Предложить отделу" in page
    assert "Внести изменение" not in page
    refused = coordinator.post(address, GROUND | {"do": "apply"})
    assert (refused.status_code, Change.objects.count()) == (422, 0)
    coordinator.post(address, GROUND | {"do": "propose"})
    assert "Концерт" in text(office.get("/changes/"))
    office.post(address, GROUND | {"do": "apply"})
    assert ProposedChange.objects.get().state == ProposalState.APPLIED
    assert Change.objects.count() == 1


def test_department_declines_with_a_reason(client_of, office, event, unit):
    coordinator = client_of(Role.COORDINATOR, unit=unit)
    address = begun(coordinator, event)["Location"]
    coordinator.post(address, GROUND | {"do": "propose"})
    assert office.post(f"{address}decline/", {"answer": ""}).status_code == 422
    office.post(f"{address}decline/", {"answer": "Зал свободен"})
    assert "Зал свободен" in text(coordinator.get(address))
    assert "Решение уже принято" in text(office.post(address, GROUND | {"do": "apply"}))


class Failing:
    """A follower that fails when it is to act."""

    key = "test.failing"
    heading = "Пробный раздел"

    def demands(self, changes, by):  # noqa: ARG002 -- the seam's shape
        return []

    def preview(self, change, user):  # noqa: ARG002 -- the seam's shape
        return [Effect(key="1", heading="Пробное", sentence="будет")]

    def apply(self, change, decisions, by):  # noqa: ARG002 -- the seam's shape
        raise ZeroDivisionError


FAILING = (Failing(),)


def test_follower_that_fails_takes_everything_back_with_a_sentence(office, event, monkeypatch):
    address = begun(office, event)["Location"]
    monkeypatch.setitem(settings.SEAMS, "followers", "orgplan.changes.tests.test_views.FAILING")
    seams.bound.cache_clear()
    try:
        answer = office.post(address, GROUND | {"do": "apply"})
    finally:
        seams.bound.cache_clear()
    assert answer.status_code == 422
    assert "Ничего не изменено: не удалось обработать раздел «Пробный раздел»" in text(answer)
    event.refresh_from_db()
    assert (event.first_day, Change.objects.count(), Message.objects.count()) == (date(2026, 8, 12), 0, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_a_change_costs_a_fixed_number_of_queries(count, office, event, django_assert_num_queries):
    for _number in range(count):
        create_event(facts=replace(facts_of(event), part_of=event), by=BY)
    address = begun(office, event)["Location"]
    norms()  # settings are read once per state of them
    with django_assert_num_queries(19):
        page = office.get(address)
    assert page.context["total"] == count + 3


def test_many_touched_things_are_shown_in_windows_and_decided_as_a_group(office, event):
    from orgplan.events.actions import create_events  # noqa: PLC0415 -- one test

    create_events(facts=[replace(facts_of(event), part_of=event)] * 120, by=BY)
    address = begun(office, event)["Location"]
    page = office.get(f"{address}?group=events.parts&page=2")
    assert (page.context["window"].total, len(page.context["window"].items)) == (120, 20)
    office.post(address, GROUND | {"do": "apply"})
    assert Event.objects.filter(first_day=date(2026, 8, 20)).count() == 121


def test_list_says_when_nothing_waits(office):
    assert "Предложений нет" in text(office.get("/changes/"))


def test_cancelled_event_is_said_in_one_word():
    rows = [["cancelled", "запланировано", "отменено"], ["moved", "12 августа", "13 августа"]]
    said = [(label, bool(before)) for label, before, _after in Change(shown=rows).lines]
    assert said == [("отменено", False), ("перенесено", True)]
