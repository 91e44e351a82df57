"""The demonstration city's background work: one recurring job done, one that failed and can be tried again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from orgplan.audit.actions import Actor
from orgplan.core.seams import bound
from orgplan.jobs.actions.clock import lay_in
from orgplan.jobs.actions.leases import claim_job, fail_job, finish_job
from orgplan.jobs.rules import latest_due


def build_jobs(by: Actor, password: str) -> None:  # noqa: ARG001 -- every room's part is called alike
    """Lay in the last two days of the first recurring work; the first day failed."""
    recurring: Any = bound("recurring_jobs")
    work = recurring[0]
    now = timezone.localtime()
    for days in (3, 2, 1):
        due = latest_due(work.schedule, now - timedelta(days=days))
        if not lay_in(title=work.title, words=str(work.words), due=due, now=due):
            continue
        job = claim_job(token="показательный город", now=due)  # noqa: S106 -- a lease, no secret
        assert job is not None
        if days == 2:  # noqa: PLR2004 -- the older of the two: the newer one went well
            fail_job(job, error="База данных не отвечала: порт 5432 закрыт.", now=due + timedelta(seconds=40))
        else:
            finish_job(job, now=due + timedelta(seconds=1))
