"""Jubilees: which ages count, and dates that the office keeps itself."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgplan.almanac.models.cycle import AlmanacQuerySet
from orgplan.almanac.rules.jubilees import AgeRule, JubileeKind, read_ages
from orgplan.core.editing import EditedModel
from orgplan.directory.models import Organisation, Unit
from orgplan.events.models import Event


class JubileeRule(EditedModel):
    """Which ages of a kind are jubilees from a year on (0: always), how long ahead they are shown, what is laid.

    With `event_title` and `event_unit` each of them lays an event of that unit into the city's plans.
    """

    kind = models.CharField(_("whose"), max_length=20, choices=JubileeKind.choices)
    from_year = models.PositiveSmallIntegerField(_("holds from the year"), default=0)
    ages = models.CharField(_("ages"), max_length=300, help_text=_("Numbers by comma: 50, 60, 70."))
    then_every = models.PositiveSmallIntegerField(_("then every, years"), default=0)
    days_ahead = models.PositiveSmallIntegerField(_("shown ahead, days"), default=60)
    basis = models.CharField(_("basis"), max_length=300, blank=True)
    event_title = models.CharField(_("event to lay into plans"), max_length=200, blank=True)
    event_unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit that prepares it"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="jubilee_rules",
    )

    objects = AlmanacQuerySet.as_manager()

    class Meta:
        ordering = ("kind", "from_year")
        constraints = (
            models.UniqueConstraint(fields=("kind", "from_year"), name="almanac_jubilee_rule_of_a_year_once"),
            models.CheckConstraint(
                condition=Q(event_title="", event_unit=None) | (~Q(event_title="") & Q(event_unit__isnull=False)),
                name="almanac_jubilee_event_has_its_unit",
            ),
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

    Organisations of the directory need no row here: `directory.Organisation.founded_on` is theirs. A person's name goes
    into plans, which units read, only where the office says so (`named_in_plans`).
    """

    title = models.CharField(_("whose or what"), max_length=300)
    kind = models.CharField(_("kind"), max_length=20, choices=JubileeKind.choices, default=JubileeKind.EVENT)
    began_on = models.DateField(_("born or founded on"))
    note = models.TextField(_("note"), blank=True)
    named_in_plans = models.BooleanField(_("the name stands in plans"), default=False)
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

    @property
    def public_name(self) -> str:
        """Return the name for a plan; empty for a person whom the office does not name there."""
        return self.title if self.kind != JubileeKind.PERSON or self.named_in_plans else ""


class LaidJubilee(models.Model):
    """The event made of a jubilee in a year; without an event, a person has taken it away for good."""

    jubilee = models.ForeignKey(Jubilee, on_delete=models.CASCADE, null=True, related_name="laid")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="laid_jubilees")
    year = models.PositiveSmallIntegerField()
    event = models.OneToOneField(Event, on_delete=models.SET_NULL, null=True, related_name="laid_jubilee")
    written = models.JSONField(default=dict)

    objects = AlmanacQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("jubilee", "year"), name="almanac_kept_jubilee_laid_once"),
            models.UniqueConstraint(fields=("organisation", "year"), name="almanac_founding_laid_once"),
            models.CheckConstraint(
                condition=Q(jubilee__isnull=True, organisation__isnull=False)
                | Q(jubilee__isnull=False, organisation__isnull=True),
                name="almanac_laid_jubilee_has_one_source",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation or (self.jubilee and self.jubilee.public_name) or '—'}, {self.year}"
