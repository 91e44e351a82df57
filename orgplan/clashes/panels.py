"""What clashes add to the cards of lower rooms."""

from __future__ import annotations

from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.clashes.queries import clashes_of
from orgplan.core.seams import Panel
from orgplan.directory.queries import unit_of
from orgplan.events.models import Event
from orgplan.events.policy import can_edit
from orgplan.events.rules import EventState

_COMING = (EventState.DRAFT, EventState.PLANNED)


def clashes_of_event(user: User, event: Event) -> Panel | None:
    """With what the event clashes, in words, and the way out; nothing where everybody has time."""
    if event.is_deleted or event.state not in _COMING:
        return None
    found = clashes_of(user, event)
    if not found:
        return None
    unit = unit_of(user)
    may_move = can_edit(user, unit_id=unit.pk if unit else None, owner_id=event.owner_id)
    context = {"event": event, "found": found, "may_move": may_move and any(each.is_open for each in found)}
    return Panel(_("Clashes"), "clashes/panels/event.html", context)
