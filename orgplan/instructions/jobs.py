"""Recurring work of instructions: warn of terms by the ladder, lay the next periods of what comes back."""

from __future__ import annotations

from django.utils import timezone

from orgplan.instructions.actions import lay_periods
from orgplan.instructions.actions.ladder import warn_of_terms
from orgplan.jobs.jobs import JobContext


def warn(context: JobContext) -> None:
    """Recurring: take the steps of the ladder that are due; a worker that begins anew takes none twice."""
    warn_of_terms(today=timezone.localdate(), by=context.by)


def lay(context: JobContext) -> None:
    """Recurring: lay the next periods of instructions whose term has come."""
    lay_periods(today=timezone.localdate(), by=context.by)
