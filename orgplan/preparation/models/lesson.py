"""What was learnt of an event, and what the next ones answered."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.directory.models import Unit
from orgplan.events.models import Event
from orgplan.preparation.rules.kinds import LessonKind, LessonState


class LessonQuerySet(models.QuerySet[Any]):
    """Lessons and answers, as far as somebody may see their events."""

    def visible_to(self, user: User) -> Self:
        """Return those of the events that the user may see."""
        return self.filter(Exists(Event.objects.visible_to(user).filter(pk=OuterRef("event"))))


class Lesson(EditedModel):
    """What went wrong at an event, or what to keep. An open one stands in the checklist of the next clone."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="lessons")
    kind = models.CharField(_("kind of lesson"), max_length=10, choices=LessonKind.choices, default=LessonKind.WRONG)
    text = models.TextField(_("lesson"))
    advice = models.TextField(_("what to do next time"), blank=True)
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("whom it concerns"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="lessons",
    )
    state = models.CharField(_("state"), max_length=10, choices=LessonState.choices, default=LessonState.OPEN)
    written_at = models.DateTimeField(auto_now_add=True)
    written_by = models.CharField(_("written by"), max_length=200)

    personal_data: ClassVar[dict[str, str]] = {"written_by": "who answers for the lesson"}

    objects = LessonQuerySet.as_manager()

    class Meta:
        ordering = ("-written_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=LessonKind.values), name="preparation_lesson_kind_known"),
            models.CheckConstraint(condition=Q(state__in=LessonState.values), name="preparation_lesson_state_known"),
            models.CheckConstraint(condition=~Q(text=""), name="preparation_lesson_says_something"),
        )

    def __str__(self) -> str:
        return self.text[:120]


class LessonAnswer(EditedModel):
    """A lesson of an earlier event in the checklist of this one; without words it still waits for an answer."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="lesson_answers")
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="answers")
    words = models.TextField(_("what is done about it"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(_("answered by"), max_length=200, blank=True)

    personal_data: ClassVar[dict[str, str]] = {"answered_by": "who answers for the answer"}

    objects = LessonQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("event", "lesson"), name="preparation_lesson_asked_once"),
            models.CheckConstraint(
                condition=Q(words="", answered_at__isnull=True, answered_by="")
                | (Q(answered_at__isnull=False) & ~Q(words="") & ~Q(answered_by="")),
                name="preparation_answer_who_and_when",
            ),
        )

    @property
    def settles(self) -> bool:
        """Return what a form begins with: whether the lesson is learnt is asked each time."""
        return False

    def __str__(self) -> str:
        return self.words[:120] or str(self.lesson)
