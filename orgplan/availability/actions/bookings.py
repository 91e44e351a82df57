"""Claims on halls: asking, deciding, running out; halls that are closed. Everybody concerned gets a letter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.accounts.rules import Role
from orgplan.audit.actions import Actor, audited, nothing_changed, record, state_of
from orgplan.availability.models import BookingTerms, ClosedTime, VenueBlocking, VenueBooking
from orgplan.availability.queries.bookings import stretches_of_event
from orgplan.availability.rules.kinds import BookingState, next_booking_state
from orgplan.availability.rules.spans import Span, any_overlap, when_words, why_wrong
from orgplan.core.editing import RefusedError, take_edition
from orgplan.directory.models import Venue
from orgplan.directory.queries import users_of
from orgplan.events.models import Event
from orgplan.events.rules import EventState
from orgplan.notices.actions import Letter, Recipient, write_messages

_COMING = (EventState.DRAFT, EventState.PLANNED)
_SHOWN = ("state", "expires_at", "reason")


@audited
def book_venue(event: Event, *, note: str = "", by: Actor) -> VenueBooking:
    """Ask the owner for the event's hall at the event's hours; asked again, the claim waits anew.

    RefusedError where the event has no hall or no clock time, where the hall is closed then, or the claim stands.
    """
    venue, spans = event.venue, stretches_of_event(event)
    _refuse_unbookable(event, venue, spans)
    assert venue is not None
    booking = VenueBooking.objects.select_for_update().filter(event=event, venue=venue).first()
    before = state_of(booking, *_SHOWN) if booking else {}
    booking = booking or VenueBooking(event=event, venue=venue)
    if booking.pk:
        _refuse_unchanged(booking, spans)
        booking.state = _passage(booking, "ask_again")
        booking.edition += 1
    now = timezone.now()
    terms = BookingTerms.objects.first() or BookingTerms()
    booking.asked_at, booking.expires_at = now, now + timedelta(hours=terms.hours)
    booking.asked_by, booking.asker = str(by)[:200], by if isinstance(by, User) else None
    booking.note, booking.reason, booking.decided_at, booking.decided_by = note[:500], "", None, ""
    booking.save()
    lay_times(booking, spans)
    record(booking, before=before, after={**state_of(booking, *_SHOWN), "closed times": said_times(spans)})
    _tell_owner(booking, spans, by)
    return booking


def _refuse_unbookable(event: Event, venue: Venue | None, spans: list[Span]) -> None:
    if venue is None:
        raise RefusedError(_("The event has no venue of the directory: choose one on its card."))
    if event.is_deleted or event.state not in _COMING or not spans:
        raise RefusedError(_("Only an event to come with a clock time books a venue: give it its hours first."))
    met = closing_of(venue, spans)
    if met is not None:
        raise RefusedError(
            _("%(venue)s is closed then: %(why)s (%(when)s). Choose another hall or another day.")
            % {"venue": venue, "why": met.words, "when": when_words(met.span)}
        )


def closing_of(venue: Venue, spans: Sequence[Span]) -> ClosedTime | None:
    """Return what closes the hall at one of these hours; one query."""
    closed = ClosedTime.objects.filter(blocking__venue=venue, end__gt=timezone.make_aware(spans[0].start))
    return next((each for each in closed if any_overlap([each.span], spans)), None)


def _refuse_unchanged(booking: VenueBooking, spans: list[Span]) -> None:
    if booking.state in (BookingState.PREBOOKED, BookingState.APPROVED):
        known = {(each.span.start, each.span.end) for each in ClosedTime.objects.filter(booking=booking)}
        if known == {(each.start, each.end) for each in spans}:
            raise RefusedError(
                _("The claim on this venue stands already: it is %(state)s.") % {"state": _state(booking)}
            )


def _state(booking: VenueBooking) -> str:
    return str(BookingState(booking.state).label)


def _passage(booking: VenueBooking, verb: str) -> BookingState:
    state = next_booking_state(booking.state, verb)
    if state is None:
        raise RefusedError(_("The claim is %(state)s by now: open the list again.") % {"state": _state(booking)})
    return state


def lay_times(booking: VenueBooking, spans: Iterable[Span]) -> None:
    """Let the claim take these hours of its hall."""
    ClosedTime.objects.filter(booking=booking).delete()
    rows = [
        ClosedTime(
            booking=booking,
            venue=booking.venue,
            start=timezone.make_aware(each.start),
            end=timezone.make_aware(each.end),
        )
        for each in spans
    ]
    ClosedTime.objects.bulk_create(rows)


def said_times(spans: Iterable[Span]) -> str:
    """Return the hours in words."""
    return "; ".join(when_words(each) for each in spans)[:1000]


@audited
def approve_booking(booking: VenueBooking, *, edition: int, by: Actor) -> VenueBooking:
    """Give the hall; RefusedError where it is promised to another event at these hours."""
    current = take_edition(booking, edition)
    spans = [each.span for each in ClosedTime.objects.filter(booking=current)]
    promised = ClosedTime.objects.filter(booking__venue=current.venue, booking__state=BookingState.APPROVED).exclude(
        booking=current
    )
    rival = next((each for each in promised.select_related("booking__event") if any_overlap([each.span], spans)), None)
    if rival is not None and rival.booking is not None:
        raise RefusedError(
            _("The hall is promised to “%(event)s” at these hours: refuse that claim first, with its reason.")
            % {"event": rival.booking.event}
        )
    return _decide(current, "approve", "", by)


@audited
def refuse_booking(booking: VenueBooking, *, reason: str, edition: int, by: Actor) -> VenueBooking:
    """Refuse the hall with a reason, also after it was promised."""
    if not reason.strip():
        raise RefusedError(_("Say why the hall is refused: the organiser reads it."))
    return _decide(take_edition(booking, edition), "refuse", reason.strip(), by)


def _decide(current: VenueBooking, verb: str, reason: str, by: Actor) -> VenueBooking:
    before = state_of(current, *_SHOWN)
    current.state, current.reason = _passage(current, verb), reason[:500]
    current.decided_at, current.decided_by = timezone.now(), str(by)[:200]
    current.save()
    record(current, before=before, after=state_of(current, *_SHOWN), reason=reason)
    said = _("The hall is given: %(booking)s.") if verb == "approve" else _("The hall is refused: %(booking)s.")
    _tell_asker(current, said % {"booking": current}, verb, by)
    return current


@audited
def withdraw_booking(booking: VenueBooking, *, edition: int, by: Actor) -> VenueBooking:
    """Take a claim back; the hall is free for others."""
    current = take_edition(booking, edition)
    before = state_of(current, *_SHOWN)
    current.state = _passage(current, "withdraw")
    current.save()
    record(current, before=before, after=state_of(current, *_SHOWN))
    return current


@audited
def expire_bookings(*, now: datetime, by: Actor) -> int:
    """End pre-bookings that nobody approved in time; those who asked are told. Return how many ended."""
    due = VenueBooking.objects.select_for_update(of=("self",)).filter(state=BookingState.PREBOOKED, expires_at__lte=now)
    rows = list(due.select_related("event", "venue", "asker"))
    for row in rows:
        row.state, row.edition = BookingState.EXPIRED, row.edition + 1
        row.save(update_fields=["state", "edition"])
        record(row, before={"state": BookingState.PREBOOKED}, after={"state": row.state})
        _tell_asker(row, _("The pre-booking ran out: %(booking)s.") % {"booking": row}, "expire", by)
    if not rows:
        nothing_changed()
    return len(rows)


def keepers_of(venue: Venue) -> Sequence[User]:
    """Return who is told of claims on the hall: its unit, the department where no unit keeps it; one query."""
    keeper = venue.owner
    return list(users_of(keeper) if keeper else User.objects.filter(role=Role.DEPARTMENT, is_active=True))


def _tell_owner(booking: VenueBooking, spans: list[Span], by: Actor) -> None:
    users = keepers_of(booking.venue)
    text = _("“%(event)s” asks for the hall: %(when)s. Until %(until)s it is kept; then the claim runs out.") % {
        "event": booking.event,
        "when": said_times(spans),
        "until": f"{timezone.localtime(booking.expires_at):%d.%m.%Y %H:%M}",
    }
    subject = _("A claim on the hall: %(venue)s") % {"venue": booking.venue}
    why = _("You decide about this hall.")
    letters = [letter_of_booking(booking, each, "ask", (subject, text, why)) for each in users]
    if letters:
        write_messages(letters, by=by)


def _tell_asker(booking: VenueBooking, said: str, verb: str, by: Actor) -> None:
    if booking.asker is None:
        return
    reason = _("Reason: %(why)s") % {"why": booking.reason}
    text = f"{said}\n{reason}" if booking.reason else said
    write_messages(
        [letter_of_booking(booking, booking.asker, verb, (said, text, _("You asked for this hall.")))], by=by
    )


def letter_of_booking(booking: VenueBooking, user: User, verb: str, said: tuple[str, str, str]) -> Letter:
    """Return the letter about the claim: `said` are its subject, its text, and why this reader gets it."""
    subject, text, why = said
    return Letter(
        send_key=f"booking-{booking.pk}-{verb}-{booking.edition}-{user.pk}",
        to=Recipient(user.name, user.email, user),
        subject=subject[:200],
        text=text,
        why=why,
        about_label=str(booking)[:200],
        about_url=reverse("availability:booking", args=[booking.pk]),
        cause=f"booking-{booking.pk}",
    )


@audited
def write_terms(*, hours: int, terms: BookingTerms | None = None, edition: int = 0, by: Actor) -> BookingTerms:
    """Say for how many hours a pre-booking keeps a hall; standing ones keep their term."""
    current = take_edition(terms, edition) if terms else BookingTerms()
    before = state_of(current, "hours") if terms else {}
    current.hours = hours
    current.save()
    record(current, before=before, after=state_of(current, "hours"))
    return current


@audited
def block_venue(venue: Venue, *, span: Span, words: str, by: Actor) -> VenueBlocking:
    """Close a hall with a reason; claims that stand already are told by their clashes, none is taken away."""
    if not words.strip():
        raise RefusedError(_("Say why the venue is closed: organisers read it."))
    why = why_wrong(span)
    if why:
        raise RefusedError(why)
    starts, ends = timezone.make_aware(span.start), timezone.make_aware(span.end)
    blocking = VenueBlocking.objects.create(venue=venue, starts=starts, ends=ends, words=words.strip()[:300])
    ClosedTime.objects.create(blocking=blocking, venue=venue, start=starts, end=ends, words=blocking.words)
    record(blocking, after=state_of(blocking, "venue", "starts", "ends", "words"))
    return blocking


@audited
def remove_blocking(blocking: VenueBlocking, *, by: Actor) -> None:
    """Open the hall again."""
    record(blocking, before=state_of(blocking, "venue", "starts", "ends", "words"), after={"words": None})
    blocking.delete()
