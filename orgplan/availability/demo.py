"""The demonstration city's closed times: exams, elections, matches, memorial days, road works."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.utils import timezone

from orgplan.audit.actions import Actor
from orgplan.availability.actions import LayerFacts, add_times, write_layer
from orgplan.availability.rules.spans import Span, span_of_days
from orgplan.core.demo_data import Row, rows_of, several
from orgplan.directory.models import Venue

_DATA = Path(__file__).with_name("demo_data")
_AHEAD = re.compile(r"\+(\d+)(?:~\+(\d+))?(?: (\d\d:\d\d)-(\d\d:\d\d))? (.+)")


def build_availability(by: Actor, password: str) -> None:  # noqa: ARG001 -- the shape of all parts of the city
    """Write the layers with their days, counted from today."""
    venues = {venue.name: venue for venue in Venue.objects.all()}
    for row in rows_of(_DATA / "layers.csv"):
        of = several(row["of"])
        facts = LayerFacts(
            name=row["name"],
            kind=row["kind"],
            level=row["level"],
            words=row["words"],
            tone=row["tone"],
            scope=row["scope"],
            districts=of if row["scope"] == "districts" else (),
            venues=[venues[name] for name in of] if row["scope"] == "venues" else (),
            kinds=several(row["kinds"]),
        )
        add_times(write_layer(facts=facts, by=by), spans=_spans(row), by=by)


def _spans(row: Row) -> list[Span]:
    return [_span(cell) for cell in several(row["days"])]


def _span(cell: str) -> Span:
    """Read «+3 17:00-22:30 words», «+2~+33 words» counted from today, or «06-22 words», the next such day."""
    today = timezone.localdate()
    found = _AHEAD.fullmatch(cell)
    if found is None:
        day = date.fromisoformat(f"{today.year}-{cell[:5]}")
        day = day if day >= today else day.replace(year=today.year + 1)
        return span_of_days(day, day, cell[6:])
    first, last, begins, ends, words = found.groups()
    day = today + timedelta(days=int(first))
    if begins is None:
        return span_of_days(day, today + timedelta(days=int(last or first)), words)
    start, end = (datetime.combine(day, time.fromisoformat(each)) for each in (begins, ends))
    return Span(start, end, words)
