"""What a script leaves behind: how it stood before a write, and the documents that print it."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from orgplan.accounts.models import User
from orgplan.documents.models import Document
from orgplan.scripts.models.script import Script


class ScriptUndoQuerySet(models.QuerySet[Any]):
    """Steps, each for the person who made it."""

    def visible_to(self, user: User) -> Self:
        """Return the user's own steps."""
        return self.filter(user=user)


class ScriptUndo(models.Model):
    """How the items of a script stood before one write of a person (`actions.undo.snapshot`); used once.

    `edition` is that of the script after the write: once somebody has written more, nothing is taken back.
    """

    script = models.ForeignKey(Script, on_delete=models.CASCADE, related_name="undo_steps")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)
    edition = models.PositiveIntegerField()
    before = models.JSONField(default=dict)

    objects = ScriptUndoQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.script_id} {self.made_at:%d.%m.%Y %H:%M}"


class ScriptPrint(models.Model):
    """A document of the register that prints a script."""

    script = models.ForeignKey(Script, on_delete=models.CASCADE, related_name="prints")
    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="of_script")

    def __str__(self) -> str:
        return f"{self.script_id} ← {self.document_id}"
