"""Who may see and decide about clashes."""

from __future__ import annotations

from orgplan.accounts.policy import RoleBearer, has_role
from orgplan.accounts.rules import Role


def can_see_all(user: RoleBearer) -> bool:
    """The department, the protocol service, leaders, the administrator see every clash; others their unit's."""
    return has_role(user, Role.DEPARTMENT, Role.PROTOCOL, Role.LEADER, Role.ADMINISTRATOR)


def can_accept(user: RoleBearer) -> bool:
    """The department and the protocol service accept a clash with a reason, or move an event in spite of one."""
    return has_role(user, Role.DEPARTMENT, Role.PROTOCOL)


def can_keep_norms(user: RoleBearer) -> bool:
    """The department, the protocol service and the administrator keep rules, minutes and roads."""
    return has_role(user, Role.DEPARTMENT, Role.PROTOCOL, Role.ADMINISTRATOR)


def can_see_load(user: RoleBearer) -> bool:
    """How much of a leader's month is taken is for those who keep leaders' calendars."""
    return has_role(user, Role.DEPARTMENT, Role.PROTOCOL, Role.LEADER, Role.ADMINISTRATOR)
