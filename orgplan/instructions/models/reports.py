"""Reports on execution with their files."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.instructions.models.instruction import Instruction
from orgplan.instructions.rules.states import ReportState


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports, as far as somebody may see their instructions."""

    def visible_to(self, user: User) -> Self:
        """Return those of the instructions that the user may see."""
        return self.filter(instruction__in=Instruction.objects.visible_to(user))


class Report(models.Model):
    """What was done, as the responsible one says; accepted, or returned with the words of what is missing."""

    instruction = models.ForeignKey(Instruction, on_delete=models.CASCADE, related_name="reports")
    state = models.CharField(
        _("report's state"), max_length=12, choices=ReportState.choices, default=ReportState.SUBMITTED
    )
    text = models.TextField(_("what was done"))
    done_on = models.DateField(_("done on"))
    submitted_at = models.DateTimeField(_("submitted at"), auto_now_add=True)
    submitted_by = models.CharField(_("submitted by"), max_length=200)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)
    decision = models.TextField(_("decision in words"), blank=True)

    objects = ReportQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "submitted_by": "who answers for the report",
        "decided_by": "who answers for the decision",
    }

    class Meta:
        verbose_name = _("report on execution")
        ordering = ("submitted_at", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=ReportState.values), name="instructions_report_state_known"),
            models.CheckConstraint(condition=~Q(text=""), name="instructions_report_has_text"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by="") | Q(decided_at__isnull=False) & ~Q(decided_by=""),
                name="instructions_report_decided_by_somebody",
            ),
            models.UniqueConstraint(
                fields=("instruction",), condition=Q(state="submitted"), name="instructions_one_open_report"
            ),
        )

    def __str__(self) -> str:
        return self.text[:120]


class ReportFile(models.Model):
    """A file that proves a report; kept as it was sent."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="files")
    file = models.FileField(upload_to="instructions/%Y/%m")
    file_name = models.CharField(_("file"), max_length=300)
    size = models.PositiveIntegerField(_("size, bytes"))

    personal_data: ClassVar[dict[str, str]] = {"file": "names in the proof of execution"}

    class Meta:
        verbose_name = _("file of a report")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.file_name
