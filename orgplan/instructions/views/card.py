"""The card of an instruction, its form, its registration."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from orgplan.accounts.http import UserRequest
from orgplan.accounts.policy import is_performer
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import render_page, saved
from orgplan.directory.models import Person, Unit
from orgplan.directory.queries import leaders_on
from orgplan.instructions.actions import change_instruction, give_instruction, register_instruction
from orgplan.instructions.forms import InstructionForm, RegisterForm
from orgplan.instructions.forms.work import DecisionForm, GrantForm
from orgplan.instructions.models import ControlLevel, Instruction, TermRule
from orgplan.instructions.policy import can_give
from orgplan.instructions.queries.card import (
    deeds_of,
    history_of_terms,
    instructions_with_all,
    open_report,
    open_request,
    returned_report,
)
from orgplan.instructions.queries.rules import in_force


@require_GET
def instruction_page(request: UserRequest, pk: int) -> HttpResponse:
    """The card: what, who, by when, the history of terms, reports; what waits for a decision stands on top."""
    return card(request, get_object_or_404(instructions_with_all(request.user), pk=pk))


def card(request: UserRequest, instruction: Instruction, form: Any = None) -> HttpResponse:
    """Show the card, with the form of a decision that could not be taken in the place of the fresh one."""
    today = timezone.localdate()
    asked, report = open_request(instruction), open_report(instruction)
    grant = GrantForm(instruction=instruction, initial={"granted_on": asked.wanted_on}) if asked else None
    context = {
        "instruction": instruction,
        "source_url": "" if is_performer(request.user) else instruction.source_url,
        "status": instruction.status_on(today),
        "today": today,
        "deeds": deeds_of(request.user, instruction),
        "terms": history_of_terms(instruction),
        "asked": asked,
        "report": report,
        "returned": returned_report(instruction),
        "grant": form if isinstance(form, GrantForm) else grant,
        "decision": form if isinstance(form, DecisionForm) else DecisionForm(instruction=instruction),
    }
    return render_page(request, "instructions/instruction.html", context, status=form.status if form else 200)


def choices(request: UserRequest) -> dict[str, Any]:
    """Return what the forms of instructions offer; asked when the form is drawn."""
    people = Person.objects.visible_to(request.user).filter(is_active=True)
    units = Unit.objects.visible_to(request.user).filter(is_active=True)
    today = timezone.localdate()
    leaders = people.filter(pk__in=[each.person_id for each in leaders_on(today)])
    rules = in_force(TermRule.objects.visible_to(request.user).filter(is_active=True), None, today)
    return {
        "unit": units,
        "others": units,
        "person": people,
        "giver": leaders,
        "curator": leaders,
        "level": ControlLevel.objects.visible_to(request.user).filter(is_active=True),
        "term_rule": TermRule.objects.visible_to(request.user).filter(pk__in=[each.pk for each in rules]),
    }


def _giving(request: UserRequest) -> None:
    if not can_give(request.user):
        raise PermissionDenied(
            _("Instructions are put on control by the department and the protocol service, given by leaders.")
        )


@require_http_methods(["GET", "POST"])
def create(request: UserRequest) -> HttpResponse:
    """Put an instruction on control."""
    _giving(request)
    form = InstructionForm(posted(request), choices=choices(request))
    made = submitted(form, lambda: give_instruction(facts=form.to_write(), by=request.user))
    if made is not None:
        return saved(request, made, _("The instruction is put on control."))
    return render_page(request, "instructions/form.html", {"form": form}, status=form.status)


@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, pk: int) -> HttpResponse:
    """Change what stands in an instruction, all but its term."""
    instruction = get_object_or_404(instructions_with_all(request.user), pk=pk)
    _giving(request)
    form = InstructionForm(posted(request), record=instruction, choices=choices(request))
    done = submitted(
        form,
        lambda: change_instruction(
            instruction, facts=form.to_write(), edition=form.cleaned_data["edition"], by=request.user
        ),
    )
    if done is not None:
        return saved(request, done, _("The instruction is changed."))
    context = {"form": form, "instruction": instruction}
    return render_page(request, "instructions/form.html", context, status=form.status)


@require_http_methods(["GET", "POST"])
def register(request: UserRequest, pk: int) -> HttpResponse:
    """Write the number, date and address of the document system."""
    instruction = get_object_or_404(Instruction.objects.visible_to(request.user), pk=pk)
    _giving(request)
    form = RegisterForm(posted(request), record=instruction)
    done = submitted(
        form,
        lambda: register_instruction(
            instruction,
            number=form.cleaned_data["registered_number"],
            registered_on=form.cleaned_data["registered_on"],
            link=form.cleaned_data["registered_link"],
            edition=form.cleaned_data["edition"],
            by=request.user,
        ),
    )
    if done is not None:
        return saved(request, done, _("The registration is written."))
    context = {"form": form, "instruction": instruction}
    return render_page(request, "instructions/register.html", context, status=form.status)
