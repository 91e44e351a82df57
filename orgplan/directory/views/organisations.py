"""Pages of organisations."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import render_page, saved, window_of
from orgplan.directory import actions
from orgplan.directory.actions import OrganisationFacts
from orgplan.directory.forms import OrganisationForm
from orgplan.directory.models import Organisation
from orgplan.directory.queries import ActingIndex, organisations, positions_on
from orgplan.directory.views.registers import ORGANISATIONS, form_page, only_editors, tabs, wants_retired


@require_GET
def list_organisations(request: UserRequest) -> HttpResponse:
    """Bodies outside the administration."""
    text, closed = request.GET.get("q", ""), wants_retired(request)
    rows = organisations(Organisation.objects.visible_to(request.user), text=text, active=not closed)
    context = {"window": window_of(request, rows), "q": text, "closed": closed, **tabs(request, ORGANISATIONS)}
    return render_page(request, "directory/organisations.html", context)


@require_GET
def show_organisation(request: UserRequest, pk: int) -> HttpResponse:
    """An organisation with its people."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    day = timezone.localdate()
    context = {
        "organisation": organisation,
        "posts": positions_on(day).filter(organisation=organisation),
        "away": ActingIndex(day).shown_on(day),
        **tabs(request, ORGANISATIONS),
    }
    return render_page(request, "directory/organisation.html", context)


@require_http_methods(["GET", "POST"])
def create_organisation(request: UserRequest) -> HttpResponse:
    """Record an organisation."""
    only_editors(request.user)
    form = OrganisationForm(posted(request))
    done = submitted(form, lambda: actions.create_organisation(facts=OrganisationFacts(**form.facts), by=request.user))
    return saved(request, done, _("The organisation is recorded.")) if done else form_page(request, form, ORGANISATIONS)


@require_http_methods(["GET", "POST"])
def change_organisation(request: UserRequest, pk: int) -> HttpResponse:
    """Change an organisation."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    only_editors(request.user)
    form = OrganisationForm(posted(request), record=organisation)
    done = submitted(
        form,
        lambda: actions.change_organisation(
            organisation, facts=OrganisationFacts(**form.facts), edition=form.cleaned_data["edition"], by=request.user
        ),
    )
    if done:
        return saved(request, done, _("The organisation is changed."))
    return form_page(request, form, ORGANISATIONS, organisation)
