"""Plans: the list, a plan with its events, approval, versions and their documents."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef, Q
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import SeeOther, render_page, saved, tell_saved, window_of
from orgplan.directory.queries import leaders_on, signatory_on, unit_of
from orgplan.planning.actions.plans import (
    approve_plan,
    open_city_plan,
    return_to_draft,
    send_for_approval,
    set_sections,
    word_plan,
)
from orgplan.planning.forms import ApprovalForm, PeriodForm, ReasonForm, SectionsForm
from orgplan.planning.models import Plan, PlanVersion, Publication
from orgplan.planning.models.plan import PlanQuerySet
from orgplan.planning.policy import can_approve, can_consolidate, can_see_executive_calendar, can_submit
from orgplan.planning.queries.amendments import amendments_since
from orgplan.planning.queries.clashes import clashes_that_stop
from orgplan.planning.queries.plans import (
    difference_from,
    frozen_in,
    in_plan,
    numbered,
    places_of,
    places_written_since,
    row_count,
    rows_at,
    version_rows,
)
from orgplan.planning.rules.states import ForbiddenPassageError, LineState, PlanKind
from orgplan.planning.views.unit_plan import unit_plan_page
from orgplan.saved_views.queries import default_address


@require_GET
def plan_list(request: UserRequest) -> HttpResponse:
    """City plans, the latest first, and the own unit's plans for a coordinator; without a filter, the default view."""
    if not request.GET and (address := default_address(request.user, "plans")):
        return SeeOther(address)
    unit = unit_of(request.user)
    plans = Plan.objects.visible_to(request.user)
    city = plans.filter(unit__isnull=True)
    kind = request.GET.get("kind", "")
    shown = city.filter(kind=kind) if kind in PlanKind.values else city
    own = plans.filter(unit=unit).annotate(
        line_count=Count("lines", filter=~Q(lines__state=LineState.WITHDRAWN)),
        declined_count=Count("lines", filter=Q(lines__state=LineState.DECLINED)),
    )
    may_open = can_consolidate(request.user)
    may_send = can_submit(request.user, own_unit_id=unit.pk if unit else None, unit_id=unit.pk if unit else 0)
    context = {
        "city": window_of(request, shown.annotate(event_count=in_plan()).order_by("-starts_on", "ends_on")),
        "pills": _kinds(city, kind),
        "own": own.order_by("-starts_on", "ends_on") if unit and may_send and not may_open else None,
        "unit": unit,
        "may_send": may_send,
        "may_open": may_open,
        "sees_leaders": can_see_executive_calendar(request.user),
    }
    return render_page(request, "planning/list.html", context)


def _kinds(city: PlanQuerySet, chosen: str) -> list[tuple[str, str, int, bool]]:
    found = dict(city.order_by().values_list("kind").annotate(Count("pk")))
    kinds = [
        (str(kind.label).capitalize(), f"?kind={kind}", found[kind], kind == chosen)
        for kind in PlanKind
        if kind in found
    ]
    return [(_("All"), "?", sum(found.values()), not chosen), *kinds]


def open_view(request: UserRequest) -> HttpResponse:
    """Open the city plan of a period."""
    if not can_consolidate(request.user):
        raise PermissionDenied(_("Only the organisational department opens city plans."))
    form = PeriodForm(posted(request), initial={"day": timezone.localdate()})
    if form.is_bound and form.is_valid():
        plan = open_city_plan(period=form.cleaned_data["period"], by=request.user)
        return SeeOther(reverse("planning:plan", args=[plan.pk]))
    return render_page(request, "planning/open.html", {"form": form}, status=_status(form))


def _status(form: Form) -> int:
    return 422 if form.is_bound else 200


def _found(request: UserRequest, pk: int) -> Plan:
    return get_object_or_404(Plan.objects.visible_to(request.user).select_related("unit"), pk=pk)


def _for_work(request: UserRequest, pk: int) -> Plan:
    plan = _found(request, pk)
    if plan.unit_id or not can_consolidate(request.user):
        raise PermissionDenied(_("Only the organisational department works on the city plan."))
    return plan


@require_GET
def plan_page(request: UserRequest, pk: int) -> HttpResponse:
    """One plan: a unit's lines and what became of them, or the city's events by section."""
    plan = _found(request, pk)
    return unit_plan_page(request, plan) if plan.unit_id else _city_plan(request, plan)


def _city_plan(request: UserRequest, plan: Plan) -> HttpResponse:
    published = Publication.objects.visible_to(request.user).filter(version=OuterRef("pk"))
    versions: list[Any] = list(plan.versions.defer("rows").annotate(is_published=Exists(published)))
    version: PlanVersion | None = versions[0] if versions else None
    places = places_of(plan, version.created_at if version else None)
    window = window_of(request, places)
    frozen = frozen_in(version) if version else {}
    written = places_written_since(frozen, places) if version else []
    rows = rows_at(plan, (*window.items, *written))
    differs = difference_from(frozen, places, rows) if version else None
    may_work = can_consolidate(request.user)
    context = {
        "plan": plan,
        "window": window,
        "rows": numbered(window.items, rows, window.first, taken_out_of=plan.pk if version and may_work else 0),
        "versions": versions,
        "version": version,
        "difference": differs,
        "amendments": amendments_since(version, differs) if version and differs else [],
        "rounds": plan.rounds.defer("rows"),
        "published": next((each for each in versions if each.is_published), None),
        "shown_events": [each.event for each in window.items],
        "may_work": may_work,
        "may_approve": can_approve(request.user),
    }
    return render_page(request, "planning/city_plan.html", context)


@require_http_methods(["GET", "POST"])
def edit_plan(request: UserRequest, pk: int) -> HttpResponse:
    """Title and sections."""
    plan = _for_work(request, pk)
    form = SectionsForm.of(plan, posted(request))
    if form.is_bound and form.is_valid():
        words = dict(form.cleaned_data)
        set_sections(plan=plan, titles=words.pop("sections").splitlines(), by=request.user)
        word_plan(plan=plan, by=request.user, **words)
        return saved(request, reverse("planning:plan", args=[plan.pk]), _("Title and sections saved."))
    return render_page(request, "planning/edit_plan.html", {"plan": plan, "form": form}, status=_status(form))


@require_POST
def lay_before(request: UserRequest, pk: int) -> HttpResponse:
    """Send the plan for approval."""
    plan = _for_work(request, pk)
    try:
        send_for_approval(plan=plan, by=request.user)
    except ForbiddenPassageError as error:
        tell_saved(request, str(error))
    return SeeOther(reverse("planning:plan", args=[plan.pk]))


@require_http_methods(["GET", "POST"])
def back_to_draft(request: UserRequest, pk: int) -> HttpResponse:
    """Return the plan from approval with a reason."""
    plan = _found(request, pk)
    if plan.unit_id or not can_approve(request.user):
        raise PermissionDenied
    form = ReasonForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            return_to_draft(plan=plan, reason=form.cleaned_data["reason"], by=request.user)
        except ForbiddenPassageError as error:
            form.add_error(None, str(error))
        else:
            return saved(request, reverse("planning:plan", args=[plan.pk]), _("The plan is a draft again."))
    return render_page(request, "planning/return.html", {"plan": plan, "form": form}, status=_status(form))


@require_http_methods(["GET", "POST"])
def approve(request: UserRequest, pk: int) -> HttpResponse:
    """Record the approval: who, when, on which basis; the version is frozen."""
    plan = _found(request, pk)
    if plan.unit_id or not can_approve(request.user):
        raise PermissionDenied(_("City plans are approved by leaders; the department records an approval on paper."))
    today = timezone.localdate()
    first = next(iter(leaders_on(today)), None)
    initial: dict[str, object] = {"approved_on": today}
    if first:
        signs = signatory_on(today, first)
        initial |= {"approver_post": signs.post, "approver_name": signs.name}
    form = ApprovalForm(posted(request), initial=initial)
    version = submitted(form, lambda: approve_plan(plan=plan, by=request.user, **form.cleaned_data))
    if version is not None:
        return saved(request, reverse("planning:version", args=[version.pk]), _("The plan is approved."))
    context = {
        "plan": plan,
        "form": form,
        "count": row_count(plan),
        "round": plan.rounds.defer("rows").first(),
        "stopping": clashes_that_stop(plan, request.user),
    }
    return render_page(request, "planning/approve.html", context, status=_status(form))


def _version(request: UserRequest, pk: int) -> PlanVersion:
    return get_object_or_404(PlanVersion.objects.visible_to(request.user).select_related("plan"), pk=pk)


@require_GET
def version_page(request: UserRequest, pk: int) -> HttpResponse:
    """An approved version as it was."""
    version = _version(request, pk)
    context = {
        "version": version,
        "plan": version.plan,
        "window": window_of(request, version_rows(version)),
        "publication": Publication.objects.visible_to(request.user).filter(version=version).first(),
        "may_work": can_consolidate(request.user),
    }
    return render_page(request, "planning/version.html", context)
