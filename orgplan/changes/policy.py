"""Who may prepare changes of events and decide on proposed ones."""

from __future__ import annotations

from orgplan.accounts.models import User
from orgplan.accounts.policy import RoleBearer, has_role
from orgplan.accounts.rules import Role
from orgplan.events.models import ProposedChange


def can_decide(user: RoleBearer) -> bool:
    """The department accepts and declines changes that others proposed."""
    return has_role(user, Role.DEPARTMENT)


def may_look(user: User, made: ProposedChange) -> bool:
    """Whoever made the change reads what it left for a person to look at, and the department."""
    return can_decide(user) or bool(made.decided_by and made.decided_by == str(user)[:200])


def can_see_changes(user: RoleBearer) -> bool:
    """Everybody who sees events sees how they were changed."""
    return user.is_active
