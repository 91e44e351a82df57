"""What lets a performer see an event: something of it is theirs to do."""

from __future__ import annotations

from orgplan.events.policy import EventGrant
from orgplan.minutes.following import events_of_own_instructions
from orgplan.preparation.following.granted import events_of_own_steps

EVENT_GRANTS: tuple[EventGrant, ...] = (events_of_own_steps, events_of_own_instructions)
