"""How a plan differs from its approved version: the page, the paper, and the ground for what comes in and goes out."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import RefusedError, posted, submitted
from orgplan.core.pages import SeeOther, render_page, saved, tell_saved, window_of
from orgplan.documents.actions import Paper
from orgplan.documents.models import Document
from orgplan.documents.word.bounded import FormRefusedError
from orgplan.planning.actions.approval import RuleFacts, set_approval_rule
from orgplan.planning.actions.documents import record_printed_amendments
from orgplan.planning.actions.plans import take_from_wider_plans
from orgplan.planning.actions.undo import fill_with_undo, take_out_with_undo
from orgplan.planning.documents.amendments import amendments_paper
from orgplan.planning.forms import GroundForm, RuleForm
from orgplan.planning.models import ApprovalRule, Plan, PlanVersion
from orgplan.planning.policy import can_approve, can_consolidate, can_set_approval
from orgplan.planning.queries.amendments import amendments_between, amendments_now
from orgplan.planning.queries.approval import rule_of
from orgplan.planning.queries.documents import drafted_amendments, drafts_of_amendments, printed_amendments
from orgplan.planning.rules.amendments import Amendment
from orgplan.planning.rules.states import PlanKind
from orgplan.planning.views.undo import undo_address

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def _approved(request: UserRequest, pk: int) -> tuple[Plan, PlanVersion]:
    plan = get_object_or_404(Plan.objects.visible_to(request.user).filter(unit__isnull=True), pk=pk)
    version = plan.versions.first()
    if version is None:
        raise PermissionDenied(_("The plan was not approved yet: there is nothing to compare it with."))
    return plan, version


@require_GET
def changes(request: UserRequest, pk: int) -> HttpResponse:
    """Every difference between the facts and the approved version, with its reason and basis."""
    plan, version = _approved(request, pk)
    made = amendments_now(plan, version)
    context = {
        "plan": plan,
        "version": version,
        "window": window_of(request, made),
        "gaps": sum(each.is_gap for each in made),
        "may_approve": can_approve(request.user),
        "drafts": drafts_of_amendments(request.user, version),
    }
    return render_page(request, "planning/changes.html", context)


@require_GET
def changes_document(request: UserRequest, pk: int, form: str) -> HttpResponse:
    """«Изменения к плану» as they stand now: «проект», in the register like every paper that leaves the house."""
    plan, version = _approved(request, pk)
    made = amendments_now(plan, version)
    try:
        paper = amendments_paper(version, made, None, form)
    except FormRefusedError as refusal:
        tell_saved(request, str(refusal))
        return SeeOther(reverse("planning:changes", args=[pk]))
    found = drafted_amendments(version, paper) or _recorded(request, version, None, made, paper)
    with found.file.open("rb") as file:
        return _file(form, file.read(), f"Изменения к плану, редакция {version.number} (проект {found.number}).{form}")


@require_GET
def version_changes(request: UserRequest, pk: int, form: str) -> HttpResponse:
    """The changes that a version approved to the one before it: made once, then as they stand in the register."""
    versions = PlanVersion.objects.visible_to(request.user).select_related("plan")
    later = get_object_or_404(versions, pk=pk)
    earlier = get_object_or_404(versions.select_related("plan"), plan=later.plan_id, number=later.number - 1)
    found = printed_amendments(earlier, later, form)
    if found is None:
        try:
            made = amendments_between(earlier, later)
            found = _recorded(request, earlier, later, made, amendments_paper(earlier, made, later, form))
        except FormRefusedError as refusal:
            tell_saved(request, str(refusal))
            return SeeOther(reverse("planning:version", args=[pk]))
    with found.file.open("rb") as file:
        return _file(form, file.read(), f"Изменения к плану, редакция {earlier.number}.{form}")


def _recorded(
    request: UserRequest, earlier: PlanVersion, later: PlanVersion | None, made: Sequence[Amendment], paper: Paper
) -> Document:
    return record_printed_amendments(
        version=earlier, later=later, paper=paper, events=[each.key for each in made], by=request.user
    )


def _file(form: str, content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=_TYPES[form])
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


def _for_work(request: UserRequest, pk: int) -> Plan:
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    if plan.unit_id or not can_consolidate(request.user):
        raise PermissionDenied(_("Only the organisational department works on the city plan."))
    return plan


def _ground_page(request: UserRequest, plan: Plan, form: GroundForm, heading: str) -> HttpResponse:
    context = {"plan": plan, "form": form, "heading": heading, "version": plan.versions.first()}
    return render_page(request, "planning/ground.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def take_out_view(request: UserRequest, pk: int, item_pk: int) -> HttpResponse:
    """Take one event out of the plan; the event itself stays. An approved plan asks why first."""
    plan = _for_work(request, pk)
    item = get_object_or_404(plan.items.select_related("event", "plan"), pk=item_pk)
    form = GroundForm(posted(request))
    reason, basis = form.data.get("reason", ""), None
    if form.is_bound and form.is_valid():
        basis = form.ground
    try:
        if request.method == "POST":
            step = take_out_with_undo(item, reason=reason, basis=basis, by=request.user)
            told = _("Taken out of the plan; the event stays.")
            return saved(request, reverse("planning:plan", args=[pk]), told, undo=undo_address(step))
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
    return _ground_page(request, plan, form, _("Take out of the plan: %(event)s") % {"event": item.event})


@require_http_methods(["GET", "POST"])
def fill(request: UserRequest, pk: int) -> HttpResponse:
    """Take in the events of the period that stand in other city plans. An approved plan asks why first."""
    plan = _for_work(request, pk)
    form = GroundForm(posted(request))
    basis = form.ground if form.is_bound and form.is_valid() else None
    try:
        if request.method == "POST":
            given = {"reason": form.data.get("reason", ""), "basis": basis, "by": request.user}
            act = lambda: take_from_wider_plans(plan=plan, **given)  # noqa: E731 -- carried out there
            taken, step = fill_with_undo(plan=plan, act=act, by=request.user)
            told = _("Taken in from other plans: %d.") % taken
            return saved(request, reverse("planning:plan", args=[pk]), told, undo=undo_address(step))
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
    return _ground_page(request, plan, form, _("Take in the events of other plans"))


@require_http_methods(["GET", "POST"])
def approval_rule(request: UserRequest, kind: str) -> HttpResponse:
    """How plans of a kind are agreed, and what a change after approval asks."""
    if not can_set_approval(request.user):
        raise PermissionDenied(_("The department and the administrator set how plans are agreed."))
    rule = rule_of(kind)
    form = RuleForm(posted(request), record=rule)
    done = submitted(form, lambda: _set(request, kind, form))
    if done is not None:
        return saved(request, reverse("planning:list"), _("The rule is saved."))
    kinds = [(each.value, str(each.label).capitalize()) for each in PlanKind]
    context = {"form": form, "kind": PlanKind(kind), "kinds": kinds}
    return render_page(request, "planning/approval_rule.html", context, status=form.status)


def _set(request: UserRequest, kind: str, form: RuleForm) -> ApprovalRule:
    facts = RuleFacts(**form.facts)
    return set_approval_rule(kind=kind, facts=facts, edition=form.cleaned_data["edition"], by=request.user)
