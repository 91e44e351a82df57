"""Every write to sign-ins."""

from __future__ import annotations

from orgplan.accounts.models import User
from orgplan.accounts.rules import Role
from orgplan.audit.actions import Actor, audited, record, state_of

_SHOWN = ("login", "name", "email", "role", "is_active")


@audited
def create_user(
    *, login: str, name: str, role: Role, password: str, email: str = "", is_demo: bool = False, by: Actor
) -> User:
    """Create a sign-in; the password is checked by the form or the command, never recorded."""
    user = User(login=login, name=name, role=role, email=email, is_demo=is_demo)
    user.set_password(password)
    user.save()
    record(user, after=state_of(user, *_SHOWN))
    return user


@audited
def change_user(user: User, *, name: str, role: Role, email: str, is_active: bool, by: Actor) -> User:
    """Change what the administrator may change; a deactivated user is signed out by Django at the next request."""
    before = state_of(user, *_SHOWN)
    user.name, user.role, user.email, user.is_active = name, role, email, is_active
    user.save(update_fields=["name", "role", "email", "is_active"])
    record(user, before=before, after=state_of(user, *_SHOWN))
    return user


@audited
def set_password(user: User, *, password: str, by: Actor) -> User:
    """Give a new password; all other sessions of the user end."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record(user, after={"password": "•••"})
    return user
