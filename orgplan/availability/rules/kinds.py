"""Kinds, scopes and states of closed times."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LayerKind(TextChoices):
    """Why days are not for events."""

    MEMORIAL = "memorial", _("memorial days")
    EXAMS = "exams", _("exams")
    ELECTIONS = "elections", _("elections")
    MATCHES = "matches", _("matches")
    ROADS = "roads", _("road works")
    OTHER = "other", _("other reason")


class LayerScope(TextChoices):
    """Whom or what a layer concerns."""

    CITY = "city", _("the whole city")
    DISTRICTS = "districts", _("districts of the city")
    VENUES = "venues", _("certain venues")
    PEOPLE = "people", _("certain leaders")


class LayerTone(TextChoices):
    """How the layer looks in the calendar: the tones of `core`'s tags, which repeat what the words say."""

    PLAIN = "plain", _("grey")
    ACCENT = "accent", _("blue")
    OK = "ok", _("green")
    WARN = "warn", _("yellow")
    BAD = "bad", _("red")


class CalendarState(TextChoices):
    """Whether a calendar from outside is read."""

    ACTIVE = "active", _("is read")
    STOPPED = "stopped", _("is not read any more")


CALENDAR_TRANSITIONS: dict[tuple[CalendarState, str], CalendarState] = {
    (CalendarState.ACTIVE, "stop"): CalendarState.STOPPED,
    (CalendarState.STOPPED, "resume"): CalendarState.ACTIVE,
}


class BookingState(TextChoices):
    """Where a claim on a hall stands."""

    PREBOOKED = "prebooked", _("pre-booked, waits for the owner")
    APPROVED = "approved", _("approved by the owner")
    REFUSED = "refused", _("refused by the owner")
    EXPIRED = "expired", _("pre-booking expired")
    WITHDRAWN = "withdrawn", _("claim withdrawn")


BOOKING_TRANSITIONS: dict[tuple[BookingState, str], BookingState] = {
    (BookingState.PREBOOKED, "approve"): BookingState.APPROVED,
    (BookingState.PREBOOKED, "refuse"): BookingState.REFUSED,
    (BookingState.PREBOOKED, "expire"): BookingState.EXPIRED,
    (BookingState.PREBOOKED, "withdraw"): BookingState.WITHDRAWN,
    (BookingState.APPROVED, "refuse"): BookingState.REFUSED,
    (BookingState.APPROVED, "withdraw"): BookingState.WITHDRAWN,
    (BookingState.PREBOOKED, "ask_again"): BookingState.PREBOOKED,  # the event was moved: the hours are others
    (BookingState.APPROVED, "ask_again"): BookingState.PREBOOKED,
    (BookingState.EXPIRED, "ask_again"): BookingState.PREBOOKED,
    (BookingState.REFUSED, "ask_again"): BookingState.PREBOOKED,
    (BookingState.WITHDRAWN, "ask_again"): BookingState.PREBOOKED,
}
HOLDING = (BookingState.PREBOOKED, BookingState.APPROVED)
"""In these states a claim keeps the hall."""


def next_booking_state(state: str, verb: str) -> BookingState | None:
    """Return the state after the verb, None where the table does not let it pass."""
    return BOOKING_TRANSITIONS.get((BookingState(state), verb))


def next_calendar_state(state: str, verb: str) -> CalendarState | None:
    """Return the state after the verb, None where the table does not let it pass."""
    return CALENDAR_TRANSITIONS.get((CalendarState(state), verb))
