"""Tables of preparation: steps, lessons and the answers to them."""

from orgplan.preparation.models.lesson import Lesson, LessonAnswer
from orgplan.preparation.models.step import Step, StepQuerySet

__all__ = ["Lesson", "LessonAnswer", "Step", "StepQuerySet"]
