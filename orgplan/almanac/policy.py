"""Who may see and change the almanac."""

from __future__ import annotations

from orgplan.accounts.policy import RoleBearer, has_role
from orgplan.accounts.rules import Role


def can_see_almanac(user: RoleBearer) -> bool:
    """Everybody who signs in may look up meetings, dates and jubilees."""
    return user.is_active


def can_keep_almanac(user: RoleBearer) -> bool:
    """The organisational department and the protocol service keep the almanac."""
    return has_role(user, Role.DEPARTMENT, Role.PROTOCOL)


def can_see_people(user: RoleBearer) -> bool:
    """Days of birth are shown to those who congratulate: the city's own services and leaders, no units."""
    return has_role(user, Role.DEPARTMENT, Role.PROTOCOL, Role.LEADER)
