"""Halls that are closed, with the reason."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.availability import actions
from orgplan.availability.forms.bookings import BlockingForm
from orgplan.availability.models import VenueBlocking
from orgplan.availability.policy import can_block_venue, can_keep_calendars
from orgplan.availability.queries.bookings import blockings
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import render_page, saved
from orgplan.directory.models import Venue
from orgplan.directory.queries import own_unit_key


def _keeping(request: UserRequest, venue: Venue) -> None:
    if not can_block_venue(request.user, unit_id=own_unit_key(request.user), keeper_id=venue.owner_id):
        raise PermissionDenied(_("A hall is closed by the unit that keeps it."))


@require_GET
def blocking_list(request: UserRequest) -> HttpResponse:
    """Closed halls from now on."""
    unit = own_unit_key(request.user)
    rows = [
        (each, can_block_venue(request.user, unit_id=unit, keeper_id=each.venue.owner_id))
        for each in blockings(request.user)
    ]
    context = {"rows": rows, "may_calendars": can_keep_calendars(request.user)}
    return render_page(request, "availability/blockings.html", context)


@require_http_methods(["GET", "POST"])
def close_venue(request: UserRequest, pk: int) -> HttpResponse:
    """Close a hall with a reason."""
    venue = get_object_or_404(Venue.objects.visible_to(request.user), pk=pk)
    _keeping(request, venue)
    form = BlockingForm(posted(request))
    done = submitted(
        form,
        lambda: actions.block_venue(venue, span=form.to_write(), words=form.cleaned_data["words"], by=request.user),
    )
    if done is not None:
        return saved(request, venue, _("The hall is closed; the clashes of its events say so."))
    status = 422 if form.errors else 200
    return render_page(request, "availability/blocking_form.html", {"form": form, "venue": venue}, status=status)


@require_POST
def open_again(request: UserRequest, pk: int) -> HttpResponse:
    """Open a hall again."""
    found = get_object_or_404(VenueBlocking.objects.visible_to(request.user).select_related("venue"), pk=pk)
    _keeping(request, found.venue)
    venue = found.venue
    actions.remove_blocking(found, by=request.user)
    return saved(request, venue, _("The hall is open again."))
