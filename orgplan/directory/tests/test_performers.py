"""Letting people of a unit in as performers."""

from __future__ import annotations

import pytest

from orgplan.accounts.models import User
from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.models import Membership
from orgplan.directory.tests import factories as directory

pytestmark = pytest.mark.django_db
SENT = {"login": "Ivanova", "email": "", "password": "k7mf-2wxe-pq9d"}


@pytest.fixture
def unit():
    return directory.unit()


@pytest.fixture
def person(unit):
    found = directory.person("Исполнителев", email="i@omsk.example")
    directory.position(found, "главный специалист", unit=unit)
    return found


def test_coordinator_invites_a_person_of_the_own_unit_who_then_signs_in(client, unit, person):
    client.force_login(directory.coordinator(unit))
    assert "Пригласить исполнителя" in client.get(f"/directory/units/{unit.pk}/").content.decode()
    answer = client.post(f"/directory/units/{unit.pk}/performers/new/", SENT | {"person": person.pk})
    assert answer.status_code == 303
    made = User.objects.get(login="ivanova")
    assert (made.role, made.email, made.check_password(SENT["password"])) == ("performer", "i@omsk.example", True)
    assert Membership.objects.filter(user=made, unit=unit, person=person).exists()
    client.logout()
    assert client.login(username="ivanova", password=SENT["password"])
    assert client.get("/").headers["Location"] == "/my/"


def test_who_signs_in_already_is_not_offered(client, unit, person):
    directory.membership(accounts.user(Role.PROTOCOL), unit=unit, person=person)
    client.force_login(directory.coordinator(unit))
    page = client.get(f"/directory/units/{unit.pk}/performers/new/").content.decode()
    assert "Приглашать некого" in page
    assert client.post(f"/directory/units/{unit.pk}/performers/new/", SENT | {"person": person.pk}).status_code == 422
    assert not User.objects.filter(role=Role.PERFORMER).exists()


def test_taken_login_is_said(client, unit, person):
    client.force_login(directory.coordinator(unit))
    login = User.objects.get().login
    answer = client.post(f"/directory/units/{unit.pk}/performers/new/", SENT | {"person": person.pk, "login": login})
    assert answer.status_code == 422
    assert f"Логин «{login}» уже занят" in answer.content.decode()
