"""What document sets add to the card of an event."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.core.seams import Panel
from orgplan.directory.queries import own_unit_key
from orgplan.document_sets.policy import can_keep_set
from orgplan.document_sets.queries.sets import HAS_SET, SetSummary, summary_of
from orgplan.events.models import Event
from orgplan.events.queries.card import may_have
from orgplan.events.rules import EventState

_OVER = (EventState.CANCELLED, EventState.NOT_HELD)


def documents_of_event(user: User, event: Event) -> Panel | None:
    """How far the papers of the event are, or where its set is made; nothing for those who only read."""
    if event.is_deleted or event.state in _OVER:
        return None
    summary = summary_of(event, timezone.localdate()) if may_have(event, HAS_SET) else SetSummary()
    may = can_keep_set(user, unit_id=own_unit_key(user), owner_id=event.owner_id)
    if not summary.count and not may:
        return None
    return Panel(
        _("Document set"), "document_sets/panels/event.html", {"event": event, "summary": summary}, beside=True
    )
