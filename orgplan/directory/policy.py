"""Who may change the directory, and which unit a user works for."""

from __future__ import annotations

from orgplan.accounts.policy import RoleBearer, has_role, is_oneself
from orgplan.accounts.rules import Role


def can_edit_directory(user: RoleBearer) -> bool:
    """The organisational department, the protocol service and the administrator keep the directory."""
    return has_role(user, Role.DEPARTMENT, Role.PROTOCOL, Role.ADMINISTRATOR)


def can_see_directory(user: RoleBearer) -> bool:
    """Everybody who signs in may look up units, people, organisations and venues."""
    return user.is_active


def can_keep_absences(user: RoleBearer) -> bool:
    """Whoever keeps the directory also records who is away and who acts."""
    return can_edit_directory(user)


def can_see_absence_kind(user: RoleBearer) -> bool:
    """Why somebody is away is seen by those who record it and by the leaders; others read «absent»."""
    return can_keep_absences(user) or has_role(user, Role.LEADER)


def can_invite(user: RoleBearer, *, unit_id: int | None, of_unit: int) -> bool:
    """A coordinator lets people of the own unit in as performers, the department and the administrator of any."""
    if has_role(user, Role.DEPARTMENT, Role.ADMINISTRATOR):
        return is_oneself(user)
    return has_role(user, Role.COORDINATOR) and is_oneself(user) and unit_id is not None and unit_id == of_unit
