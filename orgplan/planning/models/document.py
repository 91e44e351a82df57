"""Which document of the register is which version of a plan, agreement sheet, list of changes, leaders' calendar."""

from __future__ import annotations

from django.db import models

from orgplan.documents.models import Document
from orgplan.events.models import Event
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


class AmendmentsDocument(models.Model):
    """A printed «Изменения к плану»: joins a document of the register to the version that it changes.

    `later`: the version that approved the changes; none of a draft.
    """

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="of_amendments")
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="amendments_documents")
    later = models.ForeignKey(
        PlanVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="approved_amendments_documents"
    )

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return str(self.document)


class CalendarDocument(models.Model):
    """A printed plan «с участием Мэра»: whose (`chosen`, as the page's filter has it) and of which period."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="of_calendar")
    chosen = models.CharField(max_length=20)
    period_code = models.CharField(max_length=21)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return str(self.document)


class PrintedEvent(models.Model):
    """An event that a document prints otherwise than as a point of a plan's version: it outdates the document."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="printed_events")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="printed_in")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("event", "document"), name="planning_printed_event_once"),)

    def __str__(self) -> str:
        return f"{self.document}: {self.event}"
