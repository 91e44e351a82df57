"""A unit's paper on its way in: drop, check row by row, send."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.actions.taking_back import change_with_undo
from orgplan.accounts.http import UserRequest
from orgplan.core.editing import RefusedError, posted
from orgplan.core.lookups import row_key
from orgplan.core.pages import SeeOther, render_page, saved, window_of
from orgplan.directory.models import Unit
from orgplan.directory.queries import own_unit_key, unit_of
from orgplan.language.periods import Period
from orgplan.planning.actions.plans import open_city_plan, open_plan
from orgplan.planning.actions.submissions import confirm_row, correct_row, discard, leave_out, read_in, submit
from orgplan.planning.actions.suggestions import suggest_pairs
from orgplan.planning.forms import ACCEPTED, LineForm, SendForm
from orgplan.planning.imports import Source, read_source
from orgplan.planning.models import Submission, SubmissionRow
from orgplan.planning.policy import can_submit
from orgplan.planning.queries.columns import columns_changed, mappings_used, remembered_columns
from orgplan.planning.queries.returns import open_return
from orgplan.planning.queries.submissions import ReviewCounts, gone_lines, review_counts, shown_rows
from orgplan.planning.rules.naming import period_words
from orgplan.planning.rules.reading.model import Understood
from orgplan.planning.rules.states import ForbiddenPassageError, PlanKind, SubmissionState
from orgplan.planning.views.columns import ROLE_WORDS
from orgplan.tables import UnreadableFile


def period_choices(today: date) -> list[tuple[str, str]]:
    """Return the periods a unit may plan for now: the running and next weeks, months, quarters, years."""
    week, month = Period.around(today, "week"), Period.around(today, "month")
    quarter, year = Period.around(today, "quarter"), Period.around(today, "year")
    chosen = []
    for kind, first, count in (("month", month, 4), ("week", week, 4), ("quarter", quarter, 3), ("year", year, 2)):
        period = first
        for _step in range(count):
            chosen.append(period)
            period = Period.around(period.end + timedelta(days=1), kind)
    return [(period.code, period_words(period)) for period in chosen]


def coming_month(today: date) -> str:
    """Return the month that is planned now: the next one; the running month was collected before it began."""
    return Period.around(Period.around(today, "month").end + timedelta(days=1), "month").code


@require_http_methods(["GET", "POST"])
def send(request: UserRequest) -> HttpResponse:
    """Drop a file or paste rows; what was read is shown for checking, nothing is sent yet."""
    unit = unit_of(request.user)
    units = Unit.objects.visible_to(request.user).filter(is_active=True, submits_plans=True)
    if not can_submit(request.user, own_unit_id=unit.pk if unit else None, unit_id=unit.pk if unit else 0):
        raise PermissionDenied(_("Plans are sent by unit coordinators and the organisational department."))
    if unit and not can_submit(request.user, own_unit_id=unit.pk, unit_id=0):
        units = units.filter(pk=unit.pk)
    periods = period_choices(timezone.localdate())
    asked = request.GET.get("period", "")
    if asked and asked not in dict(periods):
        periods = _one_choice(asked) + periods
    form = SendForm(
        posted(request),
        request.FILES or None,
        units=units,
        periods=periods,
        initial={
            "unit": request.GET.get("unit") or (unit.pk if unit else None),
            "period": asked or coming_month(timezone.localdate()),
        },
    )
    if form.is_bound and form.is_valid() and (found := _read(request, form)):
        return SeeOther(found)
    context = {"form": form, "accepted": ACCEPTED, "single": len(units) == 1}
    return render_page(request, "planning/send.html", context, status=422 if form.is_bound else 200)


def _one_choice(code: str) -> list[tuple[str, str]]:
    """Return a period of another time that the address asks for; what is no period is no choice."""
    try:
        period = Period.parse(code)
    except ValueError:
        return []
    return [(code, period_words(period))] if period.kind.value in PlanKind.values else []


def _read(request: UserRequest, form: SendForm) -> str:
    """Stage the paper and return where it is checked: over its columns first, if nobody knows them; "" if refused."""
    data = form.cleaned_data
    unit, period, paper = data["unit"], Period.parse(data["period"]), data["paper"]
    if not can_submit(request.user, own_unit_id=own_unit_key(request.user), unit_id=unit.pk):
        raise PermissionDenied
    source = Source(name=_("From the clipboard"), text=data["pasted"], html=data["pasted_html"])
    if paper:
        source = Source(name=paper.name, data=paper.read())
    try:
        reading = read_source(source, period, remembered_columns(unit))
    except UnreadableFile as error:
        form.add_error("paper" if paper else "pasted", str(error))
        return ""
    if not reading.rows and not reading.asks_columns:
        form.add_error(None, " ".join(reading.notices) or _("No rows of a plan were found in “%s”.") % source.name)
        return ""
    plan = open_plan(unit=unit, period=period, by=request.user)
    made = read_in(plan=plan, source=source, reading=reading, by=request.user)
    return reverse("planning:columns" if reading.asks_columns else "planning:submission", args=[made.pk])


def _found(request: UserRequest, pk: int) -> Submission:
    submissions = Submission.objects.visible_to(request.user).select_related("plan__unit")
    return get_object_or_404(submissions, pk=pk)


def _for_writing(request: UserRequest, pk: int) -> Submission:
    submission = _found(request, pk)
    if not can_submit(request.user, own_unit_id=own_unit_key(request.user), unit_id=submission.plan.unit_id or 0):
        raise PermissionDenied(_("Only the unit itself or the organisational department changes this."))
    return submission


@require_GET
def review(request: UserRequest, pk: int) -> HttpResponse:
    """Check each row beside its original cells; change, leave out, send."""
    submission = _found(request, pk)
    show = request.GET.get("show", "")
    is_open = submission.state == SubmissionState.READ
    used = mappings_used(submission) if is_open else []
    context = _review(submission)
    context |= {
        "window": window_of(request, shown_rows(submission, show)),
        "pills": _pills(context["counts"], show),
        "gone": gone_lines(submission),
        "is_open": is_open,
        "back": open_return(submission.plan),
        "used": used,
        "changed": columns_changed(submission, used) if is_open else None,
        "columns": _column_words(submission) if is_open else [],
    }
    return render_page(request, "planning/review.html", context, fragment="rows")


def _column_words(submission: Submission) -> list[tuple[str, bool]]:
    """Return each table's columns in words, and whether it was read: «Дата — дата; Мероприятие — мероприятие»."""
    words = dict(ROLE_WORDS)
    return [
        (
            "; ".join(f"{header} — {words.get(code) or code}" for _place, header, code, _sample in table["columns"]),
            table.get("how") != Understood.UNREAD,
        )
        for table in submission.columns
    ]


def _pills(counts: ReviewCounts, show: str) -> list[tuple[str, str, int, bool]]:
    choices = [
        (_("All"), "", counts.total),
        (_("To check"), "doubtful", counts.doubtful),
        (_("New"), "new", counts.new),
        (_("Changed"), "changed", counts.changed),
        (_("Left out"), "left_out", counts.left_out),
    ]
    repeats = bool(counts.same or counts.changed)
    shown = [each for each in choices if each[1] in {"", show} or (each[2] and (each[1] != "new" or repeats))]
    return [(label, f"?show={name}", count, name == show) for label, name, count in shown]


def _review(submission: Submission) -> dict[str, Any]:
    counts: ReviewCounts = review_counts(submission)
    return {"submission": submission, "plan": submission.plan, "counts": counts}


def _row(request: UserRequest, pk: int, row_pk: int) -> tuple[Submission, SubmissionRow]:
    submission = _for_writing(request, pk)
    return submission, get_object_or_404(submission.rows.select_related("submission__plan", "line"), pk=row_pk)


@require_http_methods(["GET", "POST"])
def edit_row(request: UserRequest, pk: int, row_pk: int) -> HttpResponse:
    """Correct one row in place (a fragment) or on its own page."""
    submission, row = _row(request, pk, row_pk)
    form = LineForm.of(row, posted(request))
    context = {"submission": submission, "plan": submission.plan, "row": row, "form": form, "is_open": True}
    if form.is_bound and form.is_valid():
        return _written(request, submission, lambda: correct_row(row, values=form.cleaned_data, by=request.user))
    return render_page(
        request, "planning/edit_row.html", context, fragment="form", status=422 if form.is_bound else 200
    )


def _written(request: UserRequest, submission: Submission, write: Callable[[], SubmissionRow]) -> HttpResponse:
    """Write to a row and show it; where the paper was sent meanwhile, say so on its page."""
    try:
        row = write()
    except ForbiddenPassageError as error:
        return saved(request, reverse("planning:submission", args=[submission.pk]), str(error))
    return _after_row(request, submission, row)


def _after_row(request: UserRequest, submission: Submission, row: SubmissionRow) -> HttpResponse:
    if not request.htmx:
        return SeeOther(f"{reverse('planning:submission', args=[submission.pk])}#row-{row.pk}")
    context = _review(submission) | {"row": row, "is_open": True}
    return render_page(request, "planning/row_swap.html", context, fragment="row")


@require_GET
def show_row(request: UserRequest, pk: int, row_pk: int) -> HttpResponse:
    """One row as it stands: what «cancel» puts back."""
    submission, row = _row(request, pk, row_pk)
    return _after_row(request, submission, row)


@require_POST
def row_verb(request: UserRequest, pk: int, row_pk: int, verb: str) -> HttpResponse:
    """Confirm a row, leave it out or take it back in."""
    submission, row = _row(request, pk, row_pk)
    if verb == "confirm":
        return _written(request, submission, lambda: confirm_row(row, by=request.user))
    return _written(request, submission, lambda: leave_out(row, left_out=verb == "leave-out", by=request.user))


@require_POST
def submit_view(request: UserRequest, pk: int) -> HttpResponse:
    """Send the checked rows to the department."""
    submission = _for_writing(request, pk)
    if submission.state != SubmissionState.READ:
        messages.info(request, _("This file has already been sent."))
        return redirect("planning:submission", pk=pk)
    if not submission.rows.exists():
        messages.warning(request, _("There is nothing to send: name the columns of the file first."))
        return SeeOther(reverse("planning:columns", args=[pk]))
    withdraw = [key for value in request.POST.getlist("withdraw") if (key := row_key(value)) is not None]
    seen = row_key(request.POST.get("seen_return", "")) or 0
    try:
        sent = submit(submission, withdraw=withdraw, seen_return=seen, by=request.user)
    except RefusedError as refusal:
        messages.warning(request, str(refusal))
        return SeeOther(reverse("planning:submission", args=[pk]))
    city = open_city_plan(period=sent.plan.period, by=request.user)
    suggest_pairs(plan=city, by=request.user)
    return saved(
        request,
        reverse("planning:plan", args=[sent.plan_id]),
        _("The plan has been sent to the organisational department."),
    )


@require_POST
def discard_view(request: UserRequest, pk: int) -> HttpResponse:
    """Throw the reading away; nothing was sent."""
    submission = _for_writing(request, pk)
    undo = ""
    if submission.state == SubmissionState.READ:
        step = change_with_undo([submission], act=lambda: discard(submission, by=request.user), by=request.user)
        undo = step.undo_address
    return saved(request, "planning:send", _("The file was set aside; nothing was sent."), undo=undo)


@require_GET
def original(request: UserRequest, pk: int) -> HttpResponse | FileResponse:
    """The file as the unit sent it; always a download, never shown by the browser."""
    submission = _found(request, pk)
    if not submission.file:
        raise PermissionDenied(_("It was pasted from the clipboard; there is no file."))
    return FileResponse(submission.file.open("rb"), as_attachment=True, filename=submission.file_name)
