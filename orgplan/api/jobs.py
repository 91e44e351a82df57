"""Recurring work of the interface."""

from __future__ import annotations

from orgplan.api.idempotency import kept_since
from orgplan.api.models import Answer
from orgplan.jobs.jobs import JobContext


def forget_answers(context: JobContext) -> None:
    """Forget answers that no request may ask for again: they hold what was written, sometimes about persons."""
    Answer.objects.filter(made_at__lt=kept_since(context.due_at)).delete()
