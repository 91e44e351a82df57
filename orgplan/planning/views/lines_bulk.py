"""Many lines at once: what to change, a preview of every row, one write; the basket of lines taken off.

The plan of the address is the city's, with the lines of all units, or a unit's own: there a coordinator changes and
takes off what was returned for correction.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import ChangedMeanwhileError, RefusedError
from orgplan.core.lookups import row_key
from orgplan.core.pages import SeeOther, render_page, saved, window_of
from orgplan.directory.models import Unit
from orgplan.directory.queries import own_unit_key
from orgplan.events.actions import basket_term
from orgplan.events.policy import can_set_basket
from orgplan.planning.actions.line_bulk import (
    MOST,
    LineRow,
    change_lines,
    line_rows,
    restore_lines,
    withdraw_lines,
)
from orgplan.planning.actions.undo import with_undo
from orgplan.planning.forms.bulk import BulkLinesForm
from orgplan.planning.models import Plan, PlanLine, PlanUndo
from orgplan.planning.models.line import PlanLineQuerySet
from orgplan.planning.policy import can_consolidate, can_see_consolidation, can_submit
from orgplan.planning.queries.consolidation import filter_of, filtered, lines_of, undecided
from orgplan.planning.rules.changing import why_kept
from orgplan.planning.rules.states import LineState
from orgplan.planning.views.undo import undo_address


@require_http_methods(["GET", "POST"])
def bulk_lines(request: UserRequest, pk: int) -> HttpResponse:
    """Ask what to change in the chosen lines, show what becomes of each, write; the steps of one form."""
    plan, may_decide = _plan_to_change(request, pk)
    lines = _chosen(request, plan)
    if not lines:
        return _nothing(request, plan)
    form = _form(request, plan, may_decide=may_decide)
    why = lambda line: why_kept(line.state, may_decide=may_decide)  # noqa: E731 -- asked there
    rows = line_rows(lines, form.change, why) if form.is_bound and form.is_valid() else []
    step = _write(request, plan, form, rows) if rows and request.POST.get("apply") == _seal(request, lines) else None
    if step is not None:
        count = len(step.befores["lines"])
        words = ngettext("%d line is changed.", "%d lines are changed.", count) % count
        return saved(request, _back(plan), words, undo=undo_address(step))
    if "apply" in request.POST and rows:
        messages.warning(request, _("Nothing was written: the preview below stands on the present state of the lines."))
    context = {
        **_frame(plan),
        **_preview(request, rows),
        "form": form,
        "count": len(lines),
        "chosen": _words(lines),
        "seal": _seal(request, lines),
    }
    return render_page(request, "planning/bulk_lines.html", context, status=_status(request, form))


def _form(request: UserRequest, plan: Plan, *, may_decide: bool) -> BulkLinesForm:
    """Return the form; only the department moves lines to another unit."""
    units = Unit.objects.visible_to(request.user).filter(is_active=True)
    asked = {"preview", "apply", "page"} & set(request.POST)
    data = request.POST if asked else None
    return BulkLinesForm(data, sections=plan.sections.all(), units=units if may_decide else units.none())


def _preview(request: UserRequest, rows: Sequence[LineRow]) -> dict[str, Any]:
    """Return the rows of the preview, those that change first, in windows."""
    changing = [row for row in rows if row.shown]
    ordered = [*changing, *(row for row in rows if not row.shown)]
    return {
        "previewed": bool(rows),
        "changing": len(changing),
        "staying": len(rows) - len(changing),
        "window": window_of(request, ordered, number=request.POST.get("page", "")),
    }


def _status(request: UserRequest, form: BulkLinesForm) -> int:
    if form.is_bound and form.errors:
        return 422
    return 409 if request.POST.get("apply") else 200


def _write(request: UserRequest, plan: Plan, form: BulkLinesForm, rows: Sequence[LineRow]) -> PlanUndo | None:
    changing = [row.line for row in rows if row.shown]
    if not changing:
        return None
    seen = _carried(request)
    wanted = {line.pk: seen.get(line.pk, 0) for line in changing}
    act = lambda: change_lines(plan=plan, lines=wanted, change=form.change, by=request.user)  # noqa: E731 -- carried out there
    return _done(request, lambda: with_undo(plan=plan, lines=changing, act=act, by=request.user))


def _done(request: UserRequest, act: Callable[[], PlanUndo]) -> PlanUndo | None:
    """Carry it out; None where it cannot be, with the reason told."""
    try:
        return act()
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    except ChangedMeanwhileError as race:
        words = _("“%(title)s” was changed a moment ago: nothing was written, look at it and press again.")
        messages.error(request, words % {"title": race})
    return None


@require_http_methods(["GET", "POST"])
def put_lines(request: UserRequest, pk: int) -> HttpResponse:
    """Ask why, then take the chosen lines off into the basket."""
    plan, may_decide = _plan_to_change(request, pk)
    lines = _chosen(request, plan)
    if not lines:
        return _nothing(request, plan)
    reasons = [(line, why_kept(line.state, may_decide=may_decide)) for line in lines]
    going = [line for line, why in reasons if not why]
    is_asked = "chosen" in request.POST
    if is_asked and going:
        seen, reason = _carried(request), request.POST.get("reason", "")
        wanted = {line.pk: seen.get(line.pk, 0) for line in going}
        act = lambda: withdraw_lines(plan=plan, lines=wanted, reason=reason, by=request.user)  # noqa: E731 -- carried out there
        step = _done(request, lambda: with_undo(plan=plan, lines=going, act=act, by=request.user))
        if step is not None:
            words = ngettext("%d line lies in the basket.", "%d lines lie in the basket.", len(going)) % len(going)
            return saved(request, _back(plan), words, undo=undo_address(step))
    context = {
        **_frame(plan),
        "going": going,
        "kept": [(line, why) for line, why in reasons if why],
        "chosen": _words(lines),
        "given": request.POST.get("reason", ""),
    }
    return render_page(request, "planning/put_lines.html", context, status=422 if is_asked else 200)


@require_GET
def lines_basket(request: UserRequest, pk: int) -> HttpResponse:
    """Lines of the period, or of one unit's plan, that were taken off: by whom, when and why."""
    plan = _plan(request, pk)
    if plan.unit_id is None and not can_see_consolidation(request.user):
        raise PermissionDenied(_("Consolidation is the work of the organisational department."))
    window = window_of(request, _in_basket(request, plan).order_by("-decided_at", "-pk"))
    term = basket_term()
    context = {
        **_frame(plan),
        "window": window,
        "rows": [
            (line, line.decided_at + timedelta(days=term.days) if line.decided_at else None) for line in window.items
        ],
        "term": term,
        "may_set": can_set_basket(request.user),
        "may_decide": can_consolidate(request.user),
    }
    return render_page(request, "planning/lines_basket.html", context)


@require_POST
def restore_line(request: UserRequest, pk: int, line_pk: int) -> HttpResponse:
    """Take a line out of the basket."""
    plan = _plan(request, pk)
    if not can_consolidate(request.user):
        raise PermissionDenied(_("Only the organisational department decides on lines."))
    line = get_object_or_404(_in_basket(request, plan), pk=line_pk)
    act = lambda: restore_lines(plan=plan, lines={line.pk: line.edition}, by=request.user)  # noqa: E731 -- carried out there
    step = _done(request, lambda: with_undo(plan=plan, lines=[line], act=act, by=request.user))
    address = reverse("planning:lines_basket", args=[plan.pk])
    told = _("The line awaits a decision again.")
    return saved(request, address, told, undo=undo_address(step)) if step else SeeOther(address)


def _in_basket(request: UserRequest, plan: Plan) -> PlanLineQuerySet:
    lines = PlanLine.objects.visible_to(request.user).select_related("plan__unit")
    of_plan = {"plan": plan} if plan.unit_id else {"plan__period_code": plan.period_code, "plan__unit__isnull": False}
    return lines.filter(**of_plan, state=LineState.WITHDRAWN)


def _plan(request: UserRequest, pk: int) -> Plan:
    return get_object_or_404(Plan.objects.visible_to(request.user).select_related("unit"), pk=pk)


def _plan_to_change(request: UserRequest, pk: int) -> tuple[Plan, bool]:
    """Return the plan whose lines this reader changes, and whether as the department, which decides on lines."""
    plan, may_decide = _plan(request, pk), can_consolidate(request.user)
    own = plan.unit_id and can_submit(request.user, own_unit_id=own_unit_key(request.user), unit_id=plan.unit_id)
    if not (may_decide or own):
        raise PermissionDenied(
            _("Only the unit itself or the organisational department changes this.")
            if plan.unit_id
            else _("Only the organisational department decides on lines.")
        )
    return plan, may_decide


def _frame(plan: Plan) -> dict[str, Any]:
    """Return the plan, and the page that these pages lead back to."""
    back = _("The plan of the unit") if plan.unit_id else _("Consolidation")
    return {"plan": plan, "back": back, "back_url": _back(plan)}


def _chosen(request: UserRequest, plan: Plan) -> list[PlanLine]:
    """Return the lines: carried by the form with their editions, ticked in the list, or all that its filter finds."""
    lines = lines_of(plan, request.user).select_related("plan__unit", "section")
    if plan.unit_id:
        lines = lines.filter(plan=plan)
    ticked = request.POST.getlist("row") or request.GET.getlist("row")
    if seen := _carried(request):
        found = lines.filter(pk__in=seen)
    elif "all" in request.GET:
        found = filtered(lines, filter_of(QueryDict(request.GET.urlencode())), undecided(plan))
    else:
        found = lines.filter(pk__in=[key for each in ticked[:MOST] if (key := row_key(each))])
    return list(found.order_by("first_day", "pk")[:MOST])


def _carried(request: UserRequest) -> dict[int, int]:
    pairs = (word.partition(":") for word in request.POST.get("chosen", "").split()[:MOST])
    return {key: edition for left, _colon, right in pairs if (key := row_key(left)) and (edition := row_key(right))}


def _words(lines: Sequence[PlanLine]) -> str:
    return " ".join(f"{line.pk}:{line.edition}" for line in lines)


def _seal(request: UserRequest, lines: Sequence[PlanLine]) -> str:
    """Return a mark of exactly what was previewed: another choice, edition or form shows a preview first."""
    form = sorted((name, value) for name, value in request.POST.items() if name in BulkLinesForm.base_fields)
    return hashlib.sha256(repr((form, _words(lines))).encode()).hexdigest()[:16]


def _nothing(request: UserRequest, plan: Plan) -> HttpResponse:
    messages.warning(request, _("Choose at least one line."))
    return SeeOther(_back(plan))


def _back(plan: Plan) -> str:
    return reverse("planning:plan" if plan.unit_id else "planning:consolidation", args=[plan.pk])
