"""Pages of proposals: choose a month, see what is offered, accept line by line or together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import ChangedMeanwhileError, RefusedError
from orgplan.core.lookups import row_key
from orgplan.core.pages import render_page, saved
from orgplan.directory.queries import leaders_on
from orgplan.events.actions.changes import change_to
from orgplan.events.following import demands_of
from orgplan.events.models import Event
from orgplan.jobs.actions import stop_job
from orgplan.jobs.models import Job
from orgplan.jobs.queries import job_by_key, live_workers
from orgplan.jobs.rules import JobState
from orgplan.scheduling.actions import KIND, Scope, accept_moves, ask_for_proposals, pin_event, unpin_event
from orgplan.scheduling.forms import AcceptForm
from orgplan.scheduling.models import MonthSearch, Pin, Proposal
from orgplan.scheduling.policy import can_schedule
from orgplan.scheduling.queries import (
    Line,
    chosen_words,
    coming_month,
    counts_of,
    drafts_among,
    lines_of,
    month_of,
    movable_of,
    new_clashes,
    selects_of,
)

_UNDER_WAY = (JobState.WAITING, JobState.RUNNING)
_SHOWN = 12


def _checked(request: UserRequest) -> None:
    if not can_schedule(request.user):
        raise PermissionDenied(_("Months are sorted out by the department and the protocol service."))


def _month(text: str) -> date:
    """Return the first day of the month «2026-08», of the next one where the address makes no sense."""
    coming = coming_month(timezone.localdate())
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return coming
    return found if date(1900, 2, 1) <= found <= date(2199, 11, 1) else coming


@require_GET
def months(request: UserRequest) -> HttpResponse:
    """Choose a month; how dense it is, what clashes, what is pinned; proposals asked for before."""
    _checked(request)
    first = _month(request.GET.get("month", ""))
    posts = leaders_on(first)
    month = month_of(first, posts=posts)
    events = {taken.event for taken in month.read.rows.values()}
    pins = Pin.objects.visible_to(request.user).select_related("event")
    context = {
        "month": first,
        "previous": (first - timedelta(days=1)).replace(day=1),
        "following": (first + timedelta(days=31)).replace(day=1),
        "counts": counts_of(month, month.standing),
        "events": len(month.events),
        "standing": sum(event.pinned for event in month.events),
        "drafts": drafts_among(month),
        "first_name": month.read.first_name,
        "selects": selects_of(request.user, {}, posts),
        "pins": [each for each in pins if each.event_id in events],
        "searches": MonthSearch.objects.visible_to(request.user)[:_SHOWN],
        "is_over": (first + timedelta(days=31)).replace(day=1) <= timezone.localdate(),
    }
    return render_page(request, "scheduling/months.html", context)


@require_POST
def ask(request: UserRequest) -> HttpResponse:
    """Order proposals for the month; the filter of the form says which events may move."""
    _checked(request)
    first, query = _month(request.POST.get("month", "")), request.POST.dict()
    movable = movable_of(request.user, query, first)
    if movable is not None and not movable:
        messages.error(request, _("The filter finds no event of this month: choose otherwise."))
        return redirect(f"{reverse('scheduling:months')}?month={first:%Y-%m}")
    words = chosen_words(selects_of(request.user, query, leaders_on(first)))
    scope = Scope(movable, words, other_venues="other_venues" in query)
    search = ask_for_proposals(month=first, scope=scope, by=request.user)
    return saved(request, search.get_absolute_url(), _("Proposals are being computed."))


@require_GET
def result(request: UserRequest, pk: int) -> HttpResponse:
    """What is offered: the aims beside each other, the moves of one, what cannot be kept; or how far it is."""
    search, job = _search(request, pk)
    under_way = job.state in _UNDER_WAY
    proposals = list(Proposal.objects.visible_to(request.user).filter(search=search))
    chosen = next((each for each in proposals if each.aim == request.GET.get("aim")), None)
    proposal = chosen or (proposals[0] if proposals else None)
    lines = lines_of(request.user, proposal) if proposal else []
    counted = {each.pk: each.moves.count() for each in proposals}
    context = {
        "search": search,
        "job": job,
        "under_way": under_way,
        "no_worker": under_way and not live_workers(timezone.now()),
        "proposals": [(each, counted[each.pk]) for each in proposals],
        "proposal": proposal,
        "before": proposals[0].before if proposals else {},
        "lines": lines,
        "open": [line for line in lines if line.is_open],
        "unkept": proposal.unkept.select_related("event") if proposal else [],
    }
    return render_page(request, "scheduling/result.html", context, fragment="progress" if under_way else "")


@require_POST
def stop(request: UserRequest, pk: int) -> HttpResponse:
    """Stop the computing; proposals that are ready stay."""
    search, job = _search(request, pk)
    try:
        stop_job(job, by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return saved(request, search.get_absolute_url(), _("It was too late to stop the computing."))
    return saved(request, search.get_absolute_url(), _("The computing is being stopped."))


@require_POST
def pin(request: UserRequest, pk: int) -> HttpResponse:
    """Pin an event, or unpin it."""
    _checked(request)
    event = get_object_or_404(Event.objects.visible_to(request.user), pk=pk)
    if request.POST.get("verb") == "unpin":
        unpin_event(event, by=request.user)
        words = _("The event may be moved by proposals again.")
    else:
        pin_event(event, by=request.user)
        words = _("The event is pinned: the next proposals will not move it.")
    back = request.POST.get("back", "")
    known = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return saved(request, back if known else reverse("scheduling:months"), words)


# Lines and accepting them


@require_POST
def accept(request: UserRequest, pk: int) -> HttpResponse:
    """Show what the chosen moves change and what approved plans ask for; write them, all or none."""
    search, _job = _search(request, pk)
    proposal = _proposal(request, search)
    back = f"{search.get_absolute_url()}?aim={proposal.aim}"
    wanted = {key for each in request.POST.getlist("row") if (key := row_key(each))}
    lines = [line for line in lines_of(request.user, proposal) if line.move.pk in wanted]
    rows = [line for line in lines if line.is_open]
    if not rows:
        return saved(request, back, _("No move was chosen that can still be accepted."))
    form = AcceptForm(request.POST if "apply" in request.POST else None)
    if form.is_bound and form.is_valid() and (done := _write(request, form, proposal, rows)):
        words = ngettext("%d event is moved.", "%d events are moved.", len(rows)) % len(rows)
        return saved(request, back, words, undo=done)
    changes = [change_to(each.event, each.facts) for each in rows]
    demands = demands_of(changes, request.user)
    context = {
        "search": search,
        "proposal": proposal,
        "rows": rows,
        "stale": [line for line in lines if not line.is_open],
        "form": form,
        "demands": list(dict.fromkeys(each.because for each in demands)),
        "clashes": new_clashes(request.user, rows),
        "back": back,
    }
    return render_page(request, "scheduling/accept.html", context, status=422 if form.is_bound else 200)


def _write(request: UserRequest, form: AcceptForm, proposal: Proposal, rows: Sequence[Line]) -> str:
    """Move the events and return where that is taken back; a refusal goes into the form."""
    try:
        step = accept_moves(
            proposal, lines=rows, reason=form.cleaned_data["reason"], basis=form.ground, by=request.user
        )
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
    except ChangedMeanwhileError as race:
        form.add_error(None, _("“%(title)s” was changed a moment ago: go back and choose again.") % {"title": race})
    else:
        return reverse("events:take_back", args=[step.pk])
    return ""


def _search(request: UserRequest, pk: int) -> tuple[MonthSearch, Job]:
    _checked(request)
    search = get_object_or_404(MonthSearch.objects.visible_to(request.user), pk=pk)
    job = job_by_key(KIND, str(search.pk))
    if job is None:
        raise Http404
    return search, job


def _proposal(request: UserRequest, search: MonthSearch) -> Proposal:
    proposals = Proposal.objects.visible_to(request.user).filter(search=search)
    found: Proposal = get_object_or_404(proposals, aim=request.POST.get("aim", ""))
    return found
