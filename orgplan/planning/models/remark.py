"""What the department and the curators say about a unit's lines, and the returns of lines to the unit."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.directory.queries import own_unit_key
from orgplan.planning.models.line import PlanLine
from orgplan.planning.models.plan import Plan
from orgplan.planning.models.submission import Submission
from orgplan.planning.policy import visible_remarks
from orgplan.planning.rules.states import RemarkRole


class RemarkQuerySet(models.QuerySet["Remark"]):
    """Remarks, as far as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Return what the policy lets the user see."""
        return self.filter(visible_remarks(user, own_unit_key(user)))

    def open(self) -> Self:
        """Return what is not settled yet."""
        return self.filter(resolved_at__isnull=True)


class Remark(EditedModel):
    """A remark on a line: who made it and in what role, the unit's answer, whether it is settled."""

    line = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="remarks")
    text = models.TextField(_("remark"))
    role = models.CharField(_("remark of"), max_length=20, choices=RemarkRole.choices, default=RemarkRole.DEPARTMENT)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=200)
    answer = models.TextField(_("the unit's answer"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    resolved_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    resolved_by = models.CharField(max_length=200, blank=True)

    objects = RemarkQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "made_by": "who answers for the remark",
        "answered_by": "who answers for the unit",
        "resolved_by": "who settled the remark",
    }

    class Meta:
        ordering = ("made_at", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="planning_line_remark_says_something"),
            models.CheckConstraint(condition=Q(role__in=RemarkRole.values), name="planning_line_remark_role_known"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by="", answer="")
                | (Q(answered_at__isnull=False) & ~Q(answered_by="") & ~Q(answer="")),
                name="planning_line_remark_answered_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by="")
                | (Q(resolved_at__isnull=False) & ~Q(resolved_by="")),
                name="planning_line_remark_resolved_who_and_when",
            ),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        """Tell whether the remark still waits to be settled."""
        return self.resolved_at is None


class PlanReturn(models.Model):
    """A return of a unit's lines for correction, with the reason; it stays open until the unit sends again.

    `answer` is the paper with which it did; empty where the lines were corrected in place.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="returns")
    reason = models.TextField(_("why it was returned"))
    line_count = models.PositiveIntegerField(_("lines returned"))
    returned_at = models.DateTimeField(auto_now_add=True)
    returned_by = models.CharField(max_length=200)
    answered_at = models.DateTimeField(_("sent again at"), null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answer = models.ForeignKey(
        Submission,
        verbose_name=_("sent again with"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    personal_data: ClassVar[dict[str, str]] = {
        "returned_by": "who answers for the return",
        "answered_by": "who sent again",
    }

    class Meta:
        ordering = ("-returned_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="planning_return_with_reason"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by="")
                | (Q(answered_at__isnull=False) & ~Q(answered_by="")),
                name="planning_return_answered_who_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan}: {self.reason}"
