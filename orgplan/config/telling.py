"""What people are told of: every room's reading of history, its part of the morning digest, and who may see what."""

from __future__ import annotations

from orgplan.availability.queries.told import HALLS_TOLD
from orgplan.clashes.queries.told import CLASHES_TOLD
from orgplan.document_sets.queries.told import SETS_TOLD
from orgplan.events.queries.told import EVENTS_TOLD
from orgplan.folders.queries.told import FOLDERS_TOLD
from orgplan.instructions.queries.told import INSTRUCTIONS_TOLD
from orgplan.notices.queries.sources import TellingRoom
from orgplan.planning.queries.told import PLANS_TOLD
from orgplan.preparation.queries.told import STEPS_TOLD
from orgplan.quotas.queries.told import QUOTAS_TOLD
from orgplan.resources.queries.told import RESOURCES_TOLD

#: Digests show the rooms' lines in this order within each of their parts.
TELLING_ROOMS: tuple[TellingRoom, ...] = (
    FOLDERS_TOLD,
    EVENTS_TOLD,
    STEPS_TOLD,
    SETS_TOLD,
    INSTRUCTIONS_TOLD,
    PLANS_TOLD,
    HALLS_TOLD,
    RESOURCES_TOLD,
    QUOTAS_TOLD,
    CLASHES_TOLD,
)
