"""Who sees document sets, who keeps them, who marks a paper, who keeps the lists of sizes, papers and duties."""

from __future__ import annotations

from orgplan.accounts.policy import RoleBearer, has_role
from orgplan.accounts.rules import Role
from orgplan.events.policy import can_edit, sees_all


def sees_all_sets(user: RoleBearer) -> bool:
    """The department, the protocol service, leaders and the administrator see every set."""
    return sees_all(user)


def can_keep_set(user: RoleBearer, *, unit_id: int | None, owner_id: int | None) -> bool:
    """Whoever changes the event keeps its set: takes, strikes and drafts papers."""
    return can_edit(user, unit_id=unit_id, owner_id=owner_id)


def can_mark(user: RoleBearer, *, unit_id: int | None, owner_id: int | None, paper_unit_id: int | None) -> bool:
    """Whoever keeps the set says where a paper stands, and the unit that makes it."""
    if can_keep_set(user, unit_id=unit_id, owner_id=owner_id):
        return True
    return has_role(user, Role.COORDINATOR) and unit_id is not None and unit_id == paper_unit_id


def can_see_lists(user: RoleBearer) -> bool:
    """Everybody who signs in sees which papers an event of which size needs."""
    return user.is_active


def can_keep_lists(user: RoleBearer) -> bool:
    """The department and the administrator keep sizes, kinds of papers, terms and duties by law."""
    return has_role(user, Role.DEPARTMENT, Role.ADMINISTRATOR)
