"""Reads of the interface: what a program asks for, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, DateTimeField, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce, Greatest

from orgplan.accounts.models import User
from orgplan.audit.models import Entry
from orgplan.calendar.queries.filtering import PRESENT
from orgplan.events.actions import WITH_FACTS
from orgplan.events.models import Event, EventQuerySet, Participation, Tombstone
from orgplan.events.rules import Consent
from orgplan.language.names import PersonName
from orgplan.planning.models import Plan
from orgplan.scheduling.models import MonthSearch, Proposal


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


def uids_seen(user: User, events: Collection[int]) -> dict[int, UUID]:
    """Return the lasting identities of those of the events that the user may see; one query."""
    found: Any = Event.objects.visible_to(user).filter(pk__in=set(events)).order_by().values_list("pk", "uid")
    return dict(found)


def present_at(events: Collection[int]) -> list[tuple[int, int, str, str]]:
    """Return whose time the events take: event, person, name, how; one query. The events are already seen ones."""
    rows = Participation.objects.filter(event__in=events, person__isnull=False, kind__in=PRESENT)
    fields = ("event", "person", "kind", "person__surname", "person__first_name", "person__patronymic")
    found = rows.exclude(consent=Consent.REFUSED).order_by("event", "position").values_list(*fields)
    return [(event, person, PersonName(*name).surname_first(), kind) for event, person, kind, *name in found]


def proposals_for(user: User, searches: Iterable[MonthSearch]) -> dict[int, list[Proposal]]:
    """Return what is offered for the months, by their keys, with `move_count`; one query."""
    rows = Proposal.objects.visible_to(user).filter(search__in=[each.pk for each in searches])
    found: dict[int, list[Proposal]] = {}
    for each in rows.annotate(move_count=Count("moves")):
        found.setdefault(each.search_id, []).append(each)
    return found
