"""How much of a person's month is taken: hours, evenings and days off."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class Load:
    """A person's month: events, minutes (what runs at once counted once), days with an evening, days off with an event.

    An evening is a working day on which something ends after the office does.
    """

    events: int
    minutes: int
    evenings: int
    days_off: int

    @property
    def hours(self) -> int:
        """Return whole hours, rounded to the nearest."""
        return (self.minutes + 30) // 60


def load_of_stretches(
    rows: Iterable[tuple[int, datetime, datetime]], office_ends: time, is_off: Callable[[date], bool]
) -> Load:
    """Return the load by stretches (key of the event, start, end)."""
    ordered = sorted(rows, key=lambda each: (each[1], each[2]))
    minutes, busy_until = timedelta(0), datetime.min  # noqa: DTZ901 -- the city's own clock, as everywhere in the rules
    evenings: set[date] = set()
    off: set[date] = set()
    for _event, start, end in ordered:
        minutes += max(timedelta(0), end - max(start, busy_until))
        busy_until = max(busy_until, end)
        day = start.date()
        if is_off(day):
            off.add(day)
        elif end > datetime.combine(day, office_ends):
            evenings.add(day)
    return Load(len({each[0] for each in ordered}), minutes // timedelta(minutes=1), len(evenings), len(off))
