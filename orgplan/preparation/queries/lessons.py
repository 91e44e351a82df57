"""Lessons of events and the checklist of the next ones."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from orgplan.accounts.models import User
from orgplan.events.models import Event, Origin
from orgplan.preparation.models import Lesson, LessonAnswer
from orgplan.preparation.rules.kinds import LessonState

_GENERATIONS = 8


def checklist_of(user: User, event: Event) -> list[LessonAnswer]:
    """Return the lessons that this event is asked about, those without an answer first; one query."""
    rows = LessonAnswer.objects.visible_to(user).filter(event=event).select_related("lesson__event", "lesson__unit")
    return sorted(rows, key=lambda each: (bool(each.words), each.pk))


def asked_now(user: User, today: date, most: int = 20) -> list[LessonAnswer]:
    """Return the lessons that coming events are asked about and nobody has answered yet; one query."""
    rows = LessonAnswer.objects.visible_to(user).filter(words="", event__deleted_at__isnull=True)
    rows = rows.filter(Q(event__last_day__gte=today) | Q(event__last_day__isnull=True))
    return list(rows.select_related("event", "lesson").order_by("event__first_day", "pk")[:most])


def lessons_of(user: User, event: Event) -> list[Lesson]:
    """Return what was learnt of the event; one query."""
    return list(Lesson.objects.visible_to(user).filter(event=event).select_related("unit"))


def lessons_listed(user: User, *, only_open: bool) -> QuerySet[Any]:
    """Return the lessons with how often they were answered (`answered`); one query."""
    rows = Lesson.objects.visible_to(user).select_related("event", "unit")
    if only_open:
        rows = rows.filter(state=LessonState.OPEN)
    counted: QuerySet[Any] = rows.annotate(answered=Count("answers", filter=~Q(answers__words="")))
    return counted


def open_lessons(source: Event) -> list[Lesson]:
    """Return the open lessons of the event and of those out of which it was made; at most nine queries."""
    keys: list[int] = [source.pk]
    for _generation in range(_GENERATIONS):
        above = Origin.objects.filter(event=keys[-1]).values_list("source", flat=True).first()
        if above is None or above in keys:
            break
        keys.append(above)
    return list(Lesson.objects.filter(event__in=keys, state=LessonState.OPEN))
