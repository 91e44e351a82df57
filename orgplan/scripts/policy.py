"""Who may see scripts, write them, and mark what happens on the day."""

from __future__ import annotations

from collections.abc import Collection

from orgplan.accounts.policy import RoleBearer, has_role
from orgplan.accounts.rules import Role
from orgplan.events.policy import can_edit, can_edit_template, can_report


def can_write_script(user: RoleBearer, *, unit_id: int | None, owner_id: int | None, of_template: bool) -> bool:
    """Whoever changes the event, or the template, writes its script."""
    if of_template:
        return can_edit_template(user, unit_id=unit_id, owner_id=owner_id)
    return can_edit(user, unit_id=unit_id, owner_id=owner_id)


def can_mark(user: RoleBearer, *, unit_id: int | None, unit_ids: Collection[int]) -> bool:
    """The department, the protocol service and the units that hold the event mark what happens on the day."""
    return can_report(user, unit_id=unit_id, unit_ids=unit_ids)


def can_keep_kinds(user: RoleBearer) -> bool:
    """The department and the protocol service say which kinds of items there are and which of them a delay may cut."""
    return has_role(user, Role.DEPARTMENT, Role.PROTOCOL)
