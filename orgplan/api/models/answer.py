"""What was answered to a request that may come again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from orgplan.accounts.models import User


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Kept answers."""

    def visible_to(self, user: User) -> Self:
        """Return nothing: an answer goes back to its own token only, by its key."""
        del user
        return self.none()


class Answer(models.Model):
    """The answer to one idempotency key of one token; without a status the request is still being served."""

    token = models.CharField(max_length=64)
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    made_at = models.DateTimeField(db_index=True)

    objects = AnswerQuerySet.as_manager()

    personal_data = {"body": "the same as the record that was written; forgotten after the hours of the settings"}  # noqa: RUF012

    class Meta:
        constraints = (models.UniqueConstraint(fields=("token", "key"), name="api_answer_once_per_key"),)

    def __str__(self) -> str:
        return f"{self.key}: {self.status or '…'}"
