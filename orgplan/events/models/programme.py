"""Programmes: what many events of some years are held for."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedModel
from orgplan.events.models.basket import OpenQuerySet
from orgplan.events.models.event import Event

FIRST_YEAR, LAST_YEAR = 1900, 2199


class Programme(EditedModel):
    """A programme of one year or several, such as «80 лет Победы». An event may belong to more than one."""

    name = models.CharField(_("name of the programme"), max_length=300, unique=True)
    code = models.CharField(_("code"), max_length=20, unique=True, help_text=_("A few letters, as files name it."))
    first_year = models.PositiveSmallIntegerField(
        _("from the year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    last_year = models.PositiveSmallIntegerField(
        _("to the year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    events = models.ManyToManyField(Event, blank=True, related_name="programmes", editable=False)

    objects = OpenQuerySet.as_manager()

    class Meta:
        ordering = ("-last_year", "-first_year", "name")
        constraints = (
            models.CheckConstraint(
                condition=Q(first_year__gte=FIRST_YEAR, last_year__lte=LAST_YEAR, last_year__gte=F("first_year")),
                name="events_programme_years_sane",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def years(self) -> str:
        """Return «2025» or «2024–2026»."""
        return str(self.first_year) if self.first_year == self.last_year else f"{self.first_year}–{self.last_year}"
