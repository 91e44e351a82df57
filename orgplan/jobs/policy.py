"""Who sees and stops the work that is done in the background."""

from __future__ import annotations

from orgplan.accounts.policy import RoleBearer, has_role
from orgplan.accounts.rules import Role


def can_manage_jobs(user: RoleBearer) -> bool:
    """Only the administrator: a job is machinery, what it does for people stands on their own pages."""
    return has_role(user, Role.ADMINISTRATOR)
