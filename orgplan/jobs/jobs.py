"""What a room binds in `config/jobs.py`, what its work is given, and how one job is run.

    HANDLERS = (Handler("planning.send_board", send_board, _("Board of submissions")),)
    RECURRING = (Recurring("planning.remind", Daily(time(9, 0), MONDAY_TO_FRIDAY), remind, _("Reminders")),)
    DUTIES = (Duty("notices.outbox", send_due),)

A handler may be run twice: after a worker died in the middle of it, another one begins anew. It therefore goes by
unique keys (`send_key`, `key`) and by actions that find everything as it should be.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from orgplan.accounts.actions.policies import forget_sign_ins
from orgplan.accounts.actions.presence import forget_presence
from orgplan.accounts.actions.taking_back import forget_row_steps
from orgplan.audit.actions import System
from orgplan.core.editing import RefusedError
from orgplan.core.statistics import refresh_statistics
from orgplan.jobs.actions.clock import RECURRING, forget_jobs
from orgplan.jobs.actions.leases import (
    LeaseLostError,
    end_stopped_job,
    fail_job,
    finish_job,
    is_stop_requested,
    put_off_job,
    report_progress,
)
from orgplan.jobs.models import Job
from orgplan.jobs.rules import MOST_ATTEMPTS, Schedule, pause_after, schedule_words

WORKER = System("Исполнитель заданий")
_REMEMBERED = timedelta(days=31)
_log = logging.getLogger(__name__)


class StoppedError(Exception):
    """Somebody asked to stop the job."""


class ReleasedError(Exception):
    """The worker is being ended: the job goes back into the queue, the attempt does not count."""


class TryLaterError(Exception):
    """The work cannot be done now; the text says why, `after` when to try again (default: the growing pause)."""

    def __init__(self, words: str, *, after: timedelta | None = None) -> None:
        super().__init__(words)
        self.after = after


@dataclass
class JobContext:
    """What a handler is given: the job, in whose name it writes, and the ways to say how far it is."""

    job: Job
    by: System = WORKER
    ending: Event = field(default_factory=Event)

    @property
    def due_at(self) -> datetime:
        """When the work was due: what a recurring job lays in is of this moment, not of now."""
        return datetime.fromisoformat(self.job.key) if self.job.kind.startswith(RECURRING) else self.job.due_at

    def progress(self, done: int, total: int, words: str = "") -> None:
        """Show «340 из 500, …» to the administrator; asks also whether to go on (see `check_stopped`)."""
        report_progress(self.job, done=done, total=total, words=words, now=timezone.now())
        self.check_stopped()

    def check_stopped(self) -> None:
        """Raise StoppedError or ReleasedError where the work should not go on: call it between whole pieces."""
        if is_stop_requested(self.job):
            raise StoppedError
        if self.ending.is_set():
            raise ReleasedError


@dataclass(frozen=True, slots=True)
class Handler:
    """The work of one kind of job. RefusedError ends the job with its sentence, TryLaterError puts it off."""

    kind: str
    run: Callable[[JobContext, Mapping[str, Any]], None]
    words: str | Promise
    attempts: int = MOST_ATTEMPTS


@dataclass(frozen=True, slots=True)
class Recurring:
    """Work that comes back; after downtime it runs once, for the latest moment that was missed."""

    title: str
    schedule: Schedule
    run: Callable[[JobContext], None]
    words: str | Promise

    @property
    def schedule_words(self) -> str:
        """When it is due, in words."""
        return schedule_words(self.schedule)

    @property
    def handler(self) -> Handler:
        """The handler of the jobs that the clock makes of it."""
        return Handler(RECURRING + self.title, lambda context, _payload: self.run(context), self.words)


@dataclass(frozen=True, slots=True)
class Duty:
    """What a worker looks for at every turn without a job of its own; `run` returns how many things it did."""

    title: str
    run: Callable[[Event], int]


def run_job(context: JobContext, handler: Handler | None) -> str:
    """Run a claimed job and write how it ended; return that end in words for the log."""
    job = context.job
    try:
        if handler is None:
            return _fail(job, _("The program knows no work of the kind “%(kind)s”.") % {"kind": job.kind})
        if job.attempts > handler.attempts:
            return _fail(job, _("The worker broke off in the middle of this job time and again; it is not tried more."))
        return _attempt(context, handler)
    except LeaseLostError:
        _log.warning("job %s %s: the lease was lost, another worker has it", job.kind, job.key)
        return "lost"


def _attempt(context: JobContext, handler: Handler) -> str:
    job = context.job
    try:
        if job.cancel_requested:
            raise StoppedError  # noqa: TRY301 -- the worker that was asked died before it could obey
        handler.run(context, job.payload)
    except LeaseLostError:
        raise
    except Exception as error:  # noqa: BLE001 -- whatever a handler raises belongs to its job, not to the worker
        return _ended_by(error, job, handler)
    finish_job(job, now=timezone.now())
    return "done"


def _ended_by(error: Exception, job: Job, handler: Handler) -> str:
    match error:
        case StoppedError():
            end_stopped_job(job, now=timezone.now())
            return "stopped"
        case ReleasedError():
            put_off_job(job, due_at=job.due_at)
            return "released"
        case RefusedError():
            return _fail(job, str(error))
        case TryLaterError():
            return _try_later(job, handler, str(error), error.after)
    _log.error("job %s %s", job.kind, job.key, exc_info=error)
    words = _("Internal fault: %(kind)s: %(text)s.") % {"kind": type(error).__name__, "text": error}
    return _try_later(job, handler, words, None)


def _fail(job: Job, words: str) -> str:
    fail_job(job, error=words, now=timezone.now())
    return "failed"


def _try_later(job: Job, handler: Handler, words: str, after: timedelta | None) -> str:
    if job.attempts >= handler.attempts:
        return _fail(job, words)
    put_off_job(job, due_at=timezone.now() + (after or pause_after(job.attempts)), error=words)
    return "put off"


def count_rows_anew(_context: JobContext) -> None:
    """Recurring: let the database count its rows anew: by these counts it chooses how to read."""
    refresh_statistics()


def forget_long_done(context: JobContext) -> None:
    """Recurring: forget recurring work that was done a month ago and workers that fell silent then."""
    forget_jobs(before=context.due_at - _REMEMBERED)


def forget_open_pages(_ending: Event) -> int:
    """Duty: forget who has had which page open and what was just removed, where nobody asks any more."""
    return forget_presence(now=timezone.now()) + forget_row_steps(now=timezone.now())


def forget_old_sign_ins(context: JobContext) -> None:
    """Recurring: delete attempts and ended sessions older than their terms; found again, it does nothing."""
    forget_sign_ins(now=context.due_at, by=context.by)
