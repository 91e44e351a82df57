"""What the directory does when something happens to a sign-in below it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.accounts.queries.open_work import OpenItem, OpenWork
from orgplan.audit.actions import Actor
from orgplan.core.editing import RefusedError
from orgplan.directory.actions import join_user
from orgplan.directory.models import Membership


def unit_left_alone(user: User) -> OpenWork | None:
    """Return the unit for which nobody else could send plans; the heir without a unit takes it over."""
    own = Membership.objects.select_related("unit").filter(user=user, unit__submits_plans=True).first()
    if own is None or own.unit is None:
        return None
    unit = own.unit
    others = Membership.objects.filter(unit=unit, user__is_active=True, user__role=user.role).exclude(user=user)
    if others.exists():
        return None

    def take_over(heir: User, by: Actor) -> None:
        theirs = Membership.objects.select_related("unit", "person").filter(user=heir).first()
        if theirs is not None and theirs.unit is not None:
            said = _("%(name)s already works for the unit “%(unit)s” and cannot take over “%(own)s”.")
            raise RefusedError(said % {"name": heir.name, "unit": theirs.unit, "own": unit})
        join_user(heir, unit=unit, person=theirs.person if theirs else None, by=by)

    return OpenWork(
        heading=_("The unit stays without a sign-in"),
        items=[OpenItem(unit.name, unit.get_absolute_url())],
        stays=_("until somebody is joined to it, the department reads in its plans"),
        hand_over=take_over,
        unable=frozenset(
            Membership.objects.filter(unit__isnull=False, user__role=user.role).values_list("user", flat=True)
        ),
    )
