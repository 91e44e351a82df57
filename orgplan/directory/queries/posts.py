"""Who works where, on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from orgplan.accounts.models import User
from orgplan.directory.models import DirectoryQuerySet, Membership, Position, Unit


def unit_of(user: User) -> Unit | None:
    """Return the unit the user works for, or None; asked once per user object."""
    known = vars(user)
    if "unit_of" not in known:
        membership = Membership.objects.select_related("unit").filter(user=user).first()
        known["unit_of"] = membership.unit if membership else None
    unit: Unit | None = known["unit_of"]
    return unit


def positions_on(day: date) -> DirectoryQuerySet:
    """Return the posts held on the day, with person, unit and organisation."""
    return Position.objects.select_related("person", "unit", "organisation").filter(
        Q(starts_on__isnull=True) | Q(starts_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    )


def leaders_on(day: date) -> list[Position]:
    """Return the leaders' posts of the day, the Mayor first."""
    return list(positions_on(day).filter(leader_order__isnull=False).order_by("leader_order"))
