"""The report about an event, and whether there is something to report."""

from __future__ import annotations

from datetime import date

from orgplan.events.models import Event, Outcome
from orgplan.events.rules import EventState


def report_of(event: Event, today: date) -> Outcome:
    """Return the report about the event; where there is none, an unsaved one of edition 0 with the event's own days."""
    found = Outcome.objects.filter(event=event).first()
    if found is not None:
        return found
    over = event.last_day is not None and event.last_day <= today
    first = (event.first_day or event.last_day) if over else None
    return Outcome(event=event, edition=0, first_day=first, last_day=event.last_day if over else None)


def is_reportable(event: Event, today: date) -> bool:
    """Tell whether there is something to report: the event has begun and was neither called off nor left a draft."""
    begun = event.first_day or event.last_day
    return begun is not None and begun <= today and event.state not in {EventState.CANCELLED, EventState.DRAFT}
