"""Every write to sign-ins."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orgplan.accounts.models import User
from orgplan.accounts.rules import Role
from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.core.editing import RefusedError, take_edition

VERBS = (gettext_noop("create user"), gettext_noop("change user"), gettext_noop("set password"))
"""How the history names these actions: `audit.queries.verb_words` translates them."""

_SHOWN = ("login", "name", "email", "role", "is_active")


@dataclass(frozen=True, slots=True)
class UserFacts:
    """What the administrator changes of a sign-in."""

    name: str
    role: Role
    email: str = ""
    is_active: bool = True


@audited
def create_user(  # noqa: PLR0913 -- all are keywords and few callers give the last
    *, login: str, name: str, role: Role, password: str, email: str = "", is_demo: bool = False, by: Actor
) -> User:
    """Create a sign-in; the password is checked by the form or the command, never recorded.

    The login is kept in lower case. Raises RefusedError where it is taken.
    """
    user = User(login=login.lower(), name=name, role=role, email=email, is_demo=is_demo)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise RefusedError(_("The login “%(login)s” is taken.") % {"login": user.login}) from error
    record(user, after=state_of(user, *_SHOWN))
    return user


@audited
def change_user(user: User, *, facts: UserFacts, edition: int, by: Actor) -> User:
    """Change what the administrator may change; a deactivated user is signed out at the next request.

    Raises ChangedMeanwhileError, and RefusedError where nobody would be left to administer.
    """
    current = take_edition(user, edition)
    before = state_of(current, *_SHOWN)
    was_administrator = current.is_active and current.role == Role.ADMINISTRATOR
    current.name, current.role = facts.name, facts.role
    current.email, current.is_active = facts.email, facts.is_active
    if was_administrator and not (current.is_active and current.role == Role.ADMINISTRATOR):
        _refuse_without_administrator(current)
    current.save(update_fields=["name", "role", "email", "is_active", "edition"])
    record(current, before=before, after=state_of(current, *_SHOWN))
    return current


@audited
def set_password(user: User, *, password: str, by: Actor) -> User:
    """Give a new password; all other sessions of the user end."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record(user, after={"password": "•••"})
    return user


def _refuse_without_administrator(leaving: User) -> None:
    """Lock the other administrators while asking: two of them must not leave at the same moment."""
    others = User.objects.select_for_update().filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=leaving.pk)
    if not list(others):
        raise RefusedError(_("This is the last administrator: name another one first, or nobody could give sign-ins."))
