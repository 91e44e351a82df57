"""How long before the event a step was really done, and what its template should say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median_low

from orgplan.preparation.rules.kinds import OffsetUnit
from orgplan.worktime import WorkingCalendar
from orgplan.worktime.reckoning import count_working_days

ENOUGH = 2
"""So many past events give a median."""
_TENTH = 10


def real_offset(anchor: date, done: date, unit: OffsetUnit, calendar: WorkingCalendar) -> int:
    """Return how many days from its anchor a step was done: negative before it, as offsets are written."""
    if unit == OffsetUnit.CALENDAR:
        return (done - anchor).days
    return -count_working_days(done, anchor, calendar)


@dataclass(frozen=True, slots=True)
class Lead:
    """The planned offset of a template's step beside the real ones: `events` past ones, their median, a correction.

    `suggested` is None where too few events are known, or where the plan is near enough: a day, or a tenth; and where
    the work was done on the other side of the anchor: guests are not to be seated after the beginning because once it
    was so.
    """

    planned: int
    events: int = 0
    median: int | None = None
    suggested: int | None = None


def lead_of(planned: int, real: Sequence[int]) -> Lead:
    """Return the lead of a step from the offsets at which it was really done."""
    if not real:
        return Lead(planned)
    middle = median_low(real)
    near = abs(middle - planned) <= max(1, abs(planned) // _TENTH)
    other_side = middle * planned < 0 or (middle == 0) != (planned == 0)
    return Lead(planned, len(real), middle, None if near or other_side or len(real) < ENOUGH else middle)
