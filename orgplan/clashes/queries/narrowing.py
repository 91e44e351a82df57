"""Clashes of a span of days over one leader or one venue, as the list of clashes and programs ask for them."""

from __future__ import annotations

from datetime import date

from orgplan.accounts.models import User
from orgplan.clashes.queries.finding import ShownClash, clashes_between
from orgplan.clashes.queries.norms import norms
from orgplan.clashes.queries.outside import taken_outside
from orgplan.clashes.rules.judging import Judged, Surroundings, judge_meetings
from orgplan.clashes.rules.kinds import Subject
from orgplan.directory.queries import ranks_between
from orgplan.events.policy import sees_all


def clashes_over(
    user: User, first: date, last: date, *, leader: int | None = None, venue: int | None = None
) -> list[ShownClash]:
    """Return the clashes of the days, both inclusive, over the leader's time and at the venue; None asks for all."""
    people, venues = _asked(leader, venue), _asked(venue, leader)
    found = clashes_between(user, first, last, people=people, venues=venues)
    return [each for each in found if _is_over(each, leader, venue)]


def _asked(own: int | None, other: int | None) -> list[int] | None:
    """Return the keys to read events by; None reads all, an empty list none of this kind."""
    if own is not None:
        return [own]
    return None if other is None else []


def _is_over(shown: ShownClash, leader: int | None, venue: int | None) -> bool:
    clash = shown.clash
    if leader and not (clash.subject != Subject.VENUE and clash.resource == leader):
        return False
    if venue is None:
        return True
    sides = [clash.first, clash.second]
    return any(side and side.place and side.place.key == venue for side in sides)


def clashes_of_meetings(
    user: User, first: date, last: date, *, leader: int | None = None, venue: int | None = None
) -> list[Judged]:
    """Return the clashes among meetings by rule of which no event was made yet, narrowed likewise; in order.

    Only for those who see all. As many queries as what is taken outside of events costs, two more where there is any.
    """
    if not sees_all(user):
        return []
    settings = norms()
    taken = taken_outside(first, last, settings, people=_asked(leader, venue), venues=_asked(venue, leader))
    if len(taken) <= 1:
        return []
    found = judge_meetings(taken, Surroundings(settings, ranks_between(first, last)))
    return [each for each in found if _is_over(ShownClash(each), leader, venue)]
