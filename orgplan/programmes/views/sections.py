"""Sections and aims of a programme."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import render_page, saved
from orgplan.events.actions.programmes import write_programme
from orgplan.programmes import actions
from orgplan.programmes.forms import AimForm, SectionForm
from orgplan.programmes.models import Aim
from orgplan.programmes.views.programmes import found_programme, keeping, people_to_choose

_STEP = 10


@require_http_methods(["GET", "POST"])
def new_section(request: UserRequest, pk: int) -> HttpResponse:
    """Add a section to the programme."""
    keeping(request)
    parent = found_programme(request, pk)
    last = max((each.position for each in parent.children.filter(is_section=True)), default=0)
    form = SectionForm(
        posted(request),
        parent=parent,
        people=people_to_choose(request),
        initial={"position": last + _STEP},
    )
    made = submitted(form, lambda: write_programme(facts=form.to_write(), by=request.user))
    if made is not None:
        return saved(request, parent, _("The section is in the programme."))
    return render_page(request, "programmes/form.html", {"form": form, "parent": parent}, status=form.status)


@require_http_methods(["GET", "POST"])
def new_aim(request: UserRequest, pk: int) -> HttpResponse:
    """Set an aim of the programme."""
    keeping(request)
    programme = found_programme(request, pk)
    form = AimForm(posted(request))
    made = submitted(form, lambda: actions.write_aim(programme, facts=form.to_write(), by=request.user))
    if made is not None:
        return saved(request, programme, _("The aim is set."))
    return render_page(request, "programmes/aim.html", {"form": form, "programme": programme}, status=form.status)


def _aim(request: UserRequest, pk: int) -> Aim:
    keeping(request)
    found: Aim = get_object_or_404(Aim.objects.visible_to(request.user).select_related("programme"), pk=pk)
    return found


@require_http_methods(["GET", "POST"])
def aim(request: UserRequest, pk: int) -> HttpResponse:
    """Change an aim."""
    found = _aim(request, pk)
    form = AimForm(posted(request), record=found)
    made = submitted(
        form,
        lambda: actions.write_aim(
            found.programme, facts=form.to_write(), aim=found, edition=form.cleaned_data["edition"], by=request.user
        ),
    )
    if made is not None:
        return saved(request, found.programme, _("The aim is set."))
    context = {"form": form, "programme": found.programme, "aim": found}
    return render_page(request, "programmes/aim.html", context, status=form.status)


@require_POST
def remove_aim(request: UserRequest, pk: int) -> HttpResponse:
    """Take an aim away."""
    found = _aim(request, pk)
    actions.remove_aim(found, by=request.user)
    return saved(request, found.programme, _("The aim is taken away."))
