from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model

from orgplan.audit.actions import System, UnauditedActionError, audited, record, record_many, state_of
from orgplan.audit.models import Entry
from orgplan.audit.queries import history_of

pytestmark = pytest.mark.django_db
User: Any = get_user_model()  # by its name in the settings: the room of users stands above this one
BY = System("проверка")


def _user(login: str = "a") -> Any:
    user = User(login=login, name="А", role="leader")
    user.save()
    return user


@audited
def forget_to_tell(*, by: System) -> None:
    _user("forgotten")


@audited
def rename(user: Any, *, name: str, by: System) -> None:
    before = state_of(user, "name", "role")
    user.name = name
    user.save()
    record(user, before=before, after=state_of(user, "name", "role"))


@audited
def rename_all(users: list[Any], *, by: System) -> None:
    for user in users:
        rename(user, name="Все", by=by)


@audited
def change_nobody(*, by: System) -> None:
    record_many([])


def test_action_that_tells_nothing_is_rolled_back() -> None:
    with pytest.raises(UnauditedActionError, match="forget_to_tell"):
        forget_to_tell(by=BY)
    assert not User.objects.exists()


def test_only_fields_that_differ_are_kept() -> None:
    user = _user()
    rename(user, name="Б", by=BY)
    entry = history_of(user).get()
    assert (entry.verb, entry.before, entry.after) == ("audit.rename", {"name": "А"}, {"name": "Б"})


def test_inner_actions_tell_for_the_outer_one() -> None:
    rename_all([_user("a"), _user("b")], by=BY)
    assert [entry.verb for entry in Entry.objects.all()] == ["audit.rename"] * 2


def test_empty_bulk_counts_as_told() -> None:
    change_nobody(by=BY)
    assert not Entry.objects.exists()


def test_nothing_is_recorded_outside_an_action() -> None:
    with pytest.raises(UnauditedActionError):
        record(_user())


def test_entries_are_never_changed_or_deleted() -> None:
    user = _user()
    rename(user, name="Б", by=BY)
    entry = history_of(user).get()
    for spoil in (entry.save, entry.delete, Entry.objects.all().delete, lambda: Entry.objects.update(actor="другой")):
        with pytest.raises(TypeError):
            spoil()
    assert history_of(user).get().actor == "проверка"
    assert "audit.rename" in str(entry)
