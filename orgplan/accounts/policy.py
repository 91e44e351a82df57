"""Who may manage sign-ins."""

from __future__ import annotations

from typing import Protocol

from orgplan.accounts.rules import Role


class RoleBearer(Protocol):
    """A user, as far as policy needs to know."""

    role: str
    is_active: bool


def has_role(user: RoleBearer, *roles: Role) -> bool:
    """Tell whether the user is active and has one of the roles."""
    return user.is_active and user.role in roles


def can_manage_users(user: RoleBearer) -> bool:
    """Only the administrator creates and deactivates sign-ins."""
    return has_role(user, Role.ADMINISTRATOR)
