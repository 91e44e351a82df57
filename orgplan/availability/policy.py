"""Who keeps bans, reads leaders' busy times, and decides about halls."""

from __future__ import annotations

from orgplan.accounts.policy import RoleBearer, has_role, may_decide
from orgplan.accounts.rules import Role


def can_see_layers(user: RoleBearer) -> bool:
    """Everybody who signs in sees which days are not for events, and why."""
    return user.is_active


def can_keep_layers(user: RoleBearer) -> bool:
    """The department, the protocol service and the administrator keep the layers."""
    return has_role(user, Role.DEPARTMENT, Role.PROTOCOL, Role.ADMINISTRATOR)


def can_keep_calendars(user: RoleBearer) -> bool:
    """The protocol service, the department and the administrator let calendars be read, and stop them."""
    return can_keep_layers(user)


def can_see_busy_words(user: RoleBearer) -> bool:
    """What keeps a leader is read by the protocol service and the leaders; others read «busy»."""
    return has_role(user, Role.PROTOCOL, Role.LEADER)


def sees_all_bookings(user: RoleBearer) -> bool:
    """The department, the protocol service, leaders, the administrator see every claim on a hall."""
    return has_role(user, Role.DEPARTMENT, Role.PROTOCOL, Role.LEADER, Role.ADMINISTRATOR)


def can_decide_booking(user: RoleBearer, *, unit_id: int | None, keeper_id: int | None) -> bool:
    """The unit that keeps the hall decides; the department decides where no unit keeps it, and in its stead."""
    if not may_decide(user):
        return False
    if has_role(user, Role.DEPARTMENT):
        return True
    return has_role(user, Role.COORDINATOR) and unit_id is not None and unit_id == keeper_id


def can_block_venue(user: RoleBearer, *, unit_id: int | None, keeper_id: int | None) -> bool:
    """Whoever decides about claims on the hall, and the protocol service, closes it with a reason."""
    if has_role(user, Role.PROTOCOL):
        return may_decide(user)
    return can_decide_booking(user, unit_id=unit_id, keeper_id=keeper_id)


def can_set_terms(user: RoleBearer) -> bool:
    """The department and the administrator say for how long a pre-booking keeps a hall."""
    return has_role(user, Role.DEPARTMENT, Role.ADMINISTRATOR)
