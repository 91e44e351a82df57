"""The almanac's recurring work."""

from __future__ import annotations

from django.utils import timezone

from orgplan.almanac.actions.laying import lay_ahead
from orgplan.jobs.jobs import JobContext

_TOLD = 3


def lay_every_night(context: JobContext) -> None:
    """Lay meetings, dates and jubilees ahead and fill the plans under work; doing it twice changes nothing.

    What was refused does not stop the rest; the first of it stands beside the job.
    """
    done = lay_ahead(today=timezone.localdate(), by=context.by)
    if done.refused:
        context.progress(1, 1, " ".join(done.refused[:_TOLD]))
