"""What the calendar adds to the cards of lower rooms."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.calendar.rules.spans import View
from orgplan.core.seams import Panel
from orgplan.directory.queries import own_unit_key
from orgplan.events.models import Event
from orgplan.events.policy import can_edit


def event_in_calendar(user: User, event: Event) -> Panel | None:
    """The ways to the event's day, to its month with its parts alone, and to its move; nothing without a day.

    The move is for those who may change the event. At most one query.
    """
    if event.first_day is None:
        return None
    day = event.first_day.isoformat()
    urls = {view.name.lower(): reverse("calendar:page", args=[view.value, day]) for view in (View.DAY, View.MONTH)}
    may_move = can_edit(user, unit_id=own_unit_key(user), owner_id=event.owner_id) and not event.is_deleted
    context = {
        "day_url": urls["day"],
        "parts_url": f"{urls['month']}?whole={event.pk}",
        "event_key": event.pk,
        "move_url": reverse("calendar:move", args=[event.pk]) if may_move else "",
    }
    return Panel(_("In the calendar"), "calendar/panels/event.html", context, beside=True)
