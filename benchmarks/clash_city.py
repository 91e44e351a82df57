"""One event against a city of 200,000, a week of impossible times: `python -m benchmarks.clash_city` prints JSON."""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from benchmarks.city import ready

_TIMES = 60


def measured() -> dict[str, float]:
    """Return milliseconds (median and 95 %) and queries of one event's clashes and of a week's impossible times."""
    from django.db import connection  # noqa: PLC0415 -- the framework is started by `ready`
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- the same

    from orgplan.accounts.models import User  # noqa: PLC0415 -- the same
    from orgplan.accounts.rules import Role  # noqa: PLC0415 -- the same
    from orgplan.clashes.queries import clashes_of, impossible_times, norms  # noqa: PLC0415 -- the same
    from orgplan.clashes.queries.occupation import KEEPING  # noqa: PLC0415 -- the same
    from orgplan.events.actions import WITH_FACTS  # noqa: PLC0415 -- the same
    from orgplan.events.models import Event, Occurrence  # noqa: PLC0415 -- the same

    user = User.objects.filter(role=Role.DEPARTMENT, is_active=True).earliest("pk")
    standing = Event.objects.kept().filter(timing_kind="timed", state__in=("planned", "held"))
    keys = list(
        standing.filter(participations__person__isnull=False, participations__kind__in=KEEPING).values_list(
            "pk", flat=True
        )[:20_000]
    )
    chosen = random.Random(2026).sample(keys, _TIMES)
    events = list(
        Event.objects.filter(pk__in=chosen).select_related("owner", "venue", "part_of").prefetch_related(*WITH_FACTS)
    )
    norms()

    def spent(act: Callable[[Event], Any]) -> list[float]:
        act(events[0])
        found = []
        for event in events:
            start = time.perf_counter()
            act(event)
            found.append((time.perf_counter() - start) * 1000)
        return sorted(found)

    def week(event: Event) -> Any:
        day = event.first_day
        assert day is not None
        return impossible_times(user, event, day, day + timedelta(days=6))

    def plain(_event: Event) -> int:
        return sum(1 for _row in Occurrence.objects.select_related("event").iterator())

    with CaptureQueriesContext(connection) as queries:
        clashes_of(user, events[0])
    one, drag = spent(lambda event: clashes_of(user, event)), spent(week)
    start = time.perf_counter()
    plain(events[0])
    return {
        "one": statistics.median(one),
        "one_p95": one[int(len(one) * 0.95)],
        "queries": len(queries),
        "week": statistics.median(drag),
        "week_p95": drag[int(len(drag) * 0.95)],
        "plain": (time.perf_counter() - start) * 1000,
    }


if __name__ == "__main__":
    ready()
    print(json.dumps(measured()))
