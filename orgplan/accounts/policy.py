"""Who may manage sign-ins, and what somebody may do on behalf of a leader."""

from __future__ import annotations

from typing import Protocol

from django.conf import settings

from orgplan.accounts.rules import Role
from orgplan.accounts.rules.behalf import Scope, reaches


class RoleBearer(Protocol):
    """A user, as far as policy needs to know."""

    role: str
    is_active: bool


def has_role(user: RoleBearer, *roles: Role) -> bool:
    """Tell whether the user is active and has one of the roles.

    While an assistant acts, the user is the leader, with the leader's role: see `may_decide` for what narrows it.
    """
    return user.is_active and user.role in roles


def is_performer(user: RoleBearer) -> bool:
    """Tell whether the user only carries out what is given: sees the own instructions, steps, and their events."""
    return bool(user.role == Role.PERFORMER)


def reaches_page(user: RoleBearer, page: str) -> bool:
    """Tell whether the page (by the name of its address) is open to the role at all; rows are narrowed besides."""
    return not is_performer(user) or page in settings.PAGES_OF_PERFORMER


def acting_scope(user: RoleBearer) -> Scope | None:
    """Return how far an assistant acts as this user, None for the user's own work."""
    behalf = getattr(user, "behalf", None)
    return None if behalf is None else Scope(behalf.scope)


def may_decide(user: RoleBearer) -> bool:
    """Tell whether the reader may take decisions at all: an assistant who was only given the day may not."""
    scope = acting_scope(user)
    return scope is None or reaches(scope, Scope.DECIDE)


def is_oneself(user: RoleBearer) -> bool:
    """Tell whether the user works in the own name; nobody changes passwords or rights on behalf."""
    return acting_scope(user) is None


def can_manage_users(user: RoleBearer) -> bool:
    """Only the administrator creates and deactivates sign-ins, never on behalf."""
    return has_role(user, Role.ADMINISTRATOR) and is_oneself(user)


def can_grant_behalf(user: RoleBearer) -> bool:
    """A leader gives the right to act in the own name; the administrator records one given on paper."""
    return has_role(user, Role.LEADER, Role.ADMINISTRATOR) and is_oneself(user)
