"""Rules of reminders: rows that people edit."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.planning.policy import can_see_deadlines
from orgplan.planning.rules.deadlines import Measure
from orgplan.planning.rules.reminders import USUAL_SUBJECT, USUAL_TEXT, Occasion, ReminderMoment
from orgplan.planning.rules.states import PlanKind


class ReminderQuerySet(models.QuerySet["ReminderRule"]):
    """Rules of reminders; everybody who is signed in reads them."""

    def visible_to(self, user: User) -> Self:
        """Return all rows to an active user."""
        return self if can_see_deadlines(user) else self.none()


class ReminderRule(EditedModel):
    """When units that have not sent are reminded, and in which words; an empty kind speaks of every plan."""

    plan_kind = models.CharField(_("plan"), max_length=10, choices=PlanKind.choices, blank=True)
    moment = models.CharField(
        _("when to remind"), max_length=10, choices=ReminderMoment.choices, default=ReminderMoment.BEFORE
    )
    count = models.PositiveSmallIntegerField(_("days"), default=1)
    measure = models.CharField(_("which days"), max_length=10, choices=Measure.choices, default=Measure.WORKING)
    subject = models.CharField(_("subject of the reminder"), max_length=200, default=USUAL_SUBJECT)
    text = models.TextField(_("text of the reminder"), default=USUAL_TEXT)
    is_active = models.BooleanField(_("in force"), default=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ("plan_kind", "moment", "-count", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(plan_kind="") | Q(plan_kind__in=PlanKind.values), name="planning_reminder_plan_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(moment__in=ReminderMoment.values), name="planning_reminder_moment_known"
            ),
            models.CheckConstraint(
                condition=Q(measure__in=(Measure.CALENDAR, Measure.WORKING)) & Q(measure__in=Measure.values),
                name="planning_reminder_measure_known",
            ),
        )

    def __str__(self) -> str:
        return self.occasion.words

    @property
    def occasion(self) -> Occasion:
        """Return when it is sent, as plain data."""
        return Occasion(ReminderMoment(self.moment), self.count, Measure(self.measure))
