"""Who may have a month sorted out and pin events."""

from __future__ import annotations

from orgplan.accounts.policy import RoleBearer, has_role
from orgplan.accounts.rules import Role


def can_schedule(user: RoleBearer) -> bool:
    """Only the department and the protocol service: a proposal shows everybody's events, and moves them."""
    return has_role(user, Role.DEPARTMENT, Role.PROTOCOL)
