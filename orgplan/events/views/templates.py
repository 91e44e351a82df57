"""Templates of events: the list, a card with what other rooms keep in it, the form."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from orgplan.accounts.http import UserRequest
from orgplan.accounts.policy import has_role
from orgplan.accounts.rules import Role
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import render_page, saved
from orgplan.directory.models import Unit
from orgplan.directory.queries import unit_of
from orgplan.events.actions import write_template
from orgplan.events.forms import TemplateForm
from orgplan.events.models import EventTemplate
from orgplan.events.panels import panels_of_template
from orgplan.events.policy import can_edit_template, can_keep_templates
from orgplan.events.queries.templates import next_days, templates_listed


@require_GET
def templates(request: UserRequest) -> HttpResponse:
    """The templates by kind of event."""
    context = {"templates": templates_listed(request.user), "may_add": can_keep_templates(request.user)}
    return render_page(request, "events/templates.html", context)


def may_edit(request: UserRequest, template: EventTemplate) -> bool:
    """Tell whether the reader may change the template."""
    unit = unit_of(request.user)
    return can_edit_template(request.user, unit_id=unit.pk if unit else None, owner_id=template.owner_id)


@require_GET
def template_card(request: UserRequest, pk: int) -> HttpResponse:
    """A template: how the event usually is, and what rooms keep in it."""
    found = get_object_or_404(EventTemplate.objects.visible_to(request.user).select_related("owner"), pk=pk)
    context = {
        "template": found,
        "roles": found.roles.select_related("unit"),
        "days": next_days(found.year_rule, timezone.localdate()),
        "panels": panels_of_template(request.user, found),
        "may_edit": may_edit(request, found),
    }
    return render_page(request, "events/template.html", context)


@require_http_methods(["GET", "POST"])
def template_form(request: UserRequest, pk: int | None = None) -> HttpResponse:
    """Record a template or change one."""
    found = get_object_or_404(EventTemplate.objects.visible_to(request.user), pk=pk) if pk else None
    if not (may_edit(request, found) if found else can_keep_templates(request.user)):
        raise PermissionDenied(_("A template is changed by the unit that keeps it and by the department."))
    units = Unit.objects.visible_to(request.user).filter(is_active=True)
    own = unit_of(request.user)
    if own and has_role(request.user, Role.COORDINATOR):
        units = units.filter(pk=own.pk)
    form = TemplateForm(posted(request), record=found, units=units)

    def write() -> EventTemplate:
        edition = form.cleaned_data["edition"] if found else 0
        return write_template(facts=form.to_write(), template=found, edition=edition, by=request.user)

    if (written := submitted(form, write)) is not None:
        return saved(request, written, _("The template is saved."))
    return render_page(request, "events/template_form.html", {"form": form, "template": found}, status=form.status)
