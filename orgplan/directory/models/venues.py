"""Places of events."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.directory.models.bodies import Unit
from orgplan.directory.models.records import Record


class Venue(Record):
    """A place where events happen, with coordinates for the road between two of them."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    district = models.CharField(_("district"), max_length=120, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    capacity = models.PositiveIntegerField(_("capacity, persons"), null=True, blank=True)
    aliases = models.TextField(_("also written as"), blank=True, help_text=_("One name a line."))
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    owner = models.ForeignKey(
        Unit, verbose_name=_("kept by"), on_delete=models.PROTECT, null=True, blank=True, related_name="venues"
    )
    seats_theatre = models.PositiveIntegerField(_("seats in rows"), null=True, blank=True)
    seats_banquet = models.PositiveIntegerField(_("seats at tables"), null=True, blank=True)
    places_standing = models.PositiveIntegerField(_("standing places"), null=True, blank=True)
    has_ramp = models.BooleanField(_("ramp or level entrance"), default=False)
    has_hearing_loop = models.BooleanField(_("hearing loop"), default=False)
    has_accessible_toilet = models.BooleanField(_("accessible toilet"), default=False)
    access_note = models.CharField(_("about access"), max_length=300, blank=True)
    set_up_minutes = models.PositiveSmallIntegerField(_("set-up, minutes"), null=True, blank=True)
    leaving_minutes = models.PositiveSmallIntegerField(_("leaving, minutes"), null=True, blank=True)
    equipment = models.JSONField(_("equipment"), default=list, blank=True)
    photo = models.FileField(_("photo"), upload_to="venues", blank=True)

    #: Personal data, field by field, with the purpose it is kept for.
    personal_data: ClassVar[dict[str, str]] = {
        "contact": "whom to call about the venue",
        "photo": "what the hall looks like",
    }

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="directory_venue_coordinates_on_earth",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the card."""
        return reverse("directory:venue", args=[self.pk])

    @property
    def geo(self) -> str:
        """Return «54.98480,73.36740» for a geo: address, empty where the place is not known."""
        return "" if self.latitude is None else f"{self.latitude},{self.longitude}"

    @property
    def coordinates(self) -> str:
        """Return the coordinates as people read them, empty where they are not known."""
        return self.geo.replace(",", ", ")

    @property
    def equipment_words(self) -> list[str]:
        """Return «микрофон — 4», one each; `equipment` holds pairs of words and number."""
        return [f"{title} — {count}" for title, count in self.equipment]

    @property
    def alias_list(self) -> list[str]:
        """Return the other names, one each."""
        return [line.strip() for line in self.aliases.splitlines() if line.strip()]
