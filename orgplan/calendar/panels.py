"""What the calendar adds to the cards of lower rooms."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.calendar.rules.spans import View
from orgplan.core.seams import Panel
from orgplan.events.models import Event


def event_in_calendar(user: User, event: Event) -> Panel | None:  # noqa: ARG001 -- the shape of all panels
    """The ways to the event's day and to its month with its parts alone; nothing where no day is known. No query."""
    if event.first_day is None:
        return None
    day = event.first_day.isoformat()
    urls = {view.name.lower(): reverse("calendar:page", args=[view.value, day]) for view in (View.DAY, View.MONTH)}
    context = {"day_url": urls["day"], "parts_url": f"{urls['month']}?whole={event.pk}", "event_key": event.pk}
    return Panel(_("In the calendar"), "calendar/panels/event.html", context, beside=True)
