"""What clashes add to the cards of lower rooms."""

from __future__ import annotations

from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.clashes.policy import can_see_load
from orgplan.clashes.queries import MonthsTaken, clashes_of, norms
from orgplan.clashes.queries.occupation import stretches_of
from orgplan.core.seams import Panel
from orgplan.directory.queries import unit_of
from orgplan.events.models import Event
from orgplan.events.panels import Hint, IntendedEvent
from orgplan.events.policy import can_edit
from orgplan.events.rules import EventState
from orgplan.language.timing.model import TimingKind

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


def load_foreseen(user: User, wanted: IntendedEvent, /) -> list[Hint]:
    """What one event more would make of leaders' evenings and days off; nothing for who does not see their load.

    Three queries at most.
    """
    if not can_see_load(user) or wanted.timing.kind != TimingKind.TIMED or not wanted.people:
        return []
    usual = norms().times_of(wanted.kind).usual
    spans = stretches_of(wanted.timing, usual)
    people, days = {each.pk for each in wanted.people}, [start.date() for start, _end in spans]
    found = MonthsTaken(people, days, without=wanted.event)
    return [Hint(each.sentence, is_over=each.is_over) for each in found.with_one_more(wanted.people, spans)]
