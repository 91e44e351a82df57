"""Every write to the sign-ins themselves: made, changed, closed, opened again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orgplan.accounts.actions.sessions import end_sessions
from orgplan.accounts.actions.tokens import revoke_tokens
from orgplan.accounts.models import Grant, User
from orgplan.accounts.queries.open_work import open_work_of
from orgplan.accounts.rules import LOGIN_PATTERN, Role
from orgplan.accounts.rules.sessions import Ending
from orgplan.audit.actions import Actor, audited, record, record_many, state_of
from orgplan.core.editing import RefusedError, take_edition

VERBS = (
    gettext_noop("create user"),
    gettext_noop("create from provider"),
    gettext_noop("change user"),
    gettext_noop("set password"),
    gettext_noop("close user"),
    gettext_noop("reopen user"),
    gettext_noop("open emergency"),
)
"""How the history names these actions: `audit.queries.verb_words` translates them."""

_LONGEST_LOGIN, _LONGEST_NAME = 60, 200
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
def create_from_provider(*, login: str, name: str, role: str, by: Actor) -> User:
    """Create a sign-in without a password for whom the city's own sign-in proved, where the settings allow it.

    Raises RefusedError where the login is taken or cannot be one here.
    """
    if not re.fullmatch(LOGIN_PATTERN, login) or len(login) > _LONGEST_LOGIN:
        raise RefusedError(
            _("The name “%(login)s” of the city's own sign-in cannot be a login here.") % {"login": login}
        )
    user = User(login=login.lower(), name=name[:_LONGEST_NAME] or login, role=role)
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise RefusedError(_("The login “%(login)s” is taken.") % {"login": user.login}) from error
    record(user, after=state_of(user, *_SHOWN))
    return user


@audited
def change_user(user: User, *, facts: UserFacts, edition: int, by: Actor) -> User:
    """Change what the administrator may change; a deactivated user's sessions and tokens end at once.

    Raises ChangedMeanwhileError, and RefusedError where nobody would be left to administer.
    """
    current = take_edition(user, edition)
    if current.is_emergency:
        raise RefusedError(_("An emergency sign-in is made on the server and is not changed here; it can be closed."))
    before = state_of(current, *_SHOWN)
    was_administrator = current.is_active and current.role == Role.ADMINISTRATOR
    current.name, current.role = facts.name, facts.role
    current.email, current.is_active = facts.email, facts.is_active
    if was_administrator and not (current.is_active and current.role == Role.ADMINISTRATOR):
        _refuse_without_administrator(current)
    current.save(update_fields=["name", "role", "email", "is_active", "edition"])
    record(current, before=before, after=state_of(current, *_SHOWN))
    if before["is_active"] and not current.is_active:
        end_sessions(current, ending=Ending.CLOSED, by=by)
        revoke_tokens(current, by=by)
    return current


@audited
def set_password(user: User, *, password: str, by: Actor, keep_session: str = "") -> User:
    """Give a new password; all sessions of the user end but the one with the key `keep_session`."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record(user, after={"password": "•••"})
    end_sessions(user, ending=Ending.PASSWORD, keep=keep_session, by=by)
    return user


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed sign-in, and how much ended with it."""

    user: User
    sessions: int
    tokens: int
    rights: int


@audited
def close_user(user: User, *, reason: str, heir: User | None, by: Actor) -> Closed:
    """Close a sign-in: sessions, tokens and rights to act end at once and for good, its open work goes to the heir.

    What it did stays under its name. Raises RefusedError for the last administrator and where the heir cannot take the
    work over: then nothing is changed.
    """
    current = _locked(user)
    if current.role == Role.ADMINISTRATOR:
        _refuse_without_administrator(current)
    before = state_of(current, "is_active")
    current.is_active = False
    current.save(update_fields=["is_active", "edition"])
    record(current, before=before, after=state_of(current, "is_active"), reason=reason)
    closed = Closed(
        current,
        sessions=end_sessions(current, ending=Ending.CLOSED, by=by),
        tokens=revoke_tokens(current, by=by),
        rights=_end_rights_to_act(current, by),
    )
    if heir is not None:
        for work in open_work_of(current):
            if work.hand_over is not None:
                work.hand_over(heir, by)
    return closed


def _locked(user: User) -> User:
    """Lock the row; a form that was opened before meets the next edition."""
    current: User = User.objects.select_for_update().get(pk=user.pk)
    current.edition += 1
    return current


def _end_rights_to_act(user: User, by: Actor) -> int:
    rows = Grant.objects.select_for_update().filter(Q(leader=user) | Q(assistant=user), revoked_at__isnull=True)
    grants = list(rows.select_related("leader", "assistant"))
    rows.update(revoked_at=timezone.now(), revoked_by=str(by))
    if grants:
        record_many([(grant, {"revoked_by": ""}, {"revoked_by": str(by)}) for grant in grants])
    return len(grants)


@audited
def reopen_user(user: User, *, by: Actor) -> User:
    """Let a closed sign-in work again, with its password and one-time codes; rights and tokens stay ended."""
    current = _locked(user)
    if current.is_emergency:
        raise RefusedError(_("An emergency sign-in is not opened again: make a new one on the server."))
    before = state_of(current, "is_active")
    current.is_active = True
    current.save(update_fields=["is_active", "edition"])
    record(current, before=before, after=state_of(current, "is_active"))
    return current


@audited
def open_emergency(*, login: str, password: str, hours: int, reason: str, by: Actor) -> User:
    """Make an administrator for a few hours; only the command line on the server calls this.

    It signs in by password alone, whatever the settings ask of administrators, so that it works when the city's own
    sign-in does not.
    """
    user = User(
        login=login,
        name=_("Emergency administrator"),
        role=Role.ADMINISTRATOR,
        closes_at=timezone.now() + timedelta(hours=hours),
    )
    user.set_password(password)
    user.save()
    record(user, after=state_of(user, *_SHOWN, "closes_at"), reason=reason)
    return user


def _refuse_without_administrator(leaving: User) -> None:
    """Lock the other administrators while asking: two of them must not leave at the same moment.

    Emergency administrators do not count: they are gone in a few hours.
    """
    others = User.objects.lasting().select_for_update().filter(role=Role.ADMINISTRATOR, is_active=True)
    if not list(others.exclude(pk=leaving.pk)):
        raise RefusedError(_("This is the last administrator: name another one first, or nobody could give sign-ins."))
