"""The clock of recurring work and the signs of life of workers: the machine's own state, not audited."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from orgplan.jobs.models import Clock, Job, Worker
from orgplan.jobs.rules import JobState

RECURRING = "recurring."
"""Kinds of jobs that the clock lays in begin with this."""


def lay_in(*, title: str, words: str, due: datetime, now: datetime) -> bool:
    """Make a job of the recurring work's due moment, once however many workers ask; tell whether it was made now.

    Work seen for the first time waits for its next moment: an installation does not begin with everything at once.
    """
    clock, is_new = Clock.objects.get_or_create(title=title, defaults={"last_due_at": due})
    if is_new or clock.last_due_at >= due:
        return False
    try:
        with transaction.atomic():
            moved = Clock.objects.filter(pk=clock.pk, last_due_at__lt=due).update(last_due_at=due)
            if not moved:
                return False
            Job.objects.create(
                kind=RECURRING + title, key=due.isoformat(), words=words, due_at=now, created_by="Исполнитель заданий"
            )
    except IntegrityError:  # somebody set the clock back by hand: the moment has its job already
        return False
    return True


def forget_jobs(*, before: datetime) -> int:
    """Forget recurring work that was done or stopped before; orders keep their rows, for their keys are for good."""
    old = Job.objects.filter(
        kind__startswith=RECURRING, state__in=(JobState.DONE, JobState.CANCELLED), finished_at__lt=before
    )
    count, _parts = old.delete()
    Worker.objects.filter(seen_at__lt=before).delete()
    return count


def show_life(*, token: str, host: str, pid: int, started_at: datetime, now: datetime) -> None:
    """Write that the worker is alive."""
    Worker.objects.update_or_create(
        token=token, defaults={"host": host, "pid": pid, "started_at": started_at, "seen_at": now}
    )


def say_farewell(*, token: str, now: datetime) -> None:
    """Write that the worker ended in order."""
    Worker.objects.filter(token=token).update(seen_at=now, stopped_at=now)
