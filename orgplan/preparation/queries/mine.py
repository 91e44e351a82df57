"""Steps as those who do them see them: late first, then today, the week, later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.directory.models import Membership
from orgplan.events.models import Event
from orgplan.events.rules import EventState
from orgplan.preparation.models import Step
from orgplan.preparation.models.step import of_person
from orgplan.preparation.rules.kinds import StepState

_GONE = (EventState.CANCELLED, EventState.NOT_HELD)


def own_steps(user: User) -> QuerySet[Any]:
    """Return the open steps for which the reader answers, as a person or by the unit, late first; one query."""
    member = Membership.objects.filter(user=user).order_by()
    mine = Q(person__in=member.values("person")) | Q(unit__in=member.values("unit"), person__isnull=True)
    rows = Step.objects.visible_to(user).kept().filter(mine, state=StepState.PLANNED, due_on__isnull=False)
    rows = rows.exclude(event__state__in=_GONE)
    return rows.select_related("event", "unit", "person").order_by("due_on", "position", "pk")


@dataclass(frozen=True, slots=True)
class StepGroup:
    """Steps of one stretch of time."""

    heading: str | Promise
    tone: str
    steps: list[Step]


def grouped(steps: Sequence[Step], today: date) -> list[StepGroup]:
    """Return the steps by when they are due; groups without steps are left out."""
    week = today + timedelta(days=6 - today.weekday())
    groups: tuple[tuple[Any, str, Any], ...] = (
        (_("Late"), "bad", lambda day: day < today),
        (_("Due today"), "warn", lambda day: day == today),
        (_("Until the end of the week"), "", lambda day: today < day <= week),
        (_("Later steps"), "", lambda day: day > max(week, today)),
    )
    found = [
        StepGroup(heading, tone, [each for each in steps if each.due_on and holds(each.due_on)])
        for heading, tone, holds in groups
    ]
    return [each for each in found if each.steps]


def events_prepared(user: User, today: date) -> QuerySet[Any]:
    """Return coming events that have steps, with counts (`step_count`, `done_count`, `late_count`); one query."""
    steps = ~Q(steps__state=StepState.SKIPPED)
    late = Q(steps__state=StepState.PLANNED, steps__due_on__lt=today)
    rows = Event.objects.visible_to(user).exclude(state__in=_GONE).filter(steps__isnull=False)
    rows = rows.filter(Q(last_day__gte=today) | Q(last_day__isnull=True))
    counted: QuerySet[Any] = rows.select_related("owner").annotate(
        step_count=Count("steps", filter=steps),
        done_count=Count("steps", filter=Q(steps__state=StepState.DONE)),
        late_count=Count("steps", filter=late),
        next_due=Min("steps__due_on", filter=Q(steps__state=StepState.PLANNED)),
    )
    return counted.order_by("first_day", "pk")


def steps_asked(user: User, today: date, most: int = 8) -> list[Any]:
    """Return the reader's steps that are late or due within a week, the first ones; one query."""
    return list(own_steps(user).filter(due_on__lte=today + timedelta(days=7))[:most])


def is_named(user: User, step: Step) -> bool:
    """Tell whether the user is the person who answers for the step; one query where somebody is named."""
    return step.person_id is not None and Membership.objects.filter(user=user, person=step.person_id).exists()


def steps_of_event(user: User, event: Event) -> list[Any]:
    """Return the steps of the event for which the user answers in person, by their days; one query."""
    rows = Step.objects.visible_to(user).filter(of_person(user), event=event).exclude(state=StepState.SKIPPED)
    return list(rows.order_by("due_on", "position", "pk"))
