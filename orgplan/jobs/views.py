"""The page of background work, for the administrator."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import RefusedError
from orgplan.core.pages import SeeOther, render_page, saved, window_of
from orgplan.core.seams import bound
from orgplan.jobs import actions
from orgplan.jobs.models import Job
from orgplan.jobs.policy import can_manage_jobs
from orgplan.jobs.queries import counts_by_state, jobs_in_order, last_seen, live_workers
from orgplan.jobs.rules import JobState


@require_GET
def list_jobs(request: UserRequest) -> HttpResponse:
    """What runs, waits, failed; who does it; what comes back."""
    if not can_manage_jobs(request.user):
        raise PermissionDenied
    rows = Job.objects.visible_to(request.user)
    state, counts = request.GET.get("state", ""), counts_by_state(rows)
    recurring: Any = bound("recurring_jobs")
    context = {
        "window": window_of(request, jobs_in_order(rows, state=state)),
        "states": [(each.value, each.label, counts.get(each.value, 0)) for each in JobState],
        "everything": sum(counts.values()),
        "state": state,
        "workers": live_workers(timezone.now()),
        "last_seen": last_seen(),
        "recurring": recurring,
    }
    return render_page(request, "jobs/list.html", context)


@require_POST
def stop(request: UserRequest, pk: int) -> HttpResponse:
    """Stop a job: at once where it waits, at its next step where it runs."""
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    try:
        stopped = actions.stop_job(job, by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return SeeOther(resolve_url("jobs:list"))
    words = _("The job is asked to stop.") if stopped.state == JobState.RUNNING else _("The job is stopped.")
    return saved(request, "jobs:list", words)


@require_POST
def try_again(request: UserRequest, pk: int) -> HttpResponse:
    """Let a failed or stopped job run again."""
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    try:
        actions.try_job_again(job, by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return SeeOther(resolve_url("jobs:list"))
    return saved(request, "jobs:list", _("The job waits for its turn."))
