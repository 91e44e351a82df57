"""A programme of 1,000 events of the measured city, with ten sections: the busiest page of programmes.

Written past the actions and where it is missing only, so that a city that stands need not be built again.
"""

from __future__ import annotations

from datetime import date
from typing import Any

EVENTS, SECTIONS, YEAR = 1_000, 10, 2026
_CODE = "ПРОБА-1000"


def measured() -> Any:
    """Return the programme; its events are spread over the year around the day of the measurement."""
    from orgplan.events.models import Event, Programme  # noqa: PLC0415 -- after setup

    found = Programme.objects.filter(code=_CODE).first()
    if found is not None:
        return found
    found = Programme.objects.create(name="Проба тысячи", code=_CODE, first_year=YEAR, last_year=YEAR)
    sections = [
        Programme.objects.create(
            name=f"Раздел {number}", parent=found, is_section=True, position=number, first_year=YEAR, last_year=YEAR
        )
        for number in range(SECTIONS)
    ]
    rows = Event.objects.filter(first_day__range=(date(YEAR, 1, 1), date(YEAR, 12, 31)), state__in=("planned", "held"))
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    chosen = keys[:: max(len(keys) // EVENTS, 1)][:EVENTS]
    joined = Programme.events.through
    joined.objects.bulk_create(
        joined(programme=sections[number % SECTIONS], event_id=key) for number, key in enumerate(chosen)
    )
    return found
