"""Who may give instructions, decide on them, carry them out; who sees them."""

from __future__ import annotations

from collections.abc import Collection

from orgplan.accounts.policy import RoleBearer, has_role, may_decide
from orgplan.accounts.rules import Role

_SEE_ALL = (Role.DEPARTMENT, Role.PROTOCOL, Role.LEADER, Role.ADMINISTRATOR)


def sees_all(user: RoleBearer) -> bool:
    """Tell whether the user sees every instruction; others see their own and those of their unit."""
    return has_role(user, *_SEE_ALL)


def sees_own(user: RoleBearer) -> bool:
    """Tell whether the user sees the instructions of the own unit: a coordinator answers for all of it."""
    return has_role(user, Role.COORDINATOR)


def can_give(user: RoleBearer) -> bool:
    """The department and the protocol service put instructions on control, a leader gives them."""
    return has_role(user, Role.DEPARTMENT, Role.PROTOCOL) or (has_role(user, Role.LEADER) and may_decide(user))


def can_control(user: RoleBearer) -> bool:
    """The department keeps control for the givers; a leader decides personally: terms, reports, removal."""
    return has_role(user, Role.DEPARTMENT) or (has_role(user, Role.LEADER) and may_decide(user))


def can_perform(user: RoleBearer, *, own_units: Collection[int], units: Collection[int]) -> bool:
    """Whoever works for the unit that has to do it, or is named in person, answers for it.

    The department writes down what came on paper or by telephone.
    """
    if has_role(user, Role.DEPARTMENT):
        return True
    return user.is_active and bool(set(own_units) & set(units))


def can_set_rules(user: RoleBearer) -> bool:
    """The department and the administrator keep the rules of terms, levels of control and the ladder."""
    return has_role(user, Role.DEPARTMENT, Role.ADMINISTRATOR)


def can_see_discipline(user: RoleBearer) -> bool:
    """Figures over all units are for those who see all instructions; a coordinator sees those of the own unit."""
    return sees_all(user) or sees_own(user)
