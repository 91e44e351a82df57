"""What all registers of the directory share."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.directory.policy import can_see_directory


class DirectoryQuerySet(models.QuerySet[Any]):
    """Rows of the directory; everybody signed in sees them."""

    def visible_to(self, user: User) -> Self:
        """Return all rows to an active user."""
        return self if can_see_directory(user) else self.none()


class Record(EditedModel):
    """What all registers share: an edition, and whether the row is still in force."""

    is_active = models.BooleanField(_("in force"), default=True)

    objects = DirectoryQuerySet.as_manager()

    class Meta:
        abstract = True
