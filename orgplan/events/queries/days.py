"""Days as «Сегодня» shows them: the leaders' events and the city's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from django.db.models import Q

from orgplan.accounts.models import User
from orgplan.directory.models import Person, Position
from orgplan.directory.queries import leaders_between
from orgplan.events.models import Event, Occurrence, Participation
from orgplan.events.rules import EventState, ParticipationKind, TimingKindChoice

_EXPECTED = frozenset({ParticipationKind.HOSTS, ParticipationKind.SPEAKS, ParticipationKind.ATTENDS})
_STANDING = frozenset({EventState.PLANNED, EventState.HELD})
_OF_A_DAY = (TimingKindChoice.TIMED, TimingKindChoice.DAYS)


@dataclass(frozen=True, slots=True)
class Day:
    """A day: its leaders, each with post and expected events in order, and all events with an hour or a day."""

    day: date
    leaders: list[tuple[Person, str, list[Event]]]
    events: list[Event]


def days_of(user: User, days: Sequence[date]) -> list[Day]:
    """Return the days, as far as the user may see their events; four queries for all of them.

    Drafts and cancelled events are left out, and what did not take place is no leader's event.
    """
    posts = leaders_between(min(days), max(days))
    stretches = Occurrence.objects.filter(start__lte=max(days), end__gte=min(days))
    expected = Participation.objects.filter(person__in={post.person_id for post in posts}, kind__in=_EXPECTED)
    events = (
        Event.objects.visible_to(user)
        .filter(pk__in=stretches.values("event"))
        .filter(Q(timing_kind__in=_OF_A_DAY) | Q(pk__in=expected.values("event")))
        .exclude(state__in=(EventState.CANCELLED, EventState.DRAFT))
        .select_related("owner", "venue")
        .prefetch_related("occurrences", "participations")
    )
    found = list(events)
    return [_day(day, posts, [event for event in found if _stands_on(event, day)]) for day in days]


def _stands_on(event: Event, day: date) -> bool:
    return any(each.start and each.end and each.start <= day <= each.end for each in event.occurrences.all())


def _day(day: date, posts: Sequence[Position], events: Sequence[Event]) -> Day:
    standing = [(event, _people(event)) for event in events if event.state in _STANDING]
    leaders = [
        (post.person, post.title, [event for event, people in standing if post.person_id in people])
        for post in posts
        if (post.starts_on is None or post.starts_on <= day) and (post.ends_on is None or post.ends_on >= day)
    ]
    dated = [event for event in events if event.timing_kind in _OF_A_DAY]
    dated.sort(key=lambda event: (event.start_time is not None, event.start_time or time.min, event.title))
    return Day(day, leaders, dated)


def _people(event: Event) -> set[int | None]:
    return {each.person_id for each in event.participations.all() if each.kind in _EXPECTED}
