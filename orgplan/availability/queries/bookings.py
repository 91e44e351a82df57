"""Claims on halls as pages and cards show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.availability.models import ClosedTime, VenueBlocking, VenueBooking
from orgplan.availability.models.bookings import BookingQuerySet
from orgplan.availability.policy import can_decide_booking, sees_all_bookings
from orgplan.availability.rules.kinds import BookingState
from orgplan.availability.rules.queue import Claim, Place, place_of
from orgplan.availability.rules.spans import Span, when_words
from orgplan.clashes.queries import norms
from orgplan.clashes.queries.occupation import taken_of_facts
from orgplan.directory.models import Venue
from orgplan.directory.queries import own_unit_key
from orgplan.events.actions import EventFacts, facts_of
from orgplan.events.models import Event
from orgplan.events.queries.card import EventFlag

HAS_BOOKINGS = EventFlag("has_bookings", lambda: VenueBooking.objects.filter(event=OuterRef("pk")))


@dataclass(frozen=True, slots=True)
class BookingRow:
    """A claim in the list: its hours, its place in the queue, who stands beside, whether the reader decides."""

    booking: VenueBooking
    when: Sequence[str]
    number: int
    rivals: Sequence[str]
    may_decide: bool

    @property
    def of(self) -> int:
        """Return how many claims want the hall at once."""
        return len(self.rivals) + 1


@dataclass(frozen=True, slots=True)
class EventBooking:
    """The claim of an event on its hall, and whether the event was moved since."""

    booking: VenueBooking | None
    is_moved: bool


def stretches_of_event(event: Event) -> list[Span]:
    """Return when the event needs its hall, set-up and leaving included; nothing without a clock time or a hall."""
    return stretches_of_facts(event, facts_of(event))


def stretches_of_facts(event: Event, facts: EventFacts) -> list[Span]:
    """Return the same of an event as it is to become."""
    settings = norms()
    times = settings.times_of(facts.kind)
    found = []
    for each in taken_of_facts(event, facts, settings):
        before = max(times.set_up, each.place.set_up if each.place else 0)
        after = max(times.leaving, each.place.leaving if each.place else 0)
        found.append(Span(each.start - timedelta(minutes=before), each.end + timedelta(minutes=after)))
    return sorted(found)


def booking_of(event: Event) -> EventBooking:
    """Return the claim of the event on the hall where it is; one query."""
    if event.venue_id is None:
        return EventBooking(None, is_moved=False)
    rows = ClosedTime.objects.filter(booking__event=event, booking__venue=event.venue_id)
    found = list(rows.select_related("booking"))
    if not found:
        return EventBooking(None, is_moved=False)
    known = {(each.span.start, each.span.end) for each in found}
    moved = known != {(each.start, each.end) for each in stretches_of_event(event)}
    return EventBooking(found[0].booking, is_moved=moved)


def listed(user: User, *, state: str = "", venue: int | None = None) -> BookingQuerySet:
    """Return the claims that the reader sees, those of events in the basket left out, the oldest first."""
    rows = VenueBooking.objects.visible_to(user).filter(event__deleted_at=None)
    rows = rows.filter(state=state) if state in BookingState.values else rows
    rows = rows.filter(venue=venue) if venue else rows
    found: BookingQuerySet = rows.select_related("event", "event__owner", "venue", "venue__owner")
    return found


def booking_rows(user: User, bookings: Iterable[VenueBooking]) -> list[BookingRow]:
    """Return the claims with their queues; three queries, one more for a coordinator."""
    shown = list(bookings)
    claims, titles = _claims({each.venue_id for each in shown}, [each.pk for each in shown])
    unit = own_unit_key(user)
    events = {event for _title, event, _holds in titles.values()}
    rows = Event.objects.visible_to(user).filter(pk__in=events)
    seen = None if sees_all_bookings(user) else set(rows.values_list("pk", flat=True))
    standing = [claim for claim in claims.values() if titles[claim.key][2]]
    found = []
    for each in shown:
        place = place_of(claims[each.pk], standing)
        keeps = can_decide_booking(user, unit_id=unit, keeper_id=each.venue.owner_id)
        rivals = _rivals(place, titles, None if keeps else seen)
        when = [when_words(span) for span in claims[each.pk].spans]
        found.append(BookingRow(each, when, place.number, rivals, keeps))
    return found


def _claims(venues: set[int], keys: Sequence[int]) -> tuple[dict[int, Claim], dict[object, tuple[str, int, bool]]]:
    rows = VenueBooking.objects.filter(venue__in=venues).holding().filter(event__deleted_at=None)
    bookings = {each.pk: each for each in rows.select_related("event")}
    holding = set(bookings)
    bookings |= {each.pk: each for each in VenueBooking.objects.filter(pk__in=keys).select_related("event")}
    spans: defaultdict[int, list[Span]] = defaultdict(list)
    for row in ClosedTime.objects.filter(booking__in=list(bookings)):
        spans[row.booking_id or 0].append(row.span)
    claims = {
        key: Claim(key, each.venue_id, each.asked_at, spans[key], each.state == BookingState.APPROVED)
        for key, each in bookings.items()
    }
    titles: dict[object, tuple[str, int, bool]] = {
        key: (each.event.title, each.event_id, key in holding) for key, each in bookings.items()
    }
    return claims, titles


def _rivals(place: Place, titles: dict[object, tuple[str, int, bool]], seen: set[int] | None) -> list[str]:
    """Return those beside in words; titles that the reader may not see are hidden."""
    found = []
    for each in place.rivals:
        title, event, _holds = titles[each.key]
        words = f"«{title}»" if seen is None or event in seen else _("an event of another unit")
        found.append(_("%(event)s — approved") % {"event": words} if each.is_approved else words)
    return found


def blockings(user: User, venue: Venue | None = None) -> list[VenueBlocking]:
    """Return closed halls from now on; one query."""
    rows = VenueBlocking.objects.visible_to(user).filter(ends__gt=timezone.now()).select_related("venue")
    return list(rows.filter(venue=venue) if venue else rows)
