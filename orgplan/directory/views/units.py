"""Pages of units."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import EditedForm, posted, submitted
from orgplan.core.pages import render_page, saved
from orgplan.directory import actions
from orgplan.directory.actions import Closing, NewName, UnitFacts
from orgplan.directory.forms import ClosingForm, DayForm, MoveForm, RenameForm, UnitForm
from orgplan.directory.models import Unit
from orgplan.directory.panels import panels_of_unit
from orgplan.directory.policy import can_invite
from orgplan.directory.queries import ActingIndex, own_unit_key, positions_on, unit_forest, users_of, vacancies_of
from orgplan.directory.views.registers import UNITS, form_page, only_editors, tabs, wants_retired


@require_GET
def list_units(request: UserRequest) -> HttpResponse:
    """The tree of units with who heads them."""
    text, closed = request.GET.get("q", ""), wants_retired(request)
    forest = unit_forest(Unit.objects.visible_to(request.user), text=text, active=not closed, day=timezone.localdate())
    count = sum(1 + each.below for each in forest)
    context = {"forest": forest, "count": count, "q": text, "closed": closed, **tabs(request, UNITS)}
    return render_page(request, "directory/units.html", context)


@require_GET
def show_unit(request: UserRequest, pk: int) -> HttpResponse:
    """A unit with its people, subunits, users."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user).select_related("parent", "successor"), pk=pk)
    today = timezone.localdate()
    asked = DayForm(request.GET)
    day = asked.cleaned_data["day"] or today if asked.is_valid() else today
    context = {
        "unit": unit,
        "day": day,
        "is_today": day == today,
        "day_form": DayForm(initial={"day": day}),
        "posts": positions_on(day).filter(unit=unit),
        "away": ActingIndex(day).shown_on(day),
        "vacancies": vacancies_of(unit, day),
        "former_names": unit.former_names.all(),
        "predecessors": unit.predecessors.all(),
        "subunits": unit.children.filter(is_active=True),
        "users": users_of(unit),
        "may_invite": can_invite(request.user, unit_id=own_unit_key(request.user), of_unit=unit.pk) and unit.is_active,
        "panels": panels_of_unit(request.user, unit),
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


@require_http_methods(["GET", "POST"])
def move_unit(request: UserRequest, pk: int) -> HttpResponse:
    """Put the unit into another place of the tree."""
    unit = _to_change(request, pk)
    form = MoveForm(posted(request), record=unit)
    done = submitted(
        form,
        lambda: actions.move_unit(unit, **form.facts, edition=form.cleaned_data["edition"], by=request.user),
    )
    if done:
        return saved(request, done, _("The unit is moved."))
    return _act(request, unit, form, _("Move in the tree"))


@require_http_methods(["GET", "POST"])
def rename_unit(request: UserRequest, pk: int) -> HttpResponse:
    """Give the unit another name from a day on."""
    unit = _to_change(request, pk)
    form = RenameForm(posted(request), record=unit, initial={"since": timezone.localdate()})
    done = submitted(
        form,
        lambda: actions.rename_unit(unit, facts=NewName(**form.facts), edition=unit.edition, by=request.user),
    )
    if done:
        return saved(request, done, _("The unit has a new name; papers of earlier days keep the old one."))
    return _act(request, unit, form, _("Rename"))


@require_http_methods(["GET", "POST"])
def pass_duties(request: UserRequest, pk: int) -> HttpResponse:
    """Close the unit and say who takes its duties."""
    unit = _to_change(request, pk)
    form = ClosingForm(posted(request), record=unit, initial={"since": timezone.localdate()})
    done = submitted(
        form,
        lambda: actions.pass_duties(unit, facts=Closing(**form.facts), edition=unit.edition, by=request.user),
    )
    if done:
        return saved(request, done, _("The unit is closed; what refers to it stays."))
    return _act(request, unit, form, _("Reorganise"))


def _to_change(request: UserRequest, pk: int) -> Unit:
    unit: Unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    only_editors(request.user)
    return unit


def _act(request: UserRequest, unit: Unit, form: EditedForm, heading: str) -> HttpResponse:
    context = {"form": form, "record": unit, "register": UNITS, "heading": heading}
    return render_page(request, "directory/act_form.html", context, status=form.status)
