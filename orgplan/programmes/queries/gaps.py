"""What an event may lack: each thing is said by the room that knows it, whether it counts by people.

A room declares its gaps as `EventGap`; `config/gaps.py` lists them. One condition serves the number on a programme's
page and the list behind it, so that both speak of the same events.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.seams import bound
from orgplan.events.models import Event
from orgplan.events.rules import EventState
from orgplan.programmes.models import GapSetting

ANY, NONE = "any", "none"
_STANDING = (EventState.DRAFT, EventState.PLANNED)
COUNTED = (*_STANDING, EventState.HELD)
"""States of the events that a programme counts: what was called off or did not take place is none of it."""


@dataclass(frozen=True, slots=True)
class GapScope:
    """For whom and among which events something is looked for; they begin from `today` until `until` (None: ever)."""

    user: User
    today: date
    until: date | None
    events: QuerySet[Event]


@dataclass(frozen=True, slots=True)
class EventGap:
    """Something that an event may lack, as shipped; people say otherwise in `GapSetting`.

    `missing` gives the condition on events. `days` before the event it begins to count (None: whatever the day); of
    gaps `is_after`, days after it. `is_undated`: also of events whose day is not known. `kinds`: of which kinds of
    events, empty: of all.
    """

    name: str
    label: str | Promise
    missing: Callable[[GapScope], Q]
    days: int | None = None
    kinds: frozenset[str] = frozenset()
    is_after: bool = False
    is_undated: bool = False


@dataclass(frozen=True, slots=True)
class SetGap:
    """A gap as it counts now."""

    gap: EventGap
    is_on: bool
    days: int | None
    kinds: frozenset[str]
    setting: GapSetting | None = None

    @property
    def name(self) -> str:
        """Return its name in addresses."""
        return self.gap.name

    def condition(self, user: User, today: date, events: QuerySet[Event]) -> Q:
        """Return the condition that an event lacks it on the day."""
        until = None if self.days is None else today + timedelta(days=self.days)
        found = self._time(today, until)
        if self.kinds:
            found &= Q(kind__in=self.kinds)
        return found & self.gap.missing(GapScope(user, today, until, events))

    def _time(self, today: date, until: date | None) -> Q:
        if self.gap.is_after:
            return Q(last_day__lt=today - timedelta(days=self.days or 0), state__in=COUNTED)
        begins = Q(first_day__lte=until) if until else Q()
        if self.gap.is_undated:
            return Q(state__in=_STANDING) & (Q(first_day__isnull=True) | (Q(last_day__gte=today) & begins))
        return Q(state__in=_STANDING, first_day__gte=today) & begins


def all_gaps() -> list[SetGap]:
    """Return every gap as it counts now; one query."""
    gaps: tuple[EventGap, ...] = bound("event_gaps")
    settings = {each.gap: each for each in GapSetting.objects.all()}
    found = []
    for gap in gaps:
        said = settings.get(gap.name)
        if said is None:
            found.append(SetGap(gap, is_on=True, days=gap.days, kinds=gap.kinds))
        else:
            found.append(SetGap(gap, said.is_on, said.days, frozenset(said.kinds), said))
    return found


def active_gaps() -> list[SetGap]:
    """Return the gaps that count; one query."""
    return [each for each in all_gaps() if each.is_on]


def with_gaps(events: QuerySet[Event], gaps: Sequence[SetGap], user: User, today: date) -> QuerySet[Event]:
    """Put beside every event of the programme whether it lacks each of the gaps, as `gap_0`, `gap_1` and so on."""
    return events.annotate(
        **{
            f"gap_{number}": Case(
                When(each.condition(user, today, events), then=Value(1)),
                default=Value(0),
                output_field=IntegerField(),
            )
            for number, each in enumerate(gaps)
        }
    )


class LacksSomething:
    """The events that lack a thing, or anything, or nothing; see `events.queries.EventFacet`."""

    name: str = "gap"
    label: str | Promise = _("What is missing")
    is_scanned: bool = True

    def choices(self, user: User) -> Sequence[tuple[str, str]]:  # noqa: ARG002 -- the shape of all facets
        """Return all gaps, whether they count now or not: no query, the choices stand above every list."""
        gaps: tuple[EventGap, ...] = bound("event_gaps")
        whole = [(ANY, str(_("anything is missing"))), (NONE, str(_("nothing is missing")))]
        return [*whole, *((each.name, str(each.label)) for each in gaps)]

    def condition(self, user: User, value: str) -> Q:
        """Return the condition that the event lacks it."""
        today, events = timezone.localdate(), Event.objects.visible_to(user)
        found = [each for each in active_gaps() if value in (ANY, NONE, each.name)]
        lacks = Q(pk__in=())
        for each in found:
            lacks |= each.condition(user, today, events)
        if value == NONE:
            whole = events.filter(lacks).order_by().values("pk")
            return Q(state__in=COUNTED) & ~Q(pk__in=whole)
        return lacks
