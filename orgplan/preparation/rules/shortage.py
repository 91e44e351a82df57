"""What to do when steps fall into the past: press the rest together, leave steps out, or move the event."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil

from orgplan.preparation.rules.kinds import Anchor, OffsetUnit
from orgplan.preparation.rules.schedule import PlannedStep, Span, schedule
from orgplan.worktime import WorkingCalendar
from orgplan.worktime.reckoning import working_day_from

FARTHEST = 3 * 366
"""So many days ahead a new date of an event is looked for."""


def overdue(days: Mapping[int, date], open_keys: Collection[int], today: date) -> list[int]:
    """Return the keys of open steps whose day is gone, the earliest first."""
    late = [key for key in open_keys if days[key] < today]
    return sorted(late, key=lambda key: (days[key], key))


def compressed(
    steps: Sequence[PlannedStep],
    days: Mapping[int, date],
    span: Span,
    open_keys: Collection[int],
    today: date,
    calendar: WorkingCalendar,
) -> dict[int, PlannedStep]:
    """Return the steps that change when the rest is pressed into the time that is left, by key.

    Open, unpinned steps before the event keep their order; their distances shrink alike, so that the earliest comes
    today or on the first working day after. None falls on the event's own day, and one that must be a working day comes
    before a day off, not after it, while there is a working day left. They are then counted from the beginning of the
    event in calendar days. Nothing is changed when nothing is late, or when the event has begun.
    """
    ahead = [each for each in steps if each.key in open_keys and each.pinned is None and days[each.key] < span.start]
    first = min((days[each.key] for each in ahead), default=today)
    left, needed = (span.start - today).days, (span.start - first).days
    if first >= today or left <= 0:
        return {}
    changed, before = {}, today
    for each in sorted(ahead, key=lambda one: (days[one.key], one.key)):
        distance = (span.start - days[each.key]).days
        day = span.start - timedelta(days=ceil(distance * left / needed))
        if each.on_working_day:
            day = _working_within(day, Span(today, span.start - timedelta(days=1)), calendar)
        before = day = max(day, before)
        changed[each.key] = replace(
            each,
            anchor=Anchor.START,
            after=None,
            offset=(day - span.start).days,
            unit=OffsetUnit.CALENDAR,
            # A day chosen here is a working one already; the last days before the event may be days off.
            on_working_day=False,
        )
    return changed


def _working_within(day: date, time: Span, calendar: WorkingCalendar) -> date:
    """Return the working day that is nearest before the day, else after it, within the time; else the day itself."""
    found = working_day_from(day, calendar, back=True)
    if found < time.start:
        found = working_day_from(day, calendar, back=False)
    return found if time.start <= found <= time.end else day


def earliest_start(
    steps: Sequence[PlannedStep], span: Span, open_keys: Collection[int], today: date, calendar: WorkingCalendar
) -> date | None:
    """Return the first day on which the event could begin without an open, unpinned step being late; None: none soon.

    Moving the event later never makes a step earlier, so the day is found by halving.
    """
    free = {each.key for each in steps if each.pinned is None} & set(open_keys)

    def fits(shift: int) -> bool:
        by = timedelta(days=shift)
        moved = schedule(steps, Span(span.start + by, span.end + by), calendar)
        return not overdue(moved, free, today)

    low, high = 0, FARTHEST
    if not fits(high):
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if fits(middle) else (middle + 1, high)
    return span.start + timedelta(days=low)


@dataclass(frozen=True, slots=True)
class ShortVariant:
    """A plan for little time: what stays, and what is skipped on purpose; keys of steps."""

    kept: tuple[int, ...]
    skipped: tuple[int, ...]


def short_variant(
    steps: Sequence[PlannedStep],
    days: Mapping[int, date],
    essential: Collection[int],
    open_keys: Collection[int],
    start: date,
) -> ShortVariant:
    """Return the short plan: open steps before the event that are not essential are skipped, late or not.

    What a step that stays hangs on stays too: its day is counted from there.
    """
    known = {each.key: each for each in steps}
    skipped = {key for key in open_keys if days[key] < start} - set(essential)
    for each in steps:
        if each.key in skipped or each.key not in open_keys:
            continue
        above = each
        while above.anchor == Anchor.STEP and above.after in known:
            above = known[above.after]
            skipped.discard(above.key)
    order = [each.key for each in steps if each.key in open_keys]
    return ShortVariant(
        tuple(key for key in order if key not in skipped), tuple(key for key in order if key in skipped)
    )
