"""The board of a city plan: who has sent, who is late, who is reminded; deadlines of one plan."""

from __future__ import annotations

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.actions.taking_back import remove_with_undo
from orgplan.accounts.http import UserRequest
from orgplan.core.editing import posted
from orgplan.core.lookups import row_key
from orgplan.core.pages import render_page, saved
from orgplan.directory.models import Unit
from orgplan.planning.actions.deadlines import drop_plan_deadline, set_plan_deadline
from orgplan.planning.forms import PlanDeadlineForm
from orgplan.planning.models import Plan
from orgplan.planning.policy import can_consolidate, can_see_consolidation
from orgplan.planning.queries.board import Board, BoardRow, board_of
from orgplan.planning.queries.deadlines import DueDates
from orgplan.planning.queries.reminders import reminded_when
from orgplan.planning.rules.lateness import BoardState


def _city_plan(request: UserRequest, pk: int) -> Plan:
    plan = get_object_or_404(Plan.objects.visible_to(request.user).filter(unit__isnull=True), pk=pk)
    if not can_see_consolidation(request.user):
        raise PermissionDenied(_("The board shows all units; your own plan is on its page."))
    return plan


def _working(request: UserRequest, pk: int) -> Plan:
    plan = _city_plan(request, pk)
    if not can_consolidate(request.user):
        raise PermissionDenied(_("Only the organisational department sets deadlines of a plan and reminds units."))
    return plan


@require_GET
def board(request: UserRequest, pk: int) -> HttpResponse:
    """Every unit that must send, those that ask for something first."""
    plan = _city_plan(request, pk)
    found = board_of(plan, request.user, timezone.now())
    told = reminded_when(plan)
    show = request.GET.get("show", "")
    context = {
        "plan": plan,
        "board": found,
        "rows": [replace(row, reminded=told.get(row.unit.pk)) for row in found.rows if _shown(row, show)],
        "pills": _pills(found, show),
        "show": show,
        "may_work": can_consolidate(request.user),
    }
    return render_page(request, "planning/board.html", context)


def _shown(row: BoardRow, show: str) -> bool:
    if show == "remarks":
        return row.remarks > 0
    if show == "doubtful":
        return row.lines.doubtful > 0
    return not show or row.state == show


def _pills(board: Board, show: str) -> list[tuple[str, str, int, bool]]:
    states = [(str(state.label).capitalize(), state.value, board.counts[state.value]) for state in BoardState]
    more = [
        (_("Remarks open"), "remarks", sum(row.remarks > 0 for row in board.rows)),
        (_("Doubtful lines"), "doubtful", sum(row.lines.doubtful > 0 for row in board.rows)),
    ]
    choices = [
        (_("All units"), "", len(board.rows)),
        *(each for each in (*states, *more) if each[2] or each[1] == show),
    ]
    return [(label, f"?show={name}", count, name == show) for label, name, count in choices]


@require_http_methods(["GET", "POST"])
def plan_deadline(request: UserRequest, pk: int) -> HttpResponse:
    """Set the deadline of this plan by an order; with `?unit=` postpone it for one unit."""
    plan = _working(request, pk)
    unit = _unit(request, request.GET.get("unit", ""))
    due = DueDates.of(plan).of_unit(unit.pk if unit else None)
    own = plan.deadlines.filter(unit=unit).first()
    initial = {"day": due.local.date(), "at": due.local.time()} if due.local else {}
    form = PlanDeadlineForm(posted(request), initial=initial | ({"basis": own.basis} if own else {}))
    if form.is_bound and form.is_valid():
        basis = form.cleaned_data["basis"]
        set_plan_deadline(plan=plan, unit=unit, due_at=form.due_at, basis=basis, by=request.user)
        return saved(request, reverse("planning:board", args=[plan.pk]), _("The deadline of this plan is set."))
    context = {"plan": plan, "unit": unit, "due": due, "own": own, "form": form}
    return render_page(request, "planning/plan_deadline.html", context, status=422 if form.is_bound else 200)


def _unit(request: UserRequest, key: str) -> Unit | None:
    if not key:
        return None
    unit: Unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=row_key(key) or 0)
    return unit


@require_POST
def drop_deadline(request: UserRequest, pk: int) -> HttpResponse:
    """Take the own deadline of the plan, or of the unit, away: the rule counts again."""
    plan = _working(request, pk)
    own = plan.deadlines.filter(unit=_unit(request, request.POST.get("unit", ""))).first()
    undo = ""
    if own:
        step = remove_with_undo(own, act=lambda: drop_plan_deadline(own, by=request.user), by=request.user)
        undo = step.undo_address
    return saved(request, reverse("planning:board", args=[plan.pk]), _("The general rule counts again."), undo=undo)
