"""Programmes: which there are, how many events each has, a new one."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import render_page, saved
from orgplan.events.actions.programmes import write_programme
from orgplan.events.forms import ProgrammeForm
from orgplan.events.models import Programme
from orgplan.events.policy import can_keep_programmes
from orgplan.events.queries.programmes import programmes_with_numbers


@require_GET
def programmes(request: UserRequest) -> HttpResponse:
    """The programmes with their years and numbers of events."""
    context = {"programmes": programmes_with_numbers(request.user), "may_keep": can_keep_programmes(request.user)}
    return render_page(request, "events/programmes.html", context)


@require_http_methods(["GET", "POST"])
def programme(request: UserRequest, pk: int | None = None) -> HttpResponse:
    """Record a programme or change one."""
    found = get_object_or_404(Programme.objects.visible_to(request.user), pk=pk) if pk else None
    if not can_keep_programmes(request.user):
        raise PermissionDenied(_("Programmes are kept by the organisational department and the protocol service."))
    form = ProgrammeForm(posted(request), record=found)

    def write() -> Programme:
        edition = form.cleaned_data["edition"] if found else 0
        return write_programme(facts=form.to_write(), programme=found, edition=edition, by=request.user)

    if submitted(form, write) is not None:
        return saved(request, reverse("events:programmes"), _("The programme is saved."))
    return render_page(request, "events/programme_form.html", {"form": form, "programme": found}, status=form.status)
