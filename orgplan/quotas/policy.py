"""Who asks bodies for people, who answers."""

from __future__ import annotations

from orgplan.accounts.policy import RoleBearer, has_role, may_decide
from orgplan.accounts.rules import Role
from orgplan.events.policy import can_edit


def can_see_quotas(user: RoleBearer) -> bool:
    """Everybody who signs in sees the quotas of events that they see, and what their unit is asked for."""
    return user.is_active


def sees_all_quotas(user: RoleBearer) -> bool:
    """The department, the protocol service, leaders and the administrator see every quota."""
    return has_role(user, Role.DEPARTMENT, Role.PROTOCOL, Role.LEADER, Role.ADMINISTRATOR)


def can_ask_people(user: RoleBearer, *, unit_id: int | None, owner_id: int | None) -> bool:
    """Whoever changes the event says how many people each body sends."""
    return can_edit(user, unit_id=unit_id, owner_id=owner_id)


def can_answer_share(user: RoleBearer, *, unit_id: int | None, body_id: int | None, owner_id: int | None) -> bool:
    """The unit answers for itself; whoever asks writes down what a body answered by telephone or letter."""
    if not may_decide(user):
        return False
    own = has_role(user, Role.COORDINATOR) and unit_id is not None and unit_id == body_id
    return own or can_ask_people(user, unit_id=unit_id, owner_id=owner_id)
