"""A file of the directory on its way in: read, shown, confirmed or put aside."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.directory.models.records import DirectoryQuerySet
from orgplan.directory.rules import IntakeKind, IntakeState


class Intake(models.Model):
    """What was read of a file; `rows` holds plain rows (`imports.Row`), nothing of it is written before `apply`."""

    kind = models.CharField(_("what it lists"), max_length=20, choices=IntakeKind.choices)
    file_name = models.CharField(_("file"), max_length=300)
    rows = models.JSONField(default=list)
    notices = models.JSONField(default=list)
    state = models.CharField(_("state"), max_length=10, choices=IntakeState.choices, default=IntakeState.READ)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=200)

    objects = DirectoryQuerySet.as_manager()

    personal_data: ClassVar[dict[str, str]] = {
        "rows": "people of the file until it is applied or put aside",
        "created_by": "who brought the file",
    }

    class Meta:
        verbose_name = _("file of the directory")
        verbose_name_plural = _("files of the directory")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=IntakeKind.values), name="directory_intake_kind_known"),
            models.CheckConstraint(condition=Q(state__in=IntakeState.values), name="directory_intake_state_known"),
        )

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        """Return the address of the preview."""
        return reverse("directory:intake", args=[self.pk])
