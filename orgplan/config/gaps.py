"""What an event of a programme may lack, in the order in which the page of a programme says it; rooms declare."""

from __future__ import annotations

from orgplan.clashes.queries.gaps import BLOCKED
from orgplan.document_sets.queries.gaps import PAPERS_NOT_READY
from orgplan.preparation.queries.gaps import LATE_STEPS, WITHOUT_STEPS
from orgplan.programmes.queries.gaps import EventGap
from orgplan.programmes.queries.own_gaps import (
    WITHOUT_CONSENT,
    WITHOUT_DATE,
    WITHOUT_REPORT,
    WITHOUT_RESPONSIBLE,
    WITHOUT_VENUE,
)
from orgplan.quotas.queries.gaps import QUOTA_UNANSWERED
from orgplan.resources.queries.gaps import NEEDS_SHORT, NEEDS_UNANSWERED
from orgplan.scripts.queries.gaps import WITHOUT_SCRIPT

EVENT_GAPS: tuple[EventGap, ...] = (
    WITHOUT_DATE,
    WITHOUT_VENUE,
    WITHOUT_RESPONSIBLE,
    BLOCKED,
    WITHOUT_STEPS,
    LATE_STEPS,
    WITHOUT_SCRIPT,
    PAPERS_NOT_READY,
    NEEDS_SHORT,
    NEEDS_UNANSWERED,
    QUOTA_UNANSWERED,
    WITHOUT_CONSENT,
    WITHOUT_REPORT,
)
