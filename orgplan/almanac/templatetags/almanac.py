"""What the almanac's templates need beyond the shared components."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.template import Library

from orgplan.events.models import Event

register = Library()


@register.filter
def of_day(laid: Mapping[date, Event], day: date) -> Event | None:
    """Return the event laid for the meeting of the day, or None."""
    return laid.get(day)
