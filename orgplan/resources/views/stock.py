"""«Ресурсы»: what the city has, what is needed and short; one resource by days."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import render_page, saved
from orgplan.directory.models import Unit
from orgplan.directory.queries import own_unit_key
from orgplan.resources import actions
from orgplan.resources.forms.stock import ResourceForm, StockForm, TermsForm
from orgplan.resources.models import Resource, ResourceTerms, StockEntry
from orgplan.resources.policy import can_add_resource, can_keep_resource, can_set_terms
from orgplan.resources.queries import demand_of_resource, overview


@require_GET
def index(request: UserRequest) -> HttpResponse:
    """All resources, and what is short in the weeks to come."""
    context = {
        "page": overview(request.user, timezone.localdate()),
        "may_add": can_add_resource(request.user),
        "may_set": can_set_terms(request.user),
    }
    return render_page(request, "resources/index.html", context)


@require_GET
def resource(request: UserRequest, pk: int) -> HttpResponse:
    """A resource: its stock, who takes it on which days."""
    return _card(request, _found(request, pk))


def _found(request: UserRequest, pk: int) -> Resource:
    found: Resource = get_object_or_404(Resource.objects.visible_to(request.user).select_related("keeper"), pk=pk)
    return found


def _may_keep(request: UserRequest, found: Resource) -> bool:
    return can_keep_resource(request.user, unit_id=own_unit_key(request.user), keeper_id=found.keeper_id)


def _keeping(request: UserRequest, pk: int) -> Resource:
    found = _found(request, pk)
    if not _may_keep(request, found):
        raise PermissionDenied(_("The stock is kept by the unit that gives the resource and by the department."))
    return found


def _card(request: UserRequest, found: Resource, *, status: int = 200, **forms: Any) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "resource": found,
        "demand": demand_of_resource(request.user, found, today),
        "stock": StockEntry.objects.visible_to(request.user).filter(resource=found),
        "may_keep": _may_keep(request, found),
        "stock_form": StockForm(initial={"since": today}),
        **forms,
    }
    return render_page(request, "resources/resource.html", context, status=status)


def _form(request: UserRequest, record: Resource | None) -> ResourceForm:
    return ResourceForm(posted(request), record=record, units=Unit.objects.visible_to(request.user))


@require_http_methods(["GET", "POST"])
def create(request: UserRequest) -> HttpResponse:
    """Put a resource into the list; its stock is written on its card."""
    if not can_add_resource(request.user):
        raise PermissionDenied(_("The list of resources is kept by the organisational department."))
    form = _form(request, None)
    done = submitted(form, lambda: actions.write_resource(facts=form.to_write(), by=request.user))
    if done is not None:
        return saved(request, done, _("The resource is in the list: say how much of it there is."))
    return render_page(request, "resources/resource_form.html", {"form": form}, status=form.status)


@require_http_methods(["GET", "POST"])
def change(request: UserRequest, pk: int) -> HttpResponse:
    """Change a resource."""
    found = _keeping(request, pk)
    form = _form(request, found)
    done = submitted(
        form,
        lambda: actions.write_resource(
            facts=form.to_write(), resource=found, edition=form.cleaned_data["edition"], by=request.user
        ),
    )
    if done is not None:
        return saved(request, done, _("The resource is saved."))
    return render_page(request, "resources/resource_form.html", {"form": form, "resource": found}, status=form.status)


@require_POST
def add_stock(request: UserRequest, pk: int) -> HttpResponse:
    """Say how much more or less there is."""
    found = _keeping(request, pk)
    form = StockForm(request.POST)
    done = submitted(form, lambda: actions.add_stock(found, **form.cleaned_data, by=request.user))
    if done is None:
        return _card(request, found, status=422, stock_form=form)
    return saved(request, found, _("The stock is written."))


@require_POST
def remove_stock(request: UserRequest, pk: int) -> HttpResponse:
    """Take an entry of stock back."""
    entries = StockEntry.objects.visible_to(request.user).select_related("resource")
    entry = get_object_or_404(entries, pk=pk)
    found = _keeping(request, entry.resource_id)
    actions.remove_stock(entry, by=request.user)
    return saved(request, found, _("The entry is taken back."))


@require_http_methods(["GET", "POST"])
def terms(request: UserRequest) -> HttpResponse:
    """Say how far ahead shortages are looked for."""
    if not can_set_terms(request.user):
        raise PermissionDenied(_("How far ahead one looks is set by the organisational department."))
    current = ResourceTerms.objects.visible_to(request.user).first()
    form = TermsForm(
        posted(request), record=current, initial={} if current else {"days_ahead": ResourceTerms().days_ahead}
    )
    done = submitted(
        form,
        lambda: actions.write_terms(
            days_ahead=form.cleaned_data["days_ahead"],
            terms=current,
            edition=form.cleaned_data.get("edition", 0),
            by=request.user,
        ),
    )
    if done is not None:
        return saved(request, reverse("resources:index"), _("The term is saved."))
    return render_page(request, "resources/terms.html", {"form": form}, status=form.status)
