"""How a plan was carried out: the state of each row of an approved version, and the shares counted from them.

A row is counted against the day that was approved, not against where the event was moved since. What is within one day
(an hour later) is no move. The four groups part the rows of a version: none is counted twice, none is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from dateutil.rrule import rrulestr
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from orgplan.language.periods import Period
from orgplan.language.timing.model import TimingKind
from orgplan.language.timing.reading import read_timing
from orgplan.worktime import UnknownYearError, WorkingCalendar

_WEEKEND = {6, 7}


class RowState(TextChoices):
    """What became of a row of the approved version."""

    IN_TIME = "in_time", _("held in time")
    HELD_MOVED = "held_moved", _("held, moved")
    PARTLY = "partly", _("held in part")
    MOVED = "moved", _("moved, ahead")
    CANCELLED = "cancelled", _("called off")
    NOT_HELD = "not_held", _("failed to take place")
    OVERDUE = "overdue", _("no report, overdue")
    AHEAD = "ahead", _("its time has not come")


class RowGroup(TextChoices):
    """The four groups of which each row belongs to one."""

    IN_TIME = "in_time", _("In time")
    MOVED = "moved", _("Moved or in part")
    CANCELLED = "cancelled", _("Called off")
    UNREPORTED = "unreported", _("Without a report")


GROUP_OF: dict[RowState, RowGroup] = {
    RowState.IN_TIME: RowGroup.IN_TIME,
    RowState.HELD_MOVED: RowGroup.MOVED,
    RowState.PARTLY: RowGroup.MOVED,
    RowState.MOVED: RowGroup.MOVED,
    RowState.CANCELLED: RowGroup.CANCELLED,
    RowState.NOT_HELD: RowGroup.CANCELLED,
    RowState.OVERDUE: RowGroup.UNREPORTED,
    RowState.AHEAD: RowGroup.UNREPORTED,
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """The approved days of a row, both inclusive; `regular` where it was promised more than once by a rule.

    `times` is how many meetings the rule promises on these days, None where the words do not say it.
    """

    first: date
    last: date
    regular: bool = False
    times: int | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """What the records say of a row's event now.

    `first` and `last` are the days on which it stands; `held` those on which it was held as reported; `times` how many
    meetings of a regular one were held of `planned_times` promised (None: not counted).
    """

    first: date | None = None
    last: date | None = None
    is_cancelled: bool = False
    not_held: bool = False
    held: tuple[date, date] | None = None
    times: int | None = None
    planned_times: int | None = None


@lru_cache(maxsize=32_768)
@lru_cache(maxsize=8192)
def approved_stretch(when: str, period: Period) -> Stretch:
    """Return the days that the words of a version's row mean; words without a day mean the whole period of the plan.

    A version never changes, and its page is opened again and again: what was read of its words is kept.
    """
    timing = read_timing(when, period).timing
    days = [day for each in timing.occurrences for day in (each.start, each.end) if day]
    regular = timing.kind == TimingKind.RECURRING
    if not days:
        return Stretch(period.start, period.end, regular, promised_times(timing.rrule, period.start, period.end))
    first = period.start if timing.kind == TimingKind.DUE else min(days)
    return Stretch(min(first, max(days)), max(days), regular, promised_times(timing.rrule, min(days), max(days)))


def promised_times(rrule: str | None, first: date, last: date) -> int | None:
    """Return how many meetings a rule of RFC 5545 promises on the days, both inclusive; None where it names no days.

    A weekday that the calendar gives off is not promised; a Saturday or Sunday is, since the rule names it. Weeks and
    months between meetings are counted as in the циклограмма: from the Monday of the first week, from January.
    """
    if not rrule or not ("BYDAY" in rrule or "BYMONTHDAY" in rrule):
        return None
    anchor = first - timedelta(days=first.weekday()) if rrule.startswith("FREQ=WEEKLY") else date(first.year, 1, 1)
    begin, end = datetime.combine(first, time()), datetime.combine(last, time())
    days = rrulestr(rrule, dtstart=datetime.combine(anchor, time())).between(begin, end, inc=True)
    return sum(_is_promised(each.date()) for each in days)


def _is_promised(day: date) -> bool:
    try:
        return day.isoweekday() in _WEEKEND or WorkingCalendar.bundled().is_working(day)
    except UnknownYearError:
        return True


def row_state(planned: Stretch, fact: Fact | None, today: date) -> RowState:
    """Return the state of a row; no fact (the event is gone from the records) is a row without a report."""
    fact = fact or Fact()
    if fact.not_held:
        return RowState.NOT_HELD
    if fact.held is not None:
        return _held_state(planned, fact, fact.held)
    if fact.is_cancelled:
        return RowState.CANCELLED
    waits_until = planned.last
    if fact.first and fact.last and not _within(planned, fact.first, fact.last):
        if fact.last >= today:
            return RowState.MOVED
        waits_until = fact.last
    return RowState.OVERDUE if waits_until < today else RowState.AHEAD


def _held_state(planned: Stretch, fact: Fact, held: tuple[date, date]) -> RowState:
    if planned.regular and fact.times is not None and fact.planned_times is not None:
        if fact.times == 0:
            return RowState.NOT_HELD
        return RowState.PARTLY if fact.times < fact.planned_times else RowState.IN_TIME
    return RowState.IN_TIME if _within(planned, *held) else RowState.HELD_MOVED


def _within(planned: Stretch, first: date, last: date) -> bool:
    return planned.first <= first and last <= planned.last


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows are in each state."""

    by_state: Mapping[RowState, int]

    @property
    def total(self) -> int:
        """Return the number of rows."""
        return sum(self.by_state.values())

    def of(self, *states: RowState) -> int:
        """Return the number of rows in the states."""
        return sum(self.by_state.get(state, 0) for state in states)

    def group(self, group: RowGroup) -> int:
        """Return the number of rows of the group."""
        return self.of(*(state for state, of in GROUP_OF.items() if of == group))

    @property
    def held(self) -> int:
        """Return the rows that were held, in time or moved; those held in part are not among them."""
        return self.of(RowState.IN_TIME, RowState.HELD_MOVED)

    @property
    def overdue(self) -> int:
        """Return the rows whose time has passed without a report."""
        return self.of(RowState.OVERDUE)

    @property
    def share_held(self) -> Decimal | None:
        """Return held / all × 100, None of no rows."""
        return share(self.held, self.total)

    @property
    def share_in_time(self) -> Decimal | None:
        """Return held in time / all × 100, None of no rows."""
        return share(self.of(RowState.IN_TIME), self.total)


def tally(states: Iterable[RowState]) -> Tally:
    """Count states."""
    counts: dict[RowState, int] = {}
    for state in states:
        counts[state] = counts.get(state, 0) + 1
    return Tally(counts)


def tally_by_unit(rows: Iterable[tuple[tuple[str, ...], RowState]]) -> dict[str, Tally]:
    """Count states by unit; a row of several units counts for each of them, one without units for «»."""
    states: dict[str, list[RowState]] = {}
    for units, state in rows:
        for unit in dict.fromkeys(units) or ("",):
            states.setdefault(unit, []).append(state)
    return {unit: tally(found) for unit, found in states.items()}


def share(part: int, whole: int) -> Decimal | None:
    """Return part / whole × 100 to one decimal, half up as reports round; None of nothing."""
    if not whole:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def percent(value: Decimal | None) -> str:
    """Return «84,0 %», a dash for None."""
    return "—" if value is None else f"{value} %".replace(".", ",").replace(" ", "\N{NO-BREAK SPACE}")


def report_due(ends_on: date, days: int, calendar: WorkingCalendar | None) -> date:
    """Return the day by which a plan that ends on a day is reported: so many days later.

    With a calendar these are working days; a year that the calendar does not know is counted in plain days.
    """
    if calendar is not None:
        try:
            return calendar.add(ends_on, days)
        except UnknownYearError:
            pass
    return ends_on + timedelta(days=days)
