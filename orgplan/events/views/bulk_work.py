"""An ordered change of many events: how far it is, stopping it, what stayed as it was."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import RefusedError
from orgplan.core.pages import render_page, saved
from orgplan.events.actions.bulk_work import BULK_KIND
from orgplan.events.models import Event, UndoStep
from orgplan.events.views.undo import undo_address
from orgplan.jobs.actions.queue import stop_job
from orgplan.jobs.models import Job
from orgplan.jobs.queries import job_by_key, live_workers
from orgplan.jobs.rules import JobState

_SHOWN = 100
_UNDER_WAY = (JobState.WAITING, JobState.RUNNING)


@require_GET
def bulk_work(request: UserRequest, pk: int) -> HttpResponse:
    """How far the reader's own change is; asked anew every two seconds by HTMX, by a press without it."""
    step, job = _work(request, pk)
    under_way = job.state in _UNDER_WAY
    chosen = [key for key, _edition in job.payload["chosen"]]
    written = {each["event"] for each in step.befores}
    left = [] if under_way else [key for key in chosen if key not in written]
    context = {
        "step": step,
        "job": job,
        "under_way": under_way,
        "total": len(chosen),
        "written": len(written),
        "left": len(left),
        "stayed": Event.objects.visible_to(request.user).filter(pk__in=left[:_SHOWN]) if left else [],
        "no_worker": under_way and not live_workers(timezone.now()),
        "undo_url": undo_address(step) if written and not under_way and not step.used_at else "",
    }
    return render_page(request, "events/bulk_work.html", context, fragment="progress")


@require_POST
def stop(request: UserRequest, pk: int) -> HttpResponse:
    """Stop the change between two parts; what is written can be taken back as one."""
    step, job = _work(request, pk)
    address = reverse("events:bulk_work", args=[step.pk])
    try:
        stop_job(job, by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return saved(request, address, _("It was too late to stop."))
    return saved(request, address, _("The change is being stopped."))


def _work(request: UserRequest, pk: int) -> tuple[UndoStep, Job]:
    step = get_object_or_404(UndoStep.objects.visible_to(request.user), pk=pk)
    job = job_by_key(BULK_KIND, str(step.pk))
    if job is None:
        raise Http404
    return step, job
