"""Lessons of events and the checklist of the next ones; similar past events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from orgplan.accounts.models import User
from orgplan.core.lookups import search_key
from orgplan.events.models import Event, Origin
from orgplan.events.rules import EventState
from orgplan.preparation.models import Lesson, LessonAnswer
from orgplan.preparation.rules.kinds import LessonState
from orgplan.preparation.rules.likeness import Likeness, Traits, similar, words_of_title

_READ = 400
"""So many past events are compared: the latest that share a rare word, and those of the kind around the same time."""
_GENERATIONS = 8
_LONGEST_STEM = 5
_RARE_WORDS = 6
_HAD = (EventState.HELD, EventState.PLANNED)


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


@dataclass(frozen=True, slots=True)
class SimilarEvent:
    """A past event like this one, and why."""

    event: Event
    likeness: Likeness


def similar_past(user: User, new: Traits, today: date, most: int = 5) -> list[SimilarEvent]:
    """Return past events that are like the new one, the likest first; two queries whatever their number."""
    words = words_of_title(new.title)
    telling = [word for word in words if words[word] == max(words.values())]
    stems = [search_key(word)[:_LONGEST_STEM] for word in sorted(telling, key=len, reverse=True)][:_RARE_WORDS]
    if not stems:
        return []
    rows = Event.objects.visible_to(user).filter(state__in=_HAD).exclude(pk=new.key)
    before = min(today, new.day) if new.day else today
    rows = rows.filter(last_day__lt=before, last_day__gte=before.replace(year=before.year - 4, day=1), part_of=None)
    condition = Q()
    for stem in stems:
        condition |= Q(search_key__contains=stem)
    columns = ("pk", "title", "kind", "venue", "owner", "first_day")
    found = rows.filter(condition).order_by("-moment").values_list(*columns)[:_READ]
    likest = similar(new, [Traits(*row) for row in found], most)
    events = Event.objects.visible_to(user).select_related("venue").prefetch_related("occurrences")
    by_key = events.in_bulk([each.key for each in likest]) if likest else {}
    return [SimilarEvent(by_key[each.key], each) for each in likest if each.key in by_key]


def traits_of(event: Event) -> Traits:
    """Return what is compared of the event."""
    return Traits(event.pk or 0, event.title, event.kind, event.venue_id, event.owner_id, event.first_day)
