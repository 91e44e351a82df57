"""Work of events that comes back: emptying the basket."""

from __future__ import annotations

from datetime import timedelta

from orgplan.events.actions import basket_term, empty_basket
from orgplan.jobs.jobs import JobContext


def empty_old_basket(context: JobContext) -> None:
    """Recurring: delete for good what lies in the basket for longer than its term; found empty, it does nothing."""
    empty_basket(before=context.due_at - timedelta(days=basket_term().days), by=context.by)
