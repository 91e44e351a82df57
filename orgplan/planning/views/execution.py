"""Execution: what became of each row of an approved plan, by unit, over a time; units report in the same table."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import posted, submitted
from orgplan.core.lookups import row_key
from orgplan.core.pages import render_page, saved, window_of
from orgplan.directory.queries import unit_of
from orgplan.documents.actions import record_document
from orgplan.documents.queries import same_paper
from orgplan.documents.word.bounded import FormRefusedError
from orgplan.events.actions import report_held, take_back_outcomes
from orgplan.events.models import Event
from orgplan.planning.actions.execution import set_report_term
from orgplan.planning.documents.execution import KIND, execution_data, execution_paper, execution_subject
from orgplan.planning.forms.execution import PeriodOfPlansForm, ReportTermForm
from orgplan.planning.models import Plan, PlanVersion, ReportTerm
from orgplan.planning.policy import can_consolidate
from orgplan.planning.queries.execution import (
    Execution,
    ExecutionFilter,
    added_up,
    execution_of,
    executions_of,
    latest_versions,
    reportable_by,
    seen_by,
)
from orgplan.planning.queries.tallies import dues_of, report_due_of, state_pills, summary

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
_LIST_WINDOW = 24


def filter_of(query: QueryDict) -> ExecutionFilter:
    """Read the filter out of the address."""
    return ExecutionFilter(
        states=query.get("state", ""), unit=query.get("unit", "").strip(), words=query.get("q", "").strip()
    )


def _version(request: UserRequest, pk: int) -> PlanVersion:
    """Return the version that the address asks for, the last one by default; 404 while nothing is approved."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user).filter(unit__isnull=True), pk=pk)
    versions = PlanVersion.objects.visible_to(request.user).filter(plan=plan).select_related("plan")
    number = row_key(request.GET.get("version", ""))
    version = versions.filter(number=number).first() if number else versions.order_by("-number").first()
    if version is None:
        raise Http404(_("The plan is not approved yet: there is nothing to count against."))
    return version


@require_GET
def execution(request: UserRequest, pk: int) -> HttpResponse:
    """Each row of the approved version with its state; what may be reported is reported here."""
    version = _version(request, pk)
    return render_page(request, "planning/execution.html", _context(request, version), fragment="rows")


def _context(request: UserRequest, version: PlanVersion) -> dict[str, Any]:
    today = timezone.localdate()
    found = execution_of(version, today)
    wanted = filter_of(request.GET)
    window = window_of(request, [row for row in found.rows if wanted.keeps(row)])
    added = [row for row in found.added if wanted.keeps(row)] if not wanted.states else []
    own = unit_of(request.user)
    return {
        "plan": version.plan,
        "version": version,
        "execution": found,
        "summary": summary(found.of_unit(wanted.unit)),
        "pills": state_pills(found.of_unit(wanted.unit), wanted),
        "wanted": wanted,
        "window": window,
        "added": added,
        "may_report": reportable_by(request.user, [*window.items, *added]),
        "seen": seen_by(request.user, [*window.items, *added]),
        "units": sorted(found.by_unit.items()),
        "own_unit": str(own) if own else "",
        "due": report_due_of(version.plan),
        "today": today,
        "query": request.GET.urlencode(),
    }


@require_POST
def report(request: UserRequest, pk: int) -> HttpResponse:
    """Report the chosen rows as held on their days, in one press."""
    version = _version(request, pk)
    keys = [key for text in request.POST.getlist("row") if (key := row_key(text))]
    found = execution_of(version, timezone.localdate())
    mine = reportable_by(request.user, [*found.rows, *found.added])
    if not mine:
        raise PermissionDenied(_("The unit that holds the event reports on it."))
    wanted = Event.objects.visible_to(request.user).filter(pk__in=[key for key in keys if key in mine])
    held = report_held(events=wanted, today=timezone.localdate(), by=request.user)
    words = ngettext("%d event is reported as held.", "%d events are reported as held.", len(held)) % len(held)
    left = len(keys) - len(held)
    if left:
        words += " " + _("Left as they are, not over yet or reported already: %d.") % left
    ids = "-".join(str(event.pk) for event in held)
    undo = reverse("planning:take_back_report", args=[version.plan_id, ids]) if held else ""
    return saved(request, f"{reverse('planning:execution', args=[pk])}?{request.GET.urlencode()}", words, undo=undo)


@require_POST
def take_back_report(request: UserRequest, pk: int, ids: str) -> HttpResponse:
    """Undo the last report of several."""
    version = _version(request, pk)
    found = execution_of(version, timezone.localdate())
    mine = reportable_by(request.user, [*found.rows, *found.added])
    if not mine:
        raise PermissionDenied(_("The unit that holds the event reports on it."))
    wanted = {key for text in ids.split("-") if (key := row_key(text))} & mine
    take_back_outcomes(events=Event.objects.visible_to(request.user).filter(pk__in=wanted), by=request.user)
    return saved(request, reverse("planning:execution", args=[pk]), _("The reports were taken back."))


@require_GET
def units(request: UserRequest, pk: int) -> HttpResponse:
    """The same counts by unit: who has not reported stands first."""
    version = _version(request, pk)
    found = execution_of(version, timezone.localdate())
    rows = sorted(found.by_unit.items(), key=lambda each: (-each[1].overdue, each[0]))
    context = {
        "plan": version.plan,
        "version": version,
        "rows": rows,
        "total": found.tally,
        "shared": sum(len(row.row.units) > 1 for row in found.rows),
        "due": report_due_of(version.plan),
    }
    return render_page(request, "planning/execution_units.html", context)


@require_GET
def document(request: UserRequest, pk: int, form: str) -> HttpResponse:
    """The plan–fact table of the plan or of one unit, in Word or PDF."""
    version = _version(request, pk)
    found = execution_of(version, timezone.localdate()).of_unit(filter_of(request.GET).unit)
    unit = filter_of(request.GET).unit
    return _file(request, form, [found], unit, reverse("planning:execution", args=[pk]))


def _chosen(request: UserRequest) -> tuple[PeriodOfPlansForm, list[Execution]]:
    """Return the form of the list and the executions of the approved city plans that it chooses."""
    today = timezone.localdate()
    form = PeriodOfPlansForm(request.GET or None, today=today)
    plans = Plan.objects.visible_to(request.user).filter(unit__isnull=True, **form.condition())
    versions = latest_versions(plans.order_by("-starts_on")[:_LIST_WINDOW])
    unit = filter_of(request.GET).unit
    return form, [each.of_unit(unit) for each in executions_of(versions, today)]


@require_GET
def executions(request: UserRequest) -> HttpResponse:
    """Execution of the approved plans of a kind within a time, with the sum; `state` opens the rows of the sum."""
    form, found = _chosen(request)
    wanted = filter_of(request.GET)
    chosen = [(each.version.plan, row) for each in found for row in each.rows if wanted.states and wanted.keeps(row)]
    window = window_of(request, chosen)
    context = {
        "wanted": wanted,
        "window": window,
        "seen": seen_by(request.user, [row for _plan, row in window.items]) if chosen else set(),
        "open": f"?{_without(request.GET, 'state', 'page', 'row')}",
        "form": form,
        "rows": list(zip(found, dues_of([each.version.plan for each in found]), strict=True)),
        "total": added_up(found),
        "most": _LIST_WINDOW,
        "unit": filter_of(request.GET).unit,
        "may_set": can_consolidate(request.user),
        "query": request.GET.urlencode(),
    }
    return render_page(request, "planning/executions.html", context)


def _without(query: QueryDict, *names: str) -> str:
    """Return the address's question without these names, «&» behind it where anything is left."""
    kept = query.copy()
    for name in names:
        kept.pop(name, None)
    return f"{kept.urlencode()}&" if kept else ""


@require_GET
def period_document(request: UserRequest, form: str) -> HttpResponse:
    """The plan–fact tables of the chosen plans in one paper."""
    _form, found = _chosen(request)
    if not found:
        raise Http404(_("No approved plan in this time."))
    return _file(request, form, found[::-1], filter_of(request.GET).unit, reverse("planning:executions"))


def _file(request: UserRequest, form: str, found: list[Execution], unit: str, page: str) -> HttpResponse:
    """Give the report out as it stands in the register; printed anew where it says something else by now."""
    data = execution_data(found, unit)
    try:
        stored = same_paper(KIND, execution_subject(found, unit, form), data, form) or record_document(
            paper=execution_paper(found, unit, data, form), by=request.user
        )
    except FormRefusedError as refusal:
        return saved(request, page, str(refusal))
    with stored.file.open("rb") as file:
        response = HttpResponse(file.read(), content_type=_TYPES[form])
    name = f"Исполнение. {found[-1].version.plan.title}{f' ({unit})' if unit else ''}.{form}"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


@require_http_methods(["GET", "POST"])
def report_term(request: UserRequest, kind: str) -> HttpResponse:
    """By when a plan of the kind is reported on."""
    if not can_consolidate(request.user):
        raise PermissionDenied(_("The organisational department sets the terms."))
    term = ReportTerm.objects.visible_to(request.user).filter(plan_kind=kind).first() or ReportTerm(
        plan_kind=kind, edition=0
    )
    form = ReportTermForm(posted(request), record=term)
    done = submitted(form, lambda: set_report_term(plan_kind=kind, by=request.user, **form.cleaned()))
    if done is not None:
        return saved(request, reverse("planning:executions"), _("The term is saved."))
    return render_page(request, "planning/report_term.html", {"form": form, "term": term}, status=form.status)
