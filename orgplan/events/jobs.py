"""Work of events for the worker: emptying the basket, changing some hundreds of events."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from orgplan.accounts.queries.ordering import who_ordered
from orgplan.events.actions import basket_term, empty_basket
from orgplan.events.actions.bulk_work import PART, BulkOrder, change_part
from orgplan.events.models import UndoStep
from orgplan.jobs.jobs import JobContext


def empty_old_basket(context: JobContext) -> None:
    """Recurring: delete for good what lies in the basket for longer than its term; found empty, it does nothing."""
    empty_basket(before=context.due_at - timedelta(days=basket_term().days), by=context.by)


def change_many(context: JobContext, payload: Mapping[str, Any]) -> None:
    """Write an ordered change part by part in the name of who ordered it; stopped, what is written stays written."""
    order, step = BulkOrder.from_plain(payload), UndoStep.objects.get(pk=payload["step"])
    by = who_ordered(payload["by"])
    for start in range(0, len(order.chosen), PART):
        part = order.chosen[start : start + PART]
        change_part(step=step, order=order, part=part, by=by)
        context.progress(start + len(part), len(order.chosen))
