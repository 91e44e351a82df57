"""When a reading needs a person's eye."""

from __future__ import annotations

#: The fields of a row that are read from cells, each with a confidence of its own.
READ_FIELDS = ("title", "timing", "place", "responsible")

SURE = 0.8
PROBLEM = 0.4


def level_of(confidence: float) -> str:
    """Return `sure` (from 0.8), `check` (from 0.4) or `problem`."""
    if confidence >= SURE:
        return "sure"
    return "check" if confidence >= PROBLEM else "problem"
