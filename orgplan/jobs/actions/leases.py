"""The worker's bookkeeping: taking a job by a conditional UPDATE with a lease, keeping the lease, giving it back.

Nothing here is audited: it is the machine's own state, written every few seconds; what the work does to records is
audited by the actions that it calls. Every write names the lease, so that a worker that was thought dead and woke up
changes nothing of what another one has taken over.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import F, Q
from django.utils.translation import gettext as _

from orgplan.jobs.models import Job, MachineryQuerySet
from orgplan.jobs.rules import LEASE, JobState

_LOOKED_AT = 8  # several workers look at the same first rows: more than one, so that the loser finds another


class LeaseLostError(Exception):
    """The lease ran out and another worker took the job, or somebody ended it: leave it alone."""


def claim_job(*, token: str, now: datetime) -> Job | None:
    """Take the job that is due longest, or None. Reads first: an idle worker takes no write lock."""
    due = Q(state=JobState.WAITING, due_at__lte=now) | Q(state=JobState.RUNNING, leased_until__lt=now)
    for pk in list(Job.objects.filter(due).values_list("pk", flat=True)[:_LOOKED_AT]):
        taken = Job.objects.filter(due, pk=pk).update(
            state=JobState.RUNNING,
            lease_token=token,
            leased_until=now + LEASE,
            attempts=F("attempts") + 1,
            started_at=now,
            finished_at=None,
        )
        if taken:
            return Job.objects.get(pk=pk)
    return None


def renew_leases(*, tokens: Collection[str], now: datetime) -> int:
    """Say that the work under these leases goes on; return how many still hold."""
    running = Job.objects.filter(state=JobState.RUNNING, lease_token__in=tokens)
    return int(running.update(leased_until=now + LEASE))


def report_progress(job: Job, *, done: int, total: int, words: str, now: datetime) -> None:
    """Show how far the work is and renew its lease; LeaseLostError where it is no longer ours."""
    _write(job, done=done, total=total, progress_words=words[:300], leased_until=now + LEASE)


def is_stop_requested(job: Job) -> bool:
    """Tell whether somebody asked to stop the job; LeaseLostError where it is no longer ours."""
    asked = _ours(job).values_list("cancel_requested", flat=True).first()
    if asked is None:
        raise LeaseLostError(str(job))
    return bool(asked)


def finish_job(job: Job, *, now: datetime) -> None:
    """Write that the job is done."""
    _write(job, state=JobState.DONE, leased_until=None, lease_token="", last_error="", finished_at=now)


def put_off_job(job: Job, *, due_at: datetime, error: str = "") -> None:
    """Give the job back, to be taken again not before `due_at`; without an error the attempt does not count."""
    attempts = job.attempts if error else max(job.attempts - 1, 0)
    _write(
        job,
        state=JobState.WAITING,
        leased_until=None,
        lease_token="",
        due_at=due_at,
        last_error=error,
        attempts=attempts,
    )


def fail_job(job: Job, *, error: str, now: datetime) -> None:
    """Write that the job failed for good, and why, in words."""
    _write(job, state=JobState.FAILED, leased_until=None, lease_token="", last_error=error, finished_at=now)


def end_stopped_job(job: Job, *, now: datetime) -> None:
    """Write that the job was stopped on request."""
    said = _("Stopped on request.")
    _write(job, state=JobState.CANCELLED, leased_until=None, lease_token="", last_error=said, finished_at=now)


def _ours(job: Job) -> MachineryQuerySet:
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, lease_token=job.lease_token)


def _write(job: Job, **fields: object) -> None:
    if not _ours(job).update(**fields):
        raise LeaseLostError(str(job))
    for name, value in fields.items():
        setattr(job, name, value)
