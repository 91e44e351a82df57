"""What can be taken back of moving meetings: how the cycle stood before one person's write."""

from __future__ import annotations

from typing import Self

from django.db import models

from orgplan.accounts.models import User
from orgplan.events.models import UndoStep


class CycleStepQuerySet(models.QuerySet["CycleStep"]):
    """Steps, each for the person who made it."""

    def visible_to(self, user: User) -> Self:
        """Return the user's own steps."""
        return self.filter(user=user)


class CycleStep(models.Model):
    """The inverse of one write to meetings that come back; used once.

    `before` is plain data: `cycles` `{key: edition after}`, `made` the key of a cycle that the write made, `values` of
    the cycle, its `exceptions`, and `laid` `[key, cycle, slot, written]` of the meetings whose events were changed.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="cycle_steps")
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)
    before = models.JSONField(default=dict)
    events = models.ForeignKey(UndoStep, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = CycleStepQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.made_at:%d.%m.%Y %H:%M}"
