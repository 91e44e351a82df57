"""What folders add to the card of an event."""

from __future__ import annotations

from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.core.seams import Panel
from orgplan.events.models import Event
from orgplan.events.queries.card import may_have
from orgplan.folders.models import Briefing, LeaderNote
from orgplan.folders.policy import can_prepare
from orgplan.folders.queries.flags import HAS_BRIEFING, HAS_NOTES


def folder_of_event(user: User, event: Event) -> Panel | None:
    """Plan B and texts for leaders, or where they are written; nothing for those who do not prepare folders."""
    if not can_prepare(user):
        return None
    briefing = Briefing.objects.filter(event=event).first() if may_have(event, HAS_BRIEFING) else None
    notes = list(LeaderNote.objects.filter(event=event).select_related("person")) if may_have(event, HAS_NOTES) else []
    context = {"event": event, "briefing": briefing, "notes": notes}
    return Panel(_("For the leader's folder"), "folders/panels/event.html", context)
