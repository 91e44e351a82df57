"""Forms of preparation: a step and its mark, a lesson and its answer, a new event by an example."""

from orgplan.preparation.forms.clone import CloneForm
from orgplan.preparation.forms.lesson import AnswerForm, LessonForm
from orgplan.preparation.forms.step import FinishForm, ReasonForm, StepForm, TakeForm

__all__ = ["AnswerForm", "CloneForm", "FinishForm", "LessonForm", "ReasonForm", "StepForm", "TakeForm"]
