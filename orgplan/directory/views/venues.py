"""Pages of venues."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import render_page, saved, window_of
from orgplan.directory import actions
from orgplan.directory.actions import VenueFacts
from orgplan.directory.forms import ACCEPTED_PHOTOS, PhotoForm, VenueForm
from orgplan.directory.imports.photos import LARGEST_BYTES, UnfitPhotoError, read_photo
from orgplan.directory.models import Venue
from orgplan.directory.panels import panels_of_venue
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
    venue = get_object_or_404(Venue.objects.visible_to(request.user).select_related("owner"), pk=pk)
    context = {"venue": venue, "panels": panels_of_venue(request.user, venue), **tabs(request, VENUES)}
    return render_page(request, "directory/venue.html", context)


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


@require_http_methods(["GET", "POST"])
def put_photo(request: UserRequest, pk: int) -> HttpResponse:
    """Take a picture of the venue."""
    venue = get_object_or_404(Venue.objects.visible_to(request.user), pk=pk)
    only_editors(request.user)
    form = PhotoForm(posted(request), request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            image = read_photo(form.cleaned_data["file"].read(LARGEST_BYTES + 1))
        except UnfitPhotoError as refusal:
            form.add_error("file", str(refusal))
        else:
            actions.put_photo(venue, image=image, by=request.user)
            return saved(request, venue, _("The photo is kept."))
    context = {"form": form, "record": venue, "register": VENUES, "accepted": ACCEPTED_PHOTOS}
    return render_page(request, "directory/photo.html", context, status=422 if form.is_bound else 200)


@require_POST
def remove_photo(request: UserRequest, pk: int) -> HttpResponse:
    """Take the picture away."""
    venue = get_object_or_404(Venue.objects.visible_to(request.user), pk=pk)
    only_editors(request.user)
    actions.remove_photo(venue, by=request.user)
    return saved(request, venue, _("The photo is removed."))


@require_GET
def photo(request: UserRequest, pk: int) -> HttpResponse | FileResponse:
    """The picture itself, for those who are signed in."""
    venue = get_object_or_404(Venue.objects.visible_to(request.user).exclude(photo=""), pk=pk)
    try:
        opened = venue.photo.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(opened, content_type="image/jpeg", headers={"Cache-Control": "private, max-age=300"})
