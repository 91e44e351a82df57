"""Who may order messages to programs and see them."""

from __future__ import annotations

from orgplan.accounts.policy import RoleBearer, can_manage_users, is_oneself


def can_order(user: RoleBearer) -> bool:
    """Whoever signs in orders messages in the own name: they tell no more than the person may see."""
    return user.is_active and is_oneself(user)


def sees_everybody(user: RoleBearer) -> bool:
    """The administrator sees and ends everybody's subscriptions."""
    return can_manage_users(user)
