"""«Мои дела»: what one has to do oneself, whichever room it stands in, late first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.events.models import Event
from orgplan.instructions.queries.listing import OwnWork, own_work
from orgplan.preparation.queries.mine import own_steps

_MOST = 200
_EVENTS = 20


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do by a day: an instruction, or a step of preparation; the other is None."""

    due_on: date
    instruction: Any = None
    step: Any = None


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """Tasks of one stretch of time."""

    heading: str | Promise
    tone: str
    tasks: Sequence[Task]


@dataclass(frozen=True, slots=True)
class OwnDay:
    """All that the reader has to do, material for others, reports that wait, the events it belongs to."""

    groups: Sequence[TaskGroup]
    together: Sequence[Any]
    reported: Sequence[Any]
    events: Sequence[Event]

    @property
    def count(self) -> int:
        """Return how much there is to do, by oneself and for others."""
        return sum(len(each.tasks) for each in self.groups) + len(self.together)

    def __bool__(self) -> bool:
        return bool(self.groups or self.together or self.reported or self.events)


def own_day(user: User, today: date) -> OwnDay:
    """Return the reader's work; ten queries, however much it is."""
    work = own_work(user, today)
    steps = list(own_steps(user)[:_MOST])
    keys = list(dict.fromkeys(each.event_id for each in steps))
    rows = Event.objects.visible_to(user).filter(last_day__gte=today)
    events = rows.order_by("first_day", "pk") if user.role == "performer" else rows.filter(pk__in=keys)
    shown = events.select_related("venue", "owner").prefetch_related("occurrences")
    return OwnDay(_groups(work, steps, today), work.together, work.reported, list(shown[:_EVENTS]))


def _groups(work: OwnWork, steps: Sequence[Any], today: date) -> list[TaskGroup]:
    given = [Task(each.due_on, instruction=each) for each in (*work.late, *work.soon, *work.later)]
    tasks = sorted([*given, *(Task(each.due_on, step=each) for each in steps)], key=lambda task: task.due_on)
    week = today + timedelta(days=7)
    groups = (
        TaskGroup(_("Late"), "bad", [each for each in tasks if each.due_on < today]),
        TaskGroup(_("Due today"), "warn", [each for each in tasks if each.due_on == today]),
        TaskGroup(_("Due within seven days"), "plain", [each for each in tasks if today < each.due_on <= week]),
        TaskGroup(_("Due later"), "plain", [each for each in tasks if each.due_on > week]),
    )
    return [each for each in groups if each.tasks]
