"""A plan as a workbook: it goes out, comes back, is compared and confirmed."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.actions.taking_back import change_with_undo
from orgplan.accounts.http import UserRequest
from orgplan.core.editing import ChangedMeanwhileError, RefusedError, posted, submitted
from orgplan.core.pages import SeeOther, render_page, saved, tell_saved
from orgplan.directory.queries import own_unit_key
from orgplan.events.rules import Basis
from orgplan.planning.actions.exchange import (
    Choices,
    bring_back_workbook,
    comparison_of,
    mark_of,
    put_aside_workbook,
    take_in_workbook,
)
from orgplan.planning.documents.workbook import plan_workbook
from orgplan.planning.forms.exchange import WorkbookForm
from orgplan.planning.models import Plan, ReturnedWorkbook, ReturnState
from orgplan.planning.policy import can_consolidate, can_submit

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _plan(request: UserRequest, pk: int) -> Plan:
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("unit"), pk=pk)
    _only_editors(request, plan)
    return plan


def _only_editors(request: UserRequest, plan: Plan) -> None:
    if plan.unit_id is None:
        may = can_consolidate(request.user)
    else:
        may = can_submit(request.user, own_unit_id=own_unit_key(request.user), unit_id=plan.unit_id)
    if not may:
        raise PermissionDenied(_("A plan is edited in Excel by those who edit it here."))


@require_GET
def export(request: UserRequest, pk: int) -> HttpResponse:
    """The plan as a workbook that may be edited and brought back."""
    plan = _plan(request, pk)
    response = HttpResponse(plan_workbook(plan), content_type=_XLSX)
    name = f"{plan.title}.xlsx"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


@require_http_methods(["GET", "POST"])
def bring_back(request: UserRequest, pk: int) -> HttpResponse:
    """Drop the edited workbook; nothing changes before the comparison is confirmed."""
    plan = _plan(request, pk)
    form = WorkbookForm(posted(request), request.FILES or None)
    done = submitted(
        form,
        lambda: bring_back_workbook(
            plan=plan,
            file_name=form.cleaned_data["paper"].name,
            content=form.cleaned_data["paper"].read(),
            by=request.user,
        ),
    )
    if done:
        return SeeOther(reverse("planning:workbook", args=[done.pk]))
    waiting = ReturnedWorkbook.objects.visible_to(request.user).filter(plan=plan, state=ReturnState.WAITING).first()
    context = {"plan": plan, "form": form, "waiting": waiting}
    return render_page(request, "planning/bring_back.html", context, status=422 if form.errors else 200)


def _workbook(request: UserRequest, pk: int) -> ReturnedWorkbook:
    rows = ReturnedWorkbook.objects.visible_to(request.user).select_related("plan__unit")
    workbook = get_object_or_404(rows, pk=pk)
    _only_editors(request, workbook.plan)
    return workbook


@require_GET
def workbook_page(request: UserRequest, pk: int) -> HttpResponse:
    """What the workbook changes: cell by cell, old and new, before anything is applied."""
    return _page(request, _workbook(request, pk))


def _page(request: UserRequest, workbook: ReturnedWorkbook, *, refusal: str = "", status: int = 200) -> HttpResponse:
    is_waiting = workbook.state == ReturnState.WAITING
    found = comparison_of(workbook) if is_waiting else None
    chosen = request.POST if request.method == "POST" else None
    context = {
        "workbook": workbook,
        "plan": workbook.plan,
        "found": found,
        "seen": mark_of(found) if found else "",
        "refusal": refusal,
        "said": {name: request.POST.get(name, "") for name in ("reason", "basis")},
        "rows": _numbers(request, "row") if chosen is not None else _usual(found),
        "new": _numbers(request, "new") if chosen is not None else {row.number for row in found.added} if found else (),
        "out": _numbers(request, "out"),
        "asks_ground": bool(workbook.plan.unit_id is None),
    }
    return render_page(request, "planning/workbook.html", context, status=status)


def _usual(found: object) -> set[int]:
    """Return the changed rows that are ticked at first: all but those that somebody changed meanwhile."""
    return {row.key for row in getattr(found, "changed", ()) if not row.is_disputed}


def _numbers(request: UserRequest, name: str) -> frozenset[int]:
    return frozenset(int(text) for text in request.POST.getlist(name) if text.isascii() and text.isdigit())


@require_POST
def take_in(request: UserRequest, pk: int) -> HttpResponse:
    """Apply what is ticked; what stands against it is said, and what was ticked stays."""
    workbook = _workbook(request, pk)
    basis = request.POST.get("basis", "").strip()
    choices = Choices(
        rows=_numbers(request, "row"),
        new=_numbers(request, "new"),
        out=_numbers(request, "out"),
        seen=request.POST.get("seen", ""),
        reason=request.POST.get("reason", "").strip(),
        basis=Basis(basis) if basis else None,
    )
    try:
        count = take_in_workbook(workbook, choices=choices, by=request.user)
    except RefusedError as refusal:
        return _page(request, workbook, refusal=str(refusal), status=422)
    except ChangedMeanwhileError:
        words = _("The plan was changed in the system meanwhile: look at the comparison again.")
        return _page(request, workbook, refusal=words, status=409)
    text = ngettext("%d row was taken in from the workbook.", "%d rows were taken in from the workbook.", count)
    return saved(request, reverse("planning:plan", args=[workbook.plan_id]), text % count)


@require_POST
def put_aside(request: UserRequest, pk: int) -> HttpResponse:
    """Leave the plan as it is."""
    workbook = _workbook(request, pk)
    try:
        step = change_with_undo([workbook], act=lambda: put_aside_workbook(workbook, by=request.user), by=request.user)
    except RefusedError as refusal:
        tell_saved(request, str(refusal))
    else:
        words = _("The workbook is put aside; the plan stays as it is.")
        tell_saved(request, words, undo=step.undo_address)
    return SeeOther(reverse("planning:plan", args=[workbook.plan_id]))
