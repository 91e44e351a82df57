"""Pages of folders: who opens whose, what is new, what is written for them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from orgplan.accounts.rules import Role, Scope
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import change_event, facts_of
from orgplan.folders.models import Briefing, Escort, FolderLook, LeaderNote
from orgplan.folders.tests.factories import BY, leader, note, tomorrow, with_leader

pytestmark = pytest.mark.django_db


def address(person, name="folder"):
    return reverse(f"folders:{name}", args=[person.pk, tomorrow().isoformat()])


@pytest.fixture
def mayor():
    return leader(surname="Образцов", first_name="Илья", patronymic="Игоревич")


@pytest.fixture
def reader(client, mayor):
    user = accounts.user(Role.LEADER)
    directory.membership(user, person=mayor)
    client.force_login(user)
    return user


def test_leader_opens_the_own_folder_and_no_other(client, reader, mayor):
    other = leader(2, "заместитель")
    with_leader(mayor, title="Открытие сада")
    assert "Открытие сада" in client.get(address(mayor)).content.decode()
    assert [client.get(address(other, name)).status_code for name in ("folder", "state", "paper")] == [404, 404, 404]
    assert client.post(address(other, "read")).status_code == 404


def test_index_is_the_own_folder_without_a_redirect(client, reader, mayor):
    page = client.get("/folders/")
    assert page.status_code == 200
    assert page.context["folder"].person == mayor.pk


def test_sign_in_without_a_leader_says_who_helps(client):
    client.force_login(accounts.user(Role.LEADER))
    assert "Учётная запись не связана с руководителем" in client.get("/folders/").content.decode()


def test_department_sees_the_list_and_prepares(client_of, mayor):
    event = with_leader(mayor)
    client = client_of(Role.DEPARTMENT)
    page = client.get(f"/folders/?day={tomorrow().isoformat()}").content.decode()
    assert "Образцов Илья Игоревич" in page
    assert reverse("folders:briefing", args=[event.pk]) in client.get(address(mayor)).content.decode()


@pytest.mark.parametrize("day", ["вчера", "2026-13-01", "20261101x"])
def test_day_that_is_none_is_not_found(client_of, mayor, day):
    client = client_of(Role.DEPARTMENT)
    assert client.get(f"/folders/leaders/{mayor.pk}/{day}/").status_code == 404
    assert client.get(f"/folders/?day={day}").status_code == 404


def test_what_changed_since_it_was_read_is_told_until_it_is_read_again(client, reader, mayor):
    event = with_leader(mayor, title="Открытие сада", place="Сквер")
    first = client.get(address(mayor))
    client.post(address(mayor, "read"), {"digest": first.context["folder"].digest})
    facts = facts_of(event).placed(directory.venue("Арена"))
    change_event(event, facts=facts, edition=event.edition, reason="дождь", by=BY)
    changed = client.get(address(mayor))
    assert changed.context["changes"] == ["«Открытие сада»: место — Арена"]
    assert client.get(address(mayor)).context["changes"] == changed.context["changes"]
    client.post(address(mayor, "read"), {"digest": changed.context["folder"].digest})
    assert client.get(address(mayor)).context["changes"] == []


def test_what_came_after_the_page_was_opened_stays_new(client, reader, mayor):
    digest = client.get(address(mayor)).context["folder"].digest
    with_leader(mayor)
    client.post(address(mayor, "read"), {"digest": digest})
    assert FolderLook.objects.count() == 0


def test_state_tells_whether_the_page_is_what_stands(client, reader, mayor):
    digest = client.get(address(mayor)).context["folder"].digest
    assert client.get(address(mayor, "state")).json()["digest"] == digest
    with_leader(mayor)
    assert client.get(address(mayor, "state")).json()["digest"] != digest


def test_assistant_at_work_reads_and_notes_nothing(client, mayor):
    user, assistant = accounts.user(Role.LEADER), accounts.user(Role.PROTOCOL)
    directory.membership(user, person=mayor)
    grant = accounts.grant(user, assistant, scope=Scope.DAY)
    client.force_login(assistant)
    client.post(reverse("accounts:behalf_begin", args=[grant.pk]))
    page = client.get(address(mayor))
    assert page.status_code == 200
    assert not page.context["keeps"]
    assert client.post(address(mayor, "read")).status_code == 403


def test_department_writes_briefing_text_and_escort(client_of, mayor):
    event, client = with_leader(mayor), client_of(Role.DEPARTMENT)
    client.post(reverse("folders:briefing", args=[event.pk]), {"plan_b": "Фойе театра", "dress": "костюм"})
    client.post(
        reverse("folders:new_note", args=[event.pk]), {"person": mayor.pk, "kind": "theses", "text": "Первое, второе"}
    )
    answer = client.post(reverse("folders:escort", args=[mayor.pk]), {"driver": "Рулевой"})
    assert answer.status_code == 303, answer.content.decode()
    assert Briefing.objects.get().plan_b == "Фойе театра"
    assert LeaderNote.objects.get().text == "Первое, второе"
    assert Escort.objects.get().driver == "Рулевой"
    page = client.get(address(mayor)).content.decode()
    assert [words for words in ("Фойе театра", "Первое, второе", "Рулевой") if words not in page] == []


def test_second_text_of_a_kind_is_refused_in_words(client_of, mayor):
    event, client = with_leader(mayor), client_of(Role.DEPARTMENT)
    note(event, mayor)
    answer = client.post(
        reverse("folders:new_note", args=[event.pk]), {"person": mayor.pk, "kind": "speech", "text": "Ещё"}
    )
    assert answer.status_code == 422
    assert "такой текст уже есть" in answer.content.decode()


def test_two_people_do_not_overwrite_each_others_briefing(client_of, mayor):
    event, client = with_leader(mayor), client_of(Role.DEPARTMENT)
    url = reverse("folders:briefing", args=[event.pk])
    client.post(url, {"plan_b": "Фойе"})
    page = client.get(url).context["form"]
    opened = {"edition": page["edition"].value(), "opened": page["opened"].value()}
    client.post(url, opened | {"plan_b": "Зал"})
    assert client.post(url, opened | {"plan_b": "Двор"}).status_code == 409
    assert Briefing.objects.get().plan_b == "Зал"


def test_text_is_taken_out(client_of, mayor):
    taken = note(with_leader(mayor), mayor)
    client_of(Role.PROTOCOL).post(reverse("folders:remove_note", args=[taken.pk]))
    assert not LeaderNote.objects.exists()


def test_card_of_the_event_leads_to_the_folder(client_of, mayor):
    event = with_leader(mayor)
    url = reverse("folders:briefing", args=[event.pk])
    assert url in client_of(Role.DEPARTMENT).get(f"/events/{event.pk}/").content.decode()
    assert url not in client_of(Role.LEADER).get(f"/events/{event.pk}/").content.decode()
