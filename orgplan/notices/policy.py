"""Who sees what leaves the house, and who lets it."""

from __future__ import annotations

from django.db.models import Q

from orgplan.accounts.models import User
from orgplan.accounts.policy import RoleBearer, has_role
from orgplan.accounts.rules import Role


def can_manage_outbox(user: RoleBearer) -> bool:
    """Those who write to many: the department and the protocol service; the administrator, who mends the mail."""
    return has_role(user, Role.DEPARTMENT, Role.PROTOCOL, Role.ADMINISTRATOR)


def visible(user: User) -> Q:
    """Return the condition of the letters that the user may see: all, or those to oneself that have left."""
    if can_manage_outbox(user):
        return Q()
    return Q(user=user.pk, state="sent") if user.is_active else Q(pk__in=())


def can_set_notices(user: RoleBearer) -> bool:
    """The department and the administrator say what is urgent in the city and when digests come."""
    return has_role(user, Role.DEPARTMENT, Role.ADMINISTRATOR)


def can_see_history(user: RoleBearer) -> bool:
    """The department and the administrator look up who was told what and when."""
    return has_role(user, Role.DEPARTMENT, Role.ADMINISTRATOR)
