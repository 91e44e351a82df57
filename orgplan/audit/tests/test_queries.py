from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model

from orgplan.audit.actions import System, audited, record
from orgplan.audit.queries import Change, trail_of, verb_words

pytestmark = pytest.mark.django_db
User: Any = get_user_model()  # by its name in the settings: the room of users stands above this one


@audited
def change_user(user: Any, *, by: System) -> None:
    record(
        user,
        before={"role": "leader", "is_active": True, "created_at": "2026-08-01T10:00:00", "unit": None},
        after={"role": "protocol", "is_active": False, "created_at": "", "unit": ["А", "Б"]},
        reason="переход",
    )


def test_trail_speaks_in_words_of_the_fields() -> None:
    user = User.objects.create(login="a", name="А", role="leader")
    change_user(user, by=System("проверка"))
    (line,) = trail_of(user)
    assert (line.who, line.what, line.reason, line.is_first) == (
        "проверка",
        "Данные пользователя изменены",
        "переход",
        False,
    )
    assert line.changes[:2] == [
        Change("Роль", "Руководитель", "Протокольная служба"),
        Change("Может входить", "да", "нет"),
    ]
    assert line.changes[2].before == "01.08.2026"
    assert line.changes[3] == Change("Подразделение", "—", "А; Б")


def test_verb_without_translation_stays_readable() -> None:
    assert verb_words("future.launch_rocket") == "Launch rocket"
