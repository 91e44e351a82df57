from __future__ import annotations

import pytest

from orgplan.accounts.actions.users import close_user
from orgplan.accounts.models import User
from orgplan.accounts.queries.open_work import open_work_of
from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.audit.actions import System
from orgplan.core.editing import RefusedError
from orgplan.directory.models import Membership
from orgplan.directory.tests import factories

pytestmark = pytest.mark.django_db
BY = System("проверка")


def test_unit_of_the_only_coordinator_is_handed_over() -> None:
    unit = factories.unit("Департамент проверки")
    leaving, heir = factories.coordinator(unit), accounts.user(Role.COORDINATOR)
    assert [[item.label for item in work.items] for work in open_work_of(leaving)] == [["Департамент проверки"]]
    close_user(leaving, reason="уволен", heir=heir, by=BY)
    assert Membership.objects.get(user=heir).unit == unit


def test_unit_with_another_coordinator_stays_where_it_is() -> None:
    unit = factories.unit()
    factories.coordinator(unit)
    assert open_work_of(factories.coordinator(unit)) == []


def test_heir_with_a_unit_of_the_own_is_refused_and_nothing_is_closed() -> None:
    leaving = factories.coordinator(factories.unit("Департамент первый"))
    heir = factories.coordinator(factories.unit("Департамент второй"))
    with pytest.raises(RefusedError, match="уже есть подразделение «Департамент второй»"):
        close_user(leaving, reason="уволен", heir=heir, by=BY)
    assert User.objects.get(pk=leaving.pk).is_active


def test_only_colleagues_who_can_take_the_unit_over_are_offered(client_of) -> None:
    leaving = factories.coordinator(factories.unit("Департамент первый"))
    factories.coordinator(factories.unit("Департамент второй"), name="Занятова З. З.")
    page = client_of(Role.ADMINISTRATOR).get(f"/account/users/{leaving.pk}/close/").text
    assert ("Занятова З. З." in page, "Передать незаконченное некому" in page) == (False, True)
    accounts.user(Role.COORDINATOR, name="Свободнова С. С.")
    page = client_of(Role.ADMINISTRATOR).get(f"/account/users/{leaving.pk}/close/").text
    assert ("Занятова З. З." in page, "Свободнова С. С." in page) == (False, True)
