"""Papers of units that have been read, with their rows."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.directory.queries import own_unit_key
from orgplan.events.rules import TimingKindChoice
from orgplan.language.periods import Period
from orgplan.planning.models.line import LineFields, PlanLine
from orgplan.planning.models.plan import Plan
from orgplan.planning.policy import visible_lines
from orgplan.planning.rules.states import SubmissionState


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Submissions, as far as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Return what the policy lets the user see."""
        return self.filter(visible_lines(user, own_unit_key(user)))


class Submission(models.Model):
    """A unit's paper that has been read: a file or a piece of clipboard, checked row by row before it is sent.

    `pasted` keeps the clipboard as `text` and `html`; `columns` how each table with a header was read:
    `{"table", "fingerprint", "columns": [[place, header, role code, sample]]}`.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="submissions")
    state = models.CharField(_("state"), max_length=20, choices=SubmissionState.choices, default=SubmissionState.READ)
    file_name = models.CharField(_("file"), max_length=300)
    file = models.FileField(upload_to="submissions/%Y/%m", blank=True)
    found_title = models.CharField(max_length=1000, blank=True)
    notices = models.JSONField(default=list, blank=True)
    pasted = models.JSONField(default=dict, blank=True)
    columns = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(_("read in by"), max_length=200)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.CharField(max_length=200, blank=True)

    objects = SubmissionQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "file": "names in the unit's own paper",
        "pasted": "names in the unit's own paper",
        "created_by": "who answers for the reading",
        "submitted_by": "who answers for the sending",
    }

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=SubmissionState.values), name="planning_submission_state_known"
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, submitted_by="")
                | (Q(submitted_at__isnull=False) & ~Q(submitted_by="")),
                name="planning_submission_who_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.file_name} — {self.plan}"


class SubmissionRow(LineFields):
    """A row read from a paper, not yet sent; `line` is the unit's earlier line that it repeats or corrects."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="rows")
    line = models.ForeignKey(PlanLine, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_left_out = models.BooleanField(default=False)

    class Meta:
        ordering = ("number", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(timing_kind__in=TimingKindChoice.values), name="planning_row_timing_known"
            ),
        )

    @property
    def reading_period(self) -> Period:
        """Return the period of the plan that the paper is for."""
        return self.submission.plan.period
