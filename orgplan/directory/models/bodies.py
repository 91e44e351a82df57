"""Bodies: units of the administration, and organisations outside it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.directory.models.records import Record
from orgplan.directory.rules import UnitKind


def usual_name(short_name: str, name: str) -> str:
    """Return how a unit or an organisation is called in a row; for reads that take columns instead of records."""
    return short_name or name


class Unit(Record):
    """A structural unit of the administration: a department, a district administration, an office."""

    name = models.CharField(_("full name"), max_length=300, unique=True)
    short_name = models.CharField(_("short name"), max_length=120, help_text=_("As lists show it."))
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind.choices, default=UnitKind.DEPARTMENT)
    parent = models.ForeignKey(
        "self", verbose_name=_("part of"), on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    position = models.PositiveIntegerField(_("order in lists"), default=100)
    submits_plans = models.BooleanField(_("sends plans"), default=True)
    starts_on = models.DateField(_("exists since"), null=True, blank=True)
    ends_on = models.DateField(_("existed until"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("duties passed to"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
    )

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ("position", "name")
        constraints = (
            models.CheckConstraint(condition=~Q(parent=F("id")), name="directory_unit_not_own_parent"),
            models.CheckConstraint(condition=Q(kind__in=UnitKind.values), name="directory_unit_kind_known"),
            models.CheckConstraint(condition=~Q(successor=F("id")), name="directory_unit_not_own_successor"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="directory_unit_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return usual_name(self.short_name, self.name)

    def get_absolute_url(self) -> str:
        """Return the address of the card."""
        return reverse("directory:unit", args=[self.pk])

    @property
    def fuller_name(self) -> str:
        """Return the full name where it says more than the short one and its administration's name."""
        return "" if self.name.startswith(str(self)) else self.name


class FormerName(models.Model):
    """A name that a unit bore until a day, inclusive; papers of that time keep it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="former_names")
    title = models.CharField(_("full name"), max_length=300)
    short_title = models.CharField(_("short name"), max_length=120)
    borne_until = models.DateField(_("borne until"))
    basis = models.CharField(_("basis"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        ordering = ("borne_until", "pk")
        constraints = (
            models.UniqueConstraint(fields=("unit", "borne_until"), name="directory_former_name_once_a_day"),
        )

    def __str__(self) -> str:
        return self.title


class Organisation(Record):
    """A body outside the administration: a theatre, a company, an oversight body, a partner city."""

    name = models.CharField(_("full name"), max_length=300, unique=True)
    short_name = models.CharField(_("short name"), max_length=120, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name",)

    def __str__(self) -> str:
        return usual_name(self.short_name, self.name)

    def get_absolute_url(self) -> str:
        """Return the address of the card."""
        return reverse("directory:organisation", args=[self.pk])
