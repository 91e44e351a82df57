"""What programs can be told of, room by room."""

from __future__ import annotations

from orgplan.api.following import BOOKINGS, CLASHES, EVENTS, FEEDS, INSTRUCTIONS, MONTHS, PLANS
from orgplan.webhooks.queries.sources import Source

WEBHOOK_SOURCES: tuple[Source, ...] = (EVENTS, INSTRUCTIONS, PLANS, CLASHES, BOOKINGS, FEEDS, MONTHS)
