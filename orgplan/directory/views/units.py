"""Pages of units."""

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
from orgplan.directory.actions import UnitFacts
from orgplan.directory.forms import UnitForm
from orgplan.directory.models import Unit
from orgplan.directory.queries import positions_on, unit_tree, users_of
from orgplan.directory.views.registers import UNITS, form_page, only_editors, tabs, wants_retired


@require_GET
def list_units(request: UserRequest) -> HttpResponse:
    """The tree of units with who heads them."""
    text, closed = request.GET.get("q", ""), wants_retired(request)
    rows = unit_tree(Unit.objects.visible_to(request.user), text=text, active=not closed, day=timezone.localdate())
    context = {"window": window_of(request, rows), "q": text, "closed": closed, **tabs(request, UNITS)}
    return render_page(request, "directory/units.html", context)


@require_GET
def show_unit(request: UserRequest, pk: int) -> HttpResponse:
    """A unit with its people, subunits, users."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user).select_related("parent"), pk=pk)
    context = {
        "unit": unit,
        "posts": positions_on(timezone.localdate()).filter(unit=unit),
        "subunits": unit.children.filter(is_active=True),
        "users": users_of(unit),
        **tabs(request, UNITS),
    }
    return render_page(request, "directory/unit.html", context)


@require_http_methods(["GET", "POST"])
def create_unit(request: UserRequest) -> HttpResponse:
    """Record a unit; `?parent=` says what it is part of."""
    only_editors(request.user)
    form = UnitForm(posted(request), initial={"parent": request.GET.get("parent")})
    unit = submitted(form, lambda: actions.create_unit(facts=UnitFacts(**form.facts), by=request.user))
    if unit:
        return saved(request, unit, _("The unit is recorded."))
    return form_page(request, form, UNITS)


@require_http_methods(["GET", "POST"])
def change_unit(request: UserRequest, pk: int) -> HttpResponse:
    """Change a unit."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    only_editors(request.user)
    form = UnitForm(posted(request), record=unit)
    done = submitted(
        form,
        lambda: actions.change_unit(
            unit, facts=UnitFacts(**form.facts), edition=form.cleaned_data["edition"], by=request.user
        ),
    )
    return saved(request, done, _("The unit is changed.")) if done else form_page(request, form, UNITS, unit)
