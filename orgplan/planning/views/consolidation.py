"""All units' lines of a period on one screen: the department decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import ChangedMeanwhileError, RefusedError, posted
from orgplan.core.lookups import row_key
from orgplan.core.pages import SeeOther, render_page, tell_saved, window_of
from orgplan.events.models import Event
from orgplan.planning.actions.lines import (
    accept_lines,
    change_line,
    decline_lines,
    put_in_section,
    reopen_lines,
)
from orgplan.planning.actions.suggestions import join_event, suggest_pairs
from orgplan.planning.actions.undo import compare_with_undo, dismiss_with_undo, with_undo
from orgplan.planning.forms import LineForm
from orgplan.planning.models import Plan, PlanLine, PlanUndo
from orgplan.planning.policy import can_consolidate, can_see_consolidation
from orgplan.planning.queries.consolidation import (
    Counts,
    Filter,
    counts,
    filter_of,
    filtered,
    lines_of,
    undecided,
)
from orgplan.planning.queries.kept_filters import nearest_plan
from orgplan.planning.queries.shown import Page, shown_lines
from orgplan.planning.rules.states import ForbiddenPassageError, LineState, Verdict
from orgplan.planning.views.undo import undo_address

_MANY = {"bulk": "planning:bulk_lines", "put": "planning:put_lines"}
"""What is done with the chosen lines on a page of its own."""
_VERDICTS = {
    "same": Verdict.SAME,
    "part": Verdict.FIRST_PART,
    "whole": Verdict.SECOND_PART,
    "different": Verdict.DIFFERENT,
}


def _city_plan(request: UserRequest, pk: int) -> Plan:
    plan = get_object_or_404(Plan.objects.visible_to(request.user).filter(unit__isnull=True), pk=pk)
    if not can_see_consolidation(request.user):
        raise PermissionDenied(_("Consolidation is the work of the organisational department."))
    return plan


def _deciding(request: UserRequest, pk: int) -> Plan:
    plan = _city_plan(request, pk)
    if not can_consolidate(request.user):
        raise PermissionDenied(_("Only the organisational department decides on lines."))
    return plan


@require_GET
def nearest_consolidation(request: UserRequest) -> HttpResponse:
    """Lead to the consolidation in work, with the filter of the address: here a kept view is opened from."""
    if not can_see_consolidation(request.user):
        raise PermissionDenied(_("Consolidation is the work of the organisational department."))
    plan = nearest_plan(request.user, timezone.localdate())
    if plan is None:
        return SeeOther(reverse("planning:list"))
    return SeeOther(f"{reverse('planning:consolidation', args=[plan.pk])}?{request.GET.urlencode()}")


@require_GET
def consolidation(request: UserRequest, pk: int) -> HttpResponse:
    """Show the lines that the filter leaves, with suggested duplicates."""
    return _page(request, _city_plan(request, pk))


def _waits(line: PlanLine) -> bool:
    return line.state == LineState.SUBMITTED


def _page(request: UserRequest, plan: Plan, **extra: Any) -> HttpResponse:
    wanted = filter_of(request.GET)
    lines, still_open = lines_of(plan, request.user), undecided(plan)
    ordered = filtered(lines, wanted, still_open).order_by(
        F("section__position").asc(nulls_last=True),
        F("first_day").asc(nulls_last=True),
        F("start_time").asc(nulls_first=True),
        "pk",
    )
    found = counts(lines, wanted, still_open)
    window = window_of(request, ordered, total=found.found)
    page = Page(plan.pk, may_decide=can_consolidate(request.user), query=request.GET.urlencode())
    context = {
        "plan": plan,
        "wanted": wanted,
        "pills": pills_of(wanted, found),
        "window": window,
        "rows": list(shown_lines(plan, window.items, page)),
        "counts": found,
        "shown_events": sorted(
            {each.event_id for each in window.items if each.event_id and each.state == LineState.ACCEPTED}
        ),
        "shown_lines": [each.pk for each in window.items if each.start_time and each.place and _waits(each)],
        "units": found.shares,
        "sections": plan.sections.all(),
        "may_decide": page.may_decide,
        "query": page.query,
        **extra,
    }
    return render_page(request, "planning/consolidation.html", context, fragment="rows")


def pills_of(wanted: Filter, found: Counts) -> list[tuple[str, str, int, bool]]:
    """Return the choices of the filter: label, address, count, whether it is on."""
    plain = not (wanted.paired or wanted.doubtful)
    return [
        (_("Undecided"), "?state=submitted", found.submitted, plain and wanted.state == LineState.SUBMITTED),
        (_("Possible duplicates"), "?state=all&paired=1", found.pairs, wanted.paired),
        (_("To check"), "?state=all&doubtful=1", found.doubtful, wanted.doubtful),
        (_("Accepted"), "?state=accepted", found.accepted, plain and wanted.state == LineState.ACCEPTED),
        (_("Declined"), "?state=declined", found.declined, plain and wanted.state == LineState.DECLINED),
        (_("All"), "?state=all", found.total, plain and not wanted.state),
    ]


@require_POST
def decide(request: UserRequest, pk: int) -> HttpResponse:
    """Carry out what was pressed: one line, the chosen lines, or a pair; then show the list anew."""
    plan = _deciding(request, pk)
    if verb := _MANY.get(request.POST.get("many", "")):
        rows = [("row", key) for key in _keys(*request.POST.getlist("row"))]
        address = f"{reverse(verb, args=[plan.pk])}?{urlencode(rows)}"
        return HttpResponseClientRedirect(address) if request.htmx else SeeOther(address)
    try:
        _carry_out(request, plan)
    except ForbiddenPassageError:
        messages.warning(request, _("Somebody decided on this line a moment ago; the list shows how it stands now."))
    except RefusedError as refusal:
        messages.warning(request, str(refusal))
    if request.htmx:
        return _page(request, plan)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return SeeOther(reverse("planning:consolidation", args=[plan.pk]) + query)


def _carry_out(request: UserRequest, plan: Plan) -> None:
    if pair := request.POST.get("pair"):
        _decide_pair(request, plan, pair)
        return
    if known := request.POST.get("known"):
        _decide_event(request, plan, known)
        return
    for verb, action in _VERBS.items():
        if value := request.POST.get(verb):
            chosen = request.POST.getlist("row") if value == "chosen" else [value]
            lines = list(lines_of(plan, request.user).filter(pk__in=_keys(*chosen)))
            if lines:
                action(request, plan, lines)
            else:
                messages.warning(request, _("Choose at least one line."))
            return


def _accept(request: UserRequest, plan: Plan, lines: list[PlanLine]) -> None:
    waiting = [line for line in lines if line.state == LineState.SUBMITTED]
    if not waiting:
        raise ForbiddenPassageError
    step = _kept(request, plan, waiting, lambda: accept_lines(plan=plan, lines=waiting, by=request.user))
    words = ngettext("%(count)d line accepted.", "%(count)d lines accepted.", len(waiting))
    tell_saved(request, words % {"count": len(waiting)}, undo=undo_address(step))


def _decline(request: UserRequest, plan: Plan, lines: list[PlanLine]) -> None:
    reason = request.POST.get("reason", "").strip()
    if not reason:
        messages.warning(request, _("Say why: the unit will read the reason."))
        return
    open_lines = [line for line in lines if line.state in {LineState.SUBMITTED, LineState.ACCEPTED}]
    if not open_lines:
        raise ForbiddenPassageError
    act = lambda: decline_lines(plan=plan, lines=open_lines, reason=reason, by=request.user)  # noqa: E731 -- carried out there
    step = _kept(request, plan, open_lines, act)
    words = ngettext("%(count)d line declined.", "%(count)d lines declined.", len(open_lines))
    tell_saved(request, words % {"count": len(open_lines)}, undo=undo_address(step))


def _reopen(request: UserRequest, plan: Plan, lines: list[PlanLine]) -> None:
    decided = [line for line in lines if line.state in {LineState.ACCEPTED, LineState.DECLINED}]
    if not decided:
        raise ForbiddenPassageError
    step = _kept(request, plan, decided, lambda: reopen_lines(plan=plan, lines=decided, by=request.user))
    words = ngettext("%(count)d line awaits a decision again.", "%(count)d lines await a decision again.", len(decided))
    tell_saved(request, words % {"count": len(decided)}, undo=undo_address(step))


def _section(request: UserRequest, plan: Plan, lines: list[PlanLine]) -> None:
    section = plan.sections.filter(pk=row_key(request.POST.get("section", "")) or 0).first()
    act = lambda: put_in_section(plan=plan, lines=lines, section=section, by=request.user)  # noqa: E731 -- carried out there
    step = _kept(request, plan, lines, act)
    words = _("Moved to the section “%s”.") % section if section else _("Taken out of the section.")
    tell_saved(request, words, undo=undo_address(step))


_VERBS: dict[str, Callable[[UserRequest, Plan, list[PlanLine]], None]] = {
    "accept": _accept,
    "decline": _decline,
    "reopen": _reopen,
    "into": _section,
}


def _kept(request: UserRequest, plan: Plan, lines: list[PlanLine], act: Callable[[], object]) -> PlanUndo:
    return with_undo(plan=plan, lines=lines, act=act, by=request.user)


def _decide_pair(request: UserRequest, plan: Plan, pair: str) -> None:
    first_id, second_id, word = (*pair.split(":"), "", "")[:3]
    known = {str(line.pk): line for line in lines_of(plan, request.user).filter(pk__in=_keys(first_id, second_id))}
    if len(known) == 2 and word in _VERDICTS:  # noqa: PLR2004 -- a pair
        first, second = known[first_id], known[second_id]
        step, why = compare_with_undo(plan=plan, first=first, second=second, verdict=_VERDICTS[word], by=request.user)
        tell_saved(request, _("The answer about the pair is remembered."), undo=undo_address(step) if step else "")
        if why:
            messages.warning(request, why)


def _decide_event(request: UserRequest, plan: Plan, known: str) -> None:
    line_id, event_id, word = (*known.split(":"), "", "")[:3]
    line = lines_of(plan, request.user).filter(pk__in=_keys(line_id), state=LineState.SUBMITTED).first()
    event = Event.objects.visible_to(request.user).filter(pk__in=_keys(event_id)).first()
    if not line or not event:
        return
    if word == "same":
        step = _kept(request, plan, [line], lambda: join_event(line, event=event, by=request.user))
        tell_saved(request, _("The line will join the recorded event."), undo=undo_address(step))
    else:
        step = dismiss_with_undo(plan=plan, line=line, event=event, by=request.user)
        tell_saved(request, _("The line and the event are different."), undo=undo_address(step))


def _keys(*texts: str) -> list[int]:
    return [key for text in texts if (key := row_key(text)) is not None]


@require_POST
def find_pairs(request: UserRequest, pk: int) -> HttpResponse:
    """Look for duplicates anew."""
    plan = _deciding(request, pk)
    found = suggest_pairs(plan=plan, by=request.user)
    words = ngettext("%(n)d possible pair found.", "%(n)d possible pairs found.", found) % {"n": found}
    tell_saved(request, words if found else _("No new duplicates were found."))
    return SeeOther(reverse("planning:consolidation", args=[plan.pk]) + "?state=all&paired=1")


@require_http_methods(["GET", "POST"])
def edit_line(request: UserRequest, pk: int, line_pk: int) -> HttpResponse:
    """Change a waiting line's words, in place or on its own page; what another did meanwhile is shown, not lost."""
    plan = _deciding(request, pk)
    line = get_object_or_404(lines_of(plan, request.user).select_related("plan__unit"), pk=line_pk)
    form = LineForm.of(line, posted(request))
    context = {"plan": plan, "line": line, "form": form, "query": request.GET.urlencode()}
    if form.is_bound and form.is_valid():
        edition = row_key(request.POST.get("edition", "")) or 0
        try:
            act = lambda: change_line(line, values=form.cleaned_data, edition=edition, by=request.user)  # noqa: E731 -- carried out there
            step = _kept(request, plan, [line], act)
        except ChangedMeanwhileError as error:
            return render_page(
                request, "planning/edit_line.html", context | {"line": error.current, "meanwhile": True}, status=409
            )
        tell_saved(request, _("The line was changed."), undo=undo_address(step))
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return SeeOther(reverse("planning:consolidation", args=[plan.pk]) + query)
    return render_page(request, "planning/edit_line.html", context, status=422 if form.is_bound else 200)
