"""Claims on halls when the change of their event is taken back: they stand as they stood, or wait anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.availability.actions.bookings import (
    book_venue,
    closing_of,
    keepers_of,
    lay_times,
    letter_of_booking,
    said_times,
)
from orgplan.availability.models import BookingBefore, ClosedTime, VenueBooking
from orgplan.availability.rules.kinds import HOLDING, BookingState, next_booking_state
from orgplan.availability.rules.spans import Span, any_overlap, when_words
from orgplan.events.models import Change, Event
from orgplan.notices.actions import write_messages

_AT_LEAST = timedelta(days=1)
_SHOWN = ("state", "expires_at", "reason")


def keep_as_it_stands(booking: VenueBooking, change: Change, spans: Sequence[Span]) -> BookingBefore:
    """Keep within a running action how the claim stood before the recorded change of its event."""
    kept = {
        "state": booking.state,
        "expires_at": booking.expires_at.isoformat(),
        "decided_at": booking.decided_at.isoformat() if booking.decided_at else None,
        "decided_by": booking.decided_by,
        "times": [[each.start.isoformat(), each.end.isoformat()] for each in spans],
    }
    return BookingBefore.objects.create(booking=booking, change=change, kept=kept)


@audited
def restore_booking(before: BookingBefore, *, by: Actor) -> str:
    """Let the claim stand as it stood; return in a sentence what became of it.

    Where the hall was given to another event or closed meanwhile nothing is taken from anybody: the claim waits anew,
    or stays withdrawn, and the sentence says why.
    """
    booking = (
        VenueBooking.objects.select_for_update(of=("self",)).select_related("venue", "event").get(pk=before.booking_id)
    )
    spans = [Span(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in before.kept["times"]]
    words = {"venue": booking.venue, "when": said_times(spans)}
    shut = closing_of(booking.venue, spans)
    if shut is not None:
        record(booking, after={"not restored": shut.words})
        words["why"] = f"{shut.words} ({when_words(shut.span)})"
        return _("The claim on the hall is not back: %(venue)s is closed meanwhile: %(why)s.") % words
    rival = _rival(booking, spans)
    was_approved = before.kept["state"] == BookingState.APPROVED
    if rival is not None:
        book_venue(Event.objects.select_related("venue", "owner").get(pk=booking.event_id), note=booking.note, by=by)
        words["event"] = rival.event
        return (
            _(
                "The hall was given to another event meanwhile: %(venue)s, “%(event)s”. "
                "The claim for %(when)s waits for a decision again."
            )
            % words
        )
    _put_back(booking, before, spans)
    _tell_keepers(booking, spans, by)
    if was_approved:
        return _("The hall is kept again as it was approved: %(venue)s, %(when)s.") % words
    return _("The claim on the hall stands as before: %(venue)s, %(when)s.") % words


def _rival(booking: VenueBooking, spans: Sequence[Span]) -> VenueBooking | None:
    given = ClosedTime.objects.filter(booking__venue=booking.venue_id, booking__state=BookingState.APPROVED)
    rows = given.exclude(booking=booking).select_related("booking__event")
    return next((row.booking for row in rows if any_overlap([row.span], spans)), None)


def _put_back(booking: VenueBooking, before: BookingBefore, spans: Sequence[Span]) -> None:
    shown = state_of(booking, *_SHOWN)
    kept, now = before.kept, timezone.now()
    state = next_booking_state(booking.state, "ask_again")
    if kept["state"] == BookingState.APPROVED:
        state = next_booking_state(BookingState.PREBOOKED, "approve")
    assert state in HOLDING, "every state may be asked again"
    booking.state = state
    booking.decided_at = parse_datetime(kept["decided_at"]) if kept["decided_at"] else None
    booking.decided_by, booking.reason = kept["decided_by"], ""
    # A term that ran out while the event stood elsewhere is not held against the claim: it gets what is left or a day.
    booking.expires_at = max(parse_datetime(kept["expires_at"]) or now, now + _AT_LEAST)
    booking.edition += 1
    booking.save()
    lay_times(booking, spans)
    record(booking, before=shown, after={**state_of(booking, *_SHOWN), "closed times": said_times(spans)})


def _tell_keepers(booking: VenueBooking, spans: Sequence[Span], by: Actor) -> None:
    text = _("“%(event)s” stands as before its change: the hall is needed again %(when)s. The claim is %(state)s.") % {
        "event": booking.event,
        "when": said_times(spans),
        "state": booking.get_state_display(),
    }
    subject = _("The claim on the hall stands as before: %(venue)s") % {"venue": booking.venue}
    why = _("You decide about this hall.")
    letters = [letter_of_booking(booking, each, "back", (subject, text, why)) for each in keepers_of(booking.venue)]
    if letters:
        write_messages(letters, by=by)
