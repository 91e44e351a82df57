"""The hours of the office by year and the terms of collecting plans: read by everybody, set by the department."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.actions.taking_back import remove_with_undo
from orgplan.accounts.http import UserRequest
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import render_page, saved
from orgplan.planning.actions.office import OfficeFacts, drop_office_hours, set_collecting_terms, set_office_hours
from orgplan.planning.forms import OfficeForm, TermsForm
from orgplan.planning.models import CollectingTerms, OfficeYear
from orgplan.planning.policy import can_set_deadlines
from orgplan.planning.queries.office import collecting_terms, contact_words
from orgplan.worktime.office import OfficeHours

_YEARS = range(2000, 2100)


def _only_setters(request: UserRequest) -> None:
    if not can_set_deadlines(request.user):
        raise PermissionDenied(_("The hours of the office are set by the organisational department."))


@require_GET
def office(request: UserRequest) -> HttpResponse:
    """The hours by year, and how plans are collected."""
    years = list(OfficeYear.objects.visible_to(request.user))
    terms = collecting_terms()
    now = timezone.localdate().year
    known = {each.year for each in years}
    context = {
        "years": years,
        "usual": OfficeHours().words,
        "new_years": [year for year in (now, now + 1) if year not in known],
        "terms": terms,
        "contact": contact_words(terms),
        "may_set": can_set_deadlines(request.user),
    }
    return render_page(request, "planning/office.html", context)


@require_http_methods(["GET", "POST"])
def hours(request: UserRequest, year: int) -> HttpResponse:
    """Set or change the hours from a year on; a new year begins with those of the year before."""
    _only_setters(request)
    if year not in _YEARS:
        raise Http404
    known = OfficeYear.objects.visible_to(request.user)
    found = known.filter(year=year).first()
    before = known.filter(year__lt=year).first() or OfficeYear()
    shown = found or _like(before, year)
    form = OfficeForm(posted(request), record=shown)
    done = submitted(
        form,
        lambda: set_office_hours(
            year=year, facts=OfficeFacts(**form.facts), edition=form.cleaned_data["edition"], by=request.user
        ),
    )
    if done is not None:
        return saved(request, "planning:office", _("The hours of the office are set."))
    context = {"form": form, "year": year, "found": found}
    return render_page(request, "planning/office_hours.html", context, status=form.status)


def _like(before: OfficeYear, year: int) -> OfficeYear:
    """Return the hours of the year before as the beginning of a new year's, not saved."""
    same = {name: getattr(before, name) for name in ("opens", "closes", "friday", "lunch_from", "lunch_until")}
    return OfficeYear(year=year, edition=0, **same)


@require_POST
def remove_hours(request: UserRequest, year: int) -> HttpResponse:
    """Take a year's hours away: those of the year before hold on."""
    _only_setters(request)
    found = get_object_or_404(OfficeYear.objects.visible_to(request.user), year=year)
    step = remove_with_undo(found, act=lambda: drop_office_hours(found, by=request.user), by=request.user)
    words = _("The hours of this year were taken away; those before hold on.")
    return saved(request, "planning:office", words, undo=step.undo_address)


@require_http_methods(["GET", "POST"])
def terms(request: UserRequest) -> HttpResponse:
    """Say whom units call, how long a missed reminder is sent, how far ahead «Today» looks."""
    _only_setters(request)
    known = CollectingTerms.objects.visible_to(request.user).first()
    form = TermsForm(posted(request), record=known or CollectingTerms(pk=1, edition=0))
    done = submitted(
        form,
        lambda: set_collecting_terms(**form.facts, edition=form.cleaned_data["edition"], by=request.user),
    )
    if done is not None:
        return saved(request, "planning:office", _("The terms of collecting plans are set."))
    return render_page(request, "planning/collecting_terms.html", {"form": form}, status=form.status)
