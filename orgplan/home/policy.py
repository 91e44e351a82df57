"""Whose first screen shows what."""

from __future__ import annotations

from orgplan.accounts.policy import RoleBearer, has_role
from orgplan.accounts.rules import Role


def serves_leaders(user: RoleBearer) -> bool:
    """The department and the protocol service prepare leaders' days and choose whose."""
    return has_role(user, Role.DEPARTMENT, Role.PROTOCOL)


def sees_leaders(user: RoleBearer) -> bool:
    """Leaders' days stand on the first screen of those who prepare them and of leaders."""
    return serves_leaders(user) or has_role(user, Role.LEADER)


def follows_news(user: RoleBearer) -> bool:
    """What colleagues changed is told to those who work with events."""
    return has_role(user, Role.DEPARTMENT, Role.PROTOCOL, Role.COORDINATOR)
