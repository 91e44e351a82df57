"""What minutes add to an event's card: its minutes with their instructions, and the way to write them down."""

from __future__ import annotations

from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.core.seams import Panel
from orgplan.events.models import Event
from orgplan.events.queries.card import may_have
from orgplan.minutes.policy import can_keep_minutes
from orgplan.minutes.queries import HAS_MINUTES, listed_minutes


def minutes_of_event(user: User, event: Event) -> Panel | None:
    """Minutes of the event with how many instructions they gave; who keeps minutes may write them down from here."""
    rows = list(listed_minutes(user).filter(event=event.pk)) if may_have(event, HAS_MINUTES) else []
    may_keep = can_keep_minutes(user) and not event.is_deleted
    if not rows and not may_keep:
        return None
    return Panel(
        _("Minutes and instructions"),
        "minutes/panels/event.html",
        {"rows": rows, "event": event, "may_keep": may_keep},
    )
