"""Who may subscribe to calendars and see subscriptions."""

from __future__ import annotations

from orgplan.accounts.policy import RoleBearer, can_manage_users, is_oneself


def can_subscribe(user: RoleBearer) -> bool:
    """Whoever signs in subscribes in the own name: a feed shows no more than the person may see."""
    return user.is_active and is_oneself(user)


def sees_everybody(user: RoleBearer) -> bool:
    """The administrator sees and revokes everybody's subscriptions; nobody sees an address again."""
    return can_manage_users(user)
