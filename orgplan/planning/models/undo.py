"""What can be taken back in plans: how lines, their events and places stood before one person's write."""

from __future__ import annotations

from typing import ClassVar, Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.planning.models.plan import Plan


class StepKind(models.TextChoices):
    """What was done, so that the inverse is known."""

    LINES = "lines", _("lines were changed or decided on")
    PAIR = "pair", _("two lines were compared")
    DISMISSED = "dismissed", _("a suggested event was called different")
    PLACED = "placed", _("events were put into the plan")
    TAKEN_OUT = "taken_out", _("an event was taken out of the plan")


class PlanUndoQuerySet(models.QuerySet["PlanUndo"]):
    """Steps, each for the person who made it."""

    def visible_to(self, user: User) -> Self:
        """Return the user's own steps."""
        return self.filter(user=user)


class PlanUndo(models.Model):
    """The inverse of one write in a plan; used once. `befores` is what `actions.undo` keeps and reads."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="plan_undos")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="undos")
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)
    kind = models.CharField(max_length=20, choices=StepKind.choices)
    befores = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    objects = PlanUndoQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {"befores": "names in lines until they are taken back, a day at most"}

    class Meta:
        ordering = ("-pk",)
        constraints = (models.CheckConstraint(condition=Q(kind__in=StepKind.values), name="planning_undo_kind_known"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.made_at:%d.%m.%Y %H:%M}"
