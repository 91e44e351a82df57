"""What the calendar adds to the cards of lower rooms."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.core.seams import Panel
from orgplan.events.models import Event


def parts_in_calendar(user: User, event: Event) -> Panel | None:
    """The way to the calendar of the event's parts; nothing for an event without any."""
    parts = Event.objects.visible_to(user).filter(part_of=event)
    count = parts.count()
    if not count:
        return None
    day = event.first_day or parts.order_by("moment").values_list("first_day", flat=True).first()
    url = reverse("calendar:page", args=["month", (day or timezone.localdate()).isoformat()])
    return Panel(_("In the calendar"), "calendar/panels/parts.html", {"count": count, "url": f"{url}?whole={event.pk}"})
