"""Lessons are written, carried into the next event, answered, settled."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, nothing_changed, record, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.directory.models import Unit
from orgplan.events.models import Event
from orgplan.preparation.models import Lesson, LessonAnswer
from orgplan.preparation.queries.lessons import open_lessons
from orgplan.preparation.rules.kinds import LESSON_TRANSITIONS, LessonKind, LessonState

_WRITTEN = ("kind", "text", "advice", "unit")


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """All that is written of a lesson."""

    text: str
    kind: LessonKind = LessonKind.WRONG
    advice: str = ""
    unit: Unit | None = None


@audited
def write_lesson(
    *, facts: LessonFacts, event: Event | None = None, lesson: Lesson | None = None, edition: int = 0, by: Actor
) -> Lesson:
    """Write down what was learnt of the event, or write over the lesson of that edition."""
    if lesson is None:
        assert event is not None, "a lesson is of an event"
        current = Lesson(event=event, written_by=str(by)[:200])
    else:
        current = take_edition(lesson, edition)
    before = state_of(current, *_WRITTEN) if lesson else {}
    for name in _WRITTEN:
        setattr(current, name, getattr(facts, name))
    current.save()
    record(current, before=before, after=state_of(current, *_WRITTEN))
    return current


@audited
def pass_lesson(lesson: Lesson, *, verb: str, by: Actor) -> Lesson:
    """Settle a lesson, or open it again; RefusedError where somebody did it already."""
    current: Lesson = Lesson.objects.select_for_update(of=("self",)).get(pk=lesson.pk)
    to = LESSON_TRANSITIONS.get((LessonState(current.state), verb))
    if to is None:
        raise RefusedError(
            _("Somebody was quicker: the lesson is “%(state)s” already.") % {"state": current.get_state_display()}
        )
    before = state_of(current, "state")
    current.state = to
    current.edition += 1
    current.save()
    record(current, before=before, after=state_of(current, "state"))
    return current


@audited
def carry_lessons(*, source: Event, event: Event, by: Actor) -> int:
    """Put the open lessons of the source, and of those out of which it was made, into the event's checklist."""
    known = set(LessonAnswer.objects.filter(event=event).values_list("lesson", flat=True))
    lessons = [each for each in open_lessons(source) if each.pk not in known]
    if not lessons:
        nothing_changed()
        return 0
    LessonAnswer.objects.bulk_create(LessonAnswer(event=event, lesson=each) for each in lessons)
    record(event, after={"lessons": len(lessons)})
    return len(lessons)


@audited
def answer_lesson(answer: LessonAnswer, *, words: str, settles: bool, edition: int, by: Actor) -> LessonAnswer:
    """Say what is done about a lesson; `settles` closes it: the next event is not asked any more."""
    if not words.strip():
        raise RefusedError(_("Say what is done about the lesson: a tick teaches nobody."))
    current = take_edition(answer, edition)
    before = {"answer": current.words}
    current.words = words.strip()
    current.answered_at, current.answered_by = timezone.now(), str(by)[:200]
    current.save()
    record(current, before=before, after={"answer": current.words})
    if settles and current.lesson.state == LessonState.OPEN:
        pass_lesson(current.lesson, verb="settle", by=by)
    return current
