"""Programmes as pages ask for them, and as one more way to filter events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.lookups import row_key
from orgplan.events.models import Event, Programme

IN_PROGRAMMES = Exists(Programme.events.through.objects.filter(event=OuterRef("pk")))
"""Tells with the row of an event (`in_programmes`) whether its programmes need to be read at all: most have none."""


def programmes_of(user: User, event: Event) -> list[Programme]:
    """Return the programmes to which the event belongs; one query, none where its row said that there are none."""
    if not getattr(event, "in_programmes", True):
        return []
    return list(Programme.objects.visible_to(user).filter(events=event))


def programmes_with_numbers(user: User) -> QuerySet[Any]:
    """Return the programmes with how many events they have that the user may see (`number`); one query."""
    seen = Q(events__in=Event.objects.visible_to(user))
    rows: QuerySet[Any] = Programme.objects.visible_to(user)
    counted: QuerySet[Any] = rows.annotate(number=Count("events", filter=seen))
    return counted


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
