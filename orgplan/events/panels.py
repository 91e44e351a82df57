"""What other rooms may add to an event's card."""

from __future__ import annotations

from typing import Protocol

from orgplan.accounts.models import User
from orgplan.core.seams import Panel, bound
from orgplan.events.models import Event


class EventPanel(Protocol):
    """Given the reader and the event, a panel, or None where the room has nothing to say to this reader."""

    def __call__(self, user: User, event: Event, /) -> Panel | None:
        """Make the panel."""


def panels_of(user: User, event: Event) -> list[Panel]:
    """Return the panels of upper rooms (listed in config/panels.py) for this reader."""
    return [panel for make in bound("event_panels") if (panel := make(user, event))]
