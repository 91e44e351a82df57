"""The desk of a user: whose days stand on it, and what was seen."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.directory.models import Person


class DeskQuerySet(models.QuerySet[Any]):
    """Desks, each for its user."""

    def visible_to(self, user: User) -> Self:
        """Return the user's own desk."""
        return self.filter(user=user)


class Desk(EditedModel):
    """What a user set of the own first screen: leaders served (none: all), until when the news were seen."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="desk")
    leaders = models.ManyToManyField(Person, verbose_name=_("leaders served"), blank=True, related_name="served_at")
    seen_at = models.DateTimeField(_("news seen"), null=True, blank=True)

    objects = DeskQuerySet.as_manager()

    class Meta:
        verbose_name = _("first screen")
        verbose_name_plural = _("first screens")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}: {self.user}"
