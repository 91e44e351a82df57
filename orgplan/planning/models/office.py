"""How the office works with units: its hours by year, whom units call, how long a reminder is worth sending."""

from __future__ import annotations

from datetime import time
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.planning.policy import can_see_deadlines
from orgplan.planning.rules.reminders import STALE_DAYS
from orgplan.worktime.office import OfficeHours


class OfficeQuerySet(models.QuerySet[Any]):
    """What everybody who is signed in reads."""

    def visible_to(self, user: User) -> Self:
        """Return all rows to an active user."""
        return self if can_see_deadlines(user) else self.none()


class OfficeYear(EditedModel):
    """The office hours from a year on; without a row they are from 8:30 to 17:30."""

    year = models.PositiveSmallIntegerField(_("year of the office hours"), unique=True)
    opens = models.TimeField(_("working day from"), default=time(8, 30))
    closes = models.TimeField(_("working day until"), default=time(17, 30))
    friday = models.TimeField(_("on Friday until"), null=True, blank=True)
    lunch_from = models.TimeField(_("lunch from"), null=True, blank=True)
    lunch_until = models.TimeField(_("lunch until"), null=True, blank=True)
    basis = models.CharField(_("basis"), max_length=500, blank=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        ordering = ("-year",)
        constraints = (
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="planning_office_closes_after_opening"),
            models.CheckConstraint(
                condition=Q(friday__isnull=True) | Q(friday__gt=F("opens")),
                name="planning_office_friday_after_opening",
            ),
            models.CheckConstraint(
                condition=Q(lunch_from__isnull=True, lunch_until__isnull=True)
                | Q(lunch_from__gt=F("opens"), lunch_until__gt=F("lunch_from"), closes__gt=F("lunch_until")),
                name="planning_office_lunch_within_the_day",
            ),
        )

    def __str__(self) -> str:
        return str(self.year)

    @property
    def hours(self) -> OfficeHours:
        """Return the hours as plain data."""
        lunch = (self.lunch_from, self.lunch_until) if self.lunch_from and self.lunch_until else None
        return OfficeHours(self.opens, self.closes, self.friday, lunch)

    @property
    def words(self) -> str:
        """Return the hours in words."""
        return self.hours.words


class CollectingTerms(EditedModel):
    """How plans are collected: one row, changed by people; as long as there is none, these defaults hold."""

    contact = models.CharField(_("whom units call about plans"), max_length=300, blank=True)
    stale_days = models.PositiveSmallIntegerField(_("a missed reminder is sent for so many days"), default=STALE_DAYS)
    ahead_days = models.PositiveSmallIntegerField(_("plans on «Today» so many days ahead"), default=62)

    objects = OfficeQuerySet.as_manager()

    personal_data: ClassVar[dict[str, str]] = {"contact": "to whom units turn about plans"}

    class Meta:
        verbose_name = _("terms of collecting plans")
        constraints = (models.CheckConstraint(condition=Q(pk=1), name="planning_collecting_terms_are_one"),)

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
