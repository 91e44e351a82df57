"""What of the reader's unit does not fit on the days ahead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from orgplan.accounts.models import User
from orgplan.accounts.policy import has_role
from orgplan.accounts.rules import Role
from orgplan.clashes.queries import ShownClash, clashes_of_events
from orgplan.events.models import Event
from orgplan.events.rules import EventState, TimingKindChoice

_AHEAD = timedelta(days=14)
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class UnitClashes:
    """The first open clashes of the unit's events in order, how many more there are, the days that were looked at."""

    shown: list[ShownClash]
    more: int
    since: date
    until: date


def clashes_of_unit(user: User, today: date) -> UnitClashes | None:
    """Return the open clashes of the reader's unit in two weeks; for coordinators only. Eleven queries at most."""
    if not has_role(user, Role.COORDINATOR):
        return None
    until = today + _AHEAD
    own = Event.objects.visible_to(user).filter(
        state=EventState.PLANNED, timing_kind=TimingKindChoice.TIMED, first_day__lte=until, last_day__gte=today
    )
    found = clashes_of_events(user, set(own.order_by().values_list("pk", flat=True)))
    open_ones = [each for each in found if each.is_open and today <= each.clash.first.start.date() <= until]
    return UnitClashes(open_ones[:_SHOWN], max(0, len(open_ones) - _SHOWN), today, until) if open_ones else None
