"""Who may see and change events."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Protocol

from orgplan.accounts.policy import RoleBearer, has_role
from orgplan.accounts.rules import Role

_SEE_ALL = (Role.DEPARTMENT, Role.PROTOCOL, Role.LEADER, Role.ADMINISTRATOR)


def sees_all(user: RoleBearer) -> bool:
    """Tell whether the user sees every event; a coordinator sees only those of the own unit."""
    return has_role(user, *_SEE_ALL)


def sees_own(user: RoleBearer) -> bool:
    """Tell whether the user sees the events that the own unit holds, alone or together with others."""
    return has_role(user, Role.COORDINATOR)


class EventGrant(Protocol):
    """Given a performer, the keys of the events to which something in the upper room belongs that is theirs to do."""

    def __call__(self, user: Any, /) -> Any:
        """Return them as a queryset of keys, to be read within another query."""


def sees_granted(user: RoleBearer) -> bool:
    """Tell whether the user sees events only through what is given to them to do (`config/grants.py`)."""
    return has_role(user, Role.PERFORMER)


def can_create(user: RoleBearer) -> bool:
    """The department, the protocol service and unit coordinators record events."""
    return has_role(user, Role.DEPARTMENT, Role.PROTOCOL, Role.COORDINATOR)


def can_edit(user: RoleBearer, *, unit_id: int | None, owner_id: int | None) -> bool:
    """The department and the protocol service change any event, a coordinator those of the own unit."""
    if has_role(user, Role.DEPARTMENT, Role.PROTOCOL):
        return True
    return has_role(user, Role.COORDINATOR) and unit_id is not None and unit_id == owner_id


def can_report(user: RoleBearer, *, unit_id: int | None, unit_ids: Collection[int]) -> bool:
    """The department and the protocol service report on any event, a coordinator on those of the own unit.

    `unit_ids` are the event's owner and co-owners: whoever held it together may report.
    """
    if has_role(user, Role.DEPARTMENT, Role.PROTOCOL):
        return True
    return has_role(user, Role.COORDINATOR) and unit_id is not None and unit_id in unit_ids


def can_keep_programmes(user: RoleBearer) -> bool:
    """The department and the protocol service say which programmes there are."""
    return has_role(user, Role.DEPARTMENT, Role.PROTOCOL)


def can_keep_templates(user: RoleBearer) -> bool:
    """The department, the protocol service and unit coordinators make templates of events."""
    return can_create(user)


def can_edit_template(user: RoleBearer, *, unit_id: int | None, owner_id: int | None) -> bool:
    """A template is protected: the unit that keeps it changes it, and the department; others use it."""
    if has_role(user, Role.DEPARTMENT):
        return True
    return has_role(user, Role.COORDINATOR, Role.PROTOCOL) and unit_id is not None and unit_id == owner_id


def can_set_basket(user: RoleBearer) -> bool:
    """The department and the administrator say for how long deleted events are kept."""
    return has_role(user, Role.DEPARTMENT, Role.ADMINISTRATOR)
