"""Users for tests. Written past the actions: a test of something else needs no audit entries of its set-up."""

from __future__ import annotations

from itertools import count
from typing import Any

from orgplan.accounts.models import User
from orgplan.accounts.rules import Role

PASSWORD = "Правильный-пароль-1"

_numbers = count(1)


def user(role: Role = Role.DEPARTMENT, **fields: Any) -> User:
    """Return a saved user with the role; its password is `PASSWORD`."""
    number = next(_numbers)
    password = fields.pop("password", PASSWORD)
    made = User(**{"login": f"{role.value}-{number}", "name": f"Пробный пользователь {number}", "role": role} | fields)
    made.set_password(password)
    made.save()
    return made
