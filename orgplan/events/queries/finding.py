"""The list of events: what its filter says, which events answer it, how they are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise

from orgplan.accounts.models import User
from orgplan.core.lookups import row_key, search_key, words_of
from orgplan.core.seams import bound
from orgplan.directory.models import Venue
from orgplan.events.models import Event, EventQuerySet, Participation
from orgplan.events.rules import EventKind, EventState, Level

BOUND = 10_000
"""Events found by words or by what they lack are counted up to here; beyond it the page says «more than»."""

_ORDERS = {"when": ("moment", "pk"), "title": ("title_start", "pk"), "changed": ("changed_at", "pk")}


class EventFacet(Protocol):
    """One more way to filter events that an upper room knows, such as the plan in which they stand."""

    name: str
    label: str | Promise
    is_scanned: bool
    """Whether each event must be looked at to answer: then what answers is found and counted in one pass."""

    def choices(self, user: User) -> Sequence[tuple[str, str]]:
        """Return the values that the user may choose among, each with its words."""

    def condition(self, user: User, value: str) -> Q:
        """Return the condition on events for a value out of the address; nonsense finds nothing."""


def facets() -> tuple[EventFacet, ...]:
    """Return the facets of upper rooms (listed in config/facets.py)."""
    return bound("event_facets")


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What of the events to show; kept in the page's address. Days are inclusive; `facets` are values by name."""

    words: str = ""
    unit: int | None = None
    kind: str = ""
    level: str = ""
    state: str = ""
    leader: int | None = None
    venue: int | None = None
    district: str = ""
    since: date | None = None
    until: date | None = None
    facets: Mapping[str, str] = field(default_factory=dict)
    sort: str = "when"

    @property
    def is_scanned(self) -> bool:
        """Tell whether each event must be looked at to answer: then the count is bounded."""
        return bool(self.words) or any(each.is_scanned and self.facets.get(each.name) for each in facets())

    @property
    def is_late(self) -> bool:
        """Tell whether what answers lies at the end of the order: from a day on, in the order of time."""
        return self.since is not None and self.sort == "when"


def filter_of(query: Mapping[str, str], today: date) -> EventFilter:
    """Read the filter out of an address; from today on unless it says otherwise. Nonsense is left out."""

    def day(name: str) -> date | None:
        try:
            return date.fromisoformat(query.get(name, ""))
        except ValueError:
            return None

    sort = query.get("sort", "")
    return EventFilter(
        words=" ".join(words_of(query.get("q", ""))),
        unit=row_key(query.get("unit", "")),
        kind=query.get("kind", ""),
        level=query.get("level", ""),
        state=query.get("state", ""),
        leader=row_key(query.get("leader", "")),
        venue=row_key(query.get("venue", "")),
        district=query.get("district", "").replace("\0", "").strip(),
        since=day("since") if "since" in query else today,
        until=day("until"),
        facets={each.name: query[each.name] for each in facets() if query.get(each.name)},
        sort=sort if sort.removeprefix("-") in _ORDERS else "when",
    )


def matching(user: User, wanted: EventFilter) -> EventQuerySet:
    """Return the events that the user may see and the filter leaves, in its order; nothing joined."""
    events = Event.objects.visible_to(user).filter(_conditions(wanted), _words(wanted.words))
    if wanted.unit:
        events = events.of_unit(wanted.unit)
    for facet in facets():
        if value := wanted.facets.get(facet.name, ""):
            events = events.filter(facet.condition(user, value))
    sign = "-" if wanted.sort.startswith("-") else ""
    return events.order_by(*(f"{sign}{each}" for each in _ORDERS[wanted.sort.removeprefix("-")]))


def count_events(user: User, query: Mapping[str, str]) -> tuple[int, bool]:
    """Return how many events a filter out of an address finds, and whether there are more than that."""
    wanted = filter_of(query, timezone.localdate())
    found = matching(user, wanted).order_by()
    if not wanted.is_scanned:
        return found.count(), False
    count = found[: BOUND + 1].count()
    return min(count, BOUND), count > BOUND


def _conditions(wanted: EventFilter) -> Q:
    found = _days(wanted)
    for name, known in (("kind", EventKind), ("level", Level), ("state", EventState)):
        value = getattr(wanted, name)
        if value in known.values:
            found &= Q(**{name: value})
    if wanted.leader:
        found &= Q(pk__in=Participation.objects.filter(person=wanted.leader).values("event"))
    if wanted.venue:
        found &= Q(venue=wanted.venue)
    if wanted.district:
        found &= Q(venue__in=Venue.objects.filter(district=wanted.district).values("pk"))
    return found


def _days(wanted: EventFilter) -> Q:
    found = Q()
    if wanted.since:
        found &= Q(last_day__gte=wanted.since) | Q(last_day__isnull=True)
    if wanted.until and wanted.until < date.max:
        found &= Q(moment__lt=(wanted.until + timedelta(days=1)).isoformat())
    return found


def _words(text: str) -> Q:
    """Return the condition that each word stands in the title, the place or the venue's name."""
    words = [key for word in words_of(text) if (key := search_key(word))]
    if not words:
        return Q()
    venues = [(pk, search_key(name)) for pk, name in Venue.objects.values_list("pk", "name")]
    found = Q()
    for word in words:
        there = [pk for pk, name in venues if word in name]
        found &= Q(search_key__contains=word) | Q(venue__in=there) if there else Q(search_key__contains=word)
    return found
