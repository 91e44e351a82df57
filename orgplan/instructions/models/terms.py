"""The history of terms, and the warnings that were given."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.instructions.models.instruction import Instruction
from orgplan.instructions.rules.states import ExtensionState


class ExtensionQuerySet(models.QuerySet["Extension"]):
    """Requests for other terms, as far as somebody may see their instructions."""

    def visible_to(self, user: User) -> Self:
        """Return those of the instructions that the user may see."""
        return self.filter(instruction__in=Instruction.objects.visible_to(user))


class Extension(models.Model):
    """Another term: asked for with a reason and decided on, or set by the giver; the term before stays beside it."""

    instruction = models.ForeignKey(Instruction, on_delete=models.CASCADE, related_name="extensions")
    state = models.CharField(
        _("extension"), max_length=12, choices=ExtensionState.choices, default=ExtensionState.ASKED
    )
    before_on = models.DateField(_("term before"))
    before_words = models.CharField(_("how the term before was counted"), max_length=500, blank=True)
    wanted_on = models.DateField(_("term asked for"))
    granted_on = models.DateField(_("term granted"), null=True, blank=True)
    reason = models.TextField(_("why another term is needed"))
    done_so_far = models.TextField(_("what is done already"), blank=True)
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    asked_by = models.CharField(_("asked by"), max_length=200)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)
    decision = models.TextField(_("decision in words"), blank=True)

    objects = ExtensionQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "asked_by": "who answers for the request",
        "decided_by": "who answers for the decision",
    }

    class Meta:
        verbose_name = _("extension")
        ordering = ("asked_at", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=ExtensionState.values), name="instructions_extension_known"),
            models.CheckConstraint(
                condition=Q(wanted_on__gt=F("before_on")) | Q(state="granted"),
                name="instructions_extension_asks_for_later",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by="") | Q(decided_at__isnull=False) & ~Q(decided_by=""),
                name="instructions_extension_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="granted", granted_on__isnull=False) | (~Q(state="granted") & Q(granted_on=None)),
                name="instructions_extension_granted_has_term",
            ),
            models.UniqueConstraint(
                fields=("instruction",), condition=Q(state="asked"), name="instructions_one_open_request"
            ),
        )

    def __str__(self) -> str:
        return f"{self.before_on:%d.%m.%Y} → {self.granted_on or self.wanted_on:%d.%m.%Y}"


class StepTaken(models.Model):
    """A step of the ladder that was taken for one term: the same is never taken twice, whatever befalls the worker."""

    instruction = models.ForeignKey(Instruction, on_delete=models.CASCADE, related_name="steps_taken")
    code = models.CharField(max_length=60)
    due_on = models.DateField()
    taken_at = models.DateTimeField(auto_now_add=True)
    told = models.CharField(_("who was told"), max_length=500)

    personal_data: ClassVar[dict[str, str]] = {"told": "who was warned of the term"}

    class Meta:
        verbose_name = _("step taken")
        ordering = ("taken_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("instruction", "code", "due_on"), name="instructions_step_taken_once"),
        )

    def __str__(self) -> str:
        return f"{self.code}: {self.told}"
