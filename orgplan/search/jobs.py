"""Work of the search in the background: filling an empty index, and the nightly comparison.

An action keeps the index up to date by itself; what is compared at night is what changed beside it: a renamed venue in
the texts of its events, rows that a migration wrote.
"""

from __future__ import annotations

from threading import Event

from django.utils import timezone

from orgplan.jobs.jobs import JobContext
from orgplan.search.actions import compare_all
from orgplan.search.queries.state import compared_at


def compare_every_night(context: JobContext) -> None:
    """Recurring: bring the index to what all records say."""
    compare_all(now=context.due_at)


def fill_empty_index(_ending: Event) -> int:
    """Duty of the worker: enter everything once, after the room has come into an installation that has records."""
    return 0 if compared_at() else compare_all(now=timezone.now())
