"""The one filter of all views: that of the list of events without its days, and several leaders at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.core.lookups import row_key
from orgplan.events.models import EventQuerySet, Participation
from orgplan.events.policy import sees_all
from orgplan.events.queries import BOUND, EventFilter, filter_of, matching
from orgplan.events.rules import ParticipationKind

PRESENT = (
    ParticipationKind.HOSTS,
    ParticipationKind.SPEAKS,
    ParticipationKind.ATTENDS,
    ParticipationKind.DESIRED,
)
"""How somebody takes part whose time an event takes; who is only responsible need not be there."""


@dataclass(frozen=True, slots=True)
class CalendarFilter:
    """What of the calendar to show; kept in the address. `whole` is an event whose parts are asked for."""

    events: EventFilter
    leaders: tuple[int, ...] = ()
    whole: int | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether everything is shown."""
        return self == CalendarFilter(EventFilter())

    def found(self, user: User) -> EventQuerySet:
        """Return the events that the user may see and the filter leaves, in no order."""
        events = matching(user, self.events).order_by()
        if self.leaders:
            # Asked of each event of the days: a leader's events of all years would be a hundred times as many.
            present = Participation.objects.filter(event=OuterRef("pk"), person__in=self.leaders, kind__in=PRESENT)
            events = events.filter(Exists(present.order_by()))
        if self.whole:
            events = events.filter(Q(part_of=self.whole) | Q(pk=self.whole))
        return events


def key_of(user: User, wanted: CalendarFilter) -> tuple[str, ...] | None:
    """Return what a statement about the whole calendar depends on besides its days; None: on this reader and filter."""
    return ("everything",) if wanted.is_empty and sees_all(user) else None


def calendar_filter(query: Mapping[str, str], leaders: list[str]) -> CalendarFilter:
    """Read the filter out of an address; `leaders` are all its values of that name. Nonsense is left out."""
    plain = {name: value for name, value in query.items() if name not in {"since", "until", "leader", "sort"}}
    events = filter_of(plain | {"since": "", "until": ""}, date.min)
    keys = (row_key(each) for each in leaders)
    found = tuple(dict.fromkeys(key for key in keys if key is not None))
    return CalendarFilter(events, found, row_key(query.get("whole", "")))


def count_coming(user: User, query: Mapping[str, str]) -> tuple[int, bool]:
    """Return how many events from today on a kept filter finds, and whether there are more than that."""
    several = getattr(query, "getlist", None)
    leaders = several("leader") if several else [query["leader"]] if query.get("leader") else []
    wanted = calendar_filter(query, leaders)
    wanted = replace(wanted, events=replace(wanted.events, since=timezone.localdate()))
    count = wanted.found(user)[: BOUND + 1].count()
    return min(count, BOUND), count > BOUND
