from __future__ import annotations

import pytest

from orgplan.accounts import actions
from orgplan.accounts.actions import UserFacts
from orgplan.accounts.models import User
from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories
from orgplan.audit.actions import System
from orgplan.audit.queries import history_of
from orgplan.core.editing import ChangedMeanwhileError, RefusedError

pytestmark = pytest.mark.django_db
BY = System("проверка")


def test_create_user_keeps_login_low_and_never_records_the_password() -> None:
    user = actions.create_user(login="Kultura", name="Пробная", role=Role.COORDINATOR, password="Тайна-123456", by=BY)
    entry = history_of(user).get()
    assert (user.login, user.check_password("Тайна-123456")) == ("kultura", True)
    assert (entry.verb, entry.actor) == ("accounts.create_user", "проверка")
    assert entry.after == {
        "login": "kultura",
        "name": "Пробная",
        "email": "",
        "role": "coordinator",
        "is_active": True,
    }


def test_create_user_refuses_a_login_taken_in_other_letters() -> None:
    factories.user(login="mer")
    with pytest.raises(RefusedError, match="mer"):
        actions.create_user(login="MER", name="Второй", role=Role.LEADER, password="Тайна-123456", by=BY)
    assert User.objects.count() == 1


def test_change_user_records_only_what_differs() -> None:
    user = factories.user(Role.PROTOCOL, name="Было")
    actions.change_user(user, facts=UserFacts("Стало", Role.PROTOCOL), edition=1, by=BY)
    entry = history_of(user).get()
    assert (entry.before, entry.after) == ({"name": "Было"}, {"name": "Стало"})
    assert User.objects.get().edition == 2


def test_change_user_of_an_older_edition_changes_nothing() -> None:
    user = factories.user(Role.PROTOCOL)
    actions.change_user(user, facts=UserFacts("Первый", Role.PROTOCOL), edition=1, by=BY)
    with pytest.raises(ChangedMeanwhileError) as race:
        actions.change_user(user, facts=UserFacts("Второй", Role.PROTOCOL), edition=1, by=BY)
    assert str(race.value.current) == "Первый"
    assert User.objects.get().name == "Первый"


@pytest.mark.parametrize("facts", [UserFacts("А", Role.LEADER), UserFacts("А", Role.ADMINISTRATOR, is_active=False)])
def test_last_administrator_stays(facts: UserFacts) -> None:
    last = factories.user(Role.ADMINISTRATOR)
    factories.user(Role.ADMINISTRATOR, is_active=False)
    with pytest.raises(RefusedError):
        actions.change_user(last, facts=facts, edition=1, by=BY)
    factories.user(Role.ADMINISTRATOR)
    assert actions.change_user(last, facts=facts, edition=1, by=BY).name == "А"


def test_set_password_is_told_without_the_password() -> None:
    user = factories.user()
    actions.set_password(user, password="Другая-тайна-1", by=BY)
    assert User.objects.get().check_password("Другая-тайна-1")
    assert history_of(user).get().after == {"password": "•••"}
