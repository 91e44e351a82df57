"""What was decided about events whose participants are away."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from orgplan.directory.models import Absence
from orgplan.events.models.event import Event


class SubstitutionDecision(models.Model):
    """What people decided about an event of an absent participant: replaced by who acts, or left as it stands.

    An absence that was recorded by mistake and deleted leaves its decisions behind.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="substitution_decisions")
    absence = models.ForeignKey(Absence, on_delete=models.SET_NULL, null=True, related_name="substitution_decisions")
    is_replaced = models.BooleanField(_("replaced"))
    reason = models.CharField(_("reason"), max_length=500)
    decided_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.CharField(_("decided by"), max_length=200)

    personal_data: ClassVar[dict[str, str]] = {"decided_by": "who answers for the replacement"}

    class Meta:
        ordering = ("decided_at", "pk")
        constraints = (models.UniqueConstraint(fields=("event", "absence"), name="events_substitution_decided_once"),)

    def __str__(self) -> str:
        return f"{self.event}: {self.reason}"
