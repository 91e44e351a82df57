"""The city's own settings of clashes as plain data: minutes by kind of event, office hours, rules, roads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from orgplan.clashes.rules.levels import Rule
from orgplan.clashes.rules.road import Travel
from orgplan.worktime import WorkingCalendar
from orgplan.worktime.office import USUAL, OfficeYears


@dataclass(frozen=True, slots=True)
class Times:
    """Minutes by kind of event.

    `usual` is how long an event lasts whose end nobody gave; `set_up` and `leaving` keep the hall; `arrival` and `exit`
    keep the people.
    """

    usual: int = 60
    set_up: int = 0
    leaving: int = 0
    arrival: int = 0
    exit: int = 0


@dataclass(frozen=True, slots=True)
class Hours:
    """How far around the office's hours, which people set by year, another time is looked for."""

    earliest: time = time(8)
    latest: time = time(21)
    days_ahead: int = 14
    office: OfficeYears = USUAL

    def office_on(self, day: date) -> tuple[time, time]:
        """Return when the office opens and closes on the day, on a day off as if it were a working one."""
        return self.office.on(day, WorkingCalendar.bundled())


@dataclass(frozen=True, slots=True)
class LoadNorm:
    """From which hour on an evening counts (None: when the office has closed), how many a month are not too many."""

    evening_from: time | None = None
    evenings: int | None = None
    days_off: int | None = None


USUAL_LOAD = LoadNorm()


USUAL_TIMES = Times()
USUAL_TRAVEL = Travel(speed_kmh=30, detour=1.4, overhead_min=10, on_foot_km=0.3)
"""A city by car; people set their own."""


@dataclass(frozen=True, slots=True)
class Norms:
    """All of them; `pairs` are minutes of the road from and to venues by key."""

    rules: tuple[Rule, ...] = ()
    times: Mapping[str, Times] = field(default_factory=dict)
    travel: Travel = USUAL_TRAVEL
    pairs: Mapping[tuple[int, int], int] = field(default_factory=dict)
    hours: Hours = Hours()
    load: Mapping[int, LoadNorm] = field(default_factory=dict)

    def times_of(self, kind: str) -> Times:
        """Return the minutes of a kind of event, the usual ones where nobody set them."""
        return self.times.get(kind, USUAL_TIMES)

    def load_of(self, day: date) -> LoadNorm:
        """Return what is usual in the day's year: the row of the latest year that is not after it."""
        known = [year for year in self.load if year <= day.year]
        return self.load[max(known)] if known else USUAL_LOAD

    def evening_of(self, day: date) -> time:
        """Return the hour from which on the day's evening counts."""
        return self.load_of(day).evening_from or self.hours.office_on(day)[1]
