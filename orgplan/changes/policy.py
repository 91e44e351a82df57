"""Who may prepare changes of events and decide on proposed ones."""

from __future__ import annotations

from orgplan.accounts.policy import RoleBearer, has_role
from orgplan.accounts.rules import Role


def can_decide(user: RoleBearer) -> bool:
    """The department accepts and declines changes that others proposed."""
    return has_role(user, Role.DEPARTMENT)


def can_see_changes(user: RoleBearer) -> bool:
    """Everybody who sees events sees how they were changed."""
    return user.is_active
