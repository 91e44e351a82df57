"""Who keeps minutes, and who sees them."""

from __future__ import annotations

from orgplan.accounts.policy import RoleBearer
from orgplan.instructions.policy import can_give, sees_all


def can_keep_minutes(user: RoleBearer) -> bool:
    """Whoever puts instructions on control writes minutes down."""
    return can_give(user)


def sees_all_minutes(user: RoleBearer) -> bool:
    """Whoever sees all instructions sees all minutes; others those whose instructions they carry out."""
    return sees_all(user)
