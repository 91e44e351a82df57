"""How far the almanac looks: one row, changed by people."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.almanac.policy import can_see_almanac
from orgplan.core.editing import EditedModel

DATES_AHEAD, MOVED_WITHIN = 45, 120
"""What holds until people say otherwise: a month's plan is collected about six weeks before its end; a meeting that is
moved by more than four months is rather cancelled."""


class TermsQuerySet(models.QuerySet[Any]):
    """What everybody who is signed in reads."""

    def visible_to(self, user: User) -> Self:
        """Return all rows to an active user."""
        return self if can_see_almanac(user) else self.none()


class AlmanacTerms(EditedModel):
    """For how many days dates stand on the almanac's first page, and how far a single meeting may be moved."""

    dates_ahead = models.PositiveSmallIntegerField(_("dates shown ahead, days"), default=DATES_AHEAD)
    moved_within = models.PositiveSmallIntegerField(_("a meeting is moved by so many days"), default=MOVED_WITHIN)

    objects = TermsQuerySet.as_manager()

    class Meta:
        verbose_name = _("terms of the almanac")
        constraints = (models.CheckConstraint(condition=Q(pk=1), name="almanac_terms_are_one"),)

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
