"""Who sees a saved view, and who may change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from orgplan.accounts.rules import Role
from orgplan.core.seams import bound
from orgplan.saved_views.rules import ALL

if TYPE_CHECKING:
    from orgplan.accounts.models import User


def audiences_of(user: User) -> list[tuple[str, str]]:
    """Return the groups to which the user belongs and with which views can be shared: key and words."""
    role = (f"role:{user.role}", str(Role(user.role).label))
    others = [pair for of_room in bound("view_audiences") for pair in of_room(user)]
    return [role, *others, (ALL, _("everybody"))]


def may_change_view(user: User, *, owner_id: int) -> bool:
    """Only who keeps a view changes it; others who see it can keep their own copy."""
    return user.is_active and user.pk == owner_id
