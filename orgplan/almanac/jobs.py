"""The almanac's recurring work."""

from __future__ import annotations

from django.utils import timezone

from orgplan.almanac.actions.laying import lay_ahead
from orgplan.jobs.jobs import JobContext


def lay_every_night(context: JobContext) -> None:
    """Lay meetings and dates ahead and fill the plans that are being worked on; doing it twice changes nothing."""
    lay_ahead(today=timezone.localdate(), by=context.by)
