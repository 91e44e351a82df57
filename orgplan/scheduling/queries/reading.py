"""A month read from the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Sequence
from datetime import date, timedelta

from django.utils import timezone

from orgplan.clashes.models import AcceptedClash
from orgplan.clashes.queries import norms
from orgplan.clashes.queries.finding import is_off
from orgplan.clashes.queries.obstacles import obstacles_between
from orgplan.clashes.queries.occupation import taken_between
from orgplan.clashes.queries.outside import taken_outside
from orgplan.clashes.rules.norms import Norms
from orgplan.clashes.rules.occupation import Place, Taken
from orgplan.directory.models import Position
from orgplan.directory.queries import leaders_on
from orgplan.events.models import Event
from orgplan.events.rules import EventState, TimingKindChoice
from orgplan.scheduling.models import Pin
from orgplan.scheduling.queries.halls import halls_for
from orgplan.scheduling.queries.months import Month, Reading, laid_out
from orgplan.scheduling.rules.words import Stays

_DAY = timedelta(days=1)
_NO_EVENT = 0
"""The key of what comes back by a rule and is no event yet."""


def coming_month(today: date) -> date:
    """Return the first day of the next month."""
    return (today.replace(day=1) + 31 * _DAY).replace(day=1)


def month_of(
    first: date,
    *,
    movable: Collection[int] | None = None,
    other_venues: bool = False,
    posts: Sequence[Position] | None = None,
) -> Month:
    """Read the month for the search, drafts of events among what stands; a fixed number of queries.

    What lasts over midnight or several stretches, comes back by a rule, is a whole or a part, was accepted in a clash,
    is pinned, or is not among the `movable` (None: all), stays where it is; meetings by rule that are no events yet are
    kept out of the way of. Desired people are those marked so; all others who take part
    have to be there. With `other_venues` an event may take another hall that suits it.
    """
    settings = norms()
    last = (first + 31 * _DAY).replace(day=1) - _DAY
    read = taken_between(first, last, settings, with_drafts=True)
    taken = [each for each in read if first <= each.start.date() <= last]
    meetings = taken_outside(first, last, settings)
    rows = _by_key(taken)
    rows.update((f"{each.source}/{number}", each) for number, each in enumerate(meetings))
    leaders = leaders_on(first) if posts is None else posts
    accepted = AcceptedClash.objects.filter(first__first_day__gte=first, first__first_day__lte=last)
    known = list(accepted.values_list("identity", "first", "second"))
    halls = halls_for(rows, {key: _minutes(each, settings) for key, each in rows.items()}) if other_venues else {}
    people = {key for each in rows.values() for key in each.people}
    venues = {each.place.key for each in rows.values() if each.place}
    venues |= {each.key for others in halls.values() for each in others}
    today = timezone.localdate()
    events = {each.event for each in taken}
    stored = list(Event.objects.filter(pk__in=events).values_list("pk", "edition", "timing_kind"))
    regular = {key for key, _edition, timing in stored if timing == TimingKindChoice.RECURRING}
    settled = {key for _identity, *pair in known for key in pair if key}
    stays = _not_to_move(taken, today, {_NO_EVENT, *regular, *settled})
    stays |= dict.fromkeys(events - set(movable) if movable is not None else (), Stays.NOT_CHOSEN)
    stays |= dict.fromkeys(Pin.objects.filter(event__in=events).values_list("event", flat=True), Stays.PINNED)
    return laid_out(
        Reading(
            first=first,
            today=today,
            norms=settings,
            rows=rows,
            is_off=is_off,
            obstacles=obstacles_between(first, last, people=people, venues=venues),
            halls=halls,
            stays=stays,
            accepted=frozenset(identity for identity, *_pair in known),
            ranks={post.person_id: post.leader_order or 0 for post in reversed(leaders)},
            first_person=leaders[0].person_id if leaders else None,
            first_name=str(leaders[0].person.full_name.initials_first()) if leaders else "",
            editions={key: edition for key, edition, _timing in stored},
        )
    )


def drafts_among(month: Month) -> int:
    """Return how many of the month's events are drafts; one query."""
    keys = {taken.event for taken in month.read.rows.values()}
    return Event.objects.filter(pk__in=keys, state=EventState.DRAFT).count()


def _by_key(taken: Sequence[Taken]) -> dict[Hashable, Taken]:
    counted = Counter(each.event for each in taken)
    numbered = enumerate(taken)
    return {each.event if counted[each.event] == 1 else f"{each.event}/{number}": each for number, each in numbered}


def _not_to_move(taken: Sequence[Taken], today: date, known: Collection[int]) -> dict[int, Stays]:
    counted = Counter(each.event for each in taken)
    found = {each.event for each in taken if each.start.date() <= today or each.end.date() != each.start.date()}
    found |= {key for key, count in counted.items() if count > 1}
    found |= {key for each in taken if each.above for key in (each.event, *each.above)}
    return dict.fromkeys(found | set(known), Stays.STANDS)


def _minutes(taken: Taken, settings: Norms) -> tuple[int, int]:
    times, place = settings.times_of(taken.kind), taken.place or Place(0, "")
    return max(times.set_up, place.set_up), max(times.leaving, place.leaving)
