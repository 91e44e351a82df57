"""What the room adds to the card of an event."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.core.seams import Panel
from orgplan.directory.queries import own_unit_key
from orgplan.events.models import Event
from orgplan.events.queries.card import may_have
from orgplan.events.rules import EventState
from orgplan.quotas.policy import can_ask_people
from orgplan.quotas.queries import quota_of
from orgplan.quotas.queries.flags import HAS_QUOTAS
from orgplan.quotas.rules.filling import fill_of

_OVER = (EventState.CANCELLED, EventState.NOT_HELD)


def quotas_of_event(user: User, event: Event) -> Panel | None:
    """How many people are asked for, promised and still short; the way to ask."""
    if event.is_deleted or event.state in _OVER:
        return None
    found = quota_of(user).filter(event=event) if may_have(event, HAS_QUOTAS) else []
    today = timezone.localdate()
    rows = [(each, fill_of(share.fact for share in each.shares.all()), each.due_on < today) for each in found]
    may_ask = can_ask_people(user, unit_id=own_unit_key(user), owner_id=event.owner_id)
    if not rows and not may_ask:
        return None
    context = {"event": event, "rows": rows, "may_ask": may_ask}
    return Panel(_("Attendance quotas"), "quotas/panels/event.html", context)
