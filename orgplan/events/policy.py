"""Who may see and change events."""

from __future__ import annotations

from django.db.models import Q

from orgplan.accounts.policy import RoleBearer, has_role
from orgplan.accounts.rules import Role

_SEE_ALL = (Role.DEPARTMENT, Role.PROTOCOL, Role.LEADER, Role.ADMINISTRATOR)


def visible(user: RoleBearer, unit_id: int | None) -> Q:
    """Return the condition on events that the user may see: all, or those of the own unit."""
    if has_role(user, *_SEE_ALL):
        return Q()
    if has_role(user, Role.COORDINATOR) and unit_id is not None:
        return Q(owner=unit_id) | Q(co_owners=unit_id)
    return Q(pk__in=())


def can_create(user: RoleBearer) -> bool:
    """The department, the protocol service and unit coordinators record events."""
    return has_role(user, Role.DEPARTMENT, Role.PROTOCOL, Role.COORDINATOR)


def can_edit(user: RoleBearer, *, unit_id: int | None, owner_id: int | None) -> bool:
    """The department and the protocol service change any event, a coordinator those of the own unit."""
    if has_role(user, Role.DEPARTMENT, Role.PROTOCOL):
        return True
    return has_role(user, Role.COORDINATOR) and unit_id is not None and unit_id == owner_id
