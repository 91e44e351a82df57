"""Clashes of a span of days over one leader or one venue, as the list of clashes and programs ask for them."""

from __future__ import annotations

from datetime import date

from orgplan.accounts.models import User
from orgplan.clashes.queries.finding import ShownClash, clashes_between
from orgplan.clashes.rules.kinds import Subject


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
