"""The rules of control: levels, terms, the ladder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import render_page, saved
from orgplan.directory.models import Person
from orgplan.instructions.actions.rules import write_level, write_step, write_term_rule
from orgplan.instructions.forms import LevelForm, StepForm, TermRuleForm
from orgplan.instructions.models import ControlLevel, EscalationStep, TermRule
from orgplan.instructions.policy import can_set_rules


@require_GET
def rules(request: UserRequest) -> HttpResponse:
    """All rules of control with their legal basis; whoever is held by them may read them."""
    steps = EscalationStep.objects.visible_to(request.user).select_related("level")
    context = {
        "levels": ControlLevel.objects.visible_to(request.user).select_related("controller"),
        "terms": TermRule.objects.visible_to(request.user).select_related("level"),
        "steps": sorted(steps, key=lambda each: each.step.order),
        "may_set": can_set_rules(request.user),
    }
    return render_page(request, "instructions/rules.html", context)


def _setting(request: UserRequest) -> None:
    if not can_set_rules(request.user):
        raise PermissionDenied(_("Rules of control are set by the department and the administrator."))


def _levels(request: UserRequest) -> Any:
    return ControlLevel.objects.visible_to(request.user).filter(is_active=True)


def _page(request: UserRequest, form: Any, write: Callable[..., Any], name: str, title: str) -> HttpResponse:
    done = submitted(
        form,
        lambda: write(
            facts=form.facts, **{name: form.record}, edition=form.cleaned_data.get("edition", 0), by=request.user
        ),
    )
    if done is not None:
        return saved(request, reverse("instructions:rules"), _("The rule is written."))
    return render_page(request, "instructions/rule.html", {"form": form, "title": title}, status=form.status)


@require_http_methods(["GET", "POST"])
def level(request: UserRequest, pk: int | None = None) -> HttpResponse:
    """Write a level of control."""
    _setting(request)
    record = get_object_or_404(ControlLevel.objects.visible_to(request.user), pk=pk) if pk else None
    people = Person.objects.visible_to(request.user).filter(is_active=True)
    form = LevelForm(posted(request), record=record, people=people)
    return _page(request, form, write_level, "level", _("Level of control"))


@require_http_methods(["GET", "POST"])
def term_rule(request: UserRequest, pk: int | None = None) -> HttpResponse:
    """Write a rule of terms."""
    _setting(request)
    record = get_object_or_404(TermRule.objects.visible_to(request.user), pk=pk) if pk else None
    form = TermRuleForm(posted(request), record=record, levels=_levels(request))
    return _page(request, form, write_term_rule, "rule", _("Rule of terms"))


@require_http_methods(["GET", "POST"])
def step(request: UserRequest, pk: int | None = None) -> HttpResponse:
    """Write a step of the ladder."""
    _setting(request)
    record = get_object_or_404(EscalationStep.objects.visible_to(request.user), pk=pk) if pk else None
    form = StepForm(posted(request), record=record, levels=_levels(request))
    return _page(request, form, write_step, "step", _("Step of the ladder"))
