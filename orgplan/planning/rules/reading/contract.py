"""The exact JSON of `orgplan import … --dry-run --json` (contracts/cli.md)."""

from __future__ import annotations

from datetime import time
from typing import Any

from orgplan.language.timing.model import Occurrence, Timing
from orgplan.planning.rules.reading.model import PlanReading, ReadRow


def to_contract(reading: PlanReading, file_name: str) -> dict[str, Any]:
    """Return the reading as plain JSON data."""
    return {
        "file": file_name,
        "title": reading.title,
        "approved_on": reading.approved_on.isoformat() if reading.approved_on else None,
        "rows": [_row(row) for row in reading.rows],
    }


def _row(row: ReadRow) -> dict[str, Any]:
    return {
        "n": row.n,
        "section": row.section,
        "title": row.title,
        "date_text": row.date_text,
        "timing": timing_to_contract(row.timing),
        "place": row.place,
        "responsible": [{"name": party.name, "by_agreement": party.by_agreement} for party in row.responsible],
        "problems": [problem.text for problem in row.problems],
    }


def timing_to_contract(timing: Timing) -> dict[str, Any]:
    """Return a timing as plain JSON data: ISO days, `HH:MM` times, null where unknown."""
    return {
        "kind": timing.kind.value,
        "occurrences": [_occurrence(one) for one in timing.occurrences],
        "rrule": timing.rrule,
    }


def _occurrence(one: Occurrence) -> dict[str, str | None]:
    return {
        "start": one.start.isoformat() if one.start else None,
        "end": one.end.isoformat() if one.end else None,
        "start_time": _clock(one.start_time),
        "end_time": _clock(one.end_time),
    }


def _clock(moment: time | None) -> str | None:
    return f"{moment:%H:%M}" if moment is not None else None
