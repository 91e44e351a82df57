"""Reads of the interface: what a program asks for, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, DateTimeField, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce, Greatest

from orgplan.accounts.models import User
from orgplan.audit.models import Entry
from orgplan.events.actions import WITH_FACTS
from orgplan.events.models import Event, EventQuerySet, Tombstone
from orgplan.planning.models import Plan


def events_for(user: User, *, deleted: bool) -> EventQuerySet:
    """Return the events that the user may see, with what travels of each; `deleted`: those in the basket too."""
    rows = Event.objects.visible_to(user, deleted=None if deleted else False)
    return rows.select_related("owner", "venue", "part_of").prefetch_related(*WITH_FACTS)


def removed_since(moment: datetime) -> QuerySet[Tombstone]:
    """Return what was deleted for good since the moment: identities only, so that copies elsewhere can follow."""
    return Tombstone.objects.filter(removed_at__gte=moment)


def plans_for(user: User) -> QuerySet[Plan]:
    """Return the plans that the user may see, with `version_count` and `changed_at`: when history last names them."""
    last = (
        Entry.objects.filter(object_kind="planning.plan", object_key=OuterRef("as_key"))
        .order_by("-at")
        .values("at")[:1]
    )
    return (
        Plan.objects.visible_to(user)
        .select_related("unit")
        .annotate(as_key=Cast("pk", CharField()), version_count=Count("versions", distinct=True))
        .annotate(
            changed_at=Greatest(
                F("created_at"), Coalesce(Subquery(last, output_field=DateTimeField()), F("created_at"))
            )
        )
    )


def uids_of(events: Iterable[int]) -> dict[int, UUID]:
    """Return the lasting identities of events by their keys."""
    found: Any = Event.objects.filter(pk__in=set(events)).values_list("pk", "uid")
    return dict(found)
