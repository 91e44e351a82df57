"""Plans of preparation for tests, made by the actions that pages use."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from orgplan.audit.actions import System
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import TemplateFacts, write_template
from orgplan.events.models import Event, EventTemplate
from orgplan.events.parts import Source
from orgplan.events.tests import factories as events
from orgplan.preparation.actions import (
    LessonFacts,
    Proof,
    StepFacts,
    carry_lessons,
    finish_step,
    plan_step,
    write_lesson,
)
from orgplan.preparation.models import Lesson, LessonAnswer, Step

BY = System("тест")
_numbers = count(1)


def template(**facts: Any) -> EventTemplate:
    """A template of events in a unit of its own."""
    made: dict[str, Any] = {"name": f"Шаблон подготовки {next(_numbers)}", "owner": facts.pop("owner", None)}
    made["owner"] = made["owner"] or directory.unit()
    return write_template(facts=TemplateFacts(**made | facts), by=BY)


def step(source: Source, title: str = "", **facts: Any) -> Step:
    """A step of the event or template, ten working days before its beginning."""
    return plan_step(facts=StepFacts(title or f"Шаг {next(_numbers)}", **facts), source=source, by=BY)


def lesson(event: Event, text: str = "Не хватило волонтёров на входе", **facts: Any) -> Lesson:
    """An open lesson of the event."""
    return write_lesson(facts=LessonFacts(text, **facts), event=event, by=BY)


def proved_step(event: Event) -> Step:
    """A step of the event that is done, with a file that shows it."""
    proof = Proof("№ 1-р", "распоряжение.pdf", b"%PDF")
    made = step(event)
    return finish_step(made, done_on=day("2026-01-12"), today=day("2026-01-12"), proof=proof, by=BY)


def lesson_answer(event: Event) -> LessonAnswer:
    """A lesson of an earlier event that the event is asked about."""
    earlier = events.event("2 августа 2025 года", owner=event.owner)
    lesson(earlier)
    carry_lessons(source=earlier, event=event, by=BY)
    found: LessonAnswer = LessonAnswer.objects.get(event=event)
    return found


def day(text: str) -> date:
    """A date written as in ISO."""
    return date.fromisoformat(text)
