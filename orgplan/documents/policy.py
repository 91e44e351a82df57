"""Who may see, print by and change the office's own forms, and who reads the register of documents."""

from __future__ import annotations

from django.db.models import Q

from orgplan.accounts.policy import RoleBearer, has_role
from orgplan.accounts.rules import Role

_SEE_ALL = (Role.DEPARTMENT, Role.PROTOCOL, Role.LEADER, Role.ADMINISTRATOR)


def visible_templates(user: RoleBearer) -> Q:
    """Everybody prints by the office's forms, so everybody may look at them."""
    return Q() if user.is_active else Q(pk__in=())


def can_keep_templates(user: RoleBearer) -> bool:
    """The department and the administrator own the forms; others only use them."""
    return has_role(user, Role.DEPARTMENT, Role.ADMINISTRATOR)


def visible_documents(user: RoleBearer) -> Q:
    """The city's own services see every document, a coordinator those open to all."""
    if has_role(user, *_SEE_ALL):
        return Q()
    return Q(is_open=True) if user.is_active else Q(pk__in=())


def can_register(user: RoleBearer) -> bool:
    """The department and the protocol service write numbers of the document system beside documents."""
    return has_role(user, Role.DEPARTMENT, Role.PROTOCOL)
