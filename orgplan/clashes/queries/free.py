"""Free times of several people and a hall, before there is an event."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.clashes.queries.finding import is_off
from orgplan.clashes.queries.norms import norms
from orgplan.clashes.queries.obstacles import obstacles_between
from orgplan.clashes.queries.occupation import masked, place_of, taken_between
from orgplan.clashes.queries.outside import taken_outside
from orgplan.clashes.rules.judging import Surroundings
from orgplan.clashes.rules.occupation import Taken, Taking
from orgplan.clashes.rules.offers import Offer, Search, best_offers
from orgplan.directory.models import Person, Venue
from orgplan.directory.queries import leaders_between
from orgplan.events.rules import EventKind, ParticipationKind

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Meeting:
    """Who is to meet where and for how long; `kind` says how many minutes are needed before and after."""

    people: Collection[Person]
    venue: Venue | None
    minutes: int
    kind: EventKind = EventKind.MEETING


def free_times(user: User, meeting: Meeting, first: date, last: date) -> list[Offer]:
    """Return the three best times for the meeting on the days, both inclusive, from now on; six queries at most."""
    settings, now = norms(), timezone.localtime().replace(tzinfo=None)
    # A minute before the office opens: an offer is never the time at which the event stands already.
    start = datetime.combine(first, settings.hours.office_on(first)[0]) - timedelta(minutes=1)
    people = {each.pk: Taking(each.full_name.surname_first(), ParticipationKind.ATTENDS) for each in meeting.people}
    place = place_of(meeting.venue) if meeting.venue else None
    wanted = Taken(0, "", meeting.kind, start, start + timedelta(minutes=meeting.minutes), place, people)
    venues = {place.key} if place else set[int]()
    read = taken_between(first, last + _DAY, settings, people=people, venues=venues)
    read += taken_outside(first - _DAY, last + _DAY, settings, people=people, venues=venues)
    others = masked(user, read)
    ranks = {post.person_id: post.leader_order or 0 for post in reversed(leaders_between(first, last))}
    obstacles = obstacles_between(first - _DAY, last + _DAY, people=people, venues=venues)
    around = Surroundings(settings, ranks, obstacles)
    return best_offers(wanted, others, around, Search(first, last, settings.hours, is_off, now))
