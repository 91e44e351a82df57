"""By when a plan is reported on: a row that people edit."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.planning.rules.states import PlanKind


class ReportTermQuerySet(models.QuerySet["ReportTerm"]):
    """Terms of reports; everybody who is signed in reads them."""

    def visible_to(self, user: User) -> Self:
        """Return all rows to an active user."""
        return self if user.is_active else self.none()


class ReportTerm(EditedModel):
    """How many days after a plan of the kind ends its execution is reported; without a row, five working days."""

    plan_kind = models.CharField(_("plan"), max_length=10, choices=PlanKind.choices, unique=True)
    days = models.PositiveSmallIntegerField(_("days after the end of the period"), default=5)
    working = models.BooleanField(_("working days"), default=True)
    basis = models.CharField(_("basis"), max_length=500, blank=True)

    objects = ReportTermQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(plan_kind__in=PlanKind.values), name="planning_report_term_kind_known"),
        )

    def __str__(self) -> str:
        return str(self.get_plan_kind_display())
