"""What people are told of: every room's reading of history, its part of the morning digest, and who may see what."""

from __future__ import annotations

from orgplan.availability.queries.told import HALLS_TOLD
from orgplan.clashes.queries.told import CLASHES_TOLD
from orgplan.events.queries.told import EVENTS_TOLD
from orgplan.instructions.queries.told import INSTRUCTIONS_TOLD
from orgplan.notices.queries.sources import TellingRoom
from orgplan.planning.queries.told import PLANS_TOLD
from orgplan.preparation.queries.told import STEPS_TOLD

#: Digests show the rooms' lines in this order within each of their parts.
TELLING_ROOMS: tuple[TellingRoom, ...] = (
    EVENTS_TOLD,
    STEPS_TOLD,
    INSTRUCTIONS_TOLD,
    PLANS_TOLD,
    HALLS_TOLD,
    CLASHES_TOLD,
)
