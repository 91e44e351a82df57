"""Clashes of a plan's events: what stops its approval, what stands beside its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from orgplan.accounts.models import User
from orgplan.clashes.queries import ShownClash, blocking_of, clashes_of_events
from orgplan.clashes.rules.kinds import ClashLevel
from orgplan.planning.models import Plan

_STOPPING = (ClashLevel.BLOCK, ClashLevel.BLOCK_APPROVAL)


def clashes_that_stop(plan: Plan, reader: User | None = None) -> list[ShownClash]:
    """Return the clashes that stop the plan's approval, as the rules say; nine queries at most."""
    keys = set(plan.items.values_list("event", flat=True))
    return blocking_of(keys, _STOPPING, reader)


def clashes_by_event(user: User, keys: Collection[int]) -> dict[int, list[ShownClash]]:
    """Return the open clashes of the events by event, as far as the user may see them; eight queries at most."""
    found: defaultdict[int, list[ShownClash]] = defaultdict(list)
    for shown in clashes_of_events(user, keys) if keys else ():
        for key in shown.clash.events if shown.is_open else ():
            found[key].append(shown)
    return found
