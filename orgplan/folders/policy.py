"""Whose folders somebody opens, who prepares them, who takes the evening archive."""

from __future__ import annotations

from orgplan.accounts.policy import RoleBearer, has_role, is_oneself
from orgplan.accounts.rules import Role


def sees_all_folders(user: RoleBearer) -> bool:
    """The department and the protocol service put the folders together."""
    return has_role(user, Role.DEPARTMENT, Role.PROTOCOL)


def may_open(user: RoleBearer, *, own_person: int | None, person: int) -> bool:
    """A leader opens the own folder only; an assistant at work stands in the leader's place."""
    return sees_all_folders(user) or (has_role(user, Role.LEADER) and own_person == person)


def sees_folders(user: RoleBearer) -> bool:
    """Tell whether there is anything for the user in the room."""
    return has_role(user, Role.DEPARTMENT, Role.PROTOCOL, Role.LEADER)


def can_prepare(user: RoleBearer) -> bool:
    """The department and the protocol service write the texts, plan B and the escort."""
    return sees_all_folders(user)


def keeps_looks(user: RoleBearer) -> bool:
    """What was read is noted for whoever reads; an assistant at work does not read for the leader."""
    return sees_folders(user) and is_oneself(user)


def can_take_archive(user: RoleBearer) -> bool:
    """The evening archive holds people and telephones of all leaders' days: the department and the protocol service."""
    return has_role(user, Role.DEPARTMENT, Role.PROTOCOL)


def can_set_archive(user: RoleBearer) -> bool:
    """The department and the administrator say when it is made and how long it is kept."""
    return has_role(user, Role.DEPARTMENT, Role.ADMINISTRATOR)
