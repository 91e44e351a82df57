"""The basket: how long it keeps, and what remains of an event that left it for good."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.events.rules import BASKET_DAYS, LONGEST_BASKET


class OpenQuerySet(models.QuerySet[Any]):
    """Rows without anything to hide from those who sign in."""

    def visible_to(self, user: User) -> Self:
        """Return all rows to an active user."""
        return self if user.is_active else self.none()


class Tombstone(models.Model):
    """What remains of an event that was deleted for good: its identity and when, for those who keep a copy."""

    uid = models.UUIDField(unique=True, editable=False)
    removed_at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = OpenQuerySet.as_manager()

    class Meta:
        ordering = ("removed_at", "pk")

    def __str__(self) -> str:
        return str(self.uid)


class BasketTerm(EditedModel):
    """For how many days deleted events can be restored: one row, edited by people."""

    days = models.PositiveSmallIntegerField(_("days in the basket"), default=BASKET_DAYS)

    objects = OpenQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=LONGEST_BASKET), name="events_basket_days_sane"),
        )

    def __str__(self) -> str:
        return str(self.days)
