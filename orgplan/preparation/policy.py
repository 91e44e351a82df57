"""Who sees steps and lessons, who changes a plan of preparation, who marks a step as done."""

from __future__ import annotations

from orgplan.accounts.policy import RoleBearer, has_role
from orgplan.accounts.rules import Role
from orgplan.events.policy import can_edit, sees_all


def sees_all_steps(user: RoleBearer) -> bool:
    """The department, the protocol service, leaders and the administrator see every step."""
    return sees_all(user)


def can_finish(
    user: RoleBearer, *, unit_id: int | None, owner_id: int | None, step_unit_id: int | None, is_named: bool = False
) -> bool:
    """Whoever changes the event marks its steps as done, the unit that answers for the step, and who is named in it."""
    if can_edit(user, unit_id=unit_id, owner_id=owner_id):
        return True
    if is_named and has_role(user, Role.PERFORMER, Role.COORDINATOR):
        return True
    return has_role(user, Role.COORDINATOR) and unit_id is not None and unit_id == step_unit_id


def can_write_lessons(user: RoleBearer, *, unit_id: int | None, owner_id: int | None) -> bool:
    """Whoever changes the event writes down what was learnt of it."""
    return can_edit(user, unit_id=unit_id, owner_id=owner_id)


def can_bring_templates(user: RoleBearer) -> bool:
    """The department takes over the templates that come with the product."""
    return has_role(user, Role.DEPARTMENT)
