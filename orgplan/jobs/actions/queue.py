"""Ordering work, stopping it, trying it again: what people and rooms ask for, each with its audit entry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orgplan.audit.actions import Actor, audited, nothing_changed, record, state_of
from orgplan.core.editing import RefusedError
from orgplan.core.seams import bound
from orgplan.jobs.models import Job
from orgplan.jobs.rules import JobState, next_job_state

VERBS = (gettext_noop("enqueue"), gettext_noop("stop job"), gettext_noop("try job again"))
"""How the history names these actions."""


class UnknownJobKindError(LookupError):
    """No handler of this kind stands in `config/jobs.py`: a mistake of the program."""


@audited
def enqueue(
    *,
    kind: str,
    key: str,
    payload: Mapping[str, Any],
    due_at: datetime | None = None,
    words: str = "",
    by: Actor,
) -> Job:
    """Order a job of a kind that `config/jobs.py` binds; `words` tell the administrator what it is about.

    A second call with the same kind and key orders nothing and returns the first job, whatever became of it. The row
    is written in the caller's transaction: what is rolled back was never ordered.
    """
    handlers: Any = bound("job_handlers")
    if all(each.kind != kind for each in handlers):
        raise UnknownJobKindError(kind)
    known: Job | None = Job.objects.filter(kind=kind, key=key).first()
    if known is None:
        job = Job(kind=kind, key=key, payload=dict(payload), words=words, created_by=str(by)[:200])
        job.due_at = due_at or timezone.now()
        try:
            with transaction.atomic():
                job.save()
        except IntegrityError:
            known = Job.objects.get(kind=kind, key=key)
        else:
            record(job, after=state_of(job, "kind", "key", "words", "due_at"))
            return job
    nothing_changed()
    assert known is not None
    return known


@audited
def stop_job(job: Job, *, by: Actor) -> Job:
    """Stop a job: a waiting one at once, a running one where its work next asks whether it should go on."""
    current: Job = Job.objects.select_for_update().get(pk=job.pk)
    if current.state == JobState.RUNNING:
        current.cancel_requested = True
        current.save(update_fields=["cancel_requested"])
        record(current, before={"cancel_requested": False}, after={"cancel_requested": True})
        return current
    before = state_of(current, "state")
    current.state = _passage(current, "stop")
    current.finished_at = timezone.now()
    current.save(update_fields=["state", "finished_at"])
    record(current, before=before, after=state_of(current, "state"))
    return current


@audited
def try_job_again(job: Job, *, by: Actor) -> Job:
    """Let a failed or stopped job run again from its beginning, with all its attempts."""
    current: Job = Job.objects.select_for_update().get(pk=job.pk)
    before = state_of(current, "state")
    current.state = _passage(current, "try_again")
    current.due_at, current.attempts, current.cancel_requested = timezone.now(), 0, False
    current.finished_at = None
    current.save(update_fields=["state", "due_at", "attempts", "cancel_requested", "finished_at"])
    record(current, before=before, after=state_of(current, "state"))
    return current


def _passage(job: Job, verb: str) -> JobState:
    state = next_job_state(job.state, verb)
    if state is None:
        raise RefusedError(
            _("The job “%(job)s” is already in the state “%(state)s”: open the list again.")
            % {"job": job, "state": job.get_state_display()}
        )
    return state
