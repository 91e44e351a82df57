"""«Заявки на площадки»: what events ask for, what the owners decide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest, refused
from orgplan.availability import actions
from orgplan.availability.forms.bookings import RefuseForm, TermsForm
from orgplan.availability.models import BookingTerms, VenueBooking
from orgplan.availability.policy import can_decide_booking, can_keep_calendars, can_set_terms
from orgplan.availability.queries.bookings import booking_rows, listed
from orgplan.availability.rules.kinds import HOLDING, BookingState
from orgplan.core.editing import ChangedMeanwhileError, RefusedError, posted, submitted
from orgplan.core.lookups import row_key
from orgplan.core.pages import render_page, saved, window_of
from orgplan.directory.queries import own_unit_key
from orgplan.events.actions import WITH_FACTS
from orgplan.events.models import Event
from orgplan.events.policy import can_edit

_SIZE = 50


@require_GET
def booking_list(request: UserRequest) -> HttpResponse:
    """The claims that the reader sees, with their queues; those that wait at first."""
    state = request.GET.get("state", BookingState.PREBOOKED)
    venue = row_key(request.GET.get("venue", ""))
    window = window_of(request, listed(request.user, state=state, venue=venue), size=_SIZE)
    context = {
        "window": window,
        "rows": booking_rows(request.user, window.items),
        "state": state,
        "venue": venue,
        "states": [("all", _("all claims")), *BookingState.choices],
        "may_calendars": can_keep_calendars(request.user),
        "may_terms": can_set_terms(request.user),
    }
    return render_page(request, "availability/bookings.html", context)


@require_GET
def booking(request: UserRequest, pk: int) -> HttpResponse:
    """A claim: the event, the hours, the queue, the decision."""
    return _card(request, _found(request, pk), None)


def _found(request: UserRequest, pk: int) -> VenueBooking:
    rows = VenueBooking.objects.visible_to(request.user).filter(event__deleted_at=None)
    found: VenueBooking = get_object_or_404(
        rows.select_related("event", "event__owner", "venue", "venue__owner", "asker"), pk=pk
    )
    return found


def _card(request: UserRequest, found: VenueBooking, form: RefuseForm | None) -> HttpResponse:
    unit = own_unit_key(request.user)
    (row,) = booking_rows(request.user, [found])
    context = {
        "booking": found,
        "row": row,
        "form": form or RefuseForm(initial={"edition": found.edition}),
        "may_approve": row.may_decide and found.is_waiting,
        "may_refuse": row.may_decide and found.state in HOLDING,
        "may_withdraw": found.state in HOLDING and can_edit(request.user, unit_id=unit, owner_id=found.event.owner_id),
    }
    return render_page(request, "availability/booking.html", context, status=422 if form else 200)


def _deciding(request: UserRequest, pk: int) -> VenueBooking:
    found = _found(request, pk)
    unit = own_unit_key(request.user)
    if not can_decide_booking(request.user, unit_id=unit, keeper_id=found.venue.owner_id):
        raise PermissionDenied(_("About this hall decides the unit that keeps it."))
    return found


def _done(request: UserRequest, found: VenueBooking, run: Callable[[], Any], said: str) -> HttpResponse:
    try:
        run()
    except RefusedError as refusal:
        return refused(request, found, str(refusal))
    except ChangedMeanwhileError:
        return refused(request, found, _("Somebody decided about this claim meanwhile: look at it anew."))
    return saved(request, found, said)


def _edition(request: UserRequest) -> int:
    return row_key(request.POST.get("edition", "")) or 0


@require_POST
def approve(request: UserRequest, pk: int) -> HttpResponse:
    """Give the hall."""
    found = _deciding(request, pk)

    def run() -> Any:
        return actions.approve_booking(found, edition=_edition(request), by=request.user)

    return _done(request, found, run, _("The hall is given; who asked is told."))


@require_POST
def refuse(request: UserRequest, pk: int) -> HttpResponse:
    """Refuse the hall with a reason."""
    found = _deciding(request, pk)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _card(request, found, form)
    reason, edition = form.cleaned_data["reason"], form.cleaned_data["edition"]

    def run() -> Any:
        return actions.refuse_booking(found, reason=reason, edition=edition, by=request.user)

    return _done(request, found, run, _("The hall is refused; who asked reads the reason."))


@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    """Take the claim back."""
    found = _found(request, pk)
    if not can_edit(request.user, unit_id=own_unit_key(request.user), owner_id=found.event.owner_id):
        raise PermissionDenied(_("The claim belongs to the unit that holds the event."))

    def run() -> Any:
        return actions.withdraw_booking(found, edition=_edition(request), by=request.user)

    return _done(request, found, run, _("The claim is taken back: the hall is free for others."))


@require_POST
def book(request: UserRequest, pk: int) -> HttpResponse:
    """Ask for the hall of an event."""
    events = Event.objects.visible_to(request.user).select_related("owner", "venue", "venue__owner", "part_of")
    event = get_object_or_404(events.prefetch_related(*WITH_FACTS), pk=pk)
    if not can_edit(request.user, unit_id=own_unit_key(request.user), owner_id=event.owner_id):
        raise PermissionDenied(_("A hall is asked for by the unit that holds the event."))
    card = reverse("events:event", args=[event.pk])
    try:
        actions.book_venue(event, note=request.POST.get("note", ""), by=request.user)
    except RefusedError as refusal:
        return refused(request, card, str(refusal))
    return saved(request, card, _("The hall is pre-booked; its owner is asked."))


@require_http_methods(["GET", "POST"])
def terms(request: UserRequest) -> HttpResponse:
    """For how long a pre-booking keeps a hall."""
    if not can_set_terms(request.user):
        raise PermissionDenied(_("The term of pre-bookings is set by the department or the administrator."))
    row = BookingTerms.objects.visible_to(request.user).first()
    form = TermsForm(posted(request), record=row)
    done = submitted(
        form,
        lambda: actions.write_terms(
            hours=form.cleaned_data["hours"],
            terms=row,
            edition=form.cleaned_data.get("edition", 0),
            by=request.user,
        ),
    )
    if done is not None:
        return saved(request, reverse("availability:bookings"), _("The term is saved: it holds for new claims."))
    return render_page(request, "availability/terms.html", {"form": form}, status=form.status)
