"""Calendars from outside as their pages show them."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.availability.models import ClosedTime, IncomingCalendar
from orgplan.availability.policy import can_see_busy_words
from orgplan.availability.rules.spans import when_words

_SHOWN = 20


def calendars(user: User) -> Sequence[IncomingCalendar]:
    """Return the calendars, those that fail first; one query."""
    rows = IncomingCalendar.objects.visible_to(user).select_related("person", "layer")
    return sorted(rows, key=lambda each: (not each.problem, each.name))


def next_times(user: User, calendar: IncomingCalendar) -> list[tuple[str, str]]:
    """Return the next stretches in words; what keeps a leader only to those who may read it. One query."""
    rows = ClosedTime.objects.visible_to(user).filter(calendar=calendar, end__gt=timezone.now())
    spans = sorted({row.span for row in rows.order_by("start", "pk")[: _SHOWN * 5]})[:_SHOWN]
    may_read = calendar.person_id is None or can_see_busy_words(user)
    return [(when_words(each), each.words if may_read and each.words else _("busy")) for each in spans]
