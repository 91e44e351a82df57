"""What a step hangs on, in which days it is counted, where it stands; kinds of lessons."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Anchor(TextChoices):
    """From what the days of a step are counted."""

    START = "start", _("beginning of the event")
    END = "end", _("end of the event")
    STEP = "step", _("another step")


class OffsetUnit(TextChoices):
    """In which days a step is counted."""

    WORKING = "working", _("working days")
    CALENDAR = "calendar", _("calendar days")


class StepState(TextChoices):
    """Where a step stands."""

    PLANNED = "planned", _("to be done")
    DONE = "done", _("done")
    SKIPPED = "skipped", _("skipped on purpose")


STEP_TRANSITIONS: dict[tuple[StepState, str], StepState] = {
    (StepState.PLANNED, "finish"): StepState.DONE,
    (StepState.PLANNED, "skip"): StepState.SKIPPED,
    (StepState.DONE, "reopen"): StepState.PLANNED,
    (StepState.SKIPPED, "reopen"): StepState.PLANNED,
}


class LessonKind(TextChoices):
    """What a lesson says."""

    WRONG = "wrong", _("what went wrong")
    KEEP = "keep", _("what to keep")


class LessonState(TextChoices):
    """Where a lesson stands: an open one comes back with the next event of its kind."""

    OPEN = "open", _("lesson is open")
    SETTLED = "settled", _("lesson is settled")


LESSON_TRANSITIONS: dict[tuple[LessonState, str], LessonState] = {
    (LessonState.OPEN, "settle"): LessonState.SETTLED,
    (LessonState.SETTLED, "reopen"): LessonState.OPEN,
}
