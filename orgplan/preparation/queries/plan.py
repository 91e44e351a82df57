"""The preparation of an event as its page shows it, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from orgplan.events.models import Event, EventTemplate
from orgplan.events.parts import Source
from orgplan.events.queries.card import EventFlag
from orgplan.preparation.models import LessonAnswer, Step
from orgplan.preparation.rules.kinds import StepState
from orgplan.preparation.rules.schedule import (
    CycleError,
    MissingAnchorError,
    PlannedStep,
    Remark,
    Span,
    remarks,
    schedule,
)
from orgplan.preparation.rules.shortage import ShortVariant, earliest_start, overdue, short_variant
from orgplan.preparation.rules.wording import unclaimed_words
from orgplan.worktime import WorkingCalendar


def of_source(source: Source) -> dict[str, Event | EventTemplate]:
    """Return the source as the columns of a step name it."""
    return {"template": source} if isinstance(source, EventTemplate) else {"event": source}


def span_of(event: Event) -> Span | None:
    """Return the first and the last day of the event; None while it has none."""
    start, end = event.first_day or event.last_day, event.last_day or event.first_day
    return Span(start, end) if start and end else None


def steps_of(event: Event) -> list[Step]:
    """Return the steps of the event with who answers for them; one query."""
    return list(Step.objects.filter(event=event).select_related("unit", "person", "after"))


def days_of(steps: Sequence[Step], span: Span | None) -> Mapping[int, date]:
    """Return the day of each step; empty where there is no date, or where the steps cannot be counted."""
    if span is None:
        return {}
    try:
        return schedule([each.planned for each in steps], span, WorkingCalendar.bundled())
    except (CycleError, MissingAnchorError):
        return {}


def unclaimed(steps: Sequence[Step]) -> list[str]:
    """Return in sentences which open steps nobody answers for: without a name, or by a closed unit, a person gone."""
    nobody: list[str] = []
    gone: dict[str, list[str]] = {}
    for each in steps:
        holder = each.person or each.unit
        if not each.is_open:
            continue
        if holder is None:
            nobody.append(each.title)
        elif not holder.is_active:
            gone.setdefault(str(holder), []).append(each.title)
    return unclaimed_words(nobody, gone)


@dataclass(frozen=True)
class Shortage:
    """What is late, and what can be done: the first date of the event that leaves no step late, the short variant.

    `left_out` are the steps that the short variant skips.
    """

    late: list[Step]
    earliest: date | None
    short: ShortVariant
    left_out: list[Step]


@dataclass(frozen=True)
class Preparation:
    """Everything the page of a plan shows."""

    event: Event
    steps: list[Step]
    span: Span | None
    today: date
    moved: list[Step] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    shortage: Shortage | None = None
    unclaimed: list[str] = field(default_factory=list)

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(each.state == StepState.DONE for each in self.steps)

    @property
    def skipped(self) -> list[Step]:
        """The steps that are skipped on purpose."""
        return [each for each in self.steps if each.state == StepState.SKIPPED]

    @property
    def wanted(self) -> int:
        """How many steps there are without the skipped ones."""
        return len(self.steps) - len(self.skipped)

    @property
    def late(self) -> int:
        """How many steps are late."""
        return sum(each.is_late(self.today) for each in self.steps)

    @property
    def has_baseline(self) -> bool:
        """Whether a first plan is fixed."""
        return any(each.baseline_on for each in self.steps)


def preparation_of(event: Event, today: date) -> Preparation:
    """Return the plan of the event; one query."""
    steps = steps_of(event)
    steps.sort(key=lambda each: (each.due_on or date.max, each.position, each.pk))
    span = span_of(event)
    days = days_of(steps, span)
    if span is None or not days:
        return Preparation(event, steps, span, today, unclaimed=unclaimed(steps))
    moved = [each for each in steps if each.due_on != days[each.pk]]
    is_over = span.end < today
    planned = [each.planned for each in steps]
    shortage = _shortage(steps, planned, span, today)
    return Preparation(
        event, steps, span, today, moved, remarks(planned, days, span), shortage, [] if is_over else unclaimed(steps)
    )


def _shortage(steps: Sequence[Step], planned: Sequence[PlannedStep], span: Span, today: date) -> Shortage | None:
    """Return what is late while the event is still to come."""
    days = {each.pk: each.due_on for each in steps if each.due_on}
    open_keys = {each.pk for each in steps if each.is_open and each.pk in days}
    late = set(overdue(days, open_keys, today))
    if not late or span.start <= today:
        return None
    found = [each for each in steps if each.pk in late]
    earliest = earliest_start(planned, span, open_keys, today, WorkingCalendar.bundled())
    essential = {each.pk for each in steps if each.is_essential}
    short = short_variant(planned, days, essential, open_keys, span.start)
    return Shortage(found, earliest, short, [each for each in steps if each.pk in short.skipped])


WEEKS_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale: where it stands, in hundredths of a per cent of the width, and its words."""

    at: str
    words: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A step on the timeline: places of its day, its baseline and its real day, in per cent of the width."""

    due: str
    baseline: str = ""
    done: str = ""
    from_baseline: str = ""
    shifted: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The scale of a plan and the marks of its steps by key."""

    ticks: list[Tick]
    today: str
    start: str
    length: str
    marks: Mapping[int, Mark]


_SHORT_MONTHS = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")


def timeline_of(plan: Preparation) -> Timeline | None:
    """Return the plan as a picture: everything in per cent, so that it fits any width and sheet."""
    if plan.span is None:
        return None
    known = [day for each in plan.steps for day in (each.due_on, each.baseline_on, each.done_on) if day]
    if not known:
        return None
    first = min(*known, plan.span.start) - timedelta(days=2)
    last = max(*known, plan.span.end) + timedelta(days=3)
    scale = _Scale(first, (last - first).days)
    marks = {each.pk: _mark(each, scale) for each in plan.steps if each.due_on}
    today = scale.at(plan.today) if first <= plan.today <= last else ""
    length = scale.width((plan.span.end - plan.span.start).days + 1)
    return Timeline(list(_ticks(scale)), today, scale.at(plan.span.start), length, marks)


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    days: int

    def at(self, day: date) -> str:
        return self.width((day - self.first).days)

    def width(self, days: int) -> str:
        return f"{days * 100 / self.days:.2f}%"


def _mark(step: Step, scale: _Scale) -> Mark:
    assert step.due_on is not None, "only steps with a day are drawn"
    done = scale.at(step.done_on) if step.done_on else ""
    if step.baseline_on is None or step.baseline_on == step.due_on:
        return Mark(scale.at(step.due_on), "", done)
    first, last = sorted((step.baseline_on, step.due_on))
    return Mark(
        scale.at(step.due_on), scale.at(step.baseline_on), done, scale.at(first), scale.width((last - first).days)
    )


def _ticks(scale: _Scale) -> list[Tick]:
    """Return the beginnings of months, of weeks where the plan is short."""
    last = scale.first + timedelta(days=scale.days)
    day = scale.first
    found = []
    weekly = scale.days <= WEEKS_SHOWN
    while day < last:
        if weekly and day.weekday() == 0:
            found.append(Tick(scale.at(day), f"{day:%d.%m}"))
        elif not weekly and day.day == 1:
            found.append(Tick(scale.at(day), f"{_SHORT_MONTHS[day.month - 1]} {day:%y}"))
        day += timedelta(days=1)
    every = max(1, len(found) // 14 + (len(found) % 14 > 0))
    return found[::every]


@dataclass(frozen=True, slots=True)
class Summary:
    """How far a preparation is: steps without skipped ones, done, late, the next day, lessons without an answer."""

    count: int = 0
    done: int = 0
    late: int = 0
    next: date | None = None
    asked: int = 0


HAS_STEPS = EventFlag("has_steps", lambda: Step.objects.filter(event=OuterRef("pk")))


def summary_of(event: Event, today: date) -> Summary:
    """Return how far the preparation of the event is; one query."""
    planned = Q(state=StepState.PLANNED)
    asked = LessonAnswer.objects.filter(event=event, words="").order_by().values("event").annotate(number=Count("pk"))
    found = Step.objects.filter(event=event).aggregate(
        count=Count("pk", filter=~Q(state=StepState.SKIPPED)),
        done=Count("pk", filter=Q(state=StepState.DONE)),
        late=Count("pk", filter=planned & Q(due_on__lt=today)),
        next=Min("due_on", filter=planned),
        asked=Max(Coalesce(Subquery(asked.values("number")), 0)),
    )
    return Summary(
        count=found["count"], done=found["done"], late=found["late"], next=found["next"], asked=found["asked"] or 0
    )
