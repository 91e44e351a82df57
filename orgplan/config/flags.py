"""What rooms ask with the row of a card's event, so that a panel with nothing to show reads nothing."""

from __future__ import annotations

from orgplan.almanac.panels import IS_PARTED
from orgplan.availability.queries.bookings import HAS_BOOKINGS
from orgplan.document_sets.queries.sets import HAS_SET
from orgplan.events.following.outbox import HAS_UNSENT
from orgplan.events.queries.card import EventFlag
from orgplan.folders.queries.flags import HAS_BRIEFING, HAS_NOTES
from orgplan.minutes.queries import HAS_MINUTES
from orgplan.planning.queries.places import HAS_LINES, IN_PLANS
from orgplan.preparation.queries.plan import HAS_STEPS
from orgplan.programmes.queries.papers import IN_PROGRAMME
from orgplan.quotas.queries.flags import HAS_QUOTAS
from orgplan.resources.queries.flags import HAS_NEEDS
from orgplan.scripts.queries.flags import HAS_SCRIPT

EVENT_FLAGS: tuple[EventFlag, ...] = (
    HAS_STEPS,
    HAS_SET,
    HAS_NEEDS,
    HAS_QUOTAS,
    HAS_UNSENT,
    HAS_SCRIPT,
    HAS_BOOKINGS,
    HAS_LINES,
    HAS_MINUTES,
    IN_PLANS,
    IN_PROGRAMME,
    IS_PARTED,
    HAS_BRIEFING,
    HAS_NOTES,
)
