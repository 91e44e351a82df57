"""Tables of the room."""

from orgplan.availability.models.bookings import BookingBefore, BookingTerms, VenueBlocking, VenueBooking
from orgplan.availability.models.calendars import IncomingCalendar
from orgplan.availability.models.closed import ClosedTime
from orgplan.availability.models.layers import Layer

__all__ = ["BookingBefore", "BookingTerms", "ClosedTime", "IncomingCalendar", "Layer", "VenueBlocking", "VenueBooking"]
