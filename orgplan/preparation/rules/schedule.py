"""Days of steps counted back from an event.

A step's day is `offset` working or calendar days from its anchor (negative: before). A pinned step stands on its date,
and a done one on the day on which it was done is no matter here: what depends on a step is counted from its planned
day, so that a plan does not run away when one step was late.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from orgplan.preparation.rules.kinds import Anchor, OffsetUnit
from orgplan.worktime import WorkingCalendar
from orgplan.worktime.reckoning import add_working_days, working_day_from


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step as plain data; `after` is the key of the step it hangs on; `on_working_day` leaves days off, backwards."""

    key: int
    title: str
    anchor: Anchor = Anchor.START
    offset: int = 0
    unit: OffsetUnit = OffsetUnit.WORKING
    after: int | None = None
    pinned: date | None = None
    on_working_day: bool = True


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day of the event, both inclusive."""

    start: date
    end: date


class CycleError(ValueError):
    """Steps hang on each other in a circle; `titles` name them in order, the first again at the end."""

    def __init__(self, titles: Sequence[str]) -> None:
        self.titles = tuple(titles)
        self.words = " → ".join(f"«{each}»" for each in titles)
        super().__init__(f"Шаги ссылаются друг на друга по кругу: {self.words}.")


class MissingAnchorError(ValueError):
    """A step hangs on one that is not there; `title` names it."""

    def __init__(self, title: str) -> None:
        self.title = title
        super().__init__(f"Шаг «{title}» отсчитывается от шага, которого нет.")


def schedule(steps: Sequence[PlannedStep], span: Span, calendar: WorkingCalendar) -> dict[int, date]:
    """Return the day of every step by its key; CycleError and MissingAnchorError say what cannot be counted."""
    known = {step.key: step for step in steps}
    days: dict[int, date] = {}
    for step in steps:
        for each in reversed(_way_to_known(step, known, days)):
            days[each.key] = _day(each, span, days, calendar)
    return days


def order_of(steps: Sequence[PlannedStep]) -> list[PlannedStep]:
    """Return the steps so that each stands after the one it hangs on; the same errors as `schedule`."""
    known = {step.key: step for step in steps}
    done: dict[int, PlannedStep] = {}
    for step in steps:
        for each in reversed(_way_to_known(step, known, done)):
            done[each.key] = each
    return list(done.values())


def _way_to_known(step: PlannedStep, known: Mapping[int, PlannedStep], done: Mapping[int, object]) -> list[PlannedStep]:
    """Return the steps to count for this one, itself first, each followed by the one it hangs on."""
    way: dict[int, PlannedStep] = {}
    at: PlannedStep | None = step
    while at is not None and at.key not in done:
        if at.key in way:
            keys = list(way)
            circle = [way[key].title for key in keys[keys.index(at.key) :]]
            raise CycleError([*circle, circle[0]])
        way[at.key] = at
        at = _above(at, known)
    return list(way.values())


def _above(step: PlannedStep, known: Mapping[int, PlannedStep]) -> PlannedStep | None:
    if step.anchor != Anchor.STEP:
        return None
    if step.after is None or step.after not in known:
        raise MissingAnchorError(step.title)
    return known[step.after]


def _day(step: PlannedStep, span: Span, days: Mapping[int, date], calendar: WorkingCalendar) -> date:
    if step.pinned is not None:
        return step.pinned
    return counted_from(anchor_day(step, span, days), step, calendar)


def anchor_day(step: PlannedStep, span: Span, days: Mapping[int, date]) -> date:
    """Return the day from which the step is counted."""
    match step.anchor:
        case Anchor.START:
            return span.start
        case Anchor.END:
            return span.end
        case Anchor.STEP:
            return days[step.after or 0]


def counted_from(anchor: date, step: PlannedStep, calendar: WorkingCalendar) -> date:
    """Return the day `offset` days from the anchor. One that must be a working day never leaves the side it is on."""
    if step.unit == OffsetUnit.WORKING:
        day = add_working_days(anchor, step.offset, calendar)
    else:
        day = anchor + timedelta(days=step.offset)
    if not step.on_working_day or step.offset == 0:
        return day
    return working_day_from(day, calendar, back=step.offset < 0)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a step that a person should look at, in a sentence."""

    key: int
    words: str


def remarks(steps: Sequence[PlannedStep], days: Mapping[int, date], span: Span) -> list[Remark]:
    """Return what looks wrong in a plan that can be counted: preparation after the event, a date pinned apart."""
    found = []
    for step in steps:
        day = days[step.key]
        if step.pinned is None and step.anchor == Anchor.START and step.offset > 0 and day > span.end:
            found.append(
                Remark(
                    step.key,
                    f"Шаг «{step.title}» отсчитан от начала, а приходится на {day:%d.%m.%Y}: мероприятие "
                    f"к этому дню закончится {span.end:%d.%m.%Y}. Отсчитайте его от окончания или назад от начала.",
                )
            )
        if step.pinned and step.anchor == Anchor.STEP and step.offset >= 0 and day < days[step.after or step.key]:
            found.append(
                Remark(
                    step.key,
                    f"Шаг «{step.title}» закреплён на {day:%d.%m.%Y}, раньше шага, после которого он идёт.",
                )
            )
    return found
