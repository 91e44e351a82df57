"""Workbooks that came back and wait for their confirmation, or were taken in."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.planning.models.plan import Plan


class ReturnState(models.TextChoices):
    """Where a returned workbook stands."""

    WAITING = "waiting", _("waits for confirmation")
    TAKEN_IN = "taken_in", _("taken in")
    PUT_ASIDE = "put_aside", _("put aside")


class ReturnedWorkbookQuerySet(models.QuerySet["ReturnedWorkbook"]):
    """Returned workbooks, as far as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Return those of the plans that the user may see."""
        return self.filter(plan__in=Plan.objects.visible_to(user))


class ReturnedWorkbook(models.Model):
    """A plan's workbook that came back edited: nothing of it is applied until somebody confirms."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="returned_workbooks")
    state = models.CharField(_("state"), max_length=20, choices=ReturnState.choices, default=ReturnState.WAITING)
    file_name = models.CharField(_("file"), max_length=300)
    file = models.FileField(upload_to="workbooks/%Y/%m")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.CharField(_("brought back by"), max_length=200)

    objects = ReturnedWorkbookQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "file": "names in the plan",
        "uploaded_by": "who answers for the edits",
    }

    class Meta:
        ordering = ("-uploaded_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=ReturnState.values), name="planning_workbook_state_known"),
        )

    def __str__(self) -> str:
        return self.file_name
