"""A new event by the example of last year's, of a similar one or of a template."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.accounts.policy import has_role
from orgplan.accounts.rules import Role
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import render_page, saved
from orgplan.directory.models import Unit
from orgplan.directory.queries import unit_of
from orgplan.events.actions import clone_event, facts_on
from orgplan.events.models import Event, EventTemplate
from orgplan.events.parts import Source
from orgplan.events.policy import can_create
from orgplan.preparation.actions import bring_shipped
from orgplan.preparation.forms import CloneForm
from orgplan.preparation.forms.clone import OWN_DATE
from orgplan.preparation.policy import can_bring_templates
from orgplan.preparation.queries.cloning import DayOffered, days_offered, examples, parts_of, unclaimed_of


def _may_create(request: UserRequest) -> None:
    if not can_create(request.user):
        raise PermissionDenied(_("Events are recorded by the department, the protocol service and unit coordinators."))


@require_GET
def choose(request: UserRequest) -> HttpResponse:
    """Choose by which example the new event is made."""
    _may_create(request)
    text = request.GET.get("q", "")[:200].strip()
    context = {
        "text": text,
        "may_bring": can_bring_templates(request.user),
        "examples": examples(request.user, text, timezone.localdate()),
        "templates": EventTemplate.objects.visible_to(request.user).filter(is_active=True).select_related("owner"),
    }
    return render_page(request, "preparation/choose.html", context, fragment="found")


@require_POST
def bring(request: UserRequest) -> HttpResponse:
    """Take over the templates that come with the product."""
    keeper = unit_of(request.user)
    if not can_bring_templates(request.user):
        raise PermissionDenied(_("Ready templates are taken over by the organisational department."))
    back = reverse("preparation:choose")
    if keeper is None:
        return saved(request, back, _("Your sign-in belongs to no unit: nobody would keep the templates."))
    brought = bring_shipped(keeper=keeper, by=request.user)
    count = len(brought.templates)
    words = ngettext("%d template was taken over.", "%d templates were taken over.", count) % count
    if brought.unknown_units:
        missing = {"units": ", ".join(brought.unknown_units)}
        words += " " + _("Steps without a unit, not found in the directory: %(units)s.") % missing
    return saved(request, back, words)


@require_http_methods(["GET", "POST"])
def clone_of_event(request: UserRequest, pk: int) -> HttpResponse:
    """Make a new event by the example of this one."""
    _may_create(request)
    events = Event.objects.visible_to(request.user).select_related("owner", "venue").prefetch_related("occurrences")
    return _wizard(request, get_object_or_404(events, pk=pk))


@require_http_methods(["GET", "POST"])
def clone_of_template(request: UserRequest, pk: int) -> HttpResponse:
    """Make a new event by a template."""
    _may_create(request)
    templates = EventTemplate.objects.visible_to(request.user).select_related("owner")
    return _wizard(request, get_object_or_404(templates, pk=pk))


def _wizard(request: UserRequest, source: Source) -> HttpResponse:
    days, parts = days_offered(source, timezone.localdate()), parts_of(source)
    form = CloneForm(
        posted(request),
        units=_units(request),
        days=[(each.value, each.words) for each in days],
        parts=[(each.part.kind, str(each.part.label)) for each in parts],
        initial=_initial(request, source, days, [each.part.kind for each in parts]),
    )
    made = submitted(
        form,
        lambda: clone_event(source=source, facts=form.over(source), parts=form.cleaned_data["parts"], by=request.user),
    )
    if made is not None:
        return saved(request, reverse("preparation:plan", args=[made.pk]), _("The event is recorded by the example."))
    context = {
        "form": form,
        "source": source,
        "days": days,
        "parts": parts,
        "unclaimed": unclaimed_of(source),
        "own_date": OWN_DATE,
        "is_template": isinstance(source, EventTemplate),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render_page(request, "preparation/clone.html", context, status=status)


def _units(request: UserRequest) -> QuerySet[Unit]:
    units = Unit.objects.visible_to(request.user).filter(is_active=True)
    own = unit_of(request.user)
    return units.filter(pk=own.pk) if own and has_role(request.user, Role.COORDINATOR) else units


def _initial(request: UserRequest, source: Source, days: list[DayOffered], parts: list[str]) -> dict[str, object]:
    day = days[0].day if days else timezone.localdate()
    own = unit_of(request.user) if has_role(request.user, Role.COORDINATOR) else None
    return {
        "title": facts_on(source, day).title,
        "owner": own.pk if own else source.owner_id,
        "day": days[0].value if days else OWN_DATE,
        "parts": parts,
    }
