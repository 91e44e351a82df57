"""What claims on halls answer when an event changes: they go along, the owner is told, or they stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor
from orgplan.availability.actions.bookings import book_venue, keepers_of, withdraw_booking
from orgplan.availability.actions.restoring import keep_as_it_stands, restore_booking
from orgplan.availability.models import BookingBefore, VenueBooking
from orgplan.availability.queries.bookings import HAS_BOOKINGS, stretches_of_facts
from orgplan.availability.rules.kinds import HOLDING
from orgplan.availability.rules.spans import Span, when_words
from orgplan.events.actions import EventFacts
from orgplan.events.following import (
    ChangeKind,
    Decision,
    Decisions,
    Demand,
    Effect,
    EventChange,
    Written,
    by_hand,
    letter_about,
    put_letters,
)
from orgplan.events.models import Event
from orgplan.events.queries.card import may_have
from orgplan.events.rules import EventState
from orgplan.notices.actions import Recipient, take_back_letters

_TOUCHING = frozenset({ChangeKind.MOVED, ChangeKind.RE_VENUED, ChangeKind.CANCELLED, ChangeKind.NOT_HELD})
_COMING = (EventState.DRAFT, EventState.PLANNED)


@dataclass(frozen=True, slots=True)
class _Touched:
    """A claim with its hours, and the hours that the changed event needs there; none: it needs the hall no more."""

    booking: VenueBooking
    stood: list[Span]
    needed: list[Span]


@dataclass(frozen=True, slots=True)
class BookingsFollower:
    """Claims of the event: asked for anew at the new hours or in the new hall, or taken back where it has no need."""

    key: str = "availability.bookings"

    @property
    def heading(self) -> str:
        """Return the name of the group."""
        return _("Bookings of halls")

    def demands(self, changes: Sequence[EventChange], by: Actor) -> list[Demand]:  # noqa: ARG002 -- the seam's shape
        """Ask nothing: a claim that stays behind is told on the event's card."""
        return []

    def preview(self, change: EventChange, user: User) -> list[Effect]:  # noqa: ARG002 -- who sees the event sees it
        """Return the claims that the change leaves at other hours or in another hall; three queries at most.

        A wish to the owner goes along as it was written: one that names a day is for a person to look at.
        """
        touched = _touched(change)
        effects = [_effect(change, each) for each in touched]
        again = _again(change)
        return [*effects, *([again] if again else []), *by_hand(change, map(_wish, touched))]

    def apply(self, change: EventChange, decisions: Decisions, by: Actor) -> list[str]:
        """Ask anew, take back or tell, as it was decided."""
        back = _stood_before(change)
        if not back and not decisions.may_concern(self.key):
            return []
        touched = _touched(change)
        if change.recorded is not None and not back:
            for each in touched:
                keep_as_it_stands(each.booking, change.recorded, each.stood)
        done = [] if back else self._asked_again(change, decisions, by)
        for each in touched:
            if each.booking.pk in back:
                continue
            decided = Decision.UPDATE if back else decisions.of(self.key, _effect(change, each))
            if decided == Decision.UPDATE:
                done.append(_along(change, each, by, is_back=bool(back)))
            elif decided == Decision.NOTIFY and _tell(change, each.booking, by):
                done.append(_("The owner of the hall is told: %(venue)s.") % {"venue": each.booking.venue})
        return done + [restore_booking(each, by=by) for each in back.values()]

    def _asked_again(self, change: EventChange, decisions: Decisions, by: Actor) -> list[str]:
        again = _again(change)
        if again is None or decisions.of(self.key, again) != Decision.UPDATE:
            return []
        book_venue(Event.objects.select_related("venue", "owner").get(pk=change.event.pk), by=by)
        return [_("The hall is asked for anew: %(venue)s.") % {"venue": again.heading}]


def _stood_before(change: EventChange) -> dict[int, BookingBefore]:
    """Return how claims stood before the recorded change that this one takes back, by claim; at most one query."""
    rows: Iterable[BookingBefore]
    undone = change.recorded.takes_back_id if change.recorded else None
    if undone is None or not may_have(change.event, HAS_BOOKINGS):
        return {}
    if change.among is None:
        rows = BookingBefore.objects.filter(change=undone)
    else:
        # Of thousands of parts that are put back piece by piece few have claims: asked once for all.
        if "claims before" not in change.among.read:
            change.among.read["claims before"] = _kept_of([each.event.pk for each in change.among.changes])
        rows = change.among.read["claims before"]
    return {each.booking_id: each for each in rows if each.change_id == undone}


def _kept_of(events: Sequence[int]) -> list[BookingBefore]:
    return list(BookingBefore.objects.filter(booking__event__in=events))


def _again(change: EventChange) -> Effect | None:
    """Return the hall of an event that is held after all, where the claim was taken back with it; one query."""
    venue = change.after.venue
    if ChangeKind.REINSTATED not in change.kinds or venue is None or not may_have(change.event, HAS_BOOKINGS):
        return None
    states = set(VenueBooking.objects.filter(event=change.event).values_list("state", flat=True))
    needed = stretches_of_facts(change.event, change.after)
    if not states or states & set(HOLDING) or not needed or change.after.state not in _COMING:
        return None
    return Effect(
        key="again",
        heading=str(venue),
        sentence=_("taken back with the event: asked for anew, %(when)s") % {"when": _said(needed)},
        address=reverse("events:event", args=[change.event.pk]),
        may=(Decision.UPDATE, Decision.LEAVE),
        default=Decision.UPDATE,
    )


def _touched(change: EventChange) -> list[_Touched]:
    """Return the claims that no longer fit, read once for the list and for what is done."""
    if not change.kinds & _TOUCHING or not may_have(change.event, HAS_BOOKINGS):
        return []
    if "claims on halls" not in change.read:
        held = VenueBooking.objects.filter(event=change.event, state__in=HOLDING)
        rows = held.select_related("venue__owner", "event").prefetch_related("times")
        change.read["claims on halls"] = [each for row in rows for each in _unfit(row, change.after)]
    found: list[_Touched] = change.read["claims on halls"]
    return found


def _unfit(booking: VenueBooking, after: EventFacts) -> list[_Touched]:
    stood = sorted(row.span for row in booking.times.all())
    here = after.venue is not None and after.venue.pk == booking.venue_id and after.state in _COMING
    needed = stretches_of_facts(booking.event, after) if here else []
    same = [(each.start, each.end) for each in stood] == [(each.start, each.end) for each in needed]
    return [] if same else [_Touched(booking, stood, needed)]


def _effect(change: EventChange, touched: _Touched) -> Effect:
    booking = touched.booking
    return Effect(
        key=str(booking.pk),
        heading=str(booking.venue),
        sentence=f"{booking.get_state_display()}: {_said(touched.stood)} → {_becomes(change, touched)}",
        address=reverse("availability:booking", args=[booking.pk]),
        may=(Decision.UPDATE, Decision.NOTIFY, Decision.LEAVE),
        default=Decision.UPDATE,
    )


def _wish(touched: _Touched) -> Written:
    booking = touched.booking
    heading = _("Wish to the owner of the hall: %(venue)s") % {"venue": booking.venue}
    address = reverse("availability:booking", args=[booking.pk])
    return Written(f"wish-{booking.pk}", heading, address, (booking.note,), follows=False)


def _becomes(change: EventChange, touched: _Touched) -> str:
    if touched.needed:
        return _("asked for anew: %(when)s") % {"when": _said(touched.needed)}
    asks = _next_hall(change)
    return _("taken back, asked for: %(venue)s") % {"venue": asks} if asks else _("taken back")


def _next_hall(change: EventChange) -> str:
    """Return the hall that is asked for instead, where the event goes into one that the directory knows."""
    after = change.after
    goes = ChangeKind.RE_VENUED in change.kinds and after.venue is not None and after.state in _COMING
    return str(after.venue) if goes and stretches_of_facts(change.event, after) else ""


def _said(spans: Sequence[Span]) -> str:
    return "; ".join(when_words(each) for each in spans)


def _along(change: EventChange, touched: _Touched, by: Actor, *, is_back: bool = False) -> str:
    """Let the claim go along; with `is_back` the claim on the other hall is brought back by itself."""
    booking = touched.booking
    why = _("The event stands at another time or in another hall: what is asked now is told anew.")
    take_back_letters(cause=f"booking-{booking.pk}", why=why, by=by)
    event = Event.objects.select_related("venue", "owner").get(pk=change.event.pk)
    if touched.needed:
        book_venue(event, note=booking.note, by=by)
        return _("The hall is asked for anew: %(venue)s.") % {"venue": booking.venue}
    withdraw_booking(booking, edition=booking.edition, by=by)
    _tell(change, booking, by)
    asks = "" if is_back else _next_hall(change)
    if not asks:
        return _("The claim is taken back: %(venue)s.") % {"venue": booking.venue}
    book_venue(event, note=booking.note, by=by)
    return _("The claim is taken back: %(venue)s; asked for: %(asks)s.") % {"venue": booking.venue, "asks": asks}


def _tell(change: EventChange, booking: VenueBooking, by: Actor) -> int:
    """Put letters to those who decide about the hall; return how many are new."""
    why = _("You decide about this hall.")
    letters = [
        letter_about(
            change, Recipient(user.name, user.email, user), who=f"keeper-{booking.venue_id}-{user.pk}", why=why
        )
        for user in keepers_of(booking.venue)
    ]
    return put_letters(letters, by=by)
