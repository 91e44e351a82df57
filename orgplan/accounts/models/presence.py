"""Who has a page open right now: kept for minutes, so that two people do not surprise each other."""

from __future__ import annotations

from typing import Self

from django.db import models

from orgplan.accounts.models.user import User


class PresenceQuerySet(models.QuerySet["Presence"]):
    """Signs of life of open pages."""

    def visible_to(self, user: User) -> Self:
        """Return all to whoever works here; which place is asked about is signed by the page that shows it."""
        return self if user.is_active else self.none()


class Presence(models.Model):
    """One user has one place open: `place` is `<room>.<model>:<key>`. Rows older than `rules.presence.KEPT` go."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="presences")
    place = models.CharField(max_length=80)
    seen_at = models.DateTimeField(db_index=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        ordering = ("-seen_at", "pk")
        constraints = (models.UniqueConstraint(fields=("place", "user"), name="accounts_presence_once"),)

    def __str__(self) -> str:
        return f"{self.user}: {self.place}"
