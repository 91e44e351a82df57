"""The work on one instruction: another term, reports, decisions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest, refused
from orgplan.core.editing import ChangedMeanwhileError, RefusedError, posted, submitted
from orgplan.core.pages import render_page, saved
from orgplan.instructions import actions
from orgplan.instructions.forms import DecisionForm, ExtensionForm, GrantForm, ReasonForm, ReportForm, TermForm
from orgplan.instructions.models import Instruction, ReportFile
from orgplan.instructions.policy import can_control
from orgplan.instructions.queries.card import (
    instructions_with_all,
    material_of,
    open_report,
    open_request,
    performs_of,
)
from orgplan.instructions.queries.rules import working_calendar
from orgplan.instructions.rules.states import UNDER_CONTROL
from orgplan.instructions.rules.terms import off_day_words
from orgplan.instructions.views.card import card


def _found(request: UserRequest, pk: int) -> Instruction:
    return get_object_or_404(instructions_with_all(request.user), pk=pk)


def _performing(request: UserRequest, pk: int) -> Instruction:
    instruction = _found(request, pk)
    if not performs_of(request.user, instruction):
        raise PermissionDenied(_("Whoever carries the instruction out reports on it and asks for another term."))
    return instruction


def _controlling(request: UserRequest, pk: int) -> Instruction:
    instruction = _found(request, pk)
    if not can_control(request.user):
        raise PermissionDenied(
            _("Terms and reports are decided on by whoever gave the instruction and by the department for them.")
        )
    return instruction


def _done(form: Any, act: Callable[[], Any]) -> Any:
    """Run the action when the form is valid; a lost race is said in the form, which keeps what was typed."""
    try:
        return submitted(form, act)
    except ChangedMeanwhileError as race:
        form.add_error(None, _("Somebody changed the instruction meanwhile: look at it again, then repeat."))
        data = form.data.copy()
        data["edition"] = str(getattr(race.current, "edition", ""))
        form.data = data
        return None


def _page(request: UserRequest, form: Any, title: str, go: str, note: str = "") -> HttpResponse:
    context = {"form": form, "instruction": form.instruction, "title": title, "go": go, "note": note}
    return render_page(request, "instructions/deed.html", context, status=form.status)


@require_http_methods(["GET", "POST"])
def ask_extension(request: UserRequest, pk: int) -> HttpResponse:
    """Ask for another term."""
    instruction = _performing(request, pk)
    form = ExtensionForm(posted(request), instruction=instruction)
    done = _done(form, lambda: actions.ask_extension(instruction, **form.cleaned_data, by=request.user))
    if done is not None:
        note = off_day_words(done.wanted_on, working_calendar())
        told = _("The request is sent to whoever decides on the term.")
        return saved(request, instruction, f"{told} {note}".rstrip())
    return _page(request, form, _("Ask for another term"), _("Ask"))


@require_http_methods(["GET", "POST"])
def set_term(request: UserRequest, pk: int) -> HttpResponse:
    """Set another term on the giver's word."""
    instruction = _controlling(request, pk)
    form = TermForm(posted(request), instruction=instruction)
    done = _done(form, lambda: actions.set_term(instruction, **form.cleaned_data, by=request.user))
    if done is not None:
        note = off_day_words(done.due_on, working_calendar())
        told = _("The term is changed.")
        return saved(request, instruction, f"{told} {note}".rstrip())
    return _page(request, form, _("Change the term"), _("Change the term"))


@require_http_methods(["GET", "POST"])
def report(request: UserRequest, pk: int) -> HttpResponse:
    """Report on the execution, with files."""
    instruction = _performing(request, pk)
    form = ReportForm(posted(request), instruction=instruction, files=request.FILES or None)
    done = _done(
        form,
        lambda: actions.report_execution(
            instruction,
            text=form.cleaned_data["text"],
            done_on=form.cleaned_data["done_on"],
            today=timezone.localdate(),
            proofs=form.proofs,
            edition=form.cleaned_data["edition"],
            by=request.user,
        ),
    )
    if done is not None:
        return saved(request, instruction, _("The report is submitted and waits for acceptance."))
    return _page(request, form, _("Report on execution"), _("Submit the report"))


def _with_reason(request: UserRequest, pk: int, act: Any, title: str, told: str) -> HttpResponse:
    instruction = _controlling(request, pk)
    form = ReasonForm(posted(request), instruction=instruction)
    done = _done(form, lambda: act(instruction, **form.cleaned_data, by=request.user))
    return saved(request, instruction, told) if done is not None else _page(request, form, title, title)


@require_http_methods(["GET", "POST"])
def cancel(request: UserRequest, pk: int) -> HttpResponse:
    """Cancel the instruction, with the reason."""
    title, told = _("Cancel the instruction"), _("The instruction is cancelled.")
    return _with_reason(request, pk, actions.cancel_instruction, title, told)


@require_http_methods(["GET", "POST"])
def put_back(request: UserRequest, pk: int) -> HttpResponse:
    """Put the instruction back on control, with the reason."""
    title, told = _("Put back on control"), _("The instruction is on control again.")
    return _with_reason(request, pk, actions.put_back_on_control, title, told)


@require_POST
def decide_report(request: UserRequest, pk: int) -> HttpResponse:
    """Accept the waiting report and remove from control, or return it (`verb`)."""
    instruction = _controlling(request, pk)
    waiting = open_report(instruction)
    if waiting is None:
        return refused(request, instruction, _("There is no report that waits: it was decided on or taken back."))
    form = DecisionForm(request.POST, instruction=instruction)
    if request.POST.get("verb") == "accept":
        told = _("The report is accepted, the instruction is removed from control.")
        done = _done(
            form,
            lambda: actions.accept_report(waiting, **form.cleaned_data, today=timezone.localdate(), by=request.user),
        )
    else:
        told = _("The report is returned for completion.")
        done = _done(form, lambda: actions.return_report(waiting, **form.cleaned_data, by=request.user))
    return saved(request, instruction, told) if done is not None else card(request, instruction, form)


@require_POST
def decide_extension(request: UserRequest, pk: int) -> HttpResponse:
    """Grant the waiting request for another term, or refuse it (`verb`)."""
    instruction = _controlling(request, pk)
    waiting = open_request(instruction)
    if waiting is None:
        return refused(request, instruction, _("There is no request that waits: it was decided on or taken back."))
    form = GrantForm(request.POST, instruction=instruction)
    if request.POST.get("verb") == "grant":
        done = _done(form, lambda: actions.grant_extension(waiting, **form.cleaned_data, by=request.user))
        note = off_day_words(form.cleaned_data["granted_on"], working_calendar()) if done is not None else ""
        extended = _("The term is extended.")
        told = f"{extended} {note}".rstrip()
    else:
        told = _("The request is refused: the present term holds.")
        form.fields["granted_on"].required = False
        done = _done(
            form,
            lambda: actions.refuse_extension(
                waiting,
                decision=form.cleaned_data["decision"],
                edition=form.cleaned_data["edition"],
                by=request.user,
            ),
        )
    return saved(request, instruction, told) if done is not None else card(request, instruction, form)


@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    """Take back the own report or request that still waits."""
    instruction = _performing(request, pk)
    asked, waiting = open_request(instruction), open_report(instruction)
    try:
        if waiting is not None:
            actions.withdraw_report(waiting, edition=instruction.edition, by=request.user)
            return saved(request, instruction, _("The report is taken back."))
        if asked is not None:
            actions.withdraw_extension(asked, edition=instruction.edition, by=request.user)
            return saved(request, instruction, _("The request is taken back."))
    except (RefusedError, ChangedMeanwhileError):
        return refused(request, instruction, _("It was decided on a moment ago: look at the card."))
    return refused(request, instruction, _("There is nothing that waits for a decision."))


@require_POST
def note_material(request: UserRequest, pk: int, performer_pk: int) -> HttpResponse:
    """Note that a co-performer gave the material, or take the note back."""
    instruction = _found(request, pk)
    performer = get_object_or_404(instruction.co_performers.select_related("unit", "person"), pk=performer_pk)
    if instruction.state not in UNDER_CONTROL:
        return refused(request, instruction, _("The instruction is not on control any more: material stays as noted."))
    if performer.pk not in material_of(request.user, instruction):
        raise PermissionDenied(_("Material is noted by whoever gave it and by the responsible performer."))
    given_on = None if performer.given_on else timezone.localdate()
    actions.note_material(performer, given_on=given_on, by=request.user)
    told = _("It is noted that the material was given.") if given_on else _("The note is taken back.")
    return saved(request, instruction, told)


@require_GET
def report_file(request: UserRequest, pk: int, file_pk: int) -> FileResponse:
    """A file of a report as it was sent; always a download, never shown by the browser."""
    instruction = get_object_or_404(Instruction.objects.visible_to(request.user), pk=pk)
    row = get_object_or_404(ReportFile, pk=file_pk, report__instruction=instruction)
    return FileResponse(row.file.open("rb"), as_attachment=True, filename=row.file_name)
