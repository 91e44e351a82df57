"""Reads of the interface: what a program asks for, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, DateTimeField, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce, Greatest

from orgplan.accounts.models import User
from orgplan.audit.models import Entry
from orgplan.availability.models import ClosedTime, VenueBlocking, VenueBooking
from orgplan.calendar.queries.filtering import PRESENT
from orgplan.events.actions import WITH_FACTS
from orgplan.events.models import Event, EventQuerySet, Participation, Tombstone
from orgplan.events.rules import Consent
from orgplan.language.names import PersonName
from orgplan.planning.models import Plan
from orgplan.scheduling.models import MonthSearch, Proposal

OVERLAP = timedelta(minutes=2)
"""A write in flight carries a moment before it is seen: who asks for changes since then asks a little further back.
Longer than the longest write of many rows."""


def events_for(user: User, *, deleted: bool) -> EventQuerySet:
    """Return the events that the user may see, with what travels of each; `deleted`: those in the basket too."""
    rows = Event.objects.visible_to(user, deleted=None if deleted else False)
    return rows.select_related("owner", "venue", "part_of").prefetch_related(*WITH_FACTS, "programmes")


def removed_since(moment: datetime) -> QuerySet[Tombstone]:
    """Return what was deleted for good since the moment: identities only, so that copies elsewhere can follow."""
    return Tombstone.objects.filter(removed_at__gte=moment)


def bookings_for(user: User) -> QuerySet[Any]:
    """Return the claims on halls that the user may see, with `changed_at`: when history last names them."""
    rows: QuerySet[Any] = VenueBooking.objects.visible_to(user).filter(event__deleted_at=None)
    changed = _last_said("availability.venuebooking", F("asked_at"))
    keyed: QuerySet[Any] = rows.select_related("venue", "event").annotate(as_key=Cast("pk", CharField()))
    found: QuerySet[Any] = keyed.annotate(changed_at=changed)
    return found


def blockings_for(user: User) -> QuerySet[Any]:
    """Return the closed halls that the user may see."""
    rows: QuerySet[Any] = VenueBlocking.objects.visible_to(user).select_related("venue")
    return rows


def hours_of(bookings: Iterable[VenueBooking]) -> dict[int, list[tuple[datetime, datetime]]]:
    """Return by key of the claims the stretches in which they keep their halls; one query."""
    rows = ClosedTime.objects.filter(booking__in=[each.pk for each in bookings]).order_by("start", "pk")
    found: dict[int, list[tuple[datetime, datetime]]] = {}
    for booking, start, end in rows.values_list("booking", "start", "end"):
        found.setdefault(booking, []).append((start, end))
    return found


def _last_said(kind: str, since: F) -> Greatest:
    """Return when history last names a row with `as_key`, at least the moment of the field."""
    last = Entry.objects.filter(object_kind=kind, object_key=OuterRef("as_key")).order_by("-at").values("at")[:1]
    return Greatest(since, Coalesce(Subquery(last, output_field=DateTimeField()), since))


def plans_for(user: User) -> QuerySet[Plan]:
    """Return the plans that the user may see, with `version_count` and `changed_at`: when history last names them."""
    rows = Plan.objects.visible_to(user).select_related("unit")
    keyed = rows.annotate(as_key=Cast("pk", CharField()), version_count=Count("versions", distinct=True))
    return keyed.annotate(changed_at=_last_said("planning.plan", F("created_at")))


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
