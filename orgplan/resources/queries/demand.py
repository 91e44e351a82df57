"""What all events together need of what the city has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.events.models import Event
from orgplan.resources.models import Need, Resource, ResourceTerms
from orgplan.resources.queries.days import STANDING, needed_between, supplied_to
from orgplan.resources.rules.demand import Needed, Shortage, Stretch, Supplied, shortages, stock_on, stretches
from orgplan.resources.rules.kinds import NeedState
from orgplan.resources.rules.wording import days_words

T = TypeVar("T", Needed, Supplied)


@dataclass(frozen=True, slots=True)
class NeedingEvent:
    """An event that takes a resource: its words and page; of a strange unit neither title nor page are told."""

    title: str
    url: str
    when: str
    amount: int
    state: NeedState


@dataclass(frozen=True, slots=True)
class ShownShortage:
    """A shortage with its resource and the events that meet."""

    resource: Resource
    shortage: Shortage
    events: Sequence[NeedingEvent]

    @property
    def when(self) -> str:
        """Return its days in words."""
        return days_words(self.shortage.first, self.shortage.last)


@dataclass(frozen=True, slots=True)
class ResourceRow:
    """A resource in the list: what is there today, the most that is needed at once and when, how much is short."""

    resource: Resource
    stock: int
    peak: Stretch | None
    short: int

    @property
    def peak_when(self) -> str:
        """Return the days of the greatest need in words."""
        return days_words(self.peak.first, self.peak.last) if self.peak else ""


@dataclass(frozen=True, slots=True)
class Overview:
    """The list: all resources, the shortages of the days looked at."""

    rows: Sequence[ResourceRow]
    shortages: Sequence[ShownShortage]
    last: date


@dataclass(frozen=True, slots=True)
class DemandRow:
    """Days of one resource on which nothing changes."""

    stretch: Stretch
    events: Sequence[NeedingEvent]

    @property
    def when(self) -> str:
        """Return the days in words."""
        return days_words(self.stretch.first, self.stretch.last)


@dataclass(frozen=True, slots=True)
class ResourceDemand:
    """A resource by days: what is taken and left; needs of events whose day is not settled yet."""

    stock: int
    rows: Sequence[DemandRow]
    undated: Sequence[NeedingEvent]
    last: date


def terms() -> ResourceTerms:
    """Return how far ahead one looks: the stored row, else one with the defaults, not saved; one query."""
    return ResourceTerms.objects.first() or ResourceTerms()


def overview(user: User, today: date) -> Overview:
    """Return all resources with their needs from today on; seven queries, whatever their number."""
    last = today + timedelta(days=terms().days_ahead)
    resources = list(Resource.objects.visible_to(user).select_related("keeper"))
    needs, supplies = needed_between(today, last), supplied_to(last)
    of_needs, of_supplies = _by_resource(needs), _by_resource(supplies)
    kept = {each.pk for each in resources if each.comes_back}
    short = shortages([each for each in needs if each.resource in kept], supplies, today, last)
    known = {each.pk: each for each in resources}
    events = needing(user, {key for each in short for key in each.keys})
    rows = []
    for each in resources:
        parts = stretches(of_needs[each.pk], of_supplies[each.pk], today, last)
        peak = max(parts, key=lambda part: part.needed, default=None)
        own = [found.short for found in short if found.resource == each.pk]
        stock = stock_on(of_supplies[each.pk], today)
        rows.append(ResourceRow(each, stock, peak if peak and peak.needed else None, max(own, default=0)))
    shown = [
        ShownShortage(known[each.resource], each, [events[key] for key in each.keys if key in events])
        for each in short
        if each.resource in known
    ]
    return Overview(rows, shown, last)


def _by_resource(rows: Iterable[T]) -> defaultdict[int, list[T]]:
    found: defaultdict[int, list[T]] = defaultdict(list)
    for each in rows:
        found[each.resource].append(each)
    return found


def demand_of_resource(user: User, resource: Resource, today: date) -> ResourceDemand:
    """Return the resource by days from today on; seven queries."""
    last = today + timedelta(days=terms().days_ahead)
    supplies = supplied_to(last, resources=[resource.pk])
    parts = stretches(needed_between(today, last, resources=[resource.pk]), supplies, today, last)
    undated = Need.objects.filter(
        resource=resource, event__deleted_at=None, event__state__in=STANDING, event__first_day=None
    ).exclude(state=NeedState.REFUSED)
    unknown = list(undated.order_by("pk").values_list("pk", flat=True))
    events = needing(user, {*unknown, *(key for part in parts for key in part.keys)})
    rows = [DemandRow(part, [events[key] for key in part.keys]) for part in parts if part.needed or part.short]
    return ResourceDemand(stock_on(supplies, today), rows, [events[key] for key in unknown], last)


def needing(user: User, keys: Iterable[int]) -> dict[int, NeedingEvent]:
    """Return by need the event that takes it, as far as the reader may know it; three queries."""
    rows = Need.objects.filter(pk__in=set(keys)).select_related("event").prefetch_related("event__occurrences")
    needs = list(rows)
    seen = set(
        Event.objects.visible_to(user).filter(pk__in=[each.event_id for each in needs]).values_list("pk", flat=True)
    )
    stranger = _("an event of another unit")
    return {
        each.pk: NeedingEvent(
            title=each.event.title if each.event_id in seen else stranger,
            url=each.get_absolute_url() if each.event_id in seen else "",
            when=each.event.when if each.event_id in seen else "",
            amount=each.taken,
            state=NeedState(each.state),
        )
        for each in needs
        if each.event is not None
    }
