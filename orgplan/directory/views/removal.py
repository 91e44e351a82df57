"""Records that are no longer in force, or were recorded by mistake; the same for all registers."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from orgplan.accounts.actions.taking_back import change_with_undo, remove_with_undo
from orgplan.accounts.http import UserRequest
from orgplan.core.pages import render_page, saved
from orgplan.directory import actions
from orgplan.directory.actions import InUseError
from orgplan.directory.models import Record
from orgplan.directory.queries import references_to
from orgplan.directory.views.registers import Register, only_editors


def _found(request: UserRequest, register: Register, pk: int) -> Record:
    record: Record = get_object_or_404(register.visible_to(request.user), pk=pk)
    only_editors(request.user)
    return record


@require_POST
def retire(request: UserRequest, register: Register, pk: int) -> HttpResponse:
    """Say that the record is no longer in force."""
    record = _found(request, register, pk)
    step = change_with_undo([record], act=lambda: actions.retire(record, by=request.user), by=request.user)
    return saved(request, record, _("Marked as no longer in force."), undo=step.undo_address)


@require_POST
def reinstate(request: UserRequest, register: Register, pk: int) -> HttpResponse:
    """Say that the record is in force again."""
    record = _found(request, register, pk)
    step = change_with_undo([record], act=lambda: actions.reinstate(record, by=request.user), by=request.user)
    return saved(request, record, _("In force again."), undo=step.undo_address)


@require_http_methods(["GET", "POST"])
def remove(request: UserRequest, register: Register, pk: int) -> HttpResponse:
    """Ask, then delete; where others refer to the record, say which and offer to retire it."""
    record = _found(request, register, pk)
    references = references_to(record)
    if request.method == "POST" and not references:
        try:
            step = remove_with_undo(record, act=lambda: actions.remove(record, by=request.user), by=request.user)
        except InUseError as refusal:
            references = refusal.references
        else:
            words = _("“%(name)s” is deleted.") % {"name": record}
            return saved(request, register.url, words, undo=step.undo_address)
    context = {
        "record": record,
        "register": register,
        "references": references,
        "retire_url": register.url_of("retire", record),
    }
    return render_page(request, "directory/remove.html", context, status=409 if request.method == "POST" else 200)
