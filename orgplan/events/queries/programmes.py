"""Programmes as pages ask for them, and as one more way to filter events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.lookups import row_key
from orgplan.events.models import Event, Programme


def programmes_of(user: User, event: Event) -> list[Programme]:
    """Return the programmes to which the event belongs; one query."""
    return list(Programme.objects.visible_to(user).filter(events=event))


def programmes_with_numbers(user: User) -> QuerySet[Any]:
    """Return the programmes with how many events they have that the user may see (`number`); one query."""
    seen = Q(events__in=Event.objects.visible_to(user))
    return Programme.objects.visible_to(user).annotate(number=Count("events", filter=seen))


class InProgramme:
    """The events of a programme; see `EventFacet`."""

    name: str = "programme"
    label: str | Promise = _("Programme")

    def choices(self, user: User) -> Sequence[tuple[str, str]]:
        """Return the programmes; one query."""
        return [(str(each.pk), each.name) for each in Programme.objects.visible_to(user)]

    def condition(self, user: User, value: str) -> Q:
        """Return the condition that the event belongs to the programme."""
        programmes = Programme.objects.visible_to(user).filter(pk=row_key(value) or 0)
        return Q(pk__in=Programme.events.through.objects.filter(programme__in=programmes.values("pk")).values("event"))
