"""By when plans are sent: the rules in words for everybody, their change by the department and the administrator."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.actions.taking_back import remove_with_undo
from orgplan.accounts.http import UserRequest
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import render_page, saved
from orgplan.planning.actions.deadlines import DeadlineFacts, change_deadline, remove_deadline, set_deadline
from orgplan.planning.forms import DeadlineForm
from orgplan.planning.models import DeadlineRule
from orgplan.planning.policy import can_set_deadlines
from orgplan.planning.queries.deadlines import kinds_of_plans, preview
from orgplan.planning.queries.office import office_years
from orgplan.planning.rules.states import PlanKind


def only_setters(request: UserRequest) -> None:
    """Turn away whoever may only read the deadlines."""
    if not can_set_deadlines(request.user):
        raise PermissionDenied(_("Deadlines are set by the organisational department and the administrator."))


@require_GET
def deadline_list(request: UserRequest) -> HttpResponse:
    """Every kind of plan with its rules in words and the coming deadlines."""
    rules = DeadlineRule.objects.visible_to(request.user).select_related("unit")
    context = {"kinds": kinds_of_plans(rules, timezone.localdate()), "may_set": can_set_deadlines(request.user)}
    return render_page(request, "planning/deadlines.html", context)


@require_http_methods(["GET", "POST"])
def create_deadline(request: UserRequest) -> HttpResponse:
    """Set a rule; «show» only previews what it would mean."""
    only_setters(request)
    kind = request.GET.get("kind", "")
    today = timezone.localdate()
    hours = office_years().of(today)
    initial = {"valid_from": today, "plan_kind": kind if kind in PlanKind.values else PlanKind.MONTH}
    form = DeadlineForm(posted(request), initial=initial | {"at": hours.closes}, hours=hours.words)
    looks = "show" in request.POST
    done = None if looks else submitted(form, lambda: set_deadline(facts=DeadlineFacts(**form.facts), by=request.user))
    if done:
        return saved(request, "planning:deadlines", _("The deadline is set."))
    return _form_page(request, form, None)


@require_http_methods(["GET", "POST"])
def change_deadline_view(request: UserRequest, pk: int) -> HttpResponse:
    """Correct a rule; «show» only previews what it would mean."""
    rule = get_object_or_404(DeadlineRule.objects.visible_to(request.user).select_related("unit"), pk=pk)
    only_setters(request)
    form = DeadlineForm(posted(request), record=rule, hours=office_years().of(timezone.localdate()).words)
    looks = "show" in request.POST
    done = None if looks else submitted(form, lambda: _changed(request, rule, form))
    if done:
        return saved(request, "planning:deadlines", _("The deadline is changed."))
    return _form_page(request, form, rule)


def _changed(request: UserRequest, rule: DeadlineRule, form: DeadlineForm) -> DeadlineRule:
    edition = form.cleaned_data["edition"]
    return change_deadline(rule, facts=DeadlineFacts(**form.facts), edition=edition, by=request.user)


def _form_page(request: UserRequest, form: DeadlineForm, rule: DeadlineRule | None) -> HttpResponse:
    shown = form.draft() if form.is_bound else rule
    context = {
        "form": form,
        "rule": rule,
        "shown": shown,
        "previews": preview(shown, timezone.localdate()) if shown else [],
    }
    only_looks = "show" in request.POST
    status = 200 if only_looks else form.status
    return render_page(request, "planning/deadline_form.html", context, fragment="preview", status=status)


@require_POST
def remove_deadline_view(request: UserRequest, pk: int) -> HttpResponse:
    """Take a rule away; the one before it counts again."""
    rule = get_object_or_404(DeadlineRule.objects.visible_to(request.user), pk=pk)
    only_setters(request)
    step = remove_with_undo(rule, act=lambda: remove_deadline(rule, by=request.user), by=request.user)
    words = _("The rule was taken away; the one before it counts again.")
    return saved(request, "planning:deadlines", words, undo=step.undo_address)
