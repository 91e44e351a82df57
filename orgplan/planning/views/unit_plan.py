"""A unit's plan as the unit and the department meet over it: remarks, returns, corrections in place, sending again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.accounts.policy import has_role
from orgplan.accounts.rules import Role
from orgplan.core.editing import ChangedMeanwhileError, RefusedError, posted
from orgplan.core.lookups import row_key
from orgplan.core.pages import SeeOther, render_page, saved, tell_saved, window_of
from orgplan.directory.queries import own_unit_key
from orgplan.planning.actions.lines import change_line
from orgplan.planning.actions.remarks import answer_remark, remark_on_line, settle_remark
from orgplan.planning.actions.returns import return_lines, send_again
from orgplan.planning.actions.undo import with_undo
from orgplan.planning.forms import LineForm
from orgplan.planning.models import Plan, PlanLine, PlanUndo, Remark
from orgplan.planning.policy import can_consolidate, can_remark, can_submit
from orgplan.planning.queries.deadlines import DueDates, naive, working_calendar
from orgplan.planning.queries.office import office_years
from orgplan.planning.queries.returns import lines_for_unit, open_in, rounds_of
from orgplan.planning.rules.lateness import left_words
from orgplan.planning.rules.states import LineState, RemarkRole
from orgplan.planning.views.undo import undo_address


def _may_send(request: UserRequest, plan: Plan) -> bool:
    return can_submit(request.user, own_unit_id=own_unit_key(request.user), unit_id=plan.unit_id or 0)


def _unit_plan(request: UserRequest, pk: int) -> Plan:
    plans = Plan.objects.visible_to(request.user).filter(unit__isnull=False).select_related("unit")
    return get_object_or_404(plans, pk=pk)


def unit_plan_page(request: UserRequest, plan: Plan) -> HttpResponse:
    """A unit's lines, what is asked of the unit first; the rounds between the unit and the department."""
    lines = plan.lines.visible_to(request.user)
    returned = lines.filter(state=LineState.RETURNED).count()
    rounds = rounds_of(plan)
    last = next((each.submission for each in rounds if each.submission), None)
    may_send, may_return = _may_send(request, plan), can_consolidate(request.user)
    context = {
        "plan": plan,
        "window": window_of(request, lines_for_unit(lines, Remark.objects.visible_to(request.user))),
        "submissions": plan.submissions.visible_to(request.user)[:10],
        "rounds": rounds,
        "back": open_in(rounds),
        "returned": returned,
        "last_key": last.pk if last else 0,
        "may_send": may_send,
        "may_return": may_return,
        "may_pick": may_return or (may_send and returned > 0),
        "may_remark": can_remark(request.user),
        **_due(plan, is_sent=last is not None),
    }
    return render_page(request, "planning/unit_plan.html", context)


def _due(plan: Plan, *, is_sent: bool) -> dict[str, Any]:
    due = DueDates.of_unit_plan(plan)
    if is_sent or due.local is None:
        return {"due": due}
    return {"due": due, "left": left_words(naive(timezone.now()), due.local, working_calendar(), office_years())}


def _back(request: UserRequest, plan: Plan, act: Callable[[], object], told: str) -> HttpResponse:
    """Carry the act out and go back to the plan, with what was done or why not."""
    address = reverse("planning:plan", args=[plan.pk])
    try:
        done = act()
    except RefusedError as refusal:
        messages.warning(request, str(refusal))
        return SeeOther(address)
    except ChangedMeanwhileError:
        messages.warning(request, _("Somebody changed it a moment ago; the page shows how it stands now."))
        return SeeOther(address)
    return saved(request, address, told, undo=undo_address(done) if isinstance(done, PlanUndo) else "")


@require_POST
def return_view(request: UserRequest, pk: int) -> HttpResponse:
    """Return the chosen lines, or all without a decision, to the unit with a reason."""
    plan = _unit_plan(request, pk)
    if not can_consolidate(request.user):
        raise PermissionDenied(_("Only the organisational department returns lines to a unit."))
    chosen = [key for value in request.POST.getlist("row") if (key := row_key(value)) is not None]
    if request.POST.get("which") == "chosen" and not chosen:
        messages.warning(request, _("Choose at least one line."))
        return SeeOther(reverse("planning:plan", args=[plan.pk]))
    lines = chosen if request.POST.get("which") == "chosen" else None
    reason, seen = request.POST.get("reason", ""), row_key(request.POST.get("seen", ""))
    waiting = plan.lines.visible_to(request.user).filter(state=LineState.SUBMITTED)
    concerned = waiting if lines is None else plan.lines.visible_to(request.user).filter(pk__in=lines)
    act = lambda: return_lines(plan=plan, lines=lines, reason=reason, seen=seen, by=request.user)  # noqa: E731 -- carried out there
    return _back(
        request,
        plan,
        lambda: with_undo(plan=plan, lines=concerned, act=act, by=request.user),
        _("Returned to the unit; it reads the reason on its page."),
    )


@require_POST
def send_again_view(request: UserRequest, pk: int) -> HttpResponse:
    """Send the lines that were corrected in place again."""
    plan = _unit_plan(request, pk)
    if not _may_send(request, plan):
        raise PermissionDenied(_("Only the unit itself or the organisational department changes this."))
    return _back(request, plan, lambda: send_again(plan=plan, by=request.user), _("The plan was sent again."))


def _line(request: UserRequest, plan: Plan, line_pk: int) -> PlanLine:
    lines = PlanLine.objects.visible_to(request.user).filter(plan=plan).select_related("plan__unit")
    return get_object_or_404(lines, pk=line_pk)


@require_http_methods(["GET", "POST"])
def remarks(request: UserRequest, pk: int, line_pk: int) -> HttpResponse:
    """A line with its cells and remarks; the department or a curator adds one."""
    plan = _unit_plan(request, pk)
    line = _line(request, plan, line_pk)
    may = can_remark(request.user)
    if request.method == "POST":
        if not may:
            raise PermissionDenied(_("Remarks are made by the organisational department and the curators."))
        role = RemarkRole.CURATOR if has_role(request.user, Role.LEADER) else RemarkRole.DEPARTMENT
        text = request.POST.get("text", "")
        told = _("The remark was added; the unit sees it beside the line.")
        return _back(request, plan, lambda: remark_on_line(line, text=text, role=role, by=request.user), told)
    context = {
        "plan": plan,
        "line": line,
        "remarks": Remark.objects.visible_to(request.user).filter(line=line),
        "may_remark": may,
        "may_send": _may_send(request, plan),
    }
    return render_page(request, "planning/remarks.html", context)


def _remark(request: UserRequest, plan: Plan, remark_pk: int) -> Remark:
    found = Remark.objects.visible_to(request.user).filter(line__plan=plan).select_related("line")
    return get_object_or_404(found, pk=remark_pk)


@require_POST
def answer(request: UserRequest, pk: int, remark_pk: int) -> HttpResponse:
    """Write the unit's answer to a remark."""
    plan = _unit_plan(request, pk)
    remark = _remark(request, plan, remark_pk)
    if not _may_send(request, plan):
        raise PermissionDenied(_("Remarks are answered by the unit."))
    text, edition = request.POST.get("answer", ""), row_key(request.POST.get("edition", "")) or 0
    act = lambda: answer_remark(remark, answer=text, edition=edition, by=request.user)  # noqa: E731 -- carried out there
    return _back(request, plan, act, _("The answer was written."))


@require_POST
def settle(request: UserRequest, pk: int, remark_pk: int, verb: str) -> HttpResponse:
    """Settle a remark or open it again."""
    plan = _unit_plan(request, pk)
    remark = _remark(request, plan, remark_pk)
    if not can_remark(request.user):
        raise PermissionDenied(_("Remarks are settled by the organisational department and the curators."))
    told = _("The remark is settled.") if verb == "settle" else _("The remark is open again.")
    return _back(request, plan, lambda: settle_remark(remark, settled=verb == "settle", by=request.user), told)


@require_http_methods(["GET", "POST"])
def correct_line(request: UserRequest, pk: int, line_pk: int) -> HttpResponse:
    """Correct a returned line in place; what another did meanwhile is shown, not lost."""
    plan = _unit_plan(request, pk)
    line = _line(request, plan, line_pk)
    if not _may_send(request, plan):
        raise PermissionDenied(_("Only the unit itself or the organisational department changes this."))
    if line.state != LineState.RETURNED:
        messages.warning(request, _("Only lines that were returned are corrected here; send a corrected file."))
        return SeeOther(reverse("planning:plan", args=[plan.pk]))
    form = LineForm.of(line, posted(request))
    context = {"plan": plan, "line": line, "form": form, "remarks": line.remarks.visible_to(request.user)}
    if form.is_bound and form.is_valid():
        edition = row_key(request.POST.get("edition", "")) or 0
        try:
            act = lambda: change_line(line, values=form.cleaned_data, edition=edition, by=request.user)  # noqa: E731 -- carried out there
            step = with_undo(plan=plan, lines=[line], act=act, by=request.user)
        except ChangedMeanwhileError as race:
            context |= {"line": race.current, "meanwhile": True}
            return render_page(request, "planning/correct_line.html", context, status=409)
        told = _("The line is corrected; send the plan again when all is done.")
        tell_saved(request, told, undo=undo_address(step))
        return SeeOther(f"{reverse('planning:plan', args=[plan.pk])}#line-{line.pk}")
    return render_page(request, "planning/correct_line.html", context, status=422 if form.is_bound else 200)
