"""One cell of a line changed where it stands: in consolidation and in the unit's plan."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import RefusedError, posted, submitted
from orgplan.core.pages import render_page, saved, tell_saved
from orgplan.directory.queries import unit_of
from orgplan.language.timing.reading import read_timing
from orgplan.planning.actions.lines import change_line
from orgplan.planning.actions.undo import with_undo
from orgplan.planning.forms import CellForm
from orgplan.planning.models import Plan, PlanLine, PlanUndo, Remark
from orgplan.planning.policy import can_consolidate, can_remark, can_submit
from orgplan.planning.queries.consolidation import lines_of
from orgplan.planning.queries.returns import lines_for_unit
from orgplan.planning.queries.shown import Page, shown_lines
from orgplan.planning.rules.changing import LINE_FIELDS, why_kept
from orgplan.planning.rules.naming import when_in
from orgplan.planning.views.undo import back_to, undo_address


@require_http_methods(["GET", "POST"])
def cell(request: UserRequest, pk: int, line_pk: int, field: str) -> HttpResponse:
    """Open, save or leave one cell; a fragment for HTMX, a small page without it. `pk` is the plan that is shown."""
    if field not in LINE_FIELDS:
        raise Http404
    plan, line = _found(request, pk, line_pk)
    if request.method == "GET" and "shown" in request.GET:
        return _row(request, plan, line, field)
    form = CellForm(posted(request), record=line, only=field)
    step = submitted(form, lambda: _save(request, plan, line, form))
    if step is None:
        context = {"plan": plan, "line": line, "form": form, "field": field, "next": back_to(request, _page(plan))}
        return render_page(request, "planning/cell.html", context, fragment="editor", status=form.status)
    sentence = _("The line is changed.")
    if not request.htmx:
        return saved(request, back_to(request, _page(plan)), sentence, undo=undo_address(step))
    tell_saved(request, sentence, undo=undo_address(step))
    return _row(request, plan, line, field)


@require_http_methods(["GET"])
def understood(request: UserRequest, pk: int) -> HttpResponse:
    """How a date in words is understood in the plan's period, while it is being typed."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    text = request.GET.get("date_text", "")[:500]
    reading = read_timing(text, plan.period) if text.strip() else None
    words = when_in(reading.timing, plan.period) if reading and reading.timing.occurrences else ""
    return render_page(request, "planning/understood.html", {"reading": reading, "words": words})


def _found(request: UserRequest, pk: int, line_pk: int) -> tuple[Plan, PlanLine]:
    """Return the plan on the screen, the city's or a unit's, and its line, if the reader may change it in place."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("unit"), pk=pk)
    lines = lines_of(plan, request.user) if plan.unit is None else plan.lines.visible_to(request.user)
    line = get_object_or_404(lines.select_related("plan__unit", "section", "event"), pk=line_pk)
    own = unit_of(request.user)
    if not can_consolidate(request.user) and not (
        plan.unit is not None
        and can_submit(request.user, own_unit_id=own.pk if own else None, unit_id=plan.unit_id or 0)
    ):
        raise PermissionDenied(_("Only the unit itself or the organisational department changes this."))
    return plan, line


def _save(request: UserRequest, plan: Plan, line: PlanLine, form: CellForm) -> PlanUndo:
    if why := why_kept(line.state, may_decide=can_consolidate(request.user)):
        raise RefusedError(_("Nothing was changed: %(why)s.") % {"why": why})
    values, edition = form.facts, form.cleaned_data["edition"]
    act = lambda: change_line(line, values=values, edition=edition, by=request.user)  # noqa: E731 -- carried out there
    return with_undo(plan=plan, lines=[line], act=act, by=request.user)


def _row(request: UserRequest, plan: Plan, line: PlanLine, field: str) -> HttpResponse:
    """Return the whole row anew: a changed date changes what is said of the line beside it."""
    context = {"plan": plan, "may_decide": can_consolidate(request.user), "opened": field, "query": ""}
    if plan.unit is None:
        fresh = lines_of(plan, request.user).select_related("plan__unit", "section", "event").get(pk=line.pk)
        page = Page(plan.pk, may_decide=can_consolidate(request.user), opened=field)
        (_line, context["row"]) = next(shown_lines(plan, [fresh], page))
        fragment = "consolidation"
    else:
        lines = lines_for_unit(plan.lines.visible_to(request.user), Remark.objects.visible_to(request.user))
        context |= unit_rights(request, plan) | {"line": lines.get(pk=line.pk)}
        fragment = "unit"
    response = render_page(request, "planning/cell.html", context, fragment=fragment)
    response["HX-Retarget"], response["HX-Reswap"] = f"#line-{line.pk}", "outerHTML"
    return response


def unit_rights(request: UserRequest, plan: Plan) -> dict[str, bool]:
    """Return what the reader may do with the lines of a unit's plan, as its table asks."""
    own = unit_of(request.user)
    may_send = can_submit(request.user, own_unit_id=own.pk if own else None, unit_id=plan.unit_id or 0)
    may_return = can_consolidate(request.user)
    returned = plan.lines.visible_to(request.user).filter(state="returned").exists()
    return {
        "may_send": may_send,
        "may_return": may_return,
        "may_pick": may_return or (may_send and returned),
        "may_remark": can_remark(request.user),
        "returned": returned,
    }


def _page(plan: Plan) -> str:
    name = "planning:plan" if plan.unit_id else "planning:consolidation"
    return reverse(name, args=[plan.pk])
