"""Pages of venues."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import render_page, saved, window_of
from orgplan.directory import actions
from orgplan.directory.actions import VenueFacts
from orgplan.directory.forms import VenueForm
from orgplan.directory.models import Venue
from orgplan.directory.queries import districts, venues
from orgplan.directory.views.registers import VENUES, form_page, only_editors, tabs, wants_retired


@require_GET
def list_venues(request: UserRequest) -> HttpResponse:
    """Places of events, by words and district."""
    text, closed = request.GET.get("q", ""), wants_retired(request)
    known = districts(Venue.objects.visible_to(request.user))
    district = next((each for each in known if each == request.GET.get("district")), "")
    rows = venues(Venue.objects.visible_to(request.user), text=text, district=district, active=not closed)
    context = {
        "window": window_of(request, rows),
        "districts": known,
        "district": district,
        "q": text,
        "closed": closed,
        **tabs(request, VENUES),
    }
    return render_page(request, "directory/venues.html", context)


@require_GET
def show_venue(request: UserRequest, pk: int) -> HttpResponse:
    """A venue with its address, coordinates and other names."""
    venue = get_object_or_404(Venue.objects.visible_to(request.user), pk=pk)
    return render_page(request, "directory/venue.html", {"venue": venue, **tabs(request, VENUES)})


@require_http_methods(["GET", "POST"])
def create_venue(request: UserRequest) -> HttpResponse:
    """Record a venue."""
    only_editors(request.user)
    form = VenueForm(posted(request))
    done = submitted(form, lambda: actions.create_venue(facts=VenueFacts(**form.facts), by=request.user))
    return saved(request, done, _("The venue is recorded.")) if done else form_page(request, form, VENUES)


@require_http_methods(["GET", "POST"])
def change_venue(request: UserRequest, pk: int) -> HttpResponse:
    """Change a venue."""
    venue = get_object_or_404(Venue.objects.visible_to(request.user), pk=pk)
    only_editors(request.user)
    form = VenueForm(posted(request), record=venue)
    done = submitted(
        form,
        lambda: actions.change_venue(
            venue, facts=VenueFacts(**form.facts), edition=form.cleaned_data["edition"], by=request.user
        ),
    )
    return saved(request, done, _("The venue is changed.")) if done else form_page(request, form, VENUES, venue)
