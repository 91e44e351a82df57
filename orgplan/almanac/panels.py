"""What the almanac adds to the card of an event that comes back by its own rule, and of a meeting parted from one."""

from __future__ import annotations

from django.db.models import OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.almanac.actions.returning import is_whole, meetings_since
from orgplan.almanac.models import PartedMeeting
from orgplan.core.seams import Panel
from orgplan.directory.queries import own_unit_key
from orgplan.events.models import Event
from orgplan.events.policy import can_edit
from orgplan.events.queries.card import EventFlag, may_have

IS_PARTED = EventFlag("is_parted", lambda: PartedMeeting.objects.filter(event=OuterRef("pk")))
_NEXT = 4
"""So many meetings ahead are offered; the others are moved in the calendar."""


def meetings_of_event(user: User, event: Event) -> Panel | None:
    """The next meetings of the event, each to be moved or called off, and those that went their own way already.

    Of a parted meeting from which event it is. Nothing, and no query, for an event that has neither.
    """
    if event.rrule:
        return _of_series(user, event)
    parted = PartedMeeting.objects.filter(event=event).select_related("series").first() if _is_parted(event) else None
    if parted is None or not Event.objects.visible_to(user).filter(pk=parted.series_id).exists():
        return None
    return Panel(_("One meeting of many"), "almanac/panels/parted.html", {"parted": parted}, beside=True)


def _is_parted(event: Event) -> bool:
    return may_have(event, IS_PARTED)


def _of_series(user: User, event: Event) -> Panel | None:
    coming = meetings_since(event.timing, timezone.localdate(), _NEXT) if is_whole(event) else []
    parted = list(PartedMeeting.objects.visible_to(user).filter(series=event).select_related("event"))
    if not coming and not parted:
        return None
    may_move = can_edit(user, unit_id=own_unit_key(user), owner_id=event.owner_id) and not event.is_deleted
    context = {"event": event, "coming": coming, "parted": parted, "may_move": may_move}
    return Panel(_("Meetings by the rule"), "almanac/panels/meetings.html", context, beside=True)
