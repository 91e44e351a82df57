"""Who keeps the list of resources, who asks for them, who answers."""

from __future__ import annotations

from orgplan.accounts.policy import RoleBearer, has_role, may_decide
from orgplan.accounts.rules import Role


def can_see_resources(user: RoleBearer) -> bool:
    """Everybody who signs in sees what the city has."""
    return user.is_active


def can_add_resource(user: RoleBearer) -> bool:
    """The department and the administrator put a resource into the list."""
    return has_role(user, Role.DEPARTMENT, Role.ADMINISTRATOR)


def can_keep_resource(user: RoleBearer, *, unit_id: int | None, keeper_id: int | None) -> bool:
    """The unit that gives a resource says how much of it there is; the department and the administrator too."""
    if can_add_resource(user):
        return True
    return has_role(user, Role.COORDINATOR) and unit_id is not None and unit_id == keeper_id


def can_answer_need(user: RoleBearer, *, unit_id: int | None, keeper_id: int | None) -> bool:
    """The unit that gives the resource answers; the department where no unit gives it, and in its stead."""
    if not may_decide(user):
        return False
    if has_role(user, Role.DEPARTMENT):
        return True
    return has_role(user, Role.COORDINATOR) and unit_id is not None and unit_id == keeper_id


def sees_all_needs(user: RoleBearer) -> bool:
    """The department, the protocol service, leaders and the administrator see every need."""
    return has_role(user, Role.DEPARTMENT, Role.PROTOCOL, Role.LEADER, Role.ADMINISTRATOR)


def can_set_terms(user: RoleBearer) -> bool:
    """The department and the administrator say how far ahead shortages are looked for."""
    return can_add_resource(user)
