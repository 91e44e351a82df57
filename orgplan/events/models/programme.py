"""Programmes: what many events of some years are held for, one inside another, with their sections."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedModel
from orgplan.directory.models import Person, Unit
from orgplan.events.models.basket import OpenQuerySet
from orgplan.events.models.event import Event

FIRST_YEAR, LAST_YEAR = 1900, 2199


class Programme(EditedModel):
    """A programme of one year or several, such as «80 лет Победы», or a section of one. An event may be in several.

    What stands in a section stands in its programme too. `path` holds the keys from the outermost programme down to
    this one, «/3/17/»: what lies within the third is found by «/3/» in it. A section takes its years from above.
    """

    name = models.CharField(_("name of the programme"), max_length=300)
    code = models.CharField(_("code"), max_length=20, blank=True, help_text=_("A few letters, as files name it."))
    parent = models.ForeignKey(
        "self", verbose_name=_("within"), on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    is_section = models.BooleanField(_("a section"), default=False)
    position = models.PositiveSmallIntegerField(_("place among its like"), default=100)
    path = models.CharField(max_length=200, blank=True, editable=False)
    aim = models.TextField(_("what it is for"), blank=True)
    curator = models.ForeignKey(
        Person,
        verbose_name=_("curator"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="curated_programmes",
    )
    units = models.ManyToManyField(Unit, verbose_name=_("responsible units"), blank=True, related_name="programmes")
    first_year = models.PositiveSmallIntegerField(
        _("from the year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    last_year = models.PositiveSmallIntegerField(
        _("to the year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    events = models.ManyToManyField(Event, blank=True, related_name="programmes", editable=False)

    objects = OpenQuerySet.as_manager()

    class Meta:
        ordering = ("-last_year", "-first_year", "position", "name")
        constraints = (
            models.CheckConstraint(
                condition=Q(first_year__gte=FIRST_YEAR, last_year__lte=LAST_YEAR, last_year__gte=F("first_year")),
                name="events_programme_years_sane",
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="events_programme_not_in_itself"),
            models.CheckConstraint(
                condition=Q(is_section=False) | Q(parent__isnull=False), name="events_section_in_a_programme"
            ),
            models.CheckConstraint(condition=Q(is_section=True) | ~Q(code=""), name="events_programme_has_a_code"),
            models.UniqueConstraint(fields=("name",), condition=Q(is_section=False), name="events_programme_name_once"),
            models.UniqueConstraint(fields=("code",), condition=~Q(code=""), name="events_programme_code_once"),
            models.UniqueConstraint(fields=("parent", "name"), name="events_section_name_once"),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("programmes:programme", args=[self.pk])

    def save(self, *args: Any, **options: Any) -> None:
        """Write the row, with its place in the tree."""
        super().save(*args, **options)
        path = f"{self.parent.path if self.parent else '/'}{self.pk}/"
        if path != self.path:
            self.path = path
            type(self).objects.filter(pk=self.pk).update(path=path)

    @property
    def years(self) -> str:
        """Return «2025» or «2024–2026»."""
        return str(self.first_year) if self.first_year == self.last_year else f"{self.first_year}–{self.last_year}"

    @property
    def whole_name(self) -> str:
        """Return «80 лет Победы: Память», of a programme its name; reads what a section stands in."""
        return f"{self.parent.name}: {self.name}" if self.is_section and self.parent else self.name

    def keys_above(self) -> list[int]:
        """Return the keys from the outermost programme down to what holds this one."""
        return [int(each) for each in self.path.strip("/").split("/")[:-1] if each]
