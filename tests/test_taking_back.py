"""What is removed or switched by one button in small registers comes back whole, once, and never over others' words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from orgplan.accounts.actions.behalf import revoke_behalf
from orgplan.accounts.actions.taking_back import (
    change_with_undo,
    forget_row_steps,
    remove_with_undo,
    take_back_rows,
)
from orgplan.accounts.models import Behalf, RowStep, Token, User
from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.audit.models import Entry
from orgplan.core.editing import RefusedError
from orgplan.directory import actions as directory_actions
from orgplan.directory.models import Absence, Person, Position, PrecedenceRow, PrecedenceTable, Unit
from orgplan.directory.tests import factories as directory
from orgplan.planning.models import DeadlineRule
from orgplan.planning.tests import factories as planning

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> User:
    return accounts.user(Role.DEPARTMENT)


def test_removed_row_comes_back_as_it_stood_under_its_own_key(office):
    person = directory.person("Убранов")
    post = directory.position(person, "заместитель директора")
    key, was = post.pk, Position.objects.values().get()
    step = remove_with_undo(post, act=lambda: directory_actions.remove_position(post, by=office), by=office)
    assert not Position.objects.filter(pk=key).exists()
    take_back_rows(step, by=office)
    assert Position.objects.filter(pk=key).values().get() == was
    last = Entry.objects.first()
    assert (last.verb, last.object_kind, last.object_key) == ("accounts.take_back_rows", "directory.position", str(key))


def test_what_went_with_the_row_comes_back_with_it(office):
    table = directory.precedence_table(date(2026, 2, 1), (1, "Мэр"), (2, "первый заместитель"))
    was = list(table.rows.values())
    step = remove_with_undo(table, act=lambda: directory_actions.remove_precedence(table, by=office), by=office)
    assert PrecedenceRow.objects.count() == 0
    take_back_rows(step, by=office)
    assert list(PrecedenceTable.objects.get().rows.values()) == was


def unit_deleted(unit, office):
    return lambda: directory_actions.remove(unit, by=office)


def test_a_step_is_used_once(office):
    person = directory.person("Однажды")
    step = remove_with_undo(person, act=lambda: directory_actions.remove(person, by=office), by=office)
    take_back_rows(step, by=office)
    with pytest.raises(RefusedError, match="уже"):
        take_back_rows(step, by=office)
    assert Person.objects.filter(surname="Однажды").count() == 1


def test_a_row_is_not_put_over_one_recorded_anew(office):
    unit = directory.unit("Управление связи")
    step = remove_with_undo(unit, act=unit_deleted(unit, office), by=office)
    directory.unit("Управление связи")
    with pytest.raises(RefusedError, match="записали"):
        take_back_rows(step, by=office)
    step.refresh_from_db()
    assert (Unit.objects.filter(name="Управление связи").count(), step.used_at) == (1, None)


def test_a_row_whose_owner_went_since_is_refused_by_name(office):
    person = directory.person("Владельцев")
    post = directory.position(person, "директор")
    step = remove_with_undo(post, act=lambda: directory_actions.remove_position(post, by=office), by=office)
    Person.objects.filter(pk=person.pk).delete()
    with pytest.raises(RefusedError, match="лицо"):
        take_back_rows(step, by=office)
    assert Position.objects.count() == 0


def test_what_others_wrote_since_stays(office):
    unit = directory.unit("Управление связи")
    step = change_with_undo([unit], act=lambda: directory_actions.retire(unit, by=office), by=office)
    Unit.objects.filter(pk=unit.pk).update(phone="78-00-00")
    with pytest.raises(RefusedError, match="Управление связи"):
        take_back_rows(step, by=office)
    assert Unit.objects.values_list("is_active", "phone").get(pk=unit.pk) == (False, "78-00-00")


def test_a_switched_row_stands_as_before_in_a_new_edition(office):
    unit = directory.unit("Управление связи")
    step = change_with_undo([unit], act=lambda: directory_actions.retire(unit, by=office), by=office)
    take_back_rows(step, by=office)
    back = Unit.objects.get(pk=unit.pk)
    assert (back.is_active, back.edition) == (True, unit.edition + 2)


def test_a_step_ends_after_minutes_and_its_rows_are_forgotten(office):
    person = directory.person("Забытов")
    step = remove_with_undo(person, act=lambda: directory_actions.remove(person, by=office), by=office)
    RowStep.objects.update(made_at=timezone.now() - timedelta(minutes=11))
    with pytest.raises(RefusedError, match="минут"):
        take_back_rows(step, by=office)
    assert (forget_row_steps(now=timezone.now()), RowStep.objects.count()) == (1, 0)


def test_an_assistant_takes_back_the_own_writes_only(office):
    leader, assistant = accounts.user(Role.LEADER), accounts.user(Role.PROTOCOL)
    grant = accounts.grant(leader, assistant)
    step = change_with_undo([grant], act=lambda: revoke_behalf(grant, by=leader), by=leader)
    leader.behalf = Behalf.of(grant)
    assert list(RowStep.objects.visible_to(leader)) == []
    leader.behalf = None
    assert list(RowStep.objects.visible_to(leader)) == [step]


def pressed_undo(client, answer) -> str:
    """Press «Отменить» of the sentence on the page that follows; return what it says."""
    page = client.get(answer.url)
    (address,) = {
        each.extra_tags.removeprefix("undo=") for each in page.context["messages"] if "undo=" in each.extra_tags
    }
    said = client.post(address, follow=True, headers={"referer": f"http://testserver{answer.url}"})
    return str(said.text)


def test_a_rule_of_deadlines_taken_away_by_a_button_comes_back_by_one(client, office):
    rule = planning.deadline_rule()
    client.force_login(office)
    answer = client.post(reverse("planning:remove_deadline", args=[rule.pk]))
    assert DeadlineRule.objects.count() == 0
    assert "как прежде" in pressed_undo(client, answer)
    assert [each.pk for each in DeadlineRule.objects.all()] == [rule.pk]


def test_an_absence_taken_back_by_a_button_comes_back_by_one(client, office):
    absence = directory.absence(directory.person("Отпусков"))
    client.force_login(office)
    answer = client.post(reverse("directory:take_back_absence", args=[absence.pk]))
    assert "как прежде" in pressed_undo(client, answer)
    assert [each.pk for each in Absence.objects.all()] == [absence.pk]


def test_a_token_revoked_by_a_slip_works_again(client, office):
    token = accounts.token(office)
    client.force_login(office)
    answer = client.post(reverse("accounts:revoke_token", args=[token.pk]))
    assert "как прежде" in pressed_undo(client, answer)
    assert Token.objects.values_list("revoked_at", "revoked_by").get() == (None, "")


def test_a_file_put_aside_by_a_slip_opens_again(client, office):
    intake = directory.intake(rows=[{"number": 2, "values": {"name": "Отдел"}, "cells": {"name": "A2"}, "flaws": []}])
    client.force_login(office)
    answer = client.post(reverse("directory:drop_intake", args=[intake.pk]))
    assert "Внести в справочник" in pressed_undo(client, answer)
