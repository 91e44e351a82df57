"""Reads of background work: what stands where, who does it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Case, Count, IntegerField, Value, When

from orgplan.jobs.models import Job, MachineryQuerySet, Worker
from orgplan.jobs.rules import HEARTBEAT, JobState

if TYPE_CHECKING:
    from orgplan.accounts.models import User

SILENCE = HEARTBEAT * 3 + timedelta(seconds=30)
"""A worker not seen for so long is thought dead."""

_ORDER = (JobState.FAILED, JobState.RUNNING, JobState.WAITING, JobState.CANCELLED, JobState.DONE)


def live_workers(now: datetime) -> list[Worker]:
    """Return the workers that were seen a moment ago and did not say farewell; one query."""
    return list(Worker.objects.filter(seen_at__gte=now - SILENCE, stopped_at=None))


def last_seen() -> datetime | None:
    """Return when any worker was seen last."""
    seen: datetime | None = Worker.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()
    return seen


def jobs_in_order(rows: MachineryQuerySet, *, state: str = "") -> MachineryQuerySet:
    """Return the jobs, failed first, then what runs, waits, was stopped, is done; the newest first among equals."""
    place = Case(
        *(When(state=each, then=Value(number)) for number, each in enumerate(_ORDER)), output_field=IntegerField()
    )
    chosen = rows.filter(state=state) if state in JobState.values else rows
    ordered: MachineryQuerySet = chosen.annotate(place=place).order_by("place", "-due_at", "-pk")
    return ordered


def counts_by_state(rows: MachineryQuerySet) -> dict[str, int]:
    """Return how many jobs stand in each state; one query."""
    return dict(rows.order_by().values_list("state").annotate(Count("pk")))


def failed_jobs(user: User) -> int:
    """Return how many jobs failed, as far as the reader may see them."""
    return int(Job.objects.visible_to(user).filter(state=JobState.FAILED).count())


def jobs_by_keys(kind: str, keys: Collection[str]) -> dict[str, Job]:
    """Return the jobs that a room ordered under its own keys, by these; one query; the caller says who may."""
    return {job.key: job for job in Job.objects.filter(kind=kind, key__in=keys)}


def job_by_key(kind: str, key: str) -> Job | None:
    """Return the job that a room ordered under its own key, for the room's own page of it; the caller says who may."""
    found: Job | None = Job.objects.filter(kind=kind, key=key).first()
    return found
