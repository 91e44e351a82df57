"""What can be taken back: the state of events before one person's write."""

from __future__ import annotations

from typing import Self

from django.db import models

from orgplan.accounts.models import User


class UndoQuerySet(models.QuerySet["UndoStep"]):
    """Steps, each for the person who made it."""

    def visible_to(self, user: User) -> Self:
        """Return the user's own steps."""
        return self.filter(user=user)


class UndoStep(models.Model):
    """The inverse of one write: for each event its edition after the write and its facts before it.

    `befores` is `[{"event": key, "edition": number, "facts": plain facts}]`, with `actions.facts` to write and read
    the facts, `"programmes": keys` where those were changed too, and `"verb"` where the write did several things at
    once. A step is used once.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="undo_steps")
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)
    verb = models.CharField(max_length=80)
    befores = models.JSONField(default=list)

    objects = UndoQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.verb} {self.made_at:%d.%m.%Y %H:%M}"
