"""Which document of the register is which version of a plan."""

from __future__ import annotations

from django.db import models

from orgplan.documents.models import Document
from orgplan.planning.models.plan import PlanVersion


class PlanDocument(models.Model):
    """A printed version: joins a document of the register to the version that it prints."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="of_plan")
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="documents")

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return str(self.document)
