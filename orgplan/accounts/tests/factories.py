"""Users for tests. Written past the actions: a test of something else needs no audit entries of its set-up."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from django.test import Client
from django.utils import timezone

from orgplan.accounts.actions.tokens import issue_token
from orgplan.accounts.models import Grant, RolePolicy, SecondFactor, SignInSession, Token, User
from orgplan.accounts.rules import Role, Scope
from orgplan.accounts.rules.codes import new_secret
from orgplan.accounts.rules.sessions import Way
from orgplan.accounts.rules.tokens import TokenScope
from orgplan.accounts.sealing import fingerprint, seal
from orgplan.audit.actions import System

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


def grant(leader: User, assistant: User, *, scope: Scope = Scope.DECIDE, **fields: Any) -> Grant:
    """Return a saved right to act, in force today."""
    today = timezone.localdate()
    given = {"starts_on": today, "ends_on": today, "whose": "Мэра", "given_by": "проверка"} | fields
    made = Grant(leader=leader, assistant=assistant, scope=scope, **given)
    made.save()
    return made


def session(of: User, **fields: Any) -> SignInSession:
    """Return a saved session with the key of no browser."""
    made = SignInSession(user=of, **{"session_key": f"key-{next(_numbers)}", "way": Way.PASSWORD} | fields)
    made.save()
    return made


def with_codes(of: User) -> str:
    """Set up one-time codes whose first code is still to be typed; return the key."""
    key = new_secret()
    SecondFactor(user=of, sealed_key=seal(key), recovery_codes=[fingerprint("abcde12345")]).save()
    return key


def half_signed_in(client: Client, user: User) -> None:
    """Give the right password of somebody with one-time codes; the code is not typed yet."""
    with_codes(user)
    client.post("/account/sign-in/", {"username": user.login, "password": PASSWORD})


def overdue_user(role: Role) -> User:
    """Return a user whose role is asked for one-time codes since long, without them."""
    long_ago = timezone.now() - timedelta(days=100)
    RolePolicy(role=role, asks_second_factor=True, asked_since=long_ago, grace_days=14).save()
    made = user(role)
    User.objects.filter(pk=made.pk).update(created_at=long_ago)
    return made


def emergency_user() -> User:
    """Return an administrator for an hour."""
    return user(Role.ADMINISTRATOR, closes_at=timezone.now() + timedelta(hours=1))


def acting(client: Client, right: Grant) -> None:
    """Sign the assistant in and begin to work for the leader."""
    client.force_login(right.assistant)
    client.post(f"/account/behalf/{right.pk}/begin/")


def policy(role: Role, **fields: Any) -> RolePolicy:
    """Return what a role is asked for, saved."""
    asked = {"asked_since": timezone.now()} if fields.get("asks_second_factor") else {}
    made = RolePolicy(role=role, **asked | fields)
    made.save()
    return made


def token(user: User, *scopes: TokenScope) -> Token:
    """Return a program's token of the user, for a day; without scopes it may do everything."""
    return issue_token(
        user=user,
        name="Пробная программа",
        scopes=scopes or TokenScope,
        expires_at=timezone.now() + timedelta(days=1),
        by=System("тест"),
    ).token
