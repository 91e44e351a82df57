"""What the room adds to lower cards."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.core.seams import Panel
from orgplan.directory.queries import own_unit_key
from orgplan.events.models import Change, Event, ProposedChange
from orgplan.events.policy import can_edit
from orgplan.events.rules import EventState, ProposalState

SHOWN = 5


def change_address(proposed: ProposedChange) -> str:
    """Return the address of the page on which a prepared change goes on."""
    return reverse("changes:change", args=[proposed.pk])


def changes_of_event(user: User, event: Event) -> Panel | None:
    """Move, cancel, other place; what is proposed and what was changed."""
    waiting = ProposedChange.objects.visible_to(user).filter(event=event, state=ProposalState.PROPOSED)[:SHOWN]
    changes = Change.objects.visible_to(user).filter(event=event)[:SHOWN]
    context = {
        "event": event,
        # The row of a card's event tells whether there are any (events.queries.card).
        "waiting": waiting if getattr(event, "has_proposals", True) else (),
        "changes": changes if getattr(event, "has_changes", True) else (),
        "may_change": can_edit(user, unit_id=own_unit_key(user), owner_id=event.owner_id),
        "is_planned": event.state == EventState.PLANNED,
        "is_cancelled": event.state == EventState.CANCELLED,
    }
    return Panel(_("Changes of the event"), "changes/panels/event.html", context, beside=True)
