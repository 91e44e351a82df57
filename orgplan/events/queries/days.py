"""The leaders' day."""

from __future__ import annotations

from datetime import date

from orgplan.accounts.models import User
from orgplan.directory.models import Person
from orgplan.directory.queries import leaders_on
from orgplan.events.models import Event
from orgplan.events.rules import EventState, ParticipationKind


def leaders_day(user: User, day: date) -> list[tuple[Person, str, list[Event]]]:
    """Return, for each leader with a post on the day: person, post, and the events of that day in order."""
    positions = leaders_on(day)
    events = list(
        Event.objects.visible_to(user)
        .happening_on(day)
        .filter(state__in=(EventState.PLANNED, EventState.HELD))
        .filter(
            participations__person__in=[position.person_id for position in positions],
            participations__kind__in=(ParticipationKind.HOSTS, ParticipationKind.SPEAKS, ParticipationKind.ATTENDS),
        )
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
