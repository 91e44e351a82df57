"""Reads of events for pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from orgplan.accounts.models import User
from orgplan.core.lookups import has_words
from orgplan.directory.models import Person
from orgplan.directory.queries import leaders_on
from orgplan.events.models import Event, EventQuerySet
from orgplan.events.rules import EventKind, EventState, Level, ParticipationKind


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What of the events to show; kept in the page's address. Days are inclusive."""

    words: str = ""
    unit: int | None = None
    kind: str = ""
    level: str = ""
    state: str = ""
    leader: int | None = None
    since: date | None = None
    until: date | None = None


def events_for(user: User, wanted: EventFilter) -> EventQuerySet:
    """Return the events that the user may see and the filter leaves, joined for a list; in order of time."""
    events = Event.objects.visible_to(user)
    if wanted.since:
        events = events.filter(Q(last_day__gte=wanted.since) | Q(last_day__isnull=True))
    if wanted.until:
        events = events.filter(first_day__lte=wanted.until)
    if wanted.unit:
        events = events.filter(Q(owner=wanted.unit) | Q(co_owners=wanted.unit)).distinct()
    for name, known in (("kind", EventKind), ("level", Level), ("state", EventState)):
        value = getattr(wanted, name)
        if value in known.values:
            events = events.filter(**{name: value})
    if wanted.leader:
        events = events.filter(participations__person=wanted.leader).distinct()
    events = events.filter(has_words(wanted.words, "title", "place", "venue__name"))
    return events.select_related("owner", "venue").prefetch_related("occurrences", "participations__person")


def leaders_day(user: User, day: date) -> list[tuple[Person, str, list[Event]]]:
    """Return, for each leader with a post on the day: person, post, and the events of that day in order."""
    positions = leaders_on(day)
    events = list(
        Event.objects.visible_to(user)
        .filter(first_day__lte=day, last_day__gte=day, state__in=(EventState.PLANNED, EventState.HELD))
        .filter(
            participations__person__in=[position.person_id for position in positions],
            participations__kind__in=(ParticipationKind.HOSTS, ParticipationKind.SPEAKS, ParticipationKind.ATTENDS),
        )
        .filter(occurrences__start__lte=day, occurrences__end__gte=day)
        .select_related("venue", "owner")
        .prefetch_related("occurrences", "participations__person")
        .distinct()
    )
    return [
        (
            position.person,
            position.title,
            [
                event
                for event in events
                if any(each.person_id == position.person_id for each in event.participations.all())
            ],
        )
        for position in positions
    ]
