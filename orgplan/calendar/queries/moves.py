"""Which events were moved, and from when."""

from __future__ import annotations

from collections.abc import Iterable

from orgplan.calendar.queries.entries import Entry
from orgplan.events.models import Change
from orgplan.events.rules import ChangeKind

_BATCH = 5_000


def moves_of(entries: Iterable[Entry]) -> dict[int, str]:
    """Return by event when it was to be before it was last moved, in words; what was taken back is left out.

    One query for 5,000 events.
    """
    keys = sorted({entry.key for entry in entries if entry.key})
    found: dict[int, str] = {}
    for at in range(0, len(keys), _BATCH):
        rows = Change.objects.filter(event__in=keys[at : at + _BATCH], kinds__contains=ChangeKind.MOVED.value)
        rows = rows.filter(taken_back_by__isnull=True, takes_back__isnull=True).order_by("made_at", "pk")
        for event, shown in rows.values_list("event", "shown"):
            found[event] = next((before for kind, before, _after in shown if kind == ChangeKind.MOVED), "")
    return found
