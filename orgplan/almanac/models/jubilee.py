"""Jubilees: which ages count, and dates that the office keeps itself."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgplan.almanac.models.cycle import AlmanacQuerySet
from orgplan.almanac.rules.jubilees import AgeRule, JubileeKind, read_ages
from orgplan.core.editing import EditedModel


class JubileeRule(EditedModel):
    """Which ages of a kind are jubilees, and how long ahead they are shown."""

    kind = models.CharField(_("whose"), max_length=20, choices=JubileeKind.choices, unique=True)
    ages = models.CharField(_("ages"), max_length=300, help_text=_("Numbers by comma: 50, 60, 70."))
    then_every = models.PositiveSmallIntegerField(_("then every, years"), default=0)
    days_ahead = models.PositiveSmallIntegerField(_("shown ahead, days"), default=60)
    basis = models.CharField(_("basis"), max_length=300, blank=True)

    objects = AlmanacQuerySet.as_manager()

    class Meta:
        ordering = ("kind",)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=JubileeKind.values), name="almanac_jubilee_rule_kind_known"),
        )

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def rule(self) -> AgeRule:
        """Return the ages as plain data."""
        return AgeRule(read_ages(self.ages), self.then_every)


class Jubilee(EditedModel):
    """A beginning whose anniversaries are kept: the city's, a person's (only where the office stores it), an event's.

    Organisations of the directory need no row here: `directory.Organisation.founded_on` is theirs.
    """

    title = models.CharField(_("whose or what"), max_length=300)
    kind = models.CharField(_("kind"), max_length=20, choices=JubileeKind.choices, default=JubileeKind.EVENT)
    began_on = models.DateField(_("born or founded on"))
    note = models.TextField(_("note"), blank=True)
    is_invented = models.BooleanField(_("invented person"), default=False)

    objects = AlmanacQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "title": "name of the person to be congratulated",
        "began_on": "day of birth of the person to be congratulated",
    }

    class Meta:
        ordering = ("began_on", "title")
        constraints = (
            models.UniqueConstraint(fields=("title", "began_on"), name="almanac_jubilee_once"),
            models.CheckConstraint(condition=Q(kind__in=JubileeKind.values), name="almanac_jubilee_kind_known"),
        )

    def __str__(self) -> str:
        return self.title
