"""Which document of the register is which version of a plan, or which agreement sheet."""

from __future__ import annotations

from django.db import models

from orgplan.documents.models import Document
from orgplan.planning.models.agreement import AgreementRound
from orgplan.planning.models.plan import PlanVersion


class PlanDocument(models.Model):
    """A printed version: joins a document of the register to the version that it prints."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="of_plan")
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="documents")

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return str(self.document)


class SheetDocument(models.Model):
    """A printed agreement sheet: joins a document of the register to the round whose answers it prints."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="of_round")
    round = models.ForeignKey(AgreementRound, on_delete=models.PROTECT, related_name="documents")

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return str(self.document)
