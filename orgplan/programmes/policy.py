"""Who keeps programmes and says what counts as missing."""

from __future__ import annotations

from orgplan.accounts.policy import RoleBearer, has_role
from orgplan.accounts.rules import Role
from orgplan.events.policy import can_keep_programmes

__all__ = ["can_fill_programmes", "can_keep_programmes", "can_set_gaps"]


def can_set_gaps(user: RoleBearer) -> bool:
    """The department and the administrator say what counts as missing, and from how many days before an event."""
    return has_role(user, Role.DEPARTMENT, Role.ADMINISTRATOR)


def can_fill_programmes(user: RoleBearer) -> bool:
    """Whoever keeps programmes puts events into them."""
    return can_keep_programmes(user)
