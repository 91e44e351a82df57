"""The columns of a paper: said by the coordinator, remembered for the unit, forgotten."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.pages import SeeOther, saved
from orgplan.directory.queries import unit_of
from orgplan.planning.actions.columns import forget_columns, read_again, remember_columns
from orgplan.planning.imports import Source, read_source
from orgplan.planning.models import Submission
from orgplan.planning.policy import can_submit
from orgplan.planning.queries.columns import mappings_used, remembered_columns
from orgplan.planning.rules.reading.model import Role
from orgplan.planning.rules.states import SubmissionState


@require_POST
def columns(request: UserRequest, pk: int) -> HttpResponse:
    """Read the paper again with the columns as the coordinator says, or as their words say (`forget`)."""
    papers = Submission.objects.visible_to(request.user).select_related("plan__unit")
    submission = get_object_or_404(papers, pk=pk)
    own, unit = unit_of(request.user), submission.plan.unit
    if unit is None or not can_submit(request.user, own_unit_id=own.pk if own else None, unit_id=unit.pk):
        raise PermissionDenied(_("Only the unit itself or the organisational department changes this."))
    if submission.state != SubmissionState.READ:
        messages.info(request, _("This file has already been sent."))
        return SeeOther(reverse("planning:submission", args=[pk]))
    if "forget" in request.POST:
        for each in mappings_used(submission):
            forget_columns(each, by=request.user)
    elif not _remembered(request, submission):
        messages.warning(request, _("Say which column names the event: without it there is nothing to read."))
        return SeeOther(reverse("planning:submission", args=[pk]))
    source = _source(submission)
    reading = read_source(source, submission.plan.period, remembered_columns(unit))
    made = read_again(submission, source=source, reading=reading, by=request.user)
    return saved(request, reverse("planning:submission", args=[made.pk]), _("The file was read again."))


def _remembered(request: UserRequest, submission: Submission) -> bool:
    """Remember what was chosen for every table; False where a table would have no event."""
    said = []
    for table in submission.columns:
        roles = {
            str(column): request.POST.get(f"role-{table['table']}-{column}", code)
            for column, _header, code, _sample in table["columns"]
        }
        if not any(Role.TITLE in _role(code) for code in roles.values()):
            return False
        said.append((table, {column: _role(code).code for column, code in roles.items()}))
    unit = submission.plan.unit
    assert unit is not None, "a paper is of a unit"
    for table, roles in said:
        headers = {str(column): header for column, header, _code, _sample in table["columns"]}
        remember_columns(unit=unit, fingerprint=table["fingerprint"], headers=headers, roles=roles, by=request.user)
    return bool(said)


def _role(code: str) -> Role:
    try:
        return Role.parse(code)
    except ValueError:
        return Role(0)


def _source(submission: Submission) -> Source:
    if submission.file:
        with submission.file.open("rb") as file:
            return Source(name=submission.file_name, data=file.read())
    return Source(
        name=submission.file_name, text=submission.pasted.get("text", ""), html=submission.pasted.get("html", "")
    )
