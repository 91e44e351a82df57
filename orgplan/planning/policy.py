"""Who may see and change plans, lines and submissions."""

from __future__ import annotations

from django.db.models import Q

from orgplan.accounts.policy import RoleBearer, has_role, may_decide
from orgplan.accounts.rules import Role
from orgplan.planning.rules.states import PlanState

_SEE_ALL = (Role.DEPARTMENT, Role.PROTOCOL, Role.LEADER, Role.ADMINISTRATOR)


def visible_plans(user: RoleBearer, unit_id: int | None) -> Q:
    """Everybody sees approved city plans; a coordinator also the own unit's; the city's own services see all."""
    if has_role(user, *_SEE_ALL):
        return Q()
    approved = Q(unit__isnull=True, state=PlanState.APPROVED)
    if has_role(user, Role.COORDINATOR) and unit_id is not None:
        return approved | Q(unit=unit_id)
    return approved if user.is_active else Q(pk__in=())


def visible_lines(user: RoleBearer, unit_id: int | None) -> Q:
    """Lines of all units for the city's own services, the own unit's lines for a coordinator."""
    if has_role(user, *_SEE_ALL):
        return Q()
    if has_role(user, Role.COORDINATOR) and unit_id is not None:
        return Q(plan__unit=unit_id)
    return Q(pk__in=())


def visible_remarks(user: RoleBearer, unit_id: int | None) -> Q:
    """Remarks are seen by whoever sees their lines."""
    if has_role(user, *_SEE_ALL):
        return Q()
    if has_role(user, Role.COORDINATOR) and unit_id is not None:
        return Q(line__plan__unit=unit_id)
    return Q(pk__in=())


def can_remark(user: RoleBearer) -> bool:
    """The department and the leaders, as curators, make remarks on lines."""
    return has_role(user, Role.DEPARTMENT, Role.LEADER)


def can_submit(user: RoleBearer, *, own_unit_id: int | None, unit_id: int) -> bool:
    """A coordinator sends the own unit's plan; the department may read in any unit's paper."""
    if has_role(user, Role.DEPARTMENT):
        return True
    return has_role(user, Role.COORDINATOR) and own_unit_id == unit_id


def can_consolidate(user: RoleBearer) -> bool:
    """Only the organisational department decides on lines."""
    return has_role(user, Role.DEPARTMENT)


def can_see_consolidation(user: RoleBearer) -> bool:
    """The city's own services may look at the work of consolidation."""
    return has_role(user, *_SEE_ALL)


def can_approve(user: RoleBearer) -> bool:
    """A leader approves; the department records an approval given on paper."""
    return has_role(user, Role.LEADER, Role.DEPARTMENT) and may_decide(user)


def can_see_deadlines(user: RoleBearer) -> bool:
    """Everybody who works here sees by when plans are sent."""
    return user.is_active


def can_set_deadlines(user: RoleBearer) -> bool:
    """The department and the administrator set deadlines and reminders."""
    return has_role(user, Role.DEPARTMENT, Role.ADMINISTRATOR)


def may_change_approved(actor: object, units_change: bool) -> bool:
    """The program, the department, the protocol service change approved events; units where the rule lets them."""
    role = getattr(actor, "role", None)
    return role is None or units_change or role in {Role.DEPARTMENT, Role.PROTOCOL}


def can_set_approval(user: RoleBearer) -> bool:
    """The department and the administrator set how plans are agreed and changed."""
    return has_role(user, Role.DEPARTMENT, Role.ADMINISTRATOR)


def can_see_executive_calendar(user: RoleBearer) -> bool:
    """The city's own services see where leaders are; a unit sees only its own events."""
    return has_role(user, *_SEE_ALL)
