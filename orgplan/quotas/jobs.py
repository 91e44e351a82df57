"""Recurring work of quotas: remind those who have not answered."""

from __future__ import annotations

from django.utils import timezone

from orgplan.jobs.jobs import JobContext
from orgplan.quotas.actions import remind_bodies


def remind_of_quotas(context: JobContext) -> None:
    """Recurring: letters to those who were asked and are silent; a worker that begins anew writes none twice."""
    remind_bodies(today=timezone.localdate(), by=context.by)
