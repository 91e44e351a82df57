"""What the room adds to the cards of events and venues."""

from __future__ import annotations

from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.availability.policy import can_block_venue, can_decide_booking
from orgplan.availability.queries.bookings import blockings, booking_of, listed
from orgplan.availability.rules.kinds import HOLDING, BookingState
from orgplan.core.seams import Panel
from orgplan.directory.models import Venue
from orgplan.directory.queries import own_unit_key
from orgplan.events.models import Event
from orgplan.events.policy import can_edit
from orgplan.events.rules import EventState, TimingKindChoice

_COMING = (EventState.DRAFT, EventState.PLANNED)


def booking_of_event(user: User, event: Event) -> Panel | None:
    """The claim on the event's hall: how it stands, and the way to ask, to take back, to ask anew."""
    if event.is_deleted or event.state not in _COMING or event.venue_id is None:
        return None
    if event.timing_kind != TimingKindChoice.TIMED:
        return None
    found = booking_of(event)
    may_ask = can_edit(user, unit_id=own_unit_key(user), owner_id=event.owner_id)
    if found.booking is None and not may_ask:
        return None
    holds = found.booking is not None and found.booking.state in HOLDING
    context = {
        "event": event,
        "booking": found.booking,
        "is_moved": found.is_moved and holds,
        "may_book": may_ask and (not holds or found.is_moved),
        "may_withdraw": may_ask and holds,
    }
    return Panel(_("Booking of the venue"), "availability/panels/event.html", context)


def closed_times_of_venue(user: User, venue: Venue) -> Panel | None:
    """When the hall is closed, how many claims wait, and the way to close it."""
    unit = own_unit_key(user)
    context = {
        "venue": venue,
        "blockings": blockings(user, venue),
        "waiting": listed(user, state=BookingState.PREBOOKED, venue=venue.pk).count(),
        "may_block": can_block_venue(user, unit_id=unit, keeper_id=venue.owner_id),
        "may_decide": can_decide_booking(user, unit_id=unit, keeper_id=venue.owner_id),
    }
    return Panel(_("When the venue is not free"), "availability/panels/venue.html", context)
