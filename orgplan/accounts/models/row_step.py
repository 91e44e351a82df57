"""What can be taken back in small registers: rows as they stood before one person's write, kept for minutes."""

from __future__ import annotations

from typing import ClassVar, Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.urls import reverse

from orgplan.accounts.models.user import User


class RowStepQuerySet(models.QuerySet["RowStep"]):
    """Steps, each for the person who made it."""

    def visible_to(self, user: User) -> Self:
        """Return what the user did; an assistant takes back what the same assistant did for the leader."""
        return self.filter(user=user, maker=str(user.acting_pk))


class RowStep(models.Model):
    """The inverse of one write; used once, and gone after `rules.taking_back.KEPT`.

    `maker` is the key of who was at the keyboard. `gone` are rows that the write deleted; `changed` are pairs «as it
    stood», «as the write left it»; `links` are `[table, keys, field, key]` of rows that lost what they pointed to. A
    row is `{"model": label, "pk": key, "fields": plain values}`.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="row_steps")
    maker = models.CharField(max_length=20)
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)
    what = models.CharField(max_length=300)
    gone = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    changed = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    links = models.JSONField(default=list, encoder=DjangoJSONEncoder)

    objects = RowStepQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "what": "name of what was removed, for minutes",
        "gone": "removed rows until they are put back, for minutes",
        "changed": "changed rows until they are put back, for minutes",
    }

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.what

    @property
    def undo_address(self) -> str:
        """Where the step is taken back by POST."""
        return reverse("accounts:take_back", args=[self.pk])
