"""Which of two wordings of one time says more."""

from __future__ import annotations

from orgplan.language.timing.model import Timing, TimingKind

_RANK = {
    TimingKind.UNSCHEDULED: 0,
    TimingKind.PERIOD: 1,
    TimingKind.DUE: 2,
    TimingKind.DAYS: 3,
    TimingKind.RECURRING: 4,
    TimingKind.TIMED: 5,
}


def exactness(timing: Timing) -> tuple[int, int]:
    """Return a rank to compare: a clock time says more than a day, a beginning with an end more than without."""
    return _RANK[timing.kind], sum(each.end_time is not None for each in timing.occurrences)
